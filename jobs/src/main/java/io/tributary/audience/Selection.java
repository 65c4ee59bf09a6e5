package io.tributary.audience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.customer.Consents;
import io.tributary.identity.Heirs;
import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.journey.JourneyNight;
import io.tributary.lake.Lake;
import io.tributary.ledger.RawRows;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Sessions;
import io.tributary.tag.BehaviourFacts;
import io.tributary.tag.BehaviourTags;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.ContactPolicy;
import io.tributary.workspace.Tag;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Of;
import io.tributary.workspace.Workspace;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** Reads what audiences are selected from, and selects them: all but the arms. */
final class Selection implements AutoCloseable {
  static final String LEDGER = "audience_ledger";

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final List<Audience> audiences;
  private final LocalDate date;
  private final JourneyNight journeys;
  private final List<JavaRDD<?>> kept = new ArrayList<>();
  private Dataset<Row> heirs;

  Selection(SparkSession spark, Lake lake, Workspace workspace, LocalDate date) {
    this.spark = spark;
    this.lake = lake;
    this.settings = workspace.settings();
    this.audiences = workspace.audiences();
    this.date = date;
    this.journeys = new JourneyNight(spark, lake, workspace, date);
  }

  /** The profiles that some audience is delivered to, by name. */
  static List<DeliveryProfile> profiles(List<Audience> audiences) {
    return audiences.stream()
        .flatMap(a -> a.deliver().stream())
        .distinct()
        .sorted()
        .map(DeliveryCatalog.standard()::get)
        .toList();
  }

  /**
   * A row per audience and person who fits it: {@code audience} (its place), {@code one_id}, {@code
   * reason} (null: nothing against it) and {@code deliveries} (a bit per profile). What they are
   * worked out from is kept until this is closed.
   */
  Limits.Decided decided() {
    List<DeliveryProfile> profiles = profiles(audiences);
    ContactPolicy policy = settings.contactPolicy();
    Candidates fitting = new Candidates(audiences, profiles, settings);
    return Sessions.lenient(
        spark,
        () -> {
          Dataset<Row> people =
              fitting.withPeople(
                  fitting.fitting(
                      withBehaviours(journeys.withDueSteps(lake.read("customers"), heirs()))),
                  consents(),
                  givenUp(),
                  contacts(profiles));
          ContactRules rules = new ContactRules(audiences, profiles, policy.caps());
          JavaRDD<PackedPeople> packed = RawRows.in(people).mapPartitions(PackedPeople::of);
          kept.add(packed.persist(StorageLevel.MEMORY_AND_DISK()));
          return new Limits(spark, packed, rules, audiences, profiles).decided();
        });
  }

  /** Lets go of what was kept. */
  @Override
  public void close() {
    kept.forEach(JavaRDD::unpersist);
    journeys.close();
  }

  /** The night of the journeys; it knows its steps once somebody was {@link #decided}. */
  JourneyNight journeys() {
    return journeys;
  }

  private Dataset<Row> withBehaviours(Dataset<Row> customers) {
    List<Behaviour> behaviours = Candidates.behaviours(audiences);
    Dataset<Row> result = customers;
    for (Of kind : Of.values()) {
      List<Tag> asked = new ArrayList<>();
      for (int i = 0; i < behaviours.size(); i++) {
        if (behaviours.get(i).of() == kind) {
          String name = Candidates.behaviour(i);
          asked.add(new Tag(name, "audiences", name, name, "boolean", behaviours.get(i)));
        }
      }
      if (!asked.isEmpty()) {
        result = BehaviourTags.add(result, BehaviourFacts.of(kind, lake, date), asked);
      }
    }
    return result;
  }

  private Dataset<Row> consents() {
    return Consents.of(
        lake.readOrEmpty(CleanTable.spec("consent")),
        lake.readOrEmpty(CleanTable.spec("touch")),
        lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS),
        date);
  }

  private Dataset<Row> givenUp() {
    if (settings.contactPolicy().fatigue().isEmpty()) {
      return none("one_id string, given_up array<string>");
    }
    Dataset<Row> purchases =
        lake.readOrEmpty(Contracts.table("orders"))
            .where(col("is_valid").and(col("one_id").isNotNull()));
    return Contacts.givenUp(
        BehaviourFacts.of(Of.TOUCH, lake, date), purchases, settings.contactPolicy().fatigue());
  }

  private Dataset<Row> contacts(List<DeliveryProfile> profiles) {
    boolean asksForContacts =
        !settings.contactPolicy().caps().isEmpty()
            && profiles.stream().anyMatch(DeliveryProfile::isContact);
    return asksForContacts
        ? Contacts.of(
            BehaviourFacts.of(Of.TOUCH, lake, date),
            earlierDeliveries(),
            settings.contactPolicy().caps())
        : none("one_id string, contacts array<int>");
  }

  /** What earlier nights delivered, to the people whom it concerns today. */
  private Dataset<Row> earlierDeliveries() {
    Column channel = lit(null).cast("string");
    for (String name : DeliveryCatalog.standard().names()) {
      DeliveryProfile profile = DeliveryCatalog.standard().get(name);
      if (profile.isContact()) {
        channel = when(col("delivery").equalTo(name), profile.channel()).otherwise(channel);
      }
    }
    int days =
        settings.contactPolicy().caps().stream().mapToInt(c -> c.per().getDays()).max().orElse(0);
    Column tonight = lit(Date.valueOf(date));
    return lake.readOrEmpty(Contracts.table(LEDGER))
        .where(
            col("as_of")
                .lt(tonight)
                // Compared with a date, not as a number of days: so files of earlier nights are
                // skipped.
                .and(col("as_of").gt(lit(Date.valueOf(date.minusDays(days)))))
                .and(col("status").equalTo("selected")))
        .select(
            col("one_id"),
            datediff(tonight, col("as_of")).as("days_ago"),
            explode(col("deliveries")).as("delivery"))
        .withColumn("channel", channel)
        .where(col("channel").isNotNull())
        .join(heirs(), new String[] {"one_id"}, "left_outer")
        .withColumn("one_id", coalesce(col("heir"), col("one_id")));
  }

  /** Who became whom: {@code one_id, heir}; found out once, for that takes jobs of its own. */
  Dataset<Row> heirs() {
    if (heirs == null) {
      heirs = Heirs.of(lake.readOrEmpty(Contracts.table("one_id_history")));
    }
    return heirs;
  }

  private Dataset<Row> none(String columns) {
    return spark.createDataFrame(List.<Row>of(), StructType.fromDDL(columns));
  }
}
