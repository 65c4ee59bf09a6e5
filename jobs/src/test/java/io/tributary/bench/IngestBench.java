package io.tributary.bench;

import io.tributary.ingest.IngestDumps;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Night;
import io.tributary.pipeline.Night.Outcome;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a first night takes to bring order lines from CSV into an empty lake, gates, rejects and
 * the ledger of files included, beside DuckDB that reads, casts and de-duplicates the same files
 * into Parquet. The lines are in ten files; each file repeats one order in a hundred of the one
 * before, and one record in a thousand has an amount that is none.
 */
@Command(name = "ingest", description = "Order lines from CSV into an empty lake, beside DuckDB.")
public final class IngestBench implements Callable<Integer> {
  private static final int FILES = 10;
  private static final int LINES_PER_ORDER = 2;
  private static final LocalDate FIRST = LocalDate.parse("2025-06-01");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final LocalDateTime OPENED = LocalDateTime.parse("2025-01-01T00:00:00");

  @Option(names = "--rows", defaultValue = "10000000", description = "(default: ${DEFAULT-VALUE})")
  private long rows;

  @Option(names = "--runs", defaultValue = "3", description = "of each (default: ${DEFAULT-VALUE})")
  private int runs;

  private final Path folder;

  private IngestBench() throws IOException {
    this.folder = Files.createTempDirectory("ingest-bench");
  }

  public static void main(String[] arguments) throws IOException {
    System.exit(new CommandLine(new IngestBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException {
    SparkSession spark = Sessions.start(null);
    spark.sparkContext().setLogLevel("ERROR");
    System.out.println(Machine.describe());
    try {
      writeWorkspace();
      System.out.printf(
          Locale.ROOT,
          "%,d order lines in %d files, %,d MB%n",
          rows,
          FILES,
          FileUtils.sizeOfDirectory(folder.resolve("landing").toFile()) >> 20);
      double ours = median("tributary", () -> ingest(spark));
      double peer = median("duckdb", this::duckDb);
      System.out.printf(Locale.ROOT, "tributary / duckdb: %.1f%n", ours / peer);
    } finally {
      spark.stop();
      FileUtils.deleteDirectory(folder.toFile());
    }
    return 0;
  }

  private void writeWorkspace() throws IOException {
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
              ordered_at: "to_timestamp(ordered_at, 'yyyy-MM-dd HH:mm:ss')"
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

  private String ingest(SparkSession spark) throws IOException {
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
            VaultKey.parse("5e".repeat(32), "the bench"),
            FIRST.plusDays(FILES),
            false,
            List.of(new IngestDumps()),
            silent);
    Outcome outcome = outcomes.get(0);
    return outcome.result().message() + " " + outcome.result().details().get("seconds_by_step");
  }

  private String duckDb() throws SQLException, IOException {
    Path parquet = folder.resolve("lines.parquet");
    Files.deleteIfExists(parquet);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + Runtime.getRuntime().availableProcessors());
      statement.execute("SET preserve_insertion_order = false");
      statement.execute(
          """
          COPY (
            SELECT order_id, line_no, sku, try_cast(quantity AS decimal(18,3)) AS quantity,
              try_cast(amount AS decimal(18,2)) AS line_amount, channel,
              try_strptime(ordered_at, '%%Y-%%m-%%d %%H:%%M:%%S') AS ordered_at, filename
            FROM read_csv('%s', all_varchar = true, header = true, filename = true)
            WHERE try_cast(amount AS decimal(18,2)) IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY order_id, line_no ORDER BY filename DESC) = 1
          ) TO '%s' (FORMAT parquet)"""
              .formatted(folder.resolve("landing/lines/*.csv"), parquet));
    }
    return Files.size(parquet) / (1 << 20) + " MB of Parquet";
  }

  private double median(String name, Callable<String> work) {
    List<Double> seconds = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      System.gc();
      Machine.resetPeaks();
      double processor = Machine.processorSeconds();
      long start = System.nanoTime();
      String told;
      try {
        told = work.call();
      } catch (Exception e) {
        throw new IllegalStateException(name + " failed", e);
      }
      seconds.add((System.nanoTime() - start) / 1e9);
      System.out.printf(
          Locale.ROOT,
          "  %s, run %d: %.1f s, %.1f s of processor, %s (%s)%n",
          name,
          run,
          seconds.get(run - 1),
          Machine.processorSeconds() - processor,
          Machine.peaks(),
          told);
    }
    double median = seconds.stream().sorted().toList().get(runs / 2);
    System.out.printf(
        Locale.ROOT, "%s: median %.1f s, %,.0f rows a second%n", name, median, rows / median);
    return median;
  }
}
