package io.tributary.effect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import io.tributary.audience.Arms;
import io.tributary.identity.IdentityTables;
import io.tributary.pipeline.Run;
import io.tributary.tag.ListIdentifiers;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Drawn;
import io.tributary.workspace.Campaign.Listed;
import java.sql.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who was assigned to which arm of a campaign: {@code campaign, subject, person, arm, assigned_on}.
 * A subject is what was assigned: an id, or an identifier in a list; its person may be unknown.
 *
 * <p>A rule that surprises: of a list, an identifier that nobody had on the day of the assignment
 * has no person, even if somebody has it today: mostly those would be known today whom the campaign
 * made known.
 */
final class Assignments {
  private Assignments() {}

  /** All that is assigned up to the date within the campaign's days; each subject once. */
  static Dataset<Row> of(Campaign campaign, Run run) {
    Dataset<Row> all =
        campaign.assignment() instanceof Drawn drawn
            ? drawn(drawn, run)
            : listed(campaign, (Listed) campaign.assignment(), run);
    Column isMeant = col("assigned_on").leq(lit(Date.valueOf(run.date())));
    if (campaign.from().isPresent()) {
      isMeant = isMeant.and(col("assigned_on").geq(lit(Date.valueOf(campaign.from().get()))));
    }
    if (campaign.until().isPresent()) {
      isMeant = isMeant.and(col("assigned_on").leq(lit(Date.valueOf(campaign.until().get()))));
    }
    Set<String> arms = campaign.arms().stream().map(a -> a.name()).collect(Collectors.toSet());
    return all.where(isMeant.and(col("arm").isin(arms.toArray())))
        .select(
            lit(campaign.name()).as("campaign"),
            col("subject"),
            col("person"),
            col("arm"),
            col("assigned_on"));
  }

  private static Dataset<Row> drawn(Drawn drawn, Run run) {
    return run.lake()
        .readOrEmpty(Arms.DRAWN)
        .where(col("experiment").equalTo(drawn.experiment()))
        .select(
            col("one_id").as("subject"),
            col("one_id").as("person"),
            col("arm"),
            col("drawn_on").as("assigned_on"));
  }

  private static Dataset<Row> listed(Campaign campaign, Listed list, Run run) {
    Dataset<Row> rows =
        ListIdentifiers.read(
            run,
            campaign.definedIn(),
            list.file(),
            List.of(list.identifier(), list.arm(), list.assignedOn()));
    Column assignedOn = expr("try_cast(`" + list.assignedOn() + "` as date)");
    Dataset<Row> subjects =
        rows.select(
                ListIdentifiers.keys(run, list.namespace())
                    .apply(col("`" + list.identifier() + "`"))
                    .as("key"),
                col("`" + list.arm() + "`").as("arm"),
                assignedOn.as("assigned_on"))
            .where(col("key").isNotNull().and(col("assigned_on").isNotNull()))
            .groupBy("key")
            .agg(min_by(struct("arm", "assigned_on"), struct("assigned_on", "arm")).as("first"))
            .select(col("key"), col("first.arm").as("arm"), col("first.assigned_on"));
    Dataset<Row> identifiers =
        run.lake()
            .readOrEmpty(IdentityTables.IDENTIFIERS)
            .where(
                col("namespace")
                    .equalTo(list.namespace())
                    .and(col("status").equalTo(IdentityTables.USABLE)));
    Dataset<Row> owners =
        identifiers
            .join(subjects.select("key", "assigned_on"), new String[] {"key"}, "inner")
            .where(col("first_seen_on").leq(col("assigned_on")))
            .groupBy("key")
            .agg(max_by(col("one_id"), col("tenure")).as("person"));
    return subjects
        .join(owners, new String[] {"key"}, "left_outer")
        .withColumn("subject", expr("hex(key)"));
  }

  /**
   * Who is new: each person once, with the earliest arm of theirs; a list may name one person by
   * several identifiers.
   *
   * @param known rows of {@code campaign_people}
   */
  static Dataset<Row> fresh(Dataset<Row> assigned, Dataset<Row> known) {
    return assigned
        .where(col("person").isNotNull())
        .groupBy("campaign", "person")
        .agg(
            min_by(struct("arm", "assigned_on"), struct("assigned_on", "subject")).as("first"))
        .select(
            col("campaign"), col("person"), col("first.arm"), col("first.assigned_on"))
        .join(
            known.select("campaign", "person"),
            new String[] {"campaign", "person"},
            "left_anti");
  }
}
