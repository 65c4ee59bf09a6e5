package io.tributary.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.ledger.Retail;
import io.tributary.pipeline.Contracts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTablesTest {
  private static final String TABLE = "one_id_history";

  @TempDir Path folder;

  private static Dataset<Row> created(long people) {
    return TestSpark.session()
        .range(people)
        .selectExpr(
            "lpad(hex(id), 24, '0') as one_id",
            "'created' as event",
            "string(null) as other_one_id",
            "date '2024-09-30' as `on`",
            "string(null) as evidence",
            "date '2024-09-30' as as_of");
  }

  private String[] parquet(String place) {
    String[] names =
        folder.resolve(place).toFile().list((File in, String name) -> name.endsWith(".parquet"));
    Arrays.sort(names);
    return names;
  }

  @Test
  void aTableThatIsTooLargeToOpenIsTheLakesOwnFilesAndASmallerOneACsvAsWell() throws Exception {
    Retail retail = Retail.in(folder);
    retail.lake().overwrite(Contracts.table(TABLE), created(ExportTables.CSV_BELOW));
    retail.night("2024-09-30", new ExportTables());

    String tables = "exports/2024-09-30/tables/";
    assertThat(parquet(tables + TABLE)).isNotEmpty().isEqualTo(parquet("lake/" + TABLE));
    assertThat(folder.resolve(tables + TABLE + ".csv")).doesNotExist();
    assertThat(folder.resolve(tables + "dataset.json"))
        .content()
        .contains(TABLE + "/" + parquet(tables + TABLE)[0]);

    retail.lake().overwrite(Contracts.table(TABLE), created(ExportTables.CSV_BELOW - 1));
    retail.night("2024-09-30", new ExportTables());
    assertThat(Files.readAllLines(folder.resolve(tables + TABLE + ".csv")))
        .hasSize((int) ExportTables.CSV_BELOW)
        .startsWith(
            "one_id,event,other_one_id,on,evidence,as_of",
            "000000000000000000000000,created,,2024-09-30,,2024-09-30");
    assertThat(parquet(tables + TABLE)).doesNotContain(parquet("lake/" + TABLE));
  }
}
