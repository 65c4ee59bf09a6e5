package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** What clean tables tell about buyers, of whom each one's first purchase was on 2025-03-15. */
class BuyerFactsTest {
  private static Dataset<Row> rows(String columns, String... rows) {
    return TestSpark.session()
        .sql("select * from values " + String.join(", ", rows) + " as t(" + columns + ")");
  }

  /** Follows by customer: {@code one_id, kind, since, until, first_dump_on, gone_on}. */
  private static List<String> relations(String... follows) {
    return relationsOf(
        rows("one_id, kind, since, until, first_dump_on, gone_on", follows)
            .withColumn("account", functions.lit("a")));
  }

  private static List<String> relationsOf(Dataset<Row> follows) {
    Dataset<Row> given =
        follows.selectExpr(
            "concat_ws('|', *) as record_key",
            "one_id as owner",
            "'wecom' as platform",
            "kind",
            "cast(since as timestamp) as since",
            "cast(until as timestamp) as until",
            "cast(first_dump_on as date) as first_dump_on",
            "cast(gone_on as date) as gone_on",
            "array(named_struct('namespace', 'openid_oa', 'key', cast(account as binary)))"
                + " as identifiers");
    Dataset<Row> members =
        rows(
            "member_id, joined_at, first_dump_on, gone_on",
            "('m', timestamp'2099-01-01', date'2099-01-01', cast(null as date))");
    return new BuyerFacts(
            given.selectExpr("'follow' as entity", "record_key", "owner as one_id"),
            members,
            given.drop("owner"),
            given.selectExpr("owner as one_id", "date'2025-03-15' as entry_on").distinct(),
            LocalDate.parse("2025-06-30"))
        .read().collectAsList().stream()
            .map(row -> row.getString(0) + " " + Relation.name(row.getInt(3)))
            .sorted()
            .toList();
  }

  @Test
  void ofTwoAccountsThatNobodyKnowsTheBeginningOfEachHasItsOwnEnd() {
    assertThat(
            relationsOf(
                rows(
                    "one_id, kind, since, until, first_dump_on, gone_on, account",
                    "('ann', 'fan', null, null, '2025-01-02', null, 'a')",
                    "('ann', 'fan', null, '2025-03-01', '2025-03-02', null, 'b')",
                    "('bob', 'fan', null, null, '2025-01-02', null, 'c')",
                    "('bob', 'fan', null, '2025-03-01', '2025-03-02', null, 'c')")))
        .containsExactly("ann fan");
  }

  @Test
  void betweenTwoMembershipsTheyWereNoMember() {
    Dataset<Row> members =
        rows(
            "member_id, joined_at, first_dump_on, gone_on",
            "('m2', timestamp'2025-01-10', date'2025-01-11', cast(null as date))",
            "('m1', cast(null as timestamp), date'2023-01-05', date'2023-06-30')",
            "('later', timestamp'2025-07-01', date'2025-01-11', null)");
    Dataset<Row> follows =
        rows(
            "record_key, platform, kind, since, until, first_dump_on, gone_on, identifiers",
            "('none', '', '', timestamp'2099-01-01', timestamp'2099-01-01', date'2099-01-01',"
                + " date'2099-01-01', array('none'))");
    List<String> stays =
        new BuyerFacts(
                members.selectExpr(
                    "'member' as entity", "member_id as record_key", "'ann' as one_id"),
                members,
                follows,
                rows("one_id, entry_on", "('ann', date'2025-03-15')"),
                LocalDate.parse("2025-06-30"))
                .read()
                .selectExpr(
                    "one_id",
                    "array_join(transform(member_from, d -> date_from_unix_date(d)), ',')",
                    "array_join(transform(member_until, d -> if(d = 2147483647, 'never',"
                        + " string(date_from_unix_date(d)))), ',')")
                .collectAsList()
                .stream()
                .map(row -> row.mkString(" "))
                .toList();

    assertThat(stays).containsExactly("ann 2023-01-05,2025-01-10 2023-06-30,never");
  }

  @Test
  void aRelationStandsFromItsBeginningUntilTheDayOnWhichItEnded() {
    assertThat(
            relations(
                "('ann', 'fan', '2025-03-15 23:00:00', null, '2025-04-01', null)",
                "('bob', 'fan', '2025-03-16', null, '2025-04-01', null)",
                "('cid', 'fan', '2025-01-01', '2025-03-15', '2025-04-01', null)",
                "('dan', 'fan', '2025-01-01', '2025-03-16', '2025-04-01', null)",
                "('dan', 'friend', '2025-01-01', null, '2025-04-01', '2025-06-01')"))
        .containsExactly("ann fan", "dan both");
  }

  @Test
  void whoSaysLaterThatItEndedIsBelievedThoughTheOlderRecordStays() {
    assertThat(
            relations(
                // Changes only: nothing tells that the first record is out of date.
                "('ann', 'fan', '2025-01-01', null, '2025-01-02', null)",
                "('ann', 'fan', '2025-01-01', '2025-03-01', '2025-03-02', null)",
                // The whole state once a month: the first record went long after the end.
                "('bob', 'fan', '2025-01-01', null, '2025-02-01', '2025-04-01')",
                "('bob', 'fan', '2025-01-01', '2025-03-01', '2025-04-01', null)",
                // Followed again, so it is a relation of its own.
                "('cid', 'fan', '2025-01-01', '2025-02-01', '2025-02-02', null)",
                "('cid', 'fan', '2025-03-01', null, '2025-03-02', null)",
                // Only another identifier: it goes on.
                "('dan', 'friend', '2025-01-01', null, '2025-01-02', '2025-03-01')",
                "('dan', 'friend', '2025-01-01', null, '2025-03-01', null)"))
        .containsExactly("cid fan", "dan friend");
  }
}
