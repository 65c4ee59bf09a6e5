package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.audience.Cuts.Last;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Limit;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Settings.Cap;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final List<DeliveryProfile> SMS = List.of(DeliveryCatalog.standard().get("sms"));

  private static Audience audience(String name, Integer priority, Limit limit) {
    return TestAudience.of(name, priority, limit, "sms");
  }

  /** People with an address, who fit all audiences; {@code ranks} of what limits go by. */
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
    Dataset<Row> rows =
        new Limits(candidates, new ContactRules(all, SMS, caps), all, SMS).decided().rows();
    List<String> texts = rows.collectAsList().stream().map(Row::toString).sorted().toList();
    rows.unpersist();
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
    assertThat(last.isBefore(6D, UTF8String.fromString("z"))).isFalse();
    assertThat(last.isBefore(4D, UTF8String.fromString("a"))).isTrue();
    assertThat(last.isBefore(5D, UTF8String.fromString("m"))).isFalse();
    assertThat(last.isBefore(5D, UTF8String.fromString("n"))).isTrue();
    assertThat(last.isBefore(5D, UTF8String.fromString("l"))).isFalse();
    assertThat(last.isBefore(null, UTF8String.fromString("a"))).isTrue();
    assertThat(new Last(null, "m").isBefore(-1D, UTF8String.fromString("z"))).isFalse();
    assertThat(new Last(null, "m").isBefore(null, UTF8String.fromString("z"))).isTrue();
    assertThat(new Last(0D, "m").isBefore(-0D, UTF8String.fromString("a"))).isFalse();
    assertThat(new Last(5D, null).isBefore(5D, UTF8String.fromString("z"))).isFalse();
    assertThat(new Last(5D, null).isBefore(4D, UTF8String.fromString("a"))).isTrue();
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
    Limits.Decided decided = new Limits(candidates, rules, all, SMS_AND_META).decided();
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
    decided.rows().unpersist();
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
}
