package io.tributary.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Catalogue.Names;
import io.tributary.ingest.CleanTable;
import io.tributary.insight.AssociationRules.Rule;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Publishes {@code association_rules}, what is bought together in one basket, of products and of
 * categories on level 3; and from them {@code next_best}, what to offer each customer next.
 *
 * <p>A rule that surprises: a basket is a purchase day, so two orders of one day are one.
 */
public final class BuildBasketRules implements Job {
  @Override
  public String name() {
    return "baskets";
  }

  @Override
  public String description() {
    return "finds what is bought together and what to offer next";
  }

  @Override
  public List<String> reads() {
    return List.of(LedgerTable.NAME, Codes.TABLE, CleanTable.name("product"));
  }

  @Override
  public List<String> writes() {
    return List.of(AssociationRules.NAME, NextBest.NAME);
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    String fingerprint =
        Fingerprint.ofSettings(
            run.date(), settings.timezone(), settings.attach(), settings.purchaseUnit());
    Map<String, Long> read = lake.versions(reads());
    JobState last = JobState.of(lake, name());
    if (!run.full() && last.isUpToDate(fingerprint, read)) {
      return JobResult.unchanged("rules stand as of " + run.date());
    }
    Sessions.fit(run.spark(), lake.bytes(reads()));
    JobResult result = publish(run, InsightRules.of(settings, Catalogue.read(lake), run.date()));
    last.save(fingerprint, read, writes());
    return result;
  }

  private JobResult publish(Run run, InsightRules rules) {
    Lake lake = run.lake();
    Dataset<Row> ledger = LedgerTable.ofCustomers(lake.read(LedgerTable.NAME));
    Dataset<Row> baskets = Baskets.of(ledger, rules).persist();
    Row counted =
        baskets
            .agg(count(lit(1)), sum(when(col("is_capped"), 1L).otherwise(0L)))
            .collectAsList()
            .get(0);
    long all = counted.getLong(0);
    long capped = all == 0 ? 0 : counted.getLong(1);
    Names skus = rules.catalogue().products();
    Names l3 = rules.catalogue().categories(Baskets.L3);
    List<Rule> products = AssociationRules.find(baskets, "sku", skus, all);
    List<Rule> categories = AssociationRules.find(baskets, "l3", l3, all);
    baskets.unpersist();
    TableRows rows = new TableRows(Contracts.table(AssociationRules.NAME), run.date());
    AssociationRules.addRows("sku", products, skus, rows);
    AssociationRules.addRows("l3", categories, l3, rows);
    NextBest next =
        new NextBest(ledger.schema(), rules, categories, products, repeated(ledger, rules));
    run.lock().verify();
    lake.overwrite(Contracts.table(AssociationRules.NAME), rows.dataset(run.spark()));
    lake.overwrite(Contracts.table(NextBest.NAME), next.of(ledger));
    return new JobResult(
        true,
        all,
        rows.size(),
        "%,d rules in %,d baskets".formatted(rows.size(), all),
        Map.of("baskets", all, "huge_baskets_capped", capped));
  }

  private static Set<Integer> repeated(Dataset<Row> ledger, InsightRules rules) {
    RepeatCategories count = new RepeatCategories(rules);
    Dataset<Row> histories =
        ledger
            .withColumn("member_from", lit(null).cast("array<int>"))
            .withColumn("member_until", lit(null).cast("array<int>"))
            .withColumn("relation", lit(null).cast("int"));
    return count.found(LedgerPass.count(histories, rules.customers(), List.of(count)));
  }
}
