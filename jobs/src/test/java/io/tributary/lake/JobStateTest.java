package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStateTest {
  private static final TableSpec SPEC =
      new TableSpec(
          "numbers",
          "A number",
          List.of("id"),
          List.of(ColumnSpec.required("id", "bigint", "It")),
          false);

  @TempDir Path folder;

  @Test
  void aJobIsUpToDateWhileSettingsAndInputsAreTheSameAndItsTablesAreThere() {
    SparkSession spark = TestSpark.session().newSession();
    Lake lake = new Lake(spark, folder.toString());
    lake.append(SPEC, spark.range(3).toDF("id"));
    Map<String, Long> read = Map.of("inputs", 7L);
    JobState.of(lake, "job").save("settings", read, List.of("numbers", "never_made"));

    JobState last = JobState.of(lake, "job");
    assertThat(last.isUpToDate("settings", read)).isTrue();
    assertThat(last.isUpToDate("others", read)).isFalse();
    assertThat(last.isUpToDate("settings", Map.of("inputs", 8L))).isFalse();
    lake.files().delete(new org.apache.hadoop.fs.Path(folder.resolve("numbers").toString()));
    assertThat(last.isUpToDate("settings", read)).as("its table was taken away").isFalse();
    assertThat(JobState.of(lake, "new job").isUpToDate("settings", read)).isFalse();
  }
}
