package io.tributary.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.tributary.customer.Catalogue;
import io.tributary.lake.Lake;
import io.tributary.lake.RunLock;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.preference.LearnPreferences;
import io.tributary.preference.PreferenceModel;
import io.tributary.preference.PreferenceModels;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How well the preference clusters find the tastes that a generated workspace was planted with: the
 * adjusted Rand index over customers with {@code min_purchases}, as of each of the last ten dates,
 * and how many customers got another label without an order. Beside it what assignments reach that
 * know the planted shares: the most likely taste of the lines bought (no assignment can be better);
 * the nearest planted shares, and the nearest of the true centres, of the same vectors.
 *
 * <p>Arguments: a generated workspace whose nights have run, and their last date. The clusters in
 * its lake are learnt anew, as if there had been none: give it a copy.
 */
public final class PreferenceQuality {
  private static final int NIGHTS = 10;
  private static final VaultKey NO_VAULT = VaultKey.parse("5e".repeat(32), "the bench");

  private final Path folder;
  private final SparkSession spark;
  private final Lake lake;
  private final Map<String, String> truth = new HashMap<>();
  private final Map<String, Map<String, Double>> planted = new TreeMap<>();

  private PreferenceQuality(Path folder, SparkSession spark, Lake lake) {
    this.folder = folder;
    this.spark = spark;
    this.lake = lake;
  }

  /** Prints a table in Markdown. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Workspace workspace = WorkspaceReader.read(folder);
    SparkSession spark = Sessions.forWorkspace(Sessions.start("local[2]"), workspace.settings());
    spark.sparkContext().setLogLevel("ERROR");
    PreferenceQuality quality =
        new PreferenceQuality(folder, spark, new Lake(spark, workspace.lake()));
    quality.readTruth();
    quality.nights(workspace, LocalDate.parse(arguments[1]));
    spark.stop();
  }

  private void readTruth() throws IOException {
    for (String line : Files.readAllLines(folder.resolve("truth/clusters.csv"))) {
      String[] cell = line.split(",");
      if (!cell[0].equals("cluster")) {
        planted
            .computeIfAbsent(cell[0], c -> new TreeMap<>())
            .put(cell[2], Double.parseDouble(cell[3]));
      }
    }
    Dataset<Row> clusters = csv("people").select("person_id", "cluster");
    Dataset<Row> records =
        lake.read("customer_records")
            .where(col("entity").equalTo("order"))
            .select(col("record_key").as("order_id"), col("one_id"));
    Map<String, Long> most = new HashMap<>();
    for (Row row :
        csv("orders")
            .join(records, "order_id")
            .join(clusters, "person_id")
            .groupBy("one_id", "cluster")
            .agg(count(lit(1)))
            .orderBy("one_id", "cluster")
            .collectAsList()) {
      if (row.getLong(2) > most.getOrDefault(row.getString(0), 0L)) {
        most.put(row.getString(0), row.getLong(2));
        truth.put(row.getString(0), row.getString(1));
      }
    }
  }

  private Dataset<Row> csv(String table) {
    return spark
        .read()
        .option("header", true)
        .option("escape", "\"")
        .csv(folder.resolve("truth/" + table).toString());
  }

  private void nights(Workspace workspace, LocalDate last) throws IOException {
    System.out.println(Machine.describe());
    System.out.println(
        "| as of | clusters | ARI | most likely taste | nearest planted | nearest true centre |"
            + " customers | of them without an order, and another label | |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    forget();
    Map<String, PreferenceTastes.Taste> before = Map.of();
    for (LocalDate date = last.minusDays(NIGHTS - 1);
        !date.isAfter(last);
        date = date.plusDays(1)) {
      before = night(workspace, date, before);
    }
    forget();
    night(withClusters(workspace, planted.size()), last, Map.of());
    forget();
  }

  /** The clusters go as if no night had learnt any. */
  private void forget() {
    lake.rollBack(PreferenceModels.TABLE, -1);
    lake.files().delete(lake.internal("preference.json"));
  }

  /** The same workspace with a fixed number of clusters. */
  private Workspace withClusters(Workspace workspace, int clusters) throws IOException {
    Path copy = Files.createTempDirectory("tributary-planted");
    Files.createDirectories(copy.resolve("sources"));
    for (String file : List.of("tributary.yaml", "sources/oms_orders.yaml")) {
      Files.copy(folder.resolve(file), copy.resolve(file));
    }
    Files.writeString(
        copy.resolve("tributary.yaml"),
        Files.readString(copy.resolve("tributary.yaml"))
            + "category_preference: {k: [%d, %d]}%n".formatted(clusters, clusters)
            + "lake: %s%n".formatted(workspace.lake()));
    return WorkspaceReader.read(copy);
  }

  private Map<String, PreferenceTastes.Taste> night(
      Workspace workspace, LocalDate date, Map<String, PreferenceTastes.Taste> before) {
    JobResult result;
    try (RunLock lock = RunLock.acquire(lake, "bench")) {
      Console console = new Console(System.out, true);
      result =
          new LearnPreferences()
              .run(new Run("bench", workspace, spark, lake, NO_VAULT, date, false, console, lock));
    }
    PreferenceModel model = PreferenceModels.current(lake).orElseThrow();
    Catalogue catalogue = Catalogue.read(lake);
    PreferenceTastes tastes =
        new PreferenceTastes(catalogue, workspace.settings(), date, planted, truth);
    Map<String, PreferenceTastes.Taste> now =
        tastes.of(lake.read(LedgerTable.NAME), model.on(catalogue));
    long changed =
        now.entrySet().stream()
            .filter(e -> before.containsKey(e.getKey()))
            .filter(e -> before.get(e.getKey()).orders() == e.getValue().orders())
            .filter(e -> !before.get(e.getKey()).label().equals(e.getValue().label()))
            .count();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %.3f | %.3f | %,d | %d (%.2f%%) | %s |%n",
        date,
        model.ids().length,
        PreferenceTastes.randIndex(now.values(), PreferenceTastes.Taste::cluster),
        PreferenceTastes.randIndex(now.values(), PreferenceTastes.Taste::mostLikely),
        PreferenceTastes.randIndex(now.values(), PreferenceTastes.Taste::nearestPlanted),
        PreferenceTastes.randIndex(now.values(), PreferenceTastes.Taste::nearestTrue),
        now.size(),
        changed,
        100.0 * changed / Math.max(before.size(), 1),
        result.message());
    return now;
  }
}
