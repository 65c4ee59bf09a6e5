package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.LargeNight;
import io.tributary.TestSpark;
import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
  private static final TableSpec SHOPS =
      new TableSpec(
          "shops",
          "a shop",
          List.of("shop"),
          List.of(TableSpec.ColumnSpec.required("shop", "string", "its name")),
          false);

  @TempDir Path folder;

  @Test
  void aTableWhoseCreationWasKilledBeforeItsCommitIsNotThereYet() throws IOException {
    Lake lake = new Lake(TestSpark.session(), folder.toString());
    Path log = Files.createDirectories(folder.resolve("shops/_delta_log"));
    Files.writeString(log.resolve(".00000000000000000000.json.f00d.tmp"), "{");

    assertThat(lake.has("shops")).isFalse();
    assertThat(lake.tables()).isEmpty();

    lake.ensure(SHOPS);
    assertThat(lake.has("shops")).isTrue();
    assertThat(lake.read("shops").as(Encoders.STRING()).collectAsList()).isEmpty();
  }

  @Test
  void otherColumnsComeWithTheirCommentsAlsoWhereWritesAreListenedTo() {
    Lake lake = new Lake(TestSpark.session(), folder.toString());
    lake.overwrite(SHOPS, TestSpark.session().sql("select 'a' as shop"));
    SparkConf settings = TestSpark.session().sparkContext().conf();
    settings.set("spark.extraListeners", "OpenLineage");
    try {
      lake.overwriteWithColumns(
          SHOPS.withInternal(
              List.of(new TableSpec.ColumnSpec("city", "string", true, "where it is")),
              List.of("shop")),
          TestSpark.session().sql("select 'a' as shop, 'b' as city"));
    } finally {
      settings.remove("spark.extraListeners");
    }

    assertThat(lake.snapshot("shops").schema().toDDL())
        .isEqualTo("shop STRING NOT NULL COMMENT 'its name',city STRING COMMENT 'where it is'");
    assertThat(lake.read("shops").count()).isEqualTo(1);
  }

  @Test
  void aRowWithoutAValueThatItsContractAsksForStopsTheNight() {
    Lake lake = new Lake(TestSpark.session(), folder.toString());
    Dataset<Row> rows =
        TestSpark.session().sql("select if(id = 1, null, 'secret') as shop from range(2)");
    String broken =
        "shops: a row has no value in the column shop, against the table's contract; the table stays as it was.";

    assertThatThrownBy(() -> lake.append(SHOPS, rows))
        .isInstanceOf(GateStopped.class)
        .hasMessageStartingWith(broken);
    assertThat(lake.has("shops")).isFalse();

    lake.append(SHOPS, TestSpark.session().sql("select 'a' as shop"));
    assertThatThrownBy(() -> lake.append(SHOPS, rows)).hasMessageStartingWith(broken);
    assertThatThrownBy(() -> lake.overwrite(SHOPS, rows)).hasMessageStartingWith(broken);
    assertThat(lake.read("shops").as(Encoders.STRING()).collectAsList()).containsExactly("a");
  }

  /** A small table is written anew, into others Delta merges. */
  @Test
  void changesAreBroughtInAndToldOfAlikeInSmallAndLargeTables() {
    List<String> small = afterChanges("small");

    assertThat(small)
        .containsExactly(
            "changed 2",
            "kept 1",
            "new 3",
            "delete: gone 1",
            "insert: new 3",
            "update_postimage: changed 2",
            "update_preimage: changed 1");
    LargeNight.during(() -> assertThat(afterChanges("large")).isEqualTo(small));
  }

  private List<String> afterChanges(String name) {
    SparkSession spark = TestSpark.session().newSession();
    Sessions.fit(spark, 1);
    Lake lake = new Lake(spark, folder.resolve(name).toString());
    TableSpec spec =
        new TableSpec(
            "visits",
            "how often a shop was visited",
            List.of("shop"),
            List.of(
                TableSpec.ColumnSpec.required("shop", "string", "its name"),
                TableSpec.ColumnSpec.required("visits", "int", "how many")),
            true);
    lake.append(
        spec,
        spark.sql(
            "select * from values ('kept', 1), ('changed', 1), ('gone', 1) as t(shop, visits)"));
    long before = lake.version("visits");
    lake.apply(
        spec,
        spark.sql(
            "select * from values ('changed', 2, false, false), ('new', 3, false, true), ('gone', 1, true, false) as t(shop, visits, _delete, _new)"));
    List<String> rows = new ArrayList<>(texts(lake.read("visits"), "concat(shop, ' ', visits)"));
    rows.addAll(
        texts(
            lake.changesAfter("visits", before), "concat(_change_type, ': ', shop, ' ', visits)"));
    return rows;
  }

  private static List<String> texts(Dataset<Row> rows, String text) {
    return rows.selectExpr(text + " as text").orderBy("text").as(Encoders.STRING()).collectAsList();
  }
}
