package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.LargeNight;
import io.tributary.TestSpark;
import io.tributary.pipeline.Sessions;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed that we read from its files says what Delta's reader says, whatever wrote it. */
class PlainChangesTest {
  private static final String TABLE = "visits to [shops] {all}";
  private static final TableSpec.ColumnSpec SHOP =
      TableSpec.ColumnSpec.required("shop", "string", "its name");
  private static final TableSpec.ColumnSpec VISITS =
      TableSpec.ColumnSpec.required("visits", "int", "how many");
  private static final TableSpec SPEC = spec(SHOP, VISITS);
  private static final TableSpec WIDER =
      spec(SHOP, VISITS, new TableSpec.ColumnSpec("town", "string", true, "where it is"));

  @TempDir Path folder;

  private SparkSession spark;
  private Lake lake;

  private static TableSpec spec(TableSpec.ColumnSpec... columns) {
    return new TableSpec(
        TABLE, "how often a shop was visited", List.of("shop"), List.of(columns), true);
  }

  @Test
  void isWhatDeltaReads() {
    spark = TestSpark.session().newSession();
    Sessions.fit(spark, 1);
    lake = new Lake(spark, folder.toString());
    lake.append(SPEC, rows("('a', 1), ('b', 1), ('c', 1)"));
    sameFrom(-1, true);
    lake.append(SPEC, rows("('d', 1)"));
    lake.apply(
        SPEC, changes("('a', 2, false, false), ('e', 1, false, true), ('b', 1, true, false)"));
    sameFrom(0, true);
    LargeNight.during(
        () ->
            lake.apply(
                SPEC,
                changes("('a', 3, false, false), ('f', 1, false, true), ('c', 1, true, false)")));
    sameFrom(1, true);
    // A column that came later.
    lake.append(WIDER, rows("('g', 1)").selectExpr("*", "'Bath' as town"));
    sameFrom(0, true);
    long beforeCompaction = lake.version(TABLE);
    new TableFiles(spark, lake).compact(TABLE);
    assertThat(lake.version(TABLE)).isGreaterThan(beforeCompaction);
    sameFrom(beforeCompaction, true);
    // Of a row that is marked as deleted without a word in the feed, files do not tell.
    long beforeDeletion = lake.version(TABLE);
    spark.sql("DELETE FROM delta.`" + lake.path(TABLE) + "` WHERE shop = 'd'");
    sameFrom(0, false);
    lake.append(SPEC, rows("('h', 1)"));
    sameFrom(beforeDeletion + 1, true);
    lake.rollBack(TABLE, beforeDeletion);
    sameFrom(beforeDeletion, false);
  }

  private void sameFrom(long version, boolean isPlain) {
    assertThat(PlainChanges.of(spark, lake.snapshot(TABLE), version).isPresent())
        .isEqualTo(isPlain);
    Dataset<Row> ours = lake.changesAfter(TABLE, version);
    Dataset<Row> deltas = lake.changesByDelta(TABLE, version);
    assertThat(ours.columns()).containsExactly(deltas.columns());
    assertThat(texts(ours)).isEqualTo(texts(deltas));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.selectExpr("to_json(struct(*)) as text")
        .orderBy("text")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private Dataset<Row> rows(String values) {
    return spark.sql("select * from values " + values + " as t(shop, visits)");
  }

  private Dataset<Row> changes(String values) {
    return spark.sql("select * from values " + values + " as t(shop, visits, _delete, _new)");
  }
}
