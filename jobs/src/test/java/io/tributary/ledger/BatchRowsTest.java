package io.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows from a reader's batches are the rows that Spark gives. */
class BatchRowsTest {
  /** Several batches of Parquet's reader, the last one not full. */
  private static final int ROWS = 10_001;

  @TempDir Path folder;
  private SparkSession spark;
  private String file;

  @BeforeEach
  void write() {
    spark = TestSpark.session().newSession();
    file = folder.resolve("rows").toString();
    spark
        .range(ROWS)
        .selectExpr(
            "if(id % 3 = 0, null, concat('c', id)) as one_id",
            "transform(sequence(0, id % 5), i -> cast(i * id as int)) as days",
            "if(id % 7 = 0, array(), array(id, id + 1)) as cents",
            "cast(id as int) as number")
        .coalesce(2)
        .write()
        .parquet(file);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScanIsReadBatchByBatch(boolean generatesCode) {
    spark.conf().set("spark.sql.codegen.wholeStage", generatesCode);
    for (Dataset<Row> rows :
        List.of(
            scan(),
            scan().drop("cents"),
            scan().where("one_id is not null"),
            scan().where("one_id is not null and number % 2 = 0"),
            scan().where("number < 0"))) {
      // Without generated code Spark does not read batches at all.
      assertThat(isInBatches(rows)).as(plan(rows)).isEqualTo(generatesCode);
      assertThat(read(rows)).containsExactlyElementsOf(expected(rows));
    }
  }

  @Test
  void whatWorksOnRowsIsLeftToSpark() {
    for (Dataset<Row> rows :
        List.of(
            scan().selectExpr("one_id", "days", "cents", "number + 1 as number"),
            scan().where("rand(1) < 0.5"),
            scan().orderBy("number"),
            scan().coalesce(1),
            scan().join(scan().select("number").where("number % 4 = 1"), "number"))) {
      assertThat(isInBatches(rows)).as(plan(rows)).isFalse();
      assertThat(read(rows)).containsExactlyInAnyOrderElementsOf(expected(rows));
    }
  }

  private Dataset<Row> scan() {
    return spark.read().parquet(file);
  }

  private static boolean isInBatches(Dataset<Row> rows) {
    return BatchRows.of(query(rows)).isPresent();
  }

  private static String plan(Dataset<Row> rows) {
    return query(rows).executedPlan().toString();
  }

  private static QueryExecution query(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
  }

  private static List<String> read(Dataset<Row> rows) {
    List<String> columns = List.of(rows.columns());
    int id = columns.indexOf("one_id");
    int days = columns.indexOf("days");
    int cents = columns.indexOf("cents");
    int number = columns.indexOf("number");
    return RawRows.in(rows)
        .mapPartitions(
            each -> {
              List<String> texts = new ArrayList<>();
              while (each.hasNext()) {
                InternalRow row = each.next();
                texts.add(
                    (row.isNullAt(id) ? null : row.getUTF8String(id).toString())
                        + Arrays.toString(row.getArray(days).toIntArray())
                        + (cents < 0 ? "" : Arrays.toString(row.getArray(cents).toLongArray()))
                        + row.getInt(number));
              }
              return texts.iterator();
            })
        .collect();
  }

  private static List<String> expected(Dataset<Row> rows) {
    boolean hasCents = List.of(rows.columns()).contains("cents");
    return rows.collectAsList().stream()
        .map(
            row ->
                row.<String>getAs("one_id")
                    + row.getList(row.fieldIndex("days"))
                    + (hasCents ? row.getList(row.fieldIndex("cents")).toString() : "")
                    + row.<Integer>getAs("number"))
        .toList();
  }
}
