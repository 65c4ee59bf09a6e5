package io.tributary.customer;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who the customers are: everybody with a usable identifier, with what the CRM knows of them and
 * how they can be reached.
 *
 * <p>A person with several memberships shows the one that is not gone, else was changed last; but
 * they have been a member since the first of them until the last of them ended, and joined through
 * the first one's channel. Somebody is reached on a channel if they have a usable identifier for it
 * that is not somebody else's by now, and their newest statement about it allows it ({@code
 * consent_default} where they made none). A phone number takes calls and messages: one of the two
 * must be allowed.
 *
 * @param identifiers rows of {@link io.tributary.identity.UsableIdentifiers}
 * @param records rows of {@code customer_records}
 * @param members rows of {@code clean_member}
 * @param consents rows of {@code clean_consent}
 * @param touches rows of {@code clean_touch}: who unsubscribed refused
 */
record People(
    Dataset<Row> identifiers,
    Dataset<Row> records,
    Dataset<Row> members,
    Dataset<Row> consents,
    Dataset<Row> touches,
    Settings settings,
    LocalDate date) {

  /** Namespaces whose values WeChat or WeCom gives out, by how their names begin. */
  private static final List<String> WECHAT =
      List.of("unionid", "openid_mp", "openid_oa", "external_userid", "wechat", "weixin", "wecom");

  /** One row per customer. */
  Dataset<Row> read() {
    Dataset<Row> people =
        known()
            .join(memberships(), new String[] {"one_id"}, "left_outer")
            .join(
                Consents.of(consents, touches, records, date),
                new String[] {"one_id"},
                "left_outer");
    Column never = lit(Contact.NEVER);
    return people.select(
        col("one_id"),
        unix_date(col("first_seen_on")).as("known_from"),
        coalesce(least(unix_date(col("address_from")), unix_date(col("joined_on"))), never)
            .as("contact_from"),
        // Whoever has had a number stays a prospect, even if it is somebody else's by now.
        when(col("address_from").isNull(), coalesce(unix_date(col("gone_on")), never))
            .otherwise(never)
            .as("contact_until"),
        coalesce(col("is_member"), lit(false)).as("is_member"),
        col("joined_on").as("member_since"),
        col("join_channel"),
        col("gender"),
        col("birthday"),
        col("province"),
        col("city"),
        col("latitude"),
        col("longitude"),
        col("level"),
        col("points"),
        col("home_store_id"),
        col("has_phone").and(allowed("sms").or(allowed("phone"))).as("reach_phone"),
        col("has_email").and(allowed("email")).as("reach_email"),
        col("has_wechat").and(allowed("wechat")).as("reach_wechat"),
        col("first_seen_on"),
        col("reached_at"));
  }

  private Dataset<Row> known() {
    List<String> addresses = new ArrayList<>(phones());
    addresses.addAll(emails());
    List<String> all = settings.identity().namespaces().keySet().stream().toList();
    List<Column> facts = new ArrayList<>();
    facts.add(min(when(isIn(addresses), col("first_seen_on"))).as("address_from"));
    for (String namespace : all) {
      facts.add(max(isIn(List.of(namespace)).and(col("is_current"))).as(has(namespace)));
    }
    return identifiers
        .groupBy("one_id")
        .agg(min("first_seen_on").as("first_seen_on"), facts.toArray(Column[]::new))
        .select(
            col("one_id"),
            col("first_seen_on"),
            col("address_from"),
            hasAnyOf(phones()).as("has_phone"),
            hasAnyOf(emails()).as("has_email"),
            hasAnyOf(wechat()).as("has_wechat"),
            array_compact(array(all.stream().map(n -> when(col(has(n)), n)).toArray(Column[]::new)))
                .as("reached_at"));
  }

  private static String has(String namespace) {
    return "has:" + namespace;
  }

  private static Column hasAnyOf(List<String> namespaces) {
    return namespaces.stream().map(n -> col(has(n))).reduce(lit(false), Column::or);
  }

  private static Column isIn(List<String> namespaces) {
    return col("namespace").isin(namespaces.toArray());
  }

  private List<String> phones() {
    return namespaces(n -> n.normalise() == Normalise.PHONE || n.name().equals("phone"));
  }

  private List<String> emails() {
    return namespaces(n -> n.normalise() == Normalise.EMAIL || n.name().equals("email"));
  }

  private List<String> wechat() {
    return namespaces(n -> WECHAT.stream().anyMatch(n.name()::startsWith));
  }

  private List<String> namespaces(Predicate<Namespace> which) {
    return settings.identity().namespaces().values().stream()
        .filter(which)
        .map(Namespace::name)
        .toList();
  }

  private Dataset<Row> memberships() {
    Column joinedOn = coalesce(to_date(col("joined_at")), col("first_dump_on"));
    return members
        .withColumn("joined_on", joinedOn)
        .where(col("joined_on").leq(lit(Date.valueOf(date))))
        .withColumn("is_member", col("gone_on").isNull())
        .withColumnRenamed("member_id", "record_key")
        .join(records.where(col("entity").equalTo("member")), new String[] {"record_key"}, "inner")
        .groupBy("one_id")
        .agg(
            max(struct(
                    col("is_member"),
                    col("updated_at"),
                    col("record_key"),
                    col("gender"),
                    col("birthday"),
                    col("province"),
                    col("city"),
                    col("latitude"),
                    col("longitude"),
                    col("level"),
                    col("points"),
                    col("home_store_id")))
                .as("m"),
            max("gone_on").as("last_gone_on"),
            min(struct("joined_on", "record_key", "join_channel")).as("first"))
        .withColumn("gone_on", when(not(col("m.is_member")), col("last_gone_on")))
        .select("one_id", "m.*", "gone_on", "first.joined_on", "first.join_channel");
  }

  private Column allowed(String channel) {
    return Consents.allowed(channel, settings.contactPolicy().consentDefault());
  }
}
