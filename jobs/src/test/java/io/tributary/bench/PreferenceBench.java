package io.tributary.bench;

import static org.apache.spark.sql.functions.sum;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Measures;
import io.tributary.customer.NearestCluster;
import io.tributary.customer.Tally;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import io.tributary.pipeline.Sessions;
import io.tributary.preference.LearnPreferences;
import io.tributary.preference.PreferenceModel;
import io.tributary.preference.PreferenceModels;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;

/**
 * Preference clusters at size: a night that trains, one that assigns everybody in one pass over the
 * ledger, and MiniBatchKMeans of scikit-learn on the same vectors, with the mean squared distance
 * to the centres (inertia) of both. Customers buy 60 categories in eight tastes. Arguments: number
 * of customers, an empty folder; Python 3 with its {@code venv} must be there.
 */
public final class PreferenceBench {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");
  private static final int CATEGORIES = 60;
  private static final List<String> PACKAGES =
      List.of("numpy==2.3.4", "scipy==1.16.3", "scikit-learn==1.7.2", "pyarrow==22.0.0");
  private static final StructType VECTORS =
      StructType.fromDDL("categories array<int>, roots array<double>, distance double");

  private final long customers;
  private final Path folder;
  private final SparkSession spark;
  private final Lake lake;
  private final BenchWorkspace workspace;

  private PreferenceBench(long customers, Path folder, SparkSession spark) {
    this.customers = customers;
    this.folder = folder;
    this.spark = spark;
    this.lake = new Lake(spark, folder.resolve("lake").toString());
    this.workspace = new BenchWorkspace(folder, spark);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    SparkSession spark = Sessions.start("local[2]");
    spark.sparkContext().setLogLevel("ERROR");
    System.out.println(Machine.describe());
    PreferenceBench bench =
        new PreferenceBench(Long.parseLong(arguments[0]), Path.of(arguments[1]), spark);
    bench.makeRetailer();
    bench.night("trains and assigns", DATE);
    bench.night("assigns", DATE.plusDays(1));
    int clusters = bench.exportVectors();
    System.out.println(Machine.peaks());
    spark.stop();
    bench.scikitLearn(clusters);
  }

  private void makeRetailer() throws IOException {
    workspace.write();
    delta(
        Codes.TABLE,
        spark
            .range(CATEGORIES)
            .selectExpr(
                "'product' as kind", "concat('sku-', id) as value", "cast(id as int) as code")
            .unionByName(
                spark.sql("select 'channel' as kind, 'pos' as value, cast(0 as int) as code")));
    delta(LedgerTable.NAME, ledger());
    addProducts();
  }

  private void addProducts() {
    Dataset<Row> products =
        spark
            .range(CATEGORIES)
            .selectExpr("concat('sku-', id) as sku", "concat('category-', id) as category_l2");
    TableSpec spec = CleanTable.spec("product");
    lake.append(spec, BenchWorkspace.completed(spec, products));
  }

  /** One to five orders of one line each; two thirds of them in the six categories of a taste. */
  private Dataset<Row> ledger() {
    String taste =
        "if(pmod(xxhash64(id, o, 2), 3) > 0, 6 * pmod(xxhash64(id), 8) + pmod(xxhash64(id, o, 3), 6),"
            + " pmod(xxhash64(id, o, 4), %d))".formatted(CATEGORIES);
    return spark
        .range(customers)
        .selectExpr("id", "sequence(1, cast(1 + pmod(xxhash64(id, 1), 5) as int)) as orders")
        .selectExpr(
            "concat('c', id) as owner",
            "concat('c', id) as one_id",
            "transform(orders, o -> concat('o', id, '-', o)) as order_id",
            "transform(orders, o -> 1700000000000000L + o) as ordered_at",
            "transform(orders, o -> 20000 + o) as order_day",
            "transform(orders, o -> 2147483647) as void_day",
            "transform(orders, o -> 0) as channel",
            "transform(orders, o -> -1) as store",
            "transform(orders, o -> 0) as status",
            "transform(orders, o -> 10000L) as gross",
            "transform(orders, o -> 0L) as discount",
            "transform(orders, o -> 10000L) as paid",
            "transform(orders, o -> 1) as lines",
            "transform(orders, o -> cast(" + taste + " as int)) as product",
            "transform(orders, o -> 1) as quantity",
            "transform(orders, o -> 2000L + pmod(xxhash64(id, o), 50000)) as amount",
            "cast(array() as array<int>) as refund_order",
            "cast(array() as array<int>) as refund_day",
            "cast(array() as array<bigint>) as refund_amount",
            "cast(array() as array<int>) as reached_by",
            "cast(array() as array<int>) as reached_line",
            "cast(array() as array<bigint>) as reached_amount");
  }

  private void delta(String table, Dataset<Row> rows) {
    rows.write().format("delta").save(folder.resolve("lake/" + table).toString());
  }

  private void night(String what, LocalDate date) {
    workspace
        .night(date, new LearnPreferences())
        .forEach(
            o ->
                System.out.printf(
                    Locale.ROOT, "%s: %.1f s, %s%n", what, o.seconds(), o.result().message()));
  }

  /** Writes the vectors of all customers for the peer; gives the number of clusters. */
  private int exportVectors() {
    Catalogue catalogue = Catalogue.read(lake);
    PreferenceModel model = PreferenceModels.current(lake).orElseThrow();
    NearestCluster clusters = model.on(catalogue);
    Dataset<Row> ledger = lake.read(LedgerTable.NAME);
    StructType schema = ledger.schema();
    int date = Math.toIntExact(DATE.toEpochDay());
    String path = folder.resolve("vectors").toString();
    RawRows.map(
            ledger,
            VECTORS,
            rows -> vectors(rows, new LedgerRow(schema), catalogue, clusters, date))
        .write()
        .parquet(path);
    Row all = spark.read().parquet(path).agg(sum("distance")).head();
    System.out.printf(
        Locale.ROOT,
        "tributary: %d customers, inertia %.6f per customer%n",
        customers,
        all.getDouble(0) / customers);
    return clusters.count();
  }

  private static Iterator<InternalRow> vectors(
      Iterator<InternalRow> rows,
      LedgerRow reader,
      Catalogue catalogue,
      NearestCluster clusters,
      int date) {
    return RawRows.each(
        rows,
        row -> {
          Tally spent =
              new Measures(reader.at(row), catalogue, PurchaseUnit.DAY, date)
                  .preferences(clusters.level(), 365);
          int[] categories = new int[spent.size()];
          double[] roots = new double[spent.size()];
          for (int place = 0; place < categories.length; place++) {
            categories[place] = spent.key(place);
            roots[place] = Math.sqrt((double) spent.sum(place) / spent.total());
          }
          return new GenericInternalRow(
              new Object[] {
                new GenericArrayData(categories),
                new GenericArrayData(roots),
                clusters.squaredDistance(clusters.nearest(spent), spent)
              });
        });
  }

  private void scikitLearn(int clusters) throws IOException, InterruptedException {
    Path python = folder.resolve("venv/bin/python");
    run("python3", "-m", "venv", folder.resolve("venv").toString());
    List<String> install =
        new java.util.ArrayList<>(List.of(python.toString(), "-m", "pip", "-q", "install"));
    install.addAll(PACKAGES);
    run(install.toArray(String[]::new));
    Path script = folder.resolve("minibatch_kmeans.py");
    try (InputStream in = PreferenceBench.class.getResourceAsStream("/bench/minibatch_kmeans.py")) {
      Files.copy(in, script);
    }
    run(
        python.toString(),
        script.toString(),
        folder.resolve("vectors").toString(),
        String.valueOf(CATEGORIES),
        String.valueOf(clusters));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + exit);
    }
  }
}
