package io.tributary.effect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.customer.Catalogue;
import io.tributary.ingest.CleanTable;
import io.tributary.insight.TableRows;
import io.tributary.lake.Lake;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Run;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.Side;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gathers what became of campaigns' people, and makes the rows of the tables about them. */
final class CampaignEffects {
  private final Run run;
  private final List<Campaign> campaigns;

  CampaignEffects(Run run, List<Campaign> campaigns) {
    this.run = run;
    this.campaigns = campaigns;
  }

  /**
   * The rows of funnel, effect, return and stages.
   *
   * @param noted rows of {@code campaign_people}
   * @param assigned how many were assigned, by campaign and arm
   */
  List<TableRows> tables(
      Assigned people, Dataset<Row> noted, Map<String, Map<String, Long>> assigned) {
    Object[] names = campaigns.stream().map(Campaign::name).toArray();
    Dataset<Row> present =
        people
            .withOneId(noted.where(col("campaign").isin(names)))
            .withColumn("longest", longest())
            .persist();
    Dataset<Row> messages =
        CampaignTouches.messages(
                OwnedRecords.touches(run.lake(), run.date()),
                owners(present),
                campaigns,
                run.spark())
            .persist();
    Dataset<Row> outcomes = outcomes(present, messages).persist();
    try {
      CampaignCounts counts = CampaignCounts.of(Outcomes.capped(outcomes));
      Map<String, Map<Window, Reading>> readings = readings(counts, assigned);
      List<Finding> findings = new ArrayList<>();
      campaigns.forEach(c -> findings.addAll(Findings.of(c, counts, readings.get(c.name()))));
      return List.of(
          FunnelRows.of(
              messages,
              outcomes.where(col("window").equalTo(Window.CONVERSION.text())),
              run.date()),
          EffectRows.of(findings, counts, run.date()),
          ReturnRows.of(campaigns, counts, readings, run.date()),
          StageRows.of(counts, run.date()));
    } finally {
      outcomes.unpersist();
      messages.unpersist();
      present.unpersist();
    }
  }

  private Map<String, Map<Window, Reading>> readings(
      CampaignCounts counts, Map<String, Map<String, Long>> assigned) {
    Map<String, Map<Window, Reading>> readings = new HashMap<>();
    for (Campaign campaign : campaigns) {
      Map<Window, Reading> ofWindow = new EnumMap<>(Window.class);
      for (Window window : Window.values()) {
        ofWindow.put(
            window,
            Reading.of(
                campaign,
                window,
                assigned.getOrDefault(campaign.name(), Map.of()),
                counts,
                run.workspace().settings().repurchase().refundSettleDays(),
                run.date()));
      }
      readings.put(campaign.name(), ofWindow);
    }
    return readings;
  }

  private Dataset<Row> outcomes(Dataset<Row> present, Dataset<Row> messages) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    // Nobody was assigned: then there is no first day, and no order matters.
    Row first = present.agg(expr("min(assigned_on)")).first();
    LocalDate from = first.isNullAt(0) ? run.date() : first.getDate(0).toLocalDate().plusDays(1);
    Dataset<Row> orders =
        WindowOrders.of(
            lake.read(LedgerTable.NAME), Catalogue.read(lake).channels(), from, run.date());
    Dataset<Row> mentions =
        lake.readOrEmpty(CleanTable.spec("order"))
            .where(col("ordered_at").geq(lit(Date.valueOf(from))))
            .select("order_id", "identifiers");
    Dataset<Row> reached =
        present.join(
            Outcomes.contacts(messages), new String[] {"person", "campaign"}, "left_outer");
    return new Outcomes(
            Outcomes.windows(run.spark(), campaigns),
            settings.repurchase().refundSettleDays(),
            run.date())
        .of(
            reached,
            AttributedOrders.of(owners(reached), orders, mentions),
            CampaignTouches.coupons(
                OwnedRecords.usedCoupons(lake, run.date()),
                owners(present),
                campaigns,
                run.spark()),
            RegionWeeks.names(Side.OFFLINE, settings.channels()));
  }

  private Owners owners(Dataset<Row> people) {
    return new Owners(people, run.workspace().settings().identity().namespaces().values());
  }

  private Column longest() {
    Column longest = lit(0);
    for (Campaign campaign : campaigns) {
      longest =
          when(col("campaign").equalTo(campaign.name()), campaign.longestWindow())
              .otherwise(longest);
    }
    return longest;
  }
}
