package io.tributary.repurchase;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.customer.CustomerRules;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Publishes when customers buy again: {@code repurchase_curve}, {@code repurchase_timing}, {@code
 * repurchase_factors}, and {@code cohort_retention}.
 *
 * <p>Rules that surprise: purchases of the last {@code refund_settle_days} are not looked at in the
 * first three, since they may still be returned. {@code customers} has the facts of everybody's
 * first purchases already, so one scan of a few of its columns counts all of them; the cohorts scan
 * the days of the ledger.
 */
public final class BuildRepurchase implements Job {
  private static final String CUSTOMERS = "customers";
  private static final String CURVE = "repurchase_curve";
  private static final String TIMING = "repurchase_timing";
  private static final String FACTORS = "repurchase_factors";
  private static final String COHORTS = "cohort_retention";

  /** Products among the key factors. */
  private static final int TOP_SKUS = 50;

  @Override
  public String name() {
    return "repurchase";
  }

  @Override
  public String description() {
    return "says when customers buy again, and what goes with it";
  }

  @Override
  public List<String> reads() {
    return List.of(CUSTOMERS, LedgerTable.NAME);
  }

  @Override
  public List<String> writes() {
    return List.of(CURVE, TIMING, FACTORS, COHORTS);
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    String fingerprint = fingerprint(settings, run.date());
    Map<String, Long> read = lake.versions(reads());
    JobState last = JobState.of(lake, name());
    if (!run.full() && last.isUpToDate(fingerprint, read)) {
      return JobResult.unchanged("every curve stands as of " + run.date());
    }
    Sessions.fit(run.spark(), lake.bytes(reads()));
    RepurchaseRules rules = RepurchaseRules.of(settings, run.date());
    Dataset<Row> customers = lake.read(CUSTOMERS);
    RepurchaseCounts counts =
        RepurchaseCounts.of(customers, rules, topSkus(customers, rules.lastDay()));
    CohortRetention cohorts =
        CohortRetention.of(lake.read(LedgerTable.NAME), new CustomerRules(settings, run.date()));
    List<Group> groups = counts.curves();
    CurveRows curves = new CurveRows(groups, rules, run.date());
    List<Row> factors = new KeyFactors(counts, rules).rows(run.date());
    run.lock().verify();
    Parallel.all(
        run.spark(),
        List.of(
            write(run, CURVE, curves.curve(), CurveRows.CURVE),
            write(run, TIMING, curves.timing(), CurveRows.TIMING),
            write(run, FACTORS, factors, KeyFactors.SCHEMA),
            write(run, COHORTS, cohorts.rows(run.date()), CohortRetention.SCHEMA)));
    last.save(fingerprint, read, writes());
    return new JobResult(
        true,
        counts.entries(),
        curves.curve().size(),
        "%,d first purchases, %,d curves".formatted(counts.entries(), groups.size()),
        Map.of());
  }

  private static Callable<Boolean> write(Run run, String table, List<Row> rows, StructType schema) {
    return () -> {
      Dataset<Row> all = run.spark().createDataFrame(rows, schema).coalesce(1);
      run.lake().overwrite(Contracts.table(table), all);
      return true;
    };
  }

  private static String fingerprint(Settings settings, LocalDate date) {
    return Fingerprint.ofSettings(
        date, settings.repurchase(), settings.channels(), settings.history());
  }

  /** The products with the most first purchases; equal ones by code point. */
  private static List<String> topSkus(Dataset<Row> customers, int lastDay) {
    return customers
        .where(
            col("entry_on")
                .leq(lit(Date.valueOf(LocalDate.ofEpochDay(lastDay))))
                .and(col("entry_known"))
                .and(col("entry_sku").isNotNull()))
        .groupBy("entry_sku")
        .count()
        .orderBy(col("count").desc(), col("entry_sku").asc())
        .limit(TOP_SKUS)
        .select("entry_sku")
        .as(Encoders.STRING())
        .collectAsList();
  }
}
