package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.lake.TableSpec.ColumnSpec;
import io.tributary.pipeline.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {
  private static final TableSpec SPEC =
      new TableSpec(
          "numbers",
          "A number",
          List.of("id"),
          List.of(ColumnSpec.required("id", "bigint", "It")),
          true);

  @TempDir Path folder;

  @Test
  void manySmallFilesBecomeFewAndNoJobHasAnythingNewToRead() throws IOException {
    SparkSession spark = TestSpark.session().newSession();
    Lake lake = new Lake(spark, folder.toString());
    TableFiles files = new TableFiles(spark, lake);
    lake.append(SPEC, numbers(spark, 0, 100).repartition(50));
    JobState.of(lake, "reader").save("settings", lake.versions(List.of("numbers")), List.of());
    JobState.of(lake, "writer").save("settings", lake.versions(List.of()), List.of("numbers"));
    long before = lake.version("numbers");
    assertThat(files.scattered()).containsExactly("numbers");

    files.compact("numbers");

    assertThat(files.scattered()).isEmpty();
    assertThat(lake.version("numbers")).isGreaterThan(before);
    assertThat(lake.changesAfter("numbers", before).count()).isZero();
    assertThat(
            JobState.of(lake, "reader").isUpToDate("settings", lake.versions(List.of("numbers"))))
        .isTrue();
    long compacted = lake.version("numbers");
    JobState.of(lake, "writer").rollBack(List.of("numbers"));
    assertThat(lake.version("numbers")).isEqualTo(compacted);
    assertThat(JobState.isAnyBehind(lake, "numbers")).isFalse();

    lake.append(SPEC, numbers(spark, 100, 101));
    assertThat(JobState.isAnyBehind(lake, "numbers")).isTrue();
    long newest = lake.version("numbers");
    files.vacuum("numbers", 0);
    assertThat(lake.version("numbers")).isEqualTo(newest);
    assertThat(lake.read("numbers").count()).isEqualTo(101);
    try (Stream<Path> left = Files.list(folder.resolve("numbers"))) {
      assertThat(left.filter(file -> file.toString().endsWith(".parquet"))).hasSize(2);
    }
  }

  @Test
  void theTableWithTheMostFilesComesFirst() {
    SparkSession spark = TestSpark.session().newSession();
    Lake lake = new Lake(spark, folder.toString());
    Map.of("a", 15, "b", 16, "c", 18)
        .forEach(
            (name, files) -> lake.append(named(name), numbers(spark, 0, 50).repartition(files)));

    assertThat(new TableFiles(spark, lake).scattered()).containsExactly("c", "b");
  }

  private static TableSpec named(String name) {
    return new TableSpec(name, SPEC.meaning(), SPEC.key(), SPEC.columns(), false);
  }

  @Test
  void aForgottenHistoryLeavesNothingButTheRows() throws IOException {
    SparkSession spark = TestSpark.session().newSession();
    Lake lake = new Lake(spark, folder.toString());
    lake.append(SPEC, numbers(spark, 0, 50));
    lake.append(SPEC, numbers(spark, 50, 51));
    JobState.of(lake, "reader").save("settings", lake.versions(List.of("numbers")), List.of());

    spark.sql("DELETE FROM delta.`%s` WHERE id = 7".formatted(folder.resolve("numbers")));
    assertThat(names("numbers")).as("marked only").anyMatch(name -> name.endsWith(".bin"));
    Sessions.fit(spark, 1);
    TableHistory history = new TableHistory(spark, lake);
    history.delete("numbers", functions.col("id").equalTo(50));
    JobState.of(lake, "writer").save("settings", lake.versions(List.of()), List.of("numbers"));
    history.forget("numbers");

    assertThat(lake.read("numbers").count()).isEqualTo(49);
    long now = lake.version("numbers");
    assertThat(names("numbers"))
        .allMatch(name -> TableHistory.versionOf(name).map(v -> v == now).orElse(true))
        .noneMatch(name -> name.endsWith(".bin"))
        .filteredOn(name -> name.startsWith("part-"))
        .hasSize(1);
    JobState.of(lake, "writer").rollBack(List.of("numbers"));
    assertThat(lake.version("numbers")).as("nothing to put back").isEqualTo(now);
    assertThat(JobState.of(lake, "reader").versionRead("numbers"))
        .as("who has not seen what went is behind")
        .hasValueSatisfying(version -> assertThat(version).isLessThan(now));
    lake.append(SPEC, numbers(spark, 60, 61));
    assertThat(new Lake(spark, folder.toString()).read("numbers").count()).isEqualTo(50);
  }

  private List<String> names(String table) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(table))) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }

  private static Dataset<Row> numbers(SparkSession spark, long from, long until) {
    return spark.range(from, until).toDF("id").coalesce(1);
  }
}
