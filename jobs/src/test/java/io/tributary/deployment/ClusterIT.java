package io.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.Pipeline;
import io.tributary.lake.FileStore;
import io.tributary.pipeline.Job;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The delivered jar on a cluster: a master and two workers, of which one dies in the middle. */
class ClusterIT {
  /** Queries of these forms the listener leaves out unless it is told not to. */
  private static final String ALL_QUERIES =
      Stream.of("Project", "Aggregate", "Repartition")
          .map(node -> "org.apache.spark.sql.catalyst.plans.logical." + node)
          .collect(Collectors.joining(";", "[", "]"));

  /**
   * Of what the job list says, what nobody can have been told. A job's list is of all that it may
   * read; what for is not always there.
   */
  private static final Map<String, Set<String>> UNTOLD =
      Map.of(
          // No member is excluded.
          "ledger",
          Set.of("clean_member"),
          // Nobody was touched, and no tag asks for orders or events.
          "customers",
          Set.of("orders", "one_id_history"),
          // There is no journey, and the audience asks for a column of customers alone.
          "audiences",
          Set.of("customer_ledger", "ledger_codes", "orders", "repurchase_timing"),
          // There is no campaign, and nobody was touched.
          "effect",
          Set.of(
              "clean_order",
              "customer_ledger",
              "customer_records",
              "identifiers",
              "ledger_codes",
              "one_id_history",
              "preference_models"),
          // It says so in order to come last.
          "maintenance",
          Set.of("exports"));

  /** Files for people are no tables: tasks write audiences row by row, the driver the report. */
  private static final Map<String, Set<String>> NO_TABLES =
      Map.of("audiences", Set.of("exports"), "report", Set.of("exports"));

  /** What the cluster wrote stays to be looked at when the test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void aNightOnAClusterThatLosesAWorkerLeavesWhatAnEmbeddedNightLeaves() throws Exception {
    Optional<Path> spark = StandaloneCluster.sparkHome();
    assumeTrue(spark.isPresent(), "No Spark from PyPI: what is missing is said above");
    SmallRetailer alone = SmallRetailer.in(folder.resolve("embedded"));
    Results embedded = alone.embedded();
    SmallRetailer retailer = SmallRetailer.in(folder.resolve("cluster"));

    try (StandaloneCluster cluster = StandaloneCluster.start(spark.get(), folder.resolve("logs"));
        Program night =
            cluster.submit(folder.resolve("night.log"), lineageOptions(), retailer.night())) {
      night.until(() -> hasKeptSomething(retailer), 300);
      cluster.killAWorker();
      assertThat(night.finish(600)).as(night.text()).isZero();
    }

    String exports = retailer.folder().resolve("exports").toString();
    Results found = Results.of(files(), exports, SmallRetailer.NIGHT);
    assertThat(found).isEqualTo(embedded);
    assertThat(retailer.folder().resolve("logs/tributary.log"))
        .as("the log, by our own rules")
        .content()
        .contains("Lost executor");
    Path runJson = Path.of(exports, SmallRetailer.NIGHT, "run.json");
    isThatOfTheJobList(Lineage.of(events(), runJson), alone.whatThereIs());
  }

  /**
   * Each job reads and writes what the job list says, no more and no less. Tables without rows may
   * be told or not.
   *
   * @param filled what there is after the night
   */
  private static void isThatOfTheJobList(Lineage told, Set<String> filled) {
    for (Job job : Pipeline.JOBS) {
      Set<String> own = Set.copyOf(job.writes());
      // What a job has written itself, it may read again.
      assertThat(without(told.inputs(job.name()), own))
          .as("read by " + job.name())
          .isEqualTo(
              without(
                  without(both(job.reads(), filled), own),
                  UNTOLD.getOrDefault(job.name(), Set.of())));
      assertThat(both(told.outputs(job.name()), filled))
          .as("written by " + job.name())
          .isEqualTo(without(both(own, filled), NO_TABLES.getOrDefault(job.name(), Set.of())));
      assertThat(told.outputs(job.name())).as("written by " + job.name()).isSubsetOf(own);
    }
  }

  private static Set<String> both(Collection<String> some, Set<String> others) {
    Set<String> both = new TreeSet<>(some);
    both.retainAll(others);
    return both;
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  /** In the middle of {@code identity}, as its results are used by what comes next. */
  private static boolean hasKeptSomething(SmallRetailer retailer) throws IOException {
    Path kept = retailer.folder().resolve("lake/_tributary/staging/checkpoints");
    if (!Files.exists(kept)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(kept, 2)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("rdd-"));
    } catch (UncheckedIOException e) {
      // A folder that went while it was listed.
      return false;
    }
  }

  private static FileStore files() {
    return new FileStore(new Configuration());
  }

  /** As somebody would who has OpenLineage; the file stands for its server. */
  private List<String> lineageOptions() {
    String jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("openlineage-spark_"))
            .findFirst()
            .orElseThrow();
    return List.of(
        "--jars",
        jar,
        "--conf",
        "spark.extraListeners=io.openlineage.spark.agent.OpenLineageSparkListener",
        "--conf",
        "spark.openlineage.filter.allowedSparkNodes=" + ALL_QUERIES,
        "--conf",
        "spark.openlineage.transport.type=file",
        "--conf",
        "spark.openlineage.transport.location=" + events());
  }

  private Path events() {
    return folder.resolve("lineage.ndjson");
  }
}
