package io.tributary.bench;

import io.tributary.ingest.IngestDumps;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Night;
import io.tributary.pipeline.Night.Outcome;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/**
 * A workspace of order lines in ten CSV files; each file repeats one order in a hundred of the one
 * before, and one record in a thousand has an amount that is none. A first night takes them into an
 * empty lake, gates, rejects and the ledger of files included; DuckDB reads, casts and
 * de-duplicates the same files into Parquet.
 */
final class OrderLineDumps {
  private static final int FILES = 10;
  private static final int LINES_PER_ORDER = 2;
  private static final LocalDate FIRST = LocalDate.parse("2025-06-01");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final LocalDateTime OPENED = LocalDateTime.parse("2025-01-01T00:00:00");

  private final Path folder;
  private final long rows;

  OrderLineDumps(Path folder, long rows) {
    this.folder = folder;
    this.rows = rows;
  }

  /** Writes settings, mappings and dumps. */
  void write() throws IOException {
    Files.createDirectories(folder.resolve("sources"));
    Files.createDirectories(folder.resolve("landing/lines"));
    Files.writeString(folder.resolve("tributary.yaml"), "brand: Bench\n");
    Files.writeString(
        folder.resolve("sources/lines.yaml"),
        """
        source: lines
        files: lines/{date}.csv
        format: csv
        entities:
          - entity: order_line
            columns:
              order_id: "order_id"
              line_no: "line_no"
              sku: "sku"
              quantity: "cast(quantity as decimal(18,3))"
              line_amount: "cast(amount as decimal(18,2))"
              channel: "channel"
              ordered_at: "ordered_at"
        """);
    // Mapped, so that orders are not summed up from lines: the peer does not do that, either.
    Files.writeString(
        folder.resolve("sources/orders.yaml"),
        """
        source: orders
        files: orders/{date}.csv
        format: csv
        entities:
          - entity: order
            columns: {order_id: "id", channel: "channel", ordered_at: "to_timestamp(at)"}
        """);
    for (int file = 0; file < FILES; file++) {
      writeLines(file);
    }
  }

  /** What was written, in words. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "%,d order lines in %d files, %,d MB",
        rows,
        FILES,
        FileUtils.sizeOfDirectory(folder.resolve("landing").toFile()) >> 20);
  }

  private void writeLines(int file) throws IOException {
    long orders = rows / FILES / LINES_PER_ORDER;
    long first = file * orders;
    long repeated = file == 0 ? 0 : orders / 100;
    Path path = folder.resolve("landing/lines/" + FIRST.plusDays(file) + ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      out.write("order_id,line_no,sku,quantity,amount,channel,ordered_at\n");
      for (long order = first - repeated; order < first + orders - repeated; order++) {
        for (int line = 1; line <= LINES_PER_ORDER; line++) {
          long n = order * LINES_PER_ORDER + line;
          String amount = n % 1000 == 0 ? "n/a" : n * 7919 % 900 + "." + (10 + n % 90);
          out.write(
              "SO%010d,%d,SKU-%05d,%d,%s,%s,%s%n"
                  .formatted(
                      order,
                      line,
                      n * 31 % 20_000,
                      1 + n % 3,
                      amount,
                      n % 3 == 0 ? "tmall" : "pos",
                      TIME.format(OPENED.plusSeconds(order * 2))));
        }
      }
    }
  }

  /** A first night; what it says that it did. */
  String ingest(SparkSession spark) throws IOException {
    File lake = folder.resolve("lake").toFile();
    FileUtils.deleteDirectory(lake);
    FileUtils.deleteDirectory(folder.resolve("exports").toFile());
    Workspace workspace = WorkspaceReader.read(folder);
    Console silent =
        new Console(
            new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8), true);
    List<Outcome> outcomes =
        Night.run(
            workspace,
            spark,
            MeasuredNight.KEY,
            FIRST.plusDays(FILES),
            false,
            List.of(new IngestDumps()),
            silent);
    Outcome outcome = outcomes.get(0);
    return outcome.result().message() + " " + outcome.result().details().get("seconds_by_step");
  }

  /** DuckDB's work; how large its file is. */
  String ingestBy(DuckDb duckDb) throws SQLException, IOException {
    Files.deleteIfExists(parquet());
    duckDb.run(
        """
        COPY (
          SELECT order_id, line_no, sku, try_cast(quantity AS decimal(18,3)) AS quantity,
            try_cast(amount AS decimal(18,2)) AS line_amount, channel,
            try_cast(ordered_at AS timestamp) AS ordered_at, filename
          FROM read_csv('%s', all_varchar = true, header = true, filename = true)
          WHERE try_cast(amount AS decimal(18,2)) IS NOT NULL
          QUALIFY row_number() OVER (PARTITION BY order_id, line_no ORDER BY filename DESC) = 1
        ) TO '%s' (FORMAT parquet)"""
            .formatted(folder.resolve("landing/lines/*.csv"), parquet()));
    return Files.size(parquet()) / (1 << 20) + " MB of Parquet";
  }

  private Path parquet() {
    return folder.resolve("lines.parquet");
  }

  /** What {@link #isEqual} compares. */
  static final String CHECKED = "every line: order, number, product, quantity, amount";

  /** Whether both have the same lines. */
  boolean isEqual(SparkSession spark, DuckDb duckDb) throws SQLException {
    String ours = folder.resolve("our_lines").toString();
    String columns = "order_id, line_no, sku, quantity, line_amount";
    new Lake(spark, folder.resolve("lake").toString())
        .read("clean_order_line")
        .selectExpr(columns.split(", "))
        .write()
        .mode("overwrite")
        .parquet(ours);
    return duckDb.differences(
            "SELECT * FROM '" + ours + "/*.parquet'",
            "SELECT " + columns + " FROM '" + parquet() + "'")
        == 0;
  }
}
