package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
    assertThat(files.isScattered("numbers")).isTrue();

    files.compact("numbers");

    assertThat(files.isScattered("numbers")).isFalse();
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

  private static Dataset<Row> numbers(SparkSession spark, long from, long until) {
    return spark.range(from, until).toDF("id").coalesce(1);
  }
}
