package io.tributary.audience;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.customer.Consents;
import io.tributary.journey.JourneyNight;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.ContactPolicy;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Tag.Behaviour;
import java.sql.Date;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everybody who fits at least one audience, in one pass over {@code customers}: which ones they
 * fit, and all that the {@link ContactRules} look at, by the places of audiences, profiles and
 * caps.
 */
final class Candidates {
  static final int ONE_ID = 0;
  static final int FITS = 1;
  static final int EXCLUDED = 2;
  static final int RANKS = 3;
  static final int HAS_ADDRESS = 4;
  static final int CONSENTS = 5;
  static final int TIRED = 6;
  static final int CONTACTS = 7;
  static final int HELD_OUT = 8;

  static final String HOLDOUT = "global_holdout";

  private final List<Audience> audiences;
  private final List<DeliveryProfile> profiles;
  private final ContactPolicy policy;
  private final Collection<Namespace> namespaces;

  /**
   * Prepares the pass.
   *
   * @param audiences each after those that it excludes
   * @param profiles all that any audience is delivered to
   */
  Candidates(List<Audience> audiences, List<DeliveryProfile> profiles, Settings settings) {
    this.audiences = audiences;
    this.profiles = profiles;
    this.policy = settings.contactPolicy();
    this.namespaces = settings.identity().namespaces().values();
  }

  /** The name of the column that says whether a behaviour's condition holds. */
  static String behaviour(int place) {
    return "_behaviour_" + place;
  }

  /** What the audiences ask about people's behaviour, each question once. */
  static List<Behaviour> behaviours(List<Audience> audiences) {
    return audiences.stream().flatMap(a -> a.behaviours().stream()).distinct().toList();
  }

  /**
   * The rows.
   *
   * @param customers with a column per behaviour, and the steps of journeys that are due
   */
  Dataset<Row> fitting(Dataset<Row> customers) {
    Map<String, Column> fits = new LinkedHashMap<>();
    Column any = lit(false);
    for (int i = 0; i < audiences.size(); i++) {
      fits.put("_fits_" + i, coalesce(fits(audiences.get(i)), lit(false)));
      any = any.or(col("_fits_" + i));
    }
    Dataset<Row> rows = customers.withColumns(fits).where(any);
    for (int i = 0; i < audiences.size(); i++) {
      // Who fits an audience that is itself excluded by another counts there, where they stay.
      if (!audiences.get(i).excludes().isEmpty()) {
        rows = rows.withColumn("_out_" + i, excluded(audiences.get(i)));
      }
    }
    return rows.select(
        col("one_id"),
        Flags.words(each(audiences, i -> col("_fits_" + i))).as("fits"),
        Flags.words(each(audiences, this::out)).as("excluded"),
        array(ranks()).cast("array<double>").as("ranks"),
        ofProfiles(p -> holds("reached_at", namespaces(p))).as("has_address"));
  }

  private Column fits(Audience audience) {
    List<Behaviour> behaviours = behaviours(audiences);
    Column fits = audience.where().map(sql -> expr(sql)).orElse(lit(true));
    for (Behaviour behaviour : audience.behaviours()) {
      fits = fits.and(col(behaviour(behaviours.indexOf(behaviour))));
    }
    fits = fits.and(isIn(audience.period()));
    return audience.step().isPresent()
        ? array_contains(col(JourneyNight.DUE_STEPS), audience.name()).and(fits)
        : fits;
  }

  private static Column isIn(Audience.Period period) {
    Column night = col("as_of");
    Column isIn = period.from().map(day -> night.geq(lit(Date.valueOf(day)))).orElse(lit(true));
    return period.until().map(day -> isIn.and(night.leq(lit(Date.valueOf(day))))).orElse(isIn);
  }

  private Column out(int place) {
    return audiences.get(place).excludes().isEmpty() ? lit(false) : col("_out_" + place);
  }

  private Column excluded(Audience audience) {
    Column excluded = lit(false);
    for (int j = 0; j < audiences.size(); j++) {
      if (audience.excludes().contains(audiences.get(j).name())) {
        excluded = excluded.or(col("_fits_" + j).and(not(out(j))));
      }
    }
    return excluded;
  }

  /** What limits go by, each once: the place of a limit's order among the ranks. */
  static List<Order> orders(List<Audience> audiences) {
    return audiences.stream().flatMap(a -> a.limit().stream()).map(Order::of).distinct().toList();
  }

  /** What a limit goes by; the larger, the sooner. */
  record Order(String by, boolean largestFirst) {
    static Order of(Audience.Limit limit) {
      return new Order(limit.orderBy(), limit.largestFirst());
    }

    private Column rank() {
      Column value =
          expr(
              "double(coalesce(try_cast(string(%1$s) as double), unix_date(try_cast(string(%1$s) as date))))"
                  .formatted("(" + by + ")"));
      return largestFirst ? value : value.multiply(-1);
    }
  }

  private Column[] ranks() {
    return orders(audiences).stream().map(Order::rank).toArray(Column[]::new);
  }

  /**
   * All that the rules look at.
   *
   * @param fitting as above
   * @param consents {@code one_id, allowed, refused}
   * @param givenUp {@code one_id, given_up}
   * @param contacts {@code one_id, contacts}
   */
  Dataset<Row> withPeople(
      Dataset<Row> fitting, Dataset<Row> consents, Dataset<Row> givenUp, Dataset<Row> contacts) {
    Dataset<Row> rows = fitting;
    for (Dataset<Row> facts : List.of(consents, givenUp, contacts)) {
      rows = rows.join(facts, new String[] {"one_id"}, "left_outer");
    }
    Column noContact = lit(new int[policy.caps().size()]);
    return rows.select(
        col("one_id"),
        col("fits"),
        col("excluded"),
        col("ranks"),
        col("has_address"),
        ofProfiles(this::consents).as("consents"),
        ofProfiles(p -> holds("given_up", List.of(p.channel()))).as("tired"),
        coalesce(col("contacts"), noContact).as("contacts"),
        Uniform.in(lit(HOLDOUT)).lt(lit(policy.globalHoldout().doubleValue())).as("held_out"));
  }

  /** Any of them will do. */
  private List<String> namespaces(DeliveryProfile profile) {
    return namespaces.stream()
        .filter(n -> profile.addresses().stream().anyMatch(kind -> kind.isNamespace(n)))
        .map(Namespace::name)
        .toList();
  }

  private Column consents(DeliveryProfile profile) {
    Column consents = lit(false);
    for (String channel : profile.consent()) {
      consents = consents.or(Consents.allowed(channel, policy.consentDefault()));
    }
    for (String channel : profile.refusal()) {
      consents = consents.and(not(Consents.refused(channel)));
    }
    return consents;
  }

  /** Whether an array, which may be missing, holds one of some texts. */
  private static Column holds(String array, List<String> texts) {
    Column wanted = lit(texts.toArray(String[]::new));
    return coalesce(arrays_overlap(col(array), wanted), lit(false));
  }

  private Column ofProfiles(Function<DeliveryProfile, Column> value) {
    return Flags.word(profiles.stream().map(value).toList());
  }

  private static List<Column> each(List<?> things, IntFunction<Column> value) {
    return IntStream.range(0, things.size()).mapToObj(value).toList();
  }
}
