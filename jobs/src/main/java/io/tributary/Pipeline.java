package io.tributary;

import io.tributary.audience.BuildAudiences;
import io.tributary.customer.BuildCustomers;
import io.tributary.effect.BuildEffect;
import io.tributary.export.ExportTables;
import io.tributary.identity.ResolveIdentities;
import io.tributary.ingest.IngestDumps;
import io.tributary.insight.BuildBasketRules;
import io.tributary.insight.BuildInsight;
import io.tributary.ledger.BuildLedger;
import io.tributary.maintenance.MaintainTables;
import io.tributary.pipeline.Job;
import io.tributary.preference.DescribeClusters;
import io.tributary.preference.LearnPreferences;
import io.tributary.report.BuildReport;
import io.tributary.repurchase.BuildRepurchase;
import java.util.List;

/**
 * The jobs of a night, in order. This list is the only one: the command line, {@code run.json}, the
 * README's picture and {@code airflow/pipeline.json} are made from it.
 */
public final class Pipeline {
  /** All jobs, each after those whose tables it reads. */
  public static final List<Job> JOBS =
      List.of(
          new IngestDumps(),
          new ResolveIdentities(),
          new BuildLedger(),
          new LearnPreferences(),
          new BuildCustomers(),
          new DescribeClusters(),
          new BuildRepurchase(),
          new BuildAudiences(),
          new BuildInsight(),
          new BuildBasketRules(),
          new BuildEffect(),
          new ExportTables(),
          new BuildReport(),
          new MaintainTables());

  private Pipeline() {}

  /** The names of the jobs, in order. */
  public static List<String> names() {
    return JOBS.stream().map(Job::name).toList();
  }
}
