package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.tributary.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
  private static final TableSpec SHOPS =
      new TableSpec(
          "shops",
          "a shop",
          List.of("shop"),
          List.of(
              TableSpec.ColumnSpec.required("shop", "string", "its name"),
              new TableSpec.ColumnSpec("since", "timestamp", true, "when it opened"),
              new TableSpec.ColumnSpec("sales", "decimal(12,2)", true, "what it sells")),
          false);

  private static final TableSpec WITH_CITY =
      SHOPS.withInternal(
          List.of(new TableSpec.ColumnSpec("city", "string", true, "where it is")),
          List.of("shop"));

  private final SparkSession spark = TestSpark.session();

  @TempDir Path folder;

  /** A table with a file of three shops, and one of another. */
  private Lake lake() {
    Lake lake = new Lake(spark, folder.resolve("lake [1]").toString());
    lake.append(SHOPS, shops("('a', 1), ('b', 2), ('c', null)").coalesce(1));
    lake.append(SHOPS, shops("('d', 4)"));
    return lake;
  }

  private Dataset<Row> shops(String values) {
    return spark.sql(
        "select shop, timestamp '2024-09-01 10:00:00' as since, cast(sales as decimal(12,2)) as sales"
            + " from values "
            + values
            + " as t(shop, sales)");
  }

  @Test
  void filesThatSayWhatTheTableSaysAreHandedOn() {
    Lake lake = lake();
    WholeFiles files = WholeFiles.of(lake, SHOPS).orElseThrow();

    assertThat(lake.knownRows("shops")).isEqualTo(4);
    assertThat(files.paths()).hasSize(2);
    org.apache.hadoop.fs.Path copies =
        new org.apache.hadoop.fs.Path(folder.resolve("copies").toString());
    files.copyTo(copies, spark);
    assertThat(spark.read().parquet(copies.toString()).orderBy("shop").collectAsList())
        .isEqualTo(lake.read("shops").orderBy("shop").collectAsList());
    assertThat(folder.resolve("copies").toFile().list())
        .as("nothing beside them")
        .containsExactlyInAnyOrderElementsOf(
            files.paths().stream().map(org.apache.hadoop.fs.Path::getName).toList());
  }

  @Test
  void notFilesInWhichRowsAreMarkedAsDeleted() {
    Lake lake = lake();
    DeltaTable.forPath(spark, lake.path("shops")).delete("shop = 'b'");

    assertThat(lake.knownRows("shops")).isEqualTo(3);
    assertThat(WholeFiles.of(lake, SHOPS)).isEmpty();
  }

  @Test
  void notFilesFromBeforeAColumnWasAdded() {
    Lake lake = lake();
    lake.ensure(WITH_CITY);

    assertThat(WholeFiles.of(lake, WITH_CITY)).isEmpty();
    lake.overwrite(WITH_CITY, shops("('e', 5)").selectExpr("*", "'x' as city"));
    assertThat(WholeFiles.of(lake, WITH_CITY)).isPresent();
  }

  @Test
  void notFilesWithColumnsThatAreNotAskedFor() {
    Lake lake = new Lake(spark, folder.toString());
    lake.append(WITH_CITY, shops("('e', 5)").selectExpr("*", "'x' as city"));

    assertThat(WholeFiles.of(lake, SHOPS)).isEmpty();
  }
}
