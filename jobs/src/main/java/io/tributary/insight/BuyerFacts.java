package io.tributary.insight;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the tables ask about buyers and their ledger rows do not tell: when they were members, and
 * how they stood to the brand on the day of their first purchase.
 *
 * @param records rows of {@code customer_records}
 * @param members rows of {@code clean_member}
 * @param follows rows of {@code clean_follow}
 * @param customers rows of {@code customers}
 */
record BuyerFacts(
    Dataset<Row> records,
    Dataset<Row> members,
    Dataset<Row> follows,
    Dataset<Row> customers,
    LocalDate date) {

  /**
   * One row per customer of whom there is something to tell.
   *
   * @return {@code one_id, member_from, member_until, relation}: arrays of the days since
   *     1970-01-01 on which memberships began and ended, {@link BuyerHistory#NEVER}: has not ended
   */
  Dataset<Row> read() {
    return memberships()
        .join(relations(), new String[] {"one_id"}, "full_outer")
        .select("one_id", "member_from", "member_until", "relation");
  }

  /** Each by itself: between two of a customer's memberships they were none. */
  private Dataset<Row> memberships() {
    return known(members, "member", "member_id")
        .withColumn("joined_on", coalesce(to_date(col("joined_at")), col("first_dump_on")))
        .where(isDated("joined_on"))
        .groupBy("one_id")
        .agg(
            sort_array(
                    collect_list(
                        struct(
                            unix_date(col("joined_on")).as("joined"),
                            coalesce(unix_date(col("gone_on")), lit(BuyerHistory.NEVER))
                                .as("gone"))))
                .as("stays"))
        .select(
            col("one_id"),
            col("stays.joined").as("member_from"),
            col("stays.gone").as("member_until"));
  }

  /**
   * Who ends a relation says so in a new record beside the old one, since such records are known by
   * all that they say: of those about the same beginning the newest counts, of equals the longest.
   * Where nobody says when it began, the identifiers tell two accounts of a customer apart.
   */
  private Dataset<Row> relations() {
    Column ended = coalesce(to_date(col("until")), col("gone_on"));
    Column from = coalesce(to_date(col("since")), col("said_on"));
    Column until = col("newest.ended_on");
    return known(follows, "follow", "record_key")
        .join(customers.select("one_id", "entry_on"), new String[] {"one_id"}, "inner")
        .withColumn("account", when(col("since").isNull(), col("identifiers")))
        .groupBy("one_id", "entry_on", "platform", "kind", "since", "account")
        .agg(
            min("first_dump_on").as("said_on"),
            max(struct(
                    col("gone_on").isNull(),
                    col("first_dump_on"),
                    ended.isNull(),
                    ended.as("ended_on")))
                .as("newest"))
        .where(from.leq(col("entry_on")).and(until.isNull().or(until.gt(col("entry_on")))))
        .groupBy("one_id")
        .agg(
            max(when(col("kind").equalTo("fan"), Relation.FAN).otherwise(0))
                .plus(max(when(col("kind").equalTo("friend"), Relation.FRIEND).otherwise(0)))
                .as("relation"));
  }

  /** How many customers joined in which store: {@code store_id, month, joined}. */
  Dataset<Row> joined() {
    Column month = trunc(col("first.joined_on"), "month");
    return known(members, "member", "member_id")
        .where(col("joined_at").isNotNull())
        .withColumn("joined_on", to_date(col("joined_at")))
        .where(isDated("joined_on"))
        .groupBy("one_id")
        .agg(min(struct("joined_at", "record_key", "joined_on", "join_store_id")).as("first"))
        .where(col("first.join_store_id").isNotNull())
        .groupBy(col("first.join_store_id").as("store_id"), month.as("month"))
        .agg(count(lit(1)).as("joined"));
  }

  private Column isDated(String on) {
    return col(on).leq(lit(Date.valueOf(date)));
  }

  private Dataset<Row> known(Dataset<Row> rows, String entity, String key) {
    return rows.withColumnRenamed(key, "record_key")
        .join(
            records.where(col("entity").equalTo(entity)).select("record_key", "one_id"),
            new String[] {"record_key"},
            "inner");
  }
}
