package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.audience.Limits.Last;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Limit;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Settings.Cap;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final List<DeliveryProfile> SMS = List.of(DeliveryCatalog.standard().get("sms"));

  private static Audience audience(String name, Integer priority, Limit limit) {
    return TestAudience.of(name, priority, limit, "sms");
  }

  /** People with an address, who allow it; {@code ranks} of all audiences, {@code excluded}. */
  private static List<String> decided(List<Cap> caps, String people, Audience... audiences) {
    Dataset<Row> candidates =
        TestSpark.session()
            .sql(
                "select one_id, transform(ranks, r -> true) as fits, excluded, ranks, array(true) as"
                    + " a, array(true) as c, array(false) as t, array(0) as n, false as h"
                    + " from values "
                    + people
                    + " as t(one_id, ranks, excluded)");
    List<Audience> all = Arrays.asList(audiences);
    return texts(Limits.decided(candidates, new ContactRules(all, SMS, caps), all));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void theLargestStayAndOfEqualsTheSmallerId() {
    assertThat(
            decided(
                List.of(),
                "('a', array(5D), array(false)), ('b', array(7D), array(false)),"
                    + " ('c', array(5D), array(false)), ('d', array(cast(null as double)), array(false)),"
                    + " ('e', array(9D), array(true))",
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
                "('a', array(0D, 3D, 1D), array(false, false, false)),"
                    + " ('b', array(0D, 2D, 2D), array(false, false, false)),"
                    + " ('c', array(0D, 1D, 3D), array(false, false, false))",
                audience("z", 3, null),
                audience("x", 1, new Limit(1, "net", true)),
                audience("y", 2, new Limit(1, "net", true))))
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
                "('a', array(1D), array(false)), ('b', array(2D), array(false))",
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
  }

  @Test
  void whoHasNoDeliveryLeftIsLeftOut() {
    Dataset<Row> rows =
        TestSpark.session()
            .sql(
                "select * from values (0, 'a', null, 3L), (0, 'b', null, 2L), (0, 'c', 'limit', 2L),"
                    + " (1, 'b', null, 2L) as t(audience, one_id, reason, deliveries)");

    assertThat(texts(Limits.withoutSmall(rows, Map.of(0, 2L))))
        .containsExactly(
            "[0,a,null,1]", "[0,b,platform_minimum,0]", "[0,c,limit,2]", "[1,b,null,2]");
  }
}
