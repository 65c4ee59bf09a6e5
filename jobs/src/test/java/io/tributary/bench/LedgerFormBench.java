package io.tributary.bench;

import io.tributary.ledger.RawRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Which form suits the ledger: orders as an array of structs, or as parallel arrays of numbers; and
 * what reading them costs, through {@code Row} and in Spark's own form. Arguments: number of
 * customers, folder to work in.
 */
public final class LedgerFormBench {
  private static final StructType RESULT = StructType.fromDDL("net bigint, days bigint");

  private LedgerFormBench() {}

  public static void main(String[] arguments) {
    long customers = Long.parseLong(arguments[0]);
    Path folder = Path.of(arguments[1]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 8)
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    Dataset<Row> orders =
        spark
            .range(customers)
            .selectExpr(
                "hex(xxhash64(id)) as one_id",
                "explode(sequence(1, 1 + cast(pmod(xxhash64(id, 1), 4) as int))) as n")
            .selectExpr(
                "one_id",
                "concat('order-', hex(xxhash64(one_id, n))) as order_id",
                "cast(19000 + pmod(xxhash64(one_id, n, 2), 1000) as int) as day",
                "cast(pmod(xxhash64(one_id, n, 3), 30000) as int) as product",
                "cast(pmod(xxhash64(one_id, n, 4), 100000) as bigint) as paid");
    String day = "date_from_unix_date(day)";
    String money = "cast(paid / 100 as decimal(18,2))";
    write(
        "array of structs: sku, decimal, date",
        grouped(
            orders,
            "order_id",
            "concat('SKU-', product) as sku",
            day + " as day",
            money + " as paid"),
        folder.resolve("structs-decimal"));
    write(
        "array of structs: ids and cents",
        grouped(orders, "order_id", "product", "day", "paid"),
        folder.resolve("structs"));
    write(
        "parallel arrays: sku, decimal, date",
        grouped(
                orders,
                "order_id",
                "concat('SKU-', product) as sku",
                day + " as day",
                money + " as paid")
            .selectExpr("one_id", "h.order_id", "h.sku", "h.day", "h.paid"),
        folder.resolve("parallel-decimal"));
    write(
        "parallel arrays: ids and cents",
        grouped(orders, "order_id", "product", "day", "paid")
            .selectExpr("one_id", "h.order_id", "h.product", "h.day", "h.paid"),
        folder.resolve("parallel"));
    for (int round = 1; round <= 2; round++) {
      Dataset<Row> structs = spark.read().parquet(folder.resolve("structs").toString());
      Dataset<Row> parallel =
          spark.read().parquet(folder.resolve("parallel").toString()).select("day", "paid");
      Dataset<Row> narrow = structs.selectExpr("h.day as day", "h.paid as paid");
      time(
          "array of structs through Row",
          () -> sum(structs.select("h").mapPartitions(STRUCTS, Encoders.row(RESULT))));
      time(
          "array of structs, two fields, raw",
          () -> sum(RawRows.map(narrow, RESULT, LedgerFormBench::raw)));
      time(
          "parallel arrays through Row",
          () -> sum(parallel.mapPartitions(ROWS, Encoders.row(RESULT))));
      time("parallel arrays, raw", () -> sum(RawRows.map(parallel, RESULT, LedgerFormBench::raw)));
    }
  }

  private static Dataset<Row> grouped(Dataset<Row> orders, String... columns) {
    List<String> all = new ArrayList<>(List.of(columns));
    all.add("one_id");
    String names =
        String.join(", ", Stream.of(columns).map(c -> c.replaceAll(".* as ", "")).toList());
    return orders
        .selectExpr(all.toArray(String[]::new))
        .groupBy("one_id")
        .agg(org.apache.spark.sql.functions.expr("collect_list(struct(" + names + ")) as h"));
  }

  private static void write(String form, Dataset<Row> rows, Path path) {
    time(
        "write " + form,
        () -> {
          rows.write().mode("overwrite").parquet(path.toString());
          return bytes(path) >> 20;
        });
  }

  private static final MapPartitionsFunction<Row, Row> STRUCTS =
      rows -> {
        long net = 0;
        long days = 0;
        while (rows.hasNext()) {
          for (Row order : rows.next().<Row>getList(0)) {
            days += order.getInt(2);
            net += order.getLong(3);
          }
        }
        return List.of(org.apache.spark.sql.RowFactory.create(net, days)).iterator();
      };

  private static final MapPartitionsFunction<Row, Row> ROWS =
      rows -> {
        long net = 0;
        long days = 0;
        while (rows.hasNext()) {
          Row row = rows.next();
          for (int day : row.<Integer>getList(0)) {
            days += day;
          }
          for (long paid : row.<Long>getList(1)) {
            net += paid;
          }
        }
        return List.of(org.apache.spark.sql.RowFactory.create(net, days)).iterator();
      };

  private static Iterator<InternalRow> raw(Iterator<InternalRow> rows) {
    long net = 0;
    long days = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      for (int day : row.getArray(0).toIntArray()) {
        days += day;
      }
      for (long paid : row.getArray(1).toLongArray()) {
        net += paid;
      }
    }
    return Collections.<InternalRow>singleton(new GenericInternalRow(new Object[] {net, days}))
        .iterator();
  }

  private static long sum(Dataset<Row> rows) {
    return rows.selectExpr("sum(net)").head().getLong(0);
  }

  private static void time(String what, Supplier<Long> work) {
    long start = System.nanoTime();
    long result = work.get();
    System.out.printf(
        Locale.ROOT, "%-45s %6.1f s  (%d)%n", what, (System.nanoTime() - start) / 1e9, result);
  }

  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".parquet"))
          .mapToLong(f -> f.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
