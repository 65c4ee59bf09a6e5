package io.tributary.journey;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Sessions;
import io.tributary.tag.BehaviourFacts;
import io.tributary.workspace.Journey;
import io.tributary.workspace.Journey.Kind;
import io.tributary.workspace.Tag.Of;
import io.tributary.workspace.Workspace;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One night of all journeys: who enters, for whom they end, whose steps are due. What becomes of a
 * due step is decided with the audiences, of which each step is one.
 */
public final class JourneyNight implements AutoCloseable {
  /** The column that {@link #withDueSteps} adds: the names of audiences. */
  public static final String DUE_STEPS = "due_steps";

  private final SparkSession spark;
  private final Lake lake;
  private final List<Journey> journeys;
  private final LocalDate date;
  private final boolean isNeeded;
  private Dataset<Row> steps;

  public JourneyNight(SparkSession spark, Lake lake, Workspace workspace, LocalDate date) {
    this.spark = spark;
    this.lake = lake;
    this.journeys = workspace.journeys();
    this.date = date;
    boolean hasRows = lake.has(JourneySteps.TABLE) && lake.version(JourneySteps.TABLE) > 0;
    this.isNeeded = !journeys.isEmpty() || hasRows;
  }

  /** Customers with the steps that are due for them tonight, null where none is. */
  public Dataset<Row> withDueSteps(Dataset<Row> customers, Dataset<Row> heirs) {
    if (!isNeeded) {
      return customers.withColumn(DUE_STEPS, lit(null).cast("array<string>"));
    }
    steps = Sessions.lenient(spark, () -> steps(customers, heirs)).persist();
    Dataset<Row> due =
        steps
            .where(col("is_due").and(isMet()))
            .groupBy(col("person").as("one_id"))
            .agg(collect_set(audience()).as(DUE_STEPS));
    return customers.join(due, new String[] {"one_id"}, "left_outer");
  }

  private static Column audience() {
    return concat_ws("-", col("journey"), col("step"));
  }

  private static Column isMet() {
    return coalesce(col("if_bought"), col("bought"))
        .equalTo(col("bought"))
        .and(coalesce(col("if_responded"), col("responded")).equalTo(col("responded")));
  }

  private Dataset<Row> steps(Dataset<Row> customers, Dataset<Row> heirs) {
    Dataset<Row> definitions = Definitions.steps(spark, journeys);
    Dataset<Row> before = JourneySteps.before(lake.readOrEmpty(JourneySteps.spec()), heirs, date);
    Dataset<Row> rows = before.where(col("outcome").isNull());
    if (!journeys.isEmpty()) {
      Dataset<Row> entering =
          Newcomers.of(
              anchors(customers),
              JourneySteps.history(before),
              Definitions.journeys(spark, journeys));
      rows = rows.unionByName(Newcomers.plan(entering, definitions, learnedDays(), date));
    }
    Dataset<Row> withFacts = new Facts(journeys).add(rows, customers, responses(rows), waiting());
    return StepCalendar.of(withFacts, definitions, date);
  }

  private Dataset<Row> anchors(Dataset<Row> customers) {
    Anchors anchors = new Anchors(journeys, date);
    List<Dataset<Row>> found = new ArrayList<>();
    if (anchors.ask(Kind.EVENT)) {
      found.add(anchors.ofEvents(BehaviourFacts.of(Of.EVENT, lake, date)));
    }
    if (anchors.ask(Kind.UNPAID_ORDER)) {
      found.add(anchors.ofUnpaidOrders(lake.readOrEmpty(Contracts.table("orders"))));
    }
    return anchors.of(customers, found);
  }

  private LearnedDays learnedDays() {
    boolean isAsked =
        journeys.stream().flatMap(j -> j.steps().stream()).anyMatch(s -> s.learned().isPresent());
    return isAsked
        ? LearnedDays.of(lake.readOrEmpty(Contracts.table("repurchase_timing")))
        : LearnedDays.none();
  }

  private Dataset<Row> responses(Dataset<Row> rows) {
    List<Journey> asking = journeys.stream().filter(Journey::asksForResponses).toList();
    if (asking.isEmpty()) {
      return spark.createDataFrame(
          List.<Row>of(),
          StructType.fromDDL(
              "journey string, one_id string, anchor_on date, answered boolean, touched_on date"));
    }
    return Responses.of(
        rows.select("journey", "one_id", "person", "anchor_on").distinct(),
        BehaviourFacts.of(Of.TOUCH, lake, date),
        asking);
  }

  private Dataset<Row> waiting() {
    if (journeys.stream().noneMatch(j -> j.anchor().kind() == Kind.UNPAID_ORDER)) {
      return spark.createDataFrame(
          List.<Row>of(), StructType.fromDDL("person string, anchor_on date, waits boolean"));
    }
    return Anchors.waiting(lake.readOrEmpty(Contracts.table("orders")))
        .groupBy(col("one_id").as("person"), col("ordered_on").as("anchor_on"))
        .agg(lit(true).as("waits"));
  }

  /** How many people enter each journey tonight. */
  public Map<String, Long> entering() {
    Map<String, Long> entering = new TreeMap<>();
    if (steps != null) {
      steps
          .where(col("entered_on").equalTo(lit(Date.valueOf(date))))
          .select("journey", "one_id")
          .distinct()
          .groupBy("journey")
          .count()
          .collectAsList()
          .forEach(row -> entering.put(row.getString(0), row.getLong(1)));
    }
    return entering;
  }

  /**
   * What changes in {@code journey_steps}, as {@link Lake#apply} takes it.
   *
   * @param tonight rows of {@code audience_ledger} of this night; somebody whose step is due and
   *     who is not in it did not meet its conditions
   */
  public Dataset<Row> changes(Dataset<Row> tonight) {
    Dataset<Row> decided =
        tonight.select(col("audience").as("_audience"), col("one_id").as("person"), col("status"));
    Dataset<Row> desired =
        steps
            .withColumn("_audience", when(col("is_due"), audience()))
            .join(decided, new String[] {"_audience", "person"}, "left_outer")
            .withColumn(
                "outcome",
                when(col("is_due"), coalesce(col("status"), lit("not_met")))
                    .otherwise(col("outcome")))
            .withColumn(
                "done_on", when(col("is_due"), lit(Date.valueOf(date))).otherwise(col("done_on")))
            .withColumn("as_of", coalesce(col("done_on"), col("entered_on")));
    Dataset<Row> current = JourneySteps.concerned(lake.readAsItIs(JourneySteps.TABLE), date);
    return Lake.difference(JourneySteps.spec(), desired, current);
  }

  /** Whether there is anything to write. */
  public boolean hasSteps() {
    return steps != null;
  }

  @Override
  public void close() {
    if (steps != null) {
      steps.unpersist();
    }
  }
}
