package io.tributary.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.ledger.Retail;
import io.tributary.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From when until when people can be addressed, and what they said about it. */
class PeopleTest {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");

  @TempDir Path folder;

  private static Dataset<Row> rows(String columns, String... rows) {
    return TestSpark.session()
        .sql("select * from values " + String.join(", ", rows) + " as t(" + columns + ")");
  }

  private static String day(int day) {
    return day == Contact.NEVER ? "never" : Date.valueOf(LocalDate.ofEpochDay(day)).toString();
  }

  @Test
  void ofSeveralMembershipsThatAreGoneTheLastLeavingCounts() {
    Dataset<Row> members =
        rows(
            "member_id, joined_at, updated_at, gone_on",
            "('m1', timestamp'2019-03-01', timestamp'2019-04-01', date'2025-05-01')",
            "('m2', timestamp'2020-03-01', timestamp'2020-04-01', date'2024-02-01')",
            "('m3', timestamp'2019-03-01', timestamp'2019-04-01', date'2025-05-01')",
            "('m4', timestamp'2020-03-01', timestamp'2020-04-01', null)");
    List<String> contacts =
        contacts(
            rows(
                "one_id, namespace, first_seen_on, is_current",
                "('ann', 'openid_oa', date'2020-01-01', true)",
                "('bob', 'openid_oa', date'2020-01-01', true)"),
            rows(
                "entity, record_key, one_id",
                "('member', 'm1', 'ann')",
                "('member', 'm2', 'ann')",
                "('member', 'm3', 'bob')",
                "('member', 'm4', 'bob')"),
            members);

    assertThat(contacts).containsExactly("ann 2019-03-01 2025-05-01", "bob 2019-03-01 never");
  }

  @Test
  void aNumberThatIsSomebodyElsesByNowStillMakesAProspectWhetherEverAMemberOrNot() {
    Dataset<Row> identifiers =
        rows(
            "one_id, namespace, first_seen_on, is_current",
            "('ann', 'phone', date'2020-01-01', false)",
            "('bob', 'phone', date'2020-01-01', false)",
            "('cid', 'openid_oa', date'2020-01-01', true)",
            "('dan', 'phone', date'2025-01-01', true)");
    Dataset<Row> members =
        TestSpark.session()
            .sql("select 'bob' as id union all select 'cid'")
            .selectExpr(
                "id as member_id",
                "timestamp'2019-03-01 12:00:00' as joined_at",
                "date'2025-05-01' as gone_on");
    List<String> contacts =
        contacts(
            identifiers,
            rows(
                "entity, record_key, one_id",
                "('member', 'bob', 'bob')",
                "('member', 'cid', 'cid')"),
            members);

    assertThat(contacts)
        .containsExactly(
            "ann 2020-01-01 never",
            "bob 2019-03-01 never",
            "cid 2019-03-01 2025-05-01",
            "dan 2025-01-01 never");
  }

  /** From when until when everybody can be addressed. */
  private List<String> contacts(
      Dataset<Row> identifiers, Dataset<Row> records, Dataset<Row> members) {
    return new People(
            identifiers,
            records,
            complete("member", members),
            complete("consent", rows("record_key", "('none')").where("false")),
            complete("touch", rows("touch_id", "('none')").where("false")),
            WorkspaceReader.read(Retail.in(folder).folder()).settings(),
            DATE)
        .read().select("one_id", "contact_from", "contact_until").collectAsList().stream()
            .map(row -> row.get(0) + " " + day(row.getInt(1)) + " " + day(row.getInt(2)))
            .sorted()
            .toList();
  }

  @Test
  void whoUnsubscribedFromAMessageRefusesItsChannelUntilTheyAllowItAgain() {
    Dataset<Row> consents =
        rows(
            "record_key, channel, granted, at",
            "('1', 'sms', true, timestamp'2025-01-01 00:00:00')",
            "('2', 'sms', true, timestamp'2025-01-01 00:00:00')",
            "('2', 'wechat', true, timestamp'2025-01-01 00:00:00')",
            "('3', 'sms', true, timestamp'2025-06-02 00:00:00')");
    Dataset<Row> touches =
        rows(
            "touch_id, channel, status, sent_at, gone_on",
            "('1', 'sms', 'delivered', timestamp'2025-06-01 12:00:00', null)",
            "('2', 'sms', 'unsubscribed', timestamp'2025-06-01 12:00:00', null)",
            "('3', 'sms', 'unsubscribed', timestamp'2025-06-01 12:00:00', null)",
            "('4', 'sms', 'unsubscribed', timestamp'2025-07-01 12:00:00', null)",
            "('5', 'sms', 'unsubscribed', timestamp'2025-06-01 12:00:00', date'2025-06-05')",
            "('6', 'sms', 'unsubscribed', timestamp'2025-06-01 12:00:00', null)");
    List<String> said =
        Consents.of(
                complete("consent", consents),
                complete("touch", touches),
                rows(
                    "entity, record_key, one_id",
                    "('consent', '1', 'ann')",
                    "('touch', '1', 'ann')",
                    "('consent', '2', 'bob')",
                    "('touch', '2', 'bob')",
                    "('consent', '3', 'cid')",
                    "('touch', '3', 'cid')",
                    "('touch', '4', 'later')",
                    "('touch', '5', 'gone')",
                    "('touch', '6', 'dan')"),
                DATE)
            .collectAsList()
            .stream()
            .map(row -> row.get(0) + " " + row.getList(1) + " " + row.getList(2))
            .sorted()
            .toList();

    assertThat(said)
        .containsExactly("ann [sms] []", "bob [wechat] [sms]", "cid [sms] []", "dan [] [sms]");
  }

  /** With all columns of a clean table. */
  private Dataset<Row> complete(String entity, Dataset<Row> rows) {
    Lake lake = new Lake(TestSpark.session(), folder.toString());
    return lake.empty(CleanTable.spec(entity)).unionByName(rows, true);
  }
}
