package io.tributary.preference;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Says who is in each preference cluster: {@code preference_cards} has a row per cluster for people
 * to read, {@code preference_by_group} one per lifecycle group and cluster ("what do dormant
 * customers like"). Both come from one count of {@code customers}; who has no purchase has no
 * cluster and is in neither.
 */
public final class DescribeClusters implements Job {
  private static final String CUSTOMERS = "customers";
  private static final String CARDS = "preference_cards";
  private static final String BY_GROUP = "preference_by_group";
  private static final List<String> INPUTS = List.of(CUSTOMERS, PreferenceClusters.SPEC.name());

  @Override
  public String name() {
    return "clusters";
  }

  @Override
  public String description() {
    return "says who is in each preference cluster, and what each lifecycle group likes";
  }

  @Override
  public List<String> reads() {
    return INPUTS;
  }

  @Override
  public List<String> writes() {
    return List.of(CARDS, BY_GROUP);
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    String fingerprint = Fingerprint.ofSettings(run.date());
    Map<String, Long> read = lake.versions(INPUTS);
    JobState last = JobState.of(lake, name());
    if (!run.full() && last.isUpToDate(fingerprint, read)) {
      return JobResult.unchanged("every cluster is described as of " + run.date());
    }
    Sessions.fit(run.spark(), lake.bytes(INPUTS));
    List<Row> people = people(lake.read(CUSTOMERS)).collectAsList();
    List<Row> clusters = lake.read(PreferenceClusters.SPEC.name()).collectAsList();
    run.lock().verify();
    List<Callable<Boolean>> tables =
        List.of(
            () -> write(run, CARDS, ClusterCards.of(clusters, people, run.date())),
            () -> write(run, BY_GROUP, PreferenceByGroup.of(people, run.date())));
    Parallel.all(run.spark(), tables);
    last.save(fingerprint, read, writes());
    long customers = people.stream().mapToLong(row -> row.getAs("customers")).sum();
    return new JobResult(
        true,
        customers,
        clusters.size(),
        "%,d customers in %d clusters".formatted(customers, clusters.size()),
        Map.of());
  }

  private static boolean write(Run run, String table, List<Row> rows) {
    run.lake()
        .overwrite(
            Contracts.table(table),
            run.spark().createDataFrame(rows, run.lake().empty(Contracts.table(table)).schema()));
    return true;
  }

  /**
   * How many customers of each cluster are in each lifecycle group and age band and prefer each
   * channel, with their orders and what these were worth: as many rows as there are combinations.
   */
  static Dataset<Row> people(Dataset<Row> customers) {
    return customers
        .where(col("preference_cluster").isNotNull())
        .groupBy(
            col("preference_cluster").as("cluster"),
            col("preference_label").as("label"),
            col("lifecycle_group"),
            col("age_band"),
            col("main_channel"))
        .agg(
            count(lit(1)).as("customers"),
            sum("orders").as("orders"),
            sum(col("aov").multiply(col("orders")).cast("decimal(18,2)")).as("net"));
  }
}
