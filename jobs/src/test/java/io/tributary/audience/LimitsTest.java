package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.audience.ContactRules.Decision;
import io.tributary.audience.ContactRules.Person;
import io.tributary.audience.Cuts.Last;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Limit;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Settings.Cap;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final List<DeliveryProfile> SMS = List.of(DeliveryCatalog.standard().get("sms"));

  private static Audience audience(String name, Integer priority, Limit limit) {
    return TestAudience.of(name, priority, limit, "sms");
  }

  private static Limits.Decided decided(
      Dataset<Row> candidates,
      ContactRules rules,
      List<Audience> audiences,
      List<DeliveryProfile> profiles) {
    JavaRDD<PackedPeople> people = RawRows.in(candidates).mapPartitions(PackedPeople::of);
    return new Limits(TestSpark.session(), people, rules, audiences, profiles).decided();
  }

  /** PackedPeople with an address, who fit all audiences; {@code ranks} of what limits go by. */
  private static List<String> decided(List<Cap> caps, String people, Audience... audiences) {
    Dataset<Row> candidates =
        TestSpark.session()
            .sql(
                "select one_id, array(%dL) as fits, array(bigint(excluded)) as excluded, ranks,"
                        .formatted((1L << audiences.length) - 1)
                    + " 1L as a, 1L as c, 0L as t, array(0) as n, false as h from values "
                    + people
                    + " as t(one_id, ranks, excluded)");
    List<Audience> all = Arrays.asList(audiences);
    Dataset<Row> rows = decided(candidates, new ContactRules(all, SMS, caps), all, SMS).rows();
    List<String> texts = rows.collectAsList().stream().map(Row::toString).sorted().toList();
    return texts;
  }

  @Test
  void theLargestStayAndOfEqualsTheSmallerId() {
    assertThat(
            decided(
                List.of(),
                "('a', array(5D), false), ('b', array(7D), false),"
                    + " ('c', array(5D), false), ('d', array(cast(null as double)), false),"
                    + " ('e', array(9D), true)",
                audience("x", null, new Limit(2, "net", true))))
        .containsExactly(
            "[0,a,null,1]", "[0,b,null,1]", "[0,c,limit,0]", "[0,d,limit,0]", "[0,e,excluded,0]");
  }

  @Test
  void whoComesAfterALimitIsFreeForTheNextAudiencesWhoseLimitsCountThem() {
    // By priority x, y and z; one message each.
    assertThat(
            decided(
                List.of(new Cap("sms", 1, Period.ofDays(7))),
                "('a', array(3D, 1D), false),"
                    + " ('b', array(2D, 2D), false),"
                    + " ('c', array(1D, 3D), false)",
                audience("z", 3, null),
                audience("x", 1, new Limit(1, "net", true)),
                audience("y", 2, new Limit(1, "orders", true))))
        .containsExactly(
            "[0,a,higher_priority,0]",
            "[0,b,null,1]",
            "[0,c,higher_priority,0]",
            "[1,a,null,1]",
            "[1,b,limit,0]",
            "[1,c,limit,0]",
            "[2,a,higher_priority,0]",
            "[2,b,limit,0]",
            "[2,c,null,1]");
  }

  @Test
  void aLimitThatAllAreWithinLeavesNobodyOut() {
    assertThat(
            decided(
                List.of(),
                "('a', array(1D), false), ('b', array(2D), false)",
                audience("x", null, new Limit(2, "net", true))))
        .containsExactly("[0,a,null,1]", "[0,b,null,1]");
  }

  @Test
  void beforeAndAfterTheLastOne() {
    Last last = new Last(5D, "m");
    assertThat(last.isBefore(6D, () -> UTF8String.fromString("z"))).isFalse();
    assertThat(last.isBefore(4D, () -> UTF8String.fromString("a"))).isTrue();
    assertThat(last.isBefore(5D, () -> UTF8String.fromString("m"))).isFalse();
    assertThat(last.isBefore(5D, () -> UTF8String.fromString("n"))).isTrue();
    assertThat(last.isBefore(5D, () -> UTF8String.fromString("l"))).isFalse();
    assertThat(last.isBefore(null, () -> UTF8String.fromString("a"))).isTrue();
    assertThat(new Last(null, "m").isBefore(-1D, () -> UTF8String.fromString("z"))).isFalse();
    assertThat(new Last(null, "m").isBefore(null, () -> UTF8String.fromString("z"))).isTrue();
    assertThat(new Last(0D, "m").isBefore(-0D, () -> UTF8String.fromString("a"))).isFalse();
    assertThat(new Last(5D, null).isBefore(5D, () -> UTF8String.fromString("z"))).isFalse();
    assertThat(new Last(5D, null).isBefore(4D, () -> UTF8String.fromString("a"))).isTrue();
  }

  private static final List<DeliveryProfile> SMS_AND_META =
      List.of(DeliveryCatalog.standard().get("sms"), DeliveryCatalog.standard().get("meta"));

  /** 120 people who fit all audiences, numbered from 0; meta takes no list of fewer than 100. */
  private static Map<String, String> toPlatforms(String reachedByMeta, Audience... audiences) {
    Dataset<Row> candidates =
        TestSpark.session()
            .sql(
                """
                select string(id) as one_id, array(%dL) as fits, array(0L) as excluded,
                  array(-double(id)) as ranks, if(%s, 3L, 1L) as has_address, 3L as consents,
                  0L as tired, array(0) as contacts, false as held_out
                from range(120)\
                """
                    .formatted((1L << audiences.length) - 1, reachedByMeta));
    List<Audience> all = Arrays.asList(audiences);
    List<Cap> caps = List.of(new Cap("sms", 1, Period.ofDays(7)));
    ContactRules rules = new ContactRules(all, SMS_AND_META, caps);
    Limits.Decided decided = decided(candidates, rules, all, SMS_AND_META);
    Map<String, String> outcomes = new TreeMap<>();
    decided
        .rows()
        .collectAsList()
        .forEach(
            row ->
                outcomes.merge(
                    "%s, %s, %d"
                        .formatted(
                            audiences[row.getInt(0)].name(), row.getString(2), row.getLong(3)),
                    row.getString(1),
                    (some, one) -> some + " " + one));
    outcomes.replaceAll((outcome, people) -> "" + people.split(" ").length);
    return outcomes;
  }

  @Test
  void whomAPlatformTakesNoListOfIsFreeForTheNextAudiences() {
    assertThat(
            toPlatforms(
                "id < 99",
                TestAudience.of("ads", 1, null, "meta"),
                TestAudience.of("letters", 2, new Limit(50, "net", true), "sms")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ads, platform_minimum, 0", "99",
                "ads, no_identifier, 0", "21",
                "letters, null, 1", "50",
                "letters, limit, 0", "70"));
  }

  @Test
  void aListThatIsLargeEnoughKeepsItsPeople() {
    assertThat(
            toPlatforms(
                "id < 100",
                TestAudience.of("ads", 1, null, "meta"),
                TestAudience.of("letters", 2, new Limit(50, "net", true), "sms")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ads, null, 2", "100",
                "ads, no_identifier, 0", "20",
                "letters, higher_priority, 0", "100",
                "letters, null, 1", "20"));
  }

  @Test
  void anotherDeliveryOfTheSameAudienceStays() {
    assertThat(toPlatforms("id < 10", TestAudience.of("both", 1, null, "sms", "meta")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("both, null, 1", "120"));
  }

  /** The first leaves the second its people, who then are enough for the platform. */
  @Test
  void aListIsCountedOnlyWhenAllBeforeItStand() {
    assertThat(
            toPlatforms(
                "id < 110",
                TestAudience.of("few", 1, new Limit(30, "net", true), "meta"),
                TestAudience.of("many", 2, null, "meta"),
                TestAudience.of("rest", 3, null, "sms")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "few, platform_minimum, 0", "30",
                "few, limit, 0", "80",
                "few, no_identifier, 0", "10",
                "many, null, 2", "110",
                "many, no_identifier, 0", "10",
                "rest, higher_priority, 0", "110",
                "rest, null, 1", "10"));
  }

  /** Few ranks, so that limits lie among equals; some people have none. */
  @Test
  void whatIsFoundAtOnceIsWhatOneWouldFindPersonByPerson() {
    Random random = new Random(3);
    List<Audience> audiences =
        List.of(
            audience("last", null, new Limit(60, "net", true)),
            audience("second", 2, new Limit(25, "orders", true)),
            audience("first", 1, new Limit(40, "net", true)),
            audience("third", 3, new Limit(70, "orders", true)));
    List<Row> people = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Double net = random.nextInt(9) == 0 ? null : (double) random.nextInt(6);
      Double orders = (double) random.nextInt(3);
      people.add(RowFactory.create("id-%03d".formatted(i), random.nextInt(16), net, orders));
    }
    Dataset<Row> candidates =
        TestSpark.session()
            .createDataFrame(
                people, StructType.fromDDL("one_id string, fits int, net double, orders double"))
            .repartition(3)
            .selectExpr(
                "one_id",
                "array(bigint(fits)) as fits",
                "array(0L) as excluded",
                "array(net, orders) as ranks",
                "1L as a",
                "1L as c",
                "0L as t",
                "array(0) as n",
                "false as h");
    ContactRules rules =
        new ContactRules(audiences, SMS, List.of(new Cap("sms", 2, Period.ofDays(7))));

    List<String> found =
        decided(candidates, rules, audiences, SMS).rows().collectAsList().stream()
            .map(row -> row.getInt(0) + " " + row.getString(1) + " " + row.getString(2))
            .toList();

    assertThat(found).containsExactlyInAnyOrderElementsOf(byHand(people, rules, audiences));
  }

  private static List<String> byHand(
      List<Row> people, ContactRules rules, List<Audience> audiences) {
    Set<String> beyond = new HashSet<>();
    Map<String, Reason> reasons = new TreeMap<>();
    for (int audience : rules.inOrder().toArray()) {
      int rank = audiences.get(audience).limit().get().orderBy().equals("net") ? 2 : 3;
      List<Row> in = new ArrayList<>();
      for (Row row : people) {
        Person person =
            new Person(new long[] {row.getInt(1)}, new long[1], 1, 1, 0, new int[1], false);
        Decision[] decisions =
            rules.decide(
                person, i -> beyond.contains(i + row.getString(0)), new long[audiences.size()]);
        if (decisions[audience] != null) {
          reasons.put(audience + " " + row.getString(0), decisions[audience].reason());
          if (decisions[audience].reason() == null) {
            in.add(row);
          }
        }
      }
      in.sort(
          Comparator.comparing(
                  (Row row) -> row.<Double>getAs(rank),
                  Comparator.nullsLast(Comparator.reverseOrder()))
              .thenComparing(row -> row.getString(0)));
      for (Row row : in.subList(audiences.get(audience).limit().get().people(), in.size())) {
        beyond.add(audience + row.getString(0));
        reasons.put(audience + " " + row.getString(0), Reason.LIMIT);
      }
    }
    List<String> lines = new ArrayList<>();
    reasons.forEach((who, why) -> lines.add(who + " " + (why == null ? null : why.code())));
    return lines;
  }
}
