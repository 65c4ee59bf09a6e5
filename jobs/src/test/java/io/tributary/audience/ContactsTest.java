package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Settings.Cap;
import io.tributary.workspace.Settings.Fatigue;
import java.time.Period;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ContactsTest {
  private static Dataset<Row> table(String columns, String rows) {
    return TestSpark.session().sql("select * from values " + rows + " as t(" + columns + ")");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(r -> r.getString(0) + " " + r.getList(1))
        .sorted()
        .toList();
  }

  @Test
  void aDeliveryAndItsTouchAreOneContact() {
    Dataset<Row> touches =
        table(
            "one_id, channel, status, days_ago",
            "('ann', 'sms', 'sent', 1), ('ann', 'sms', 'clicked', 6), ('ann', 'sms', 'sent', 7),"
                + " ('ann', 'email', 'sent', 2), ('bob', 'sms', 'failed', 1)");
    Dataset<Row> deliveries =
        table("one_id, channel, days_ago", "('ann', 'sms', 2), ('cat', 'wechat', 3)");
    List<Cap> caps =
        List.of(
            new Cap("sms", 1, Period.ofDays(7)),
            new Cap("any", 3, Period.ofDays(7)),
            new Cap("any", 3, Period.ofDays(3)));

    assertThat(texts(Contacts.of(touches, deliveries, caps)))
        .containsExactly("ann [2, 3, 2]", "cat [0, 1, 0]");
  }

  @Test
  void aChannelIsGivenUpForThoseWhomNothingEverMoved() {
    Dataset<Row> touches =
        table(
            "one_id, channel, status, sent_on",
            "('ann', 'sms', 'sent', date '2025-01-01'), ('ann', 'sms', 'sent', date '2025-01-02'),"
                + " ('bob', 'sms', 'sent', date '2025-01-01'), ('bob', 'sms', 'clicked', date"
                + " '2025-01-02'), ('cat', 'sms', 'sent', date '2025-01-01'), ('cat', 'sms',"
                + " 'sent', date '2025-01-02'), ('dan', 'sms', 'sent', date '2025-01-01')");
    Dataset<Row> purchases =
        table(
            "one_id, ordered_on",
            "('cat', date '2025-01-09'), ('ann', date '2025-01-10'), ('ann', date '2024-12-31')");

    assertThat(texts(Contacts.givenUp(touches, purchases, List.of(new Fatigue("sms", 2)))))
        .containsExactly("ann [sms]");
  }
}
