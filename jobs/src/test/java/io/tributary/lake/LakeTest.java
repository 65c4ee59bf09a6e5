package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Encoders;
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
}
