package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.customer.BuildCustomers;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.Sessions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A random retailer through whole nights: what the pass over the ledger counts must be what plain
 * SQL finds in the flat tables, also after two customers turned out to be one.
 */
class InsightNightTest {
  private static final Job[] JOBS = {new BuildLedger(), new BuildCustomers(), new BuildInsight()};
  private static final int CUSTOMERS = 25;
  private static final int ORDERS = 160;

  private static final SparkSession SQL = TestSpark.session().newSession();

  static {
    Sessions.fit(SQL, 0);
  }

  private static final String LINES =
      """
      select o.one_id, o.ordered_on, coalesce(p.category_l2, 'unknown') as category
      from orders o join clean_order_line l on l.order_id = o.order_id
      left join clean_product p on p.sku = l.sku
      left join (select order_id, line_no, sum(refund_amount) as back from clean_refund
                 where refunded_at < timestamp'2025-07-01' group by 1, 2) r
        on r.order_id = l.order_id and r.line_no = l.line_no
      where o.is_valid and l.line_amount > coalesce(r.back, 0)
        and datediff(date'2025-06-30', o.ordered_on) < 365\
      """;

  private static final String ENTRIES =
      "select one_id, min(ordered_on) as entry_on from orders where is_valid group by 1";

  @TempDir Path folder;

  private final Random random = new Random(7);

  @Test
  void countsWhatSqlCountsAlsoAfterAMergeAndThenLeavesEverythingAlone() {
    Retail retail = retailer().night("2025-06-30", JOBS);
    compare(retail);

    for (int i = 0; i < ORDERS; i++) {
      retail.belongs("order", "o" + i, "c1".equals(owner(i)) ? "c4" : owner(i));
    }
    compare(retail.night("2025-06-30", JOBS));

    Map<String, Long> versions = retail.versions();
    assertThat(retail.night("2025-06-30", JOBS).versions())
        .containsEntry("channel_monthly", versions.get("channel_monthly"))
        .containsEntry("segment_profile", versions.get("segment_profile"));
  }

  /** Every ninth order is nobody's. */
  private static String owner(int order) {
    return order % 9 == 0 ? null : "c" + Math.floorMod(order * order, CUSTOMERS);
  }

  private Retail retailer() {
    Retail retail = Retail.in(folder, "exclude: {orders: \"channel = 'staff'\"}");
    for (int sku = 0; sku < 8; sku++) {
      retail.set("product", Map.of("sku", "s" + sku, "category_l2", "k" + sku % 4));
    }
    for (int c = 0; c < CUSTOMERS; c++) {
      retail.identifier("phone", "" + c, "c" + c, "2024-01-01");
      if (c % 3 == 0) {
        member(retail, "m" + c, "c" + c, "2025-0" + (1 + c % 6) + "-15");
      }
      if (c % 2 == 0) {
        follow(retail, "f" + c, "c" + c, c % 4 == 0 ? "fan" : "friend", "2024-1" + c % 3 + "-01");
      }
    }
    for (int i = 0; i < ORDERS; i++) {
      addOrder(retail, i);
    }
    return retail;
  }

  private static void member(Retail retail, String id, String oneId, String joined) {
    Map<String, Object> row = new HashMap<>();
    row.put("member_id", id);
    row.put("joined_at", Retail.at(joined));
    row.put("join_store_id", "S1");
    retail.set("member", row).belongs("member", id, oneId);
  }

  private static void follow(Retail retail, String key, String oneId, String kind, String since) {
    Map<String, Object> row = new HashMap<>();
    row.put("record_key", key);
    row.put("platform", "wechat");
    row.put("kind", kind);
    row.put("since", Retail.at(since));
    retail.set("follow", row).belongs("follow", key, oneId);
  }

  /** Refunds take a whole line, or the whole order. Some orders lie after the business date. */
  private void addOrder(Retail retail, int i) {
    String id = "o" + i;
    String at = java.time.LocalDate.parse("2024-09-01").plusDays(random.nextInt(310)).toString();
    int lines = random.nextInt(4);
    BigDecimal paid = BigDecimal.valueOf(lines == 0 ? random.nextInt(50) : 0);
    for (int line = 1; line <= lines; line++) {
      int amount = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(90);
      retail.line(id, "" + line, "s" + random.nextInt(10), 1, "" + amount);
      paid = paid.add(BigDecimal.valueOf(amount));
      if (amount > 0 && random.nextInt(8) == 0) {
        retail.refund("r" + i + "-" + line, at, "" + amount, id, "" + line, null);
      }
    }
    retail.order(id, owner(i), at, paid.toString());
    String[] channels = {"web", "pos", "app", "web", "pos", "staff"};
    retail.column("order", "channel", channels[random.nextInt(channels.length)], id);
    retail.column("order", "status", random.nextInt(12) == 0 ? "unpaid" : "paid", id);
    retail.column("order", "store_id", random.nextBoolean() ? "S" + random.nextInt(3) : null, id);
  }

  private static void compare(Retail retail) {
    read(retail);
    channels();
    mix();
    categories();
    pairs();
    stores();
    overlap();
    money();
  }

  private static void read(Retail retail) {
    Lake lake = new Lake(SQL, retail.folder().resolve("lake").toString());
    lake.tables().forEach(table -> lake.read(table).createOrReplaceTempView(table));
    SQL.sql(LINES).createOrReplaceTempView("bought");
    SQL.sql(ENTRIES).createOrReplaceTempView("entries");
    SQL.sql(
            "select o.*, e.entry_on, trunc(ordered_on, 'month') as month, explode(array(channel,"
                + " 'all')) as ch from orders o left join entries e on e.one_id = o.one_id where"
                + " is_valid")
        .createOrReplaceTempView("valid");
  }

  private static void channels() {
    same(
        "select month, channel, buyers, returning_buyers, orders - anonymous_orders, net -"
            + " anonymous_net from channel_monthly where buyers > 0",
        "select month, ch, count(distinct one_id), count(distinct if(ordered_on > entry_on, one_id,"
            + " null)), count(*), sum(net) from valid group by 1, 2");
    same(
        "select month, channel, repurchase_rate_90d from channel_monthly where repurchase_rate_90d"
            + " is not null",
        """
        with first as (select month, ch, one_id, min(ordered_on) as day from valid group by 1, 2, 3),
        again as (select distinct f.month, f.ch, f.one_id from first f join orders o
            on o.is_valid and o.one_id = f.one_id and datediff(o.ordered_on, f.day) between 1 and 90)
        select f.month, f.ch, avg(if(a.one_id is null, 0.0d, 1.0d)) from first f left join again a
        on a.month = f.month and a.ch = f.ch and a.one_id = f.one_id
        where date_add(last_day(f.month), 90) <= date'2025-06-15' group by 1, 2
        """);
  }

  private static void mix() {
    same(
        "select month, channel, new_customers, new_orders, new_net, returning_customers,"
            + " returning_orders, returning_net from customer_mix_monthly where membership ="
            + " 'member'",
        """
        select month, ch, count(distinct if(v.ordered_on = v.entry_on, v.one_id, null)),
          count(if(v.ordered_on = v.entry_on, 1, null)),
          sum(if(v.ordered_on = v.entry_on, v.net, 0)),
          count(distinct if(v.ordered_on > v.entry_on, v.one_id, null)),
          count(if(v.ordered_on > v.entry_on, 1, null)),
          sum(if(v.ordered_on > v.entry_on, v.net, 0))
        from valid v join customers c on c.one_id = v.one_id and c.member_since <= v.ordered_on
        group by 1, 2
        """);
  }

  private static void categories() {
    same(
        "select category, buyers, only_buyers from category_attach",
        """
        with own as (select one_id, count(distinct category) as categories from bought group by 1)
        select category, count(distinct b.one_id), count(distinct if(categories = 1, b.one_id, null))
        from bought b join own on own.one_id = b.one_id group by 1
        """);
  }

  private static void pairs() {
    same(
        "select category_a, category_b, both, round(expected, 9) from category_pairs where scope ="
            + " 'customer'",
        """
        with strata as (select one_id, count(distinct ordered_on) as k from orders
            where is_valid and datediff(date'2025-06-30', ordered_on) < 365 group by 1),
        own as (select distinct b.one_id, category, k from bought b join strata s on s.one_id = b.one_id),
        n as (select k, count(distinct one_id) as n from own group by 1),
        one as (select category, k, count(*) as m from own group by 1, 2),
        expected as (select a.category as a, b.category as b, sum(a.m * b.m / n.n) as expected
            from one a join one b on a.k = b.k join n on n.k = a.k group by 1, 2)
        select x.category, y.category, count(*), round(first(expected), 9)
        from own x join own y on x.one_id = y.one_id and x.category < y.category
        join expected e on e.a = x.category and e.b = y.category group by 1, 2
        """);
  }

  private static void stores() {
    same(
        "select month, store_id, buyers from store_monthly where buyers > 0",
        "select month, store_id, count(distinct one_id) from valid where ch = 'all' and store_id is"
            + " not null group by 1, 2");
  }

  private static void overlap() {
    same(
        "select channel, relation, buyers from channel_overlap where relation <> 'all' and channel"
            + " <> 'all'",
        """
        select c.entry_channel, case when f.fan and f.friend then 'both' when f.fan then 'fan'
          when f.friend then 'friend' else 'stranger' end, count(*)
        from customers c left join (
          select c.one_id, bool_or(kind = 'fan') as fan, bool_or(kind = 'friend') as friend
          from clean_follow f join customer_records r on r.record_key = f.record_key
          join customers c on c.one_id = r.one_id
          where r.entity = 'follow' and to_date(f.since) <= c.entry_on group by 1) f
        on f.one_id = c.one_id where c.purchases > 0 group by 1, 2
        """);
  }

  private static void money() {
    same(
        "select amount from net_reconciliation where step = 'net_of_customers'",
        "select sum(net) from customers");
    same(
        "select orders, amount from net_reconciliation where step = 'gross_of_all_orders'",
        "select count(*), sum(gross) from orders");
    same(
        "select sum(amount) from net_reconciliation where not is_total or position = 1",
        "select amount from net_reconciliation where step = 'net'");
    same(
        "select value from customer_diagnosis where measure = 'aov'",
        "select cast(sum(net) as double) / count(*) from orders where is_valid");
    same(
        "select customers from reach_summary where kind = 'all' and channel = 'any'",
        "select count(*) from customers");
  }

  private static void same(String table, String sql) {
    assertThat(rows(table)).as(table).isNotEmpty().isEqualTo(rows(sql));
  }

  private static List<String> rows(String sql) {
    return SQL.sql(sql).collectAsList().stream().map(row -> row.mkString(" | ")).sorted().toList();
  }
}
