package io.tributary.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.TestSpark;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ChannelResponseTest {
  private static Dataset<Row> table(String columns, String rows) {
    return TestSpark.session().sql("select * from values " + rows + " as t(" + columns + ")");
  }

  private static ChannelResponse channel(long[]... people) {
    long touches = 0;
    long responses = 0;
    double squaredTouches = 0;
    double squaredResponses = 0;
    for (long[] person : people) {
      touches += person[0];
      responses += person[1];
      squaredTouches += person[0] * person[0];
      squaredResponses += (double) person[1] * person[1] / person[0];
    }
    return ChannelResponse.of(
        "sms", people.length, touches, responses, squaredTouches, squaredResponses);
  }

  private static long[] person(long touches, long responses) {
    return new long[] {touches, responses};
  }

  @Test
  void aRecordIsBelievedAsFarAsPeopleDiffer() {
    // Four people with ten touches each; by hand: mean 12/40, between 1.2/3, within 7.2/36,
    // rho = (0.4 - 0.2) / (0.4 + 9 * 0.2) = 1/11, strength = 10.
    ChannelResponse channel = channel(person(10, 6), person(10, 2), person(10, 2), person(10, 2));

    assertThat(channel.mean()).isEqualTo(0.3);
    assertThat(channel.strength()).isCloseTo(10, within(1e-9));
    assertThat(channel.rate(0, 0)).isCloseTo(0.3, within(1e-9));
    assertThat(channel.rate(10, 6)).isCloseTo(9.0 / 20, within(1e-9));
  }

  @Test
  void whereNothingTellsPeopleApartTheMeanStands() {
    assertThat(channel(person(1, 1), person(1, 0)).rate(1, 1)).isCloseTo(0.5, within(0.001));
    assertThat(channel(person(4, 1), person(4, 1)).strength()).isEqualTo(1000);
    assertThat(channel(person(5, 0), person(2, 0)).rate(2, 0)).isZero();
    assertThat(channel(person(5, 2)).strength()).isEqualTo(1000);
  }

  @Test
  void aResponseIsAClickOrAPurchaseWithinAWeekAndThePurchaseAConversion() {
    Dataset<Row> touches =
        table(
            "one_id, channel, status, sent_on",
            "('ann', 'sms', 'clicked', date '2025-01-01'), ('ann', 'sms', 'opened', date"
                + " '2025-01-01'), ('ann', 'email', 'failed', date '2025-01-01'), ('bob', 'sms',"
                + " 'sent', date '2025-01-03'), ('bob', 'sms', 'sent', date '2025-01-02'), ('cat',"
                + " 'sms', 'clicked', date '2025-01-04')");
    Dataset<Row> purchases =
        table(
            "one_id, ordered_on",
            "('bob', date '2025-01-10'), ('bob', date '2025-01-10'), ('ann', date '2024-12-31')");

    assertThat(
            TouchResponses.counts(
                    TouchResponses.mature(touches, LocalDate.of(2025, 1, 10)), purchases)
                .collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[ann,sms,2,1,0]", "[bob,sms,2,1,1]");
  }

  @Test
  void peopleAreReachedWhereTheyRespondBest() {
    Dataset<Row> customers =
        table(
            "one_id, reach_phone, reach_email, reach_wechat",
            "('ann', true, true, false), ('bob', true, true, false), ('cat', true, false, true),"
                + " ('dan', false, false, false), ('eve', false, true, false)");
    Dataset<Row> counts =
        table(
            "one_id, channel, touches, responses",
            "('ann', 'sms', 20L, 0L), ('ann', 'email', 20L, 3L), ('bob', 'sms', 20L, 12L),"
                + " ('eve', 'push', 3L, 3L)");
    List<ChannelResponse> channels =
        List.of(
            new ChannelResponse("email", 0, 0, 0, 0.1, 10),
            new ChannelResponse("push", 0, 0, 0, 0.1, 10),
            new ChannelResponse("sms", 0, 0, 0, 0.3, 10));

    assertThat(
            PreferredChannel.add(customers, counts, channels)
                .select("one_id", "preferred_channel")
                .orderBy("one_id")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[ann,email]", "[bob,sms]", "[cat,sms]", "[dan,null]", "[eve,push]");
  }
}
