package io.tributary.effect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.audience.Arms;
import io.tributary.identity.IdentityTables;
import io.tributary.pipeline.Run;
import io.tributary.tag.ListIdentifiers;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Drawn;
import io.tributary.workspace.Campaign.Listed;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

  /** All that is assigned up to the date within each campaign's days; each subject once. */
  static Dataset<Row> of(List<Campaign> campaigns, Run run) {
    List<Dataset<Row>> parts = new ArrayList<>();
    List<Dataset<Row>> lists = new ArrayList<>();
    Column isListed = lit(false);
    for (Campaign campaign : campaigns) {
      if (campaign.assignment() instanceof Drawn drawn) {
        parts.add(drawn(campaign, drawn, run).where(isMeant(campaign, run.date())));
      } else {
        lists.add(entries(campaign, (Listed) campaign.assignment(), run));
        isListed =
            isListed.or(
                col("campaign").equalTo(campaign.name()).and(isMeant(campaign, run.date())));
      }
    }
    if (!lists.isEmpty()) {
      parts.add(owned(union(lists), run).where(isListed));
    }
    return union(parts);
  }

  private static Dataset<Row> union(List<Dataset<Row>> parts) {
    return parts.stream().reduce(Dataset::unionByName).orElseThrow();
  }

  private static Column isMeant(Campaign campaign, LocalDate date) {
    LocalDate last = campaign.until().filter(until -> until.isBefore(date)).orElse(date);
    Column isMeant = col("assigned_on").leq(lit(Date.valueOf(last)));
    if (campaign.from().isPresent()) {
      isMeant = isMeant.and(col("assigned_on").geq(lit(Date.valueOf(campaign.from().get()))));
    }
    return isMeant.and(col("arm").isin(campaign.arms().stream().map(Arm::name).toArray()));
  }

  private static Dataset<Row> drawn(Campaign campaign, Drawn drawn, Run run) {
    return run.lake()
        .readOrEmpty(Arms.DRAWN)
        .where(col("experiment").equalTo(drawn.experiment()))
        .select(
            lit(campaign.name()).as("campaign"),
            col("one_id").as("subject"),
            col("one_id").as("person"),
            col("arm"),
            col("drawn_on").as("assigned_on"));
  }

  /** The lines of a list: {@code campaign, namespace, key, arm, assigned_on}. */
  private static Dataset<Row> entries(Campaign campaign, Listed list, Run run) {
    Dataset<Row> rows =
        ListIdentifiers.read(
            run,
            campaign.definedIn(),
            list.file(),
            List.of(list.identifier(), list.arm(), list.assignedOn()));
    return rows.select(
            lit(campaign.name()).as("campaign"),
            lit(list.namespace()).as("namespace"),
            ListIdentifiers.keys(run, list.namespace())
                .apply(col("`" + list.identifier() + "`"))
                .as("key"),
            col("`" + list.arm() + "`").as("arm"),
            expr("try_cast(`" + list.assignedOn() + "` as date)").as("assigned_on"))
        .where(col("key").isNotNull().and(col("assigned_on").isNotNull()));
  }

  /** Of lines of lists, each identifier once, with the person who had it then. */
  private static Dataset<Row> owned(Dataset<Row> entries, Run run) {
    Dataset<Row> subjects =
        entries
            .groupBy("key", "namespace", "campaign")
            .agg(min_by(struct("arm", "assigned_on"), struct("assigned_on", "arm")).as("first"))
            .select("campaign", "namespace", "key", "first.arm", "first.assigned_on");
    Dataset<Row> identifiers =
        run.lake()
            .readOrEmpty(IdentityTables.IDENTIFIERS)
            .where(col("status").equalTo(IdentityTables.USABLE))
            .select("namespace", "key", "one_id", "tenure", "first_seen_on");
    // Null for who came to have it after the assignment: max_by passes over them.
    Column tenureThen = when(col("first_seen_on").leq(col("assigned_on")), col("tenure"));
    return subjects
        .join(identifiers, new String[] {"key", "namespace"}, "left_outer")
        .groupBy("key", "namespace", "campaign", "arm", "assigned_on")
        .agg(max_by(col("one_id"), tenureThen).as("person"))
        .select(
            col("campaign"),
            expr("hex(key)").as("subject"),
            col("person"),
            col("arm"),
            col("assigned_on"));
  }

  /**
   * Who is new: each person once, with the earliest arm of theirs; a list may name one person by
   * several identifiers. An identifier that is somebody else's since a merge or a split makes
   * nobody new.
   *
   * @param known rows of {@code campaign_people}
   */
  static Dataset<Row> fresh(Dataset<Row> assigned, Dataset<Row> known) {
    Dataset<Row> subjects = known.select(col("campaign"), explode(col("subjects")).as("subject"));
    return assigned
        .where(col("person").isNotNull())
        .join(subjects, new String[] {"subject", "campaign"}, "left_anti")
        .groupBy("person", "campaign")
        .agg(
            min_by(struct("arm", "assigned_on"), struct("assigned_on", "subject")).as("first"),
            collect_set("subject").as("subjects"))
        .select("campaign", "person", "first.arm", "first.assigned_on", "subjects")
        .join(known.select("campaign", "person"), new String[] {"person", "campaign"}, "left_anti");
  }
}
