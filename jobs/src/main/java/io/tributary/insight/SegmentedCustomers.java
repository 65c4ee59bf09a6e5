package io.tributary.insight;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Customers as {@link SegmentCounts} counts them: the segment that they are in, of each kind; what
 * is known of those who have bought; and numbers.
 */
final class SegmentedCustomers {
  /** The kind whose one segment is everybody. */
  static final String ALL = "all";

  /** The kind whose segments are audiences: somebody may be in several. */
  static final String AUDIENCE = "audience";

  private static final Map<String, String> KIND_COLUMNS = new LinkedHashMap<>();
  private static final Map<String, String> ATTRIBUTE_COLUMNS = new LinkedHashMap<>();
  private static final Map<String, String> NUMBER_COLUMNS = new LinkedHashMap<>();

  static {
    KIND_COLUMNS.put(ALL, "'all'");
    KIND_COLUMNS.put("lifecycle_group", "lifecycle_group");
    KIND_COLUMNS.put("rfm_segment", "rfm_segment");
    KIND_COLUMNS.put("preference_cluster", "cast(preference_cluster as string)");
    KIND_COLUMNS.put(
        "repeat", "case when purchases = 1 then 'one_time' when purchases > 1 then 'repeat' end");

    for (String column :
        List.of(
            "gender",
            "age_band",
            "generation",
            "birth_decade",
            "city",
            "entry_channel",
            "entry_aov_band")) {
      ATTRIBUTE_COLUMNS.put(column, column);
    }
    ATTRIBUTE_COLUMNS.put("entry_category_l1", "nullif(entry_category_l1, 'unknown')");
    ATTRIBUTE_COLUMNS.put(
        "tenure_band",
        "case when datediff(as_of, entry_on) < 90 then '<90d'"
            + " when datediff(as_of, entry_on) < 180 then '90-179d'"
            + " when datediff(as_of, entry_on) < 365 then '180-364d'"
            + " when datediff(as_of, entry_on) < 730 then '1-2y' else '>=2y' end");
    ATTRIBUTE_COLUMNS.put(
        "discount_share",
        "case when discount_share is null then null when discount_share = 0 then '0'"
            + " when discount_share < 0.1 then '<10%' when discount_share < 0.3 then '10-30%'"
            + " when discount_share < 0.5 then '30-50%' else '>=50%' end");

    putFlag("customers", "true");
    putFlag("buyers", "purchases > 0");
    putFlag("one_time", "purchases = 1");
    putFlag("loyal", "purchases > 0 and stage = 'loyal'");
    putFlag("at_risk", "purchases > 0 and stage = 'at_risk'");
    putFlag("lost", "purchases > 0 and stage = 'lost'");
    putFlag("formerly_loyal_lost", "purchases > 0 and stage = 'lost' and was_loyal");
    NUMBER_COLUMNS.put("purchases", "cast(purchases as bigint)");
    NUMBER_COLUMNS.put("orders", "cast(orders as bigint)");
    NUMBER_COLUMNS.put("units", "units");
    NUMBER_COLUMNS.put("net_cents", "cast(if(purchases > 0, net, 0) * 100 as bigint)");
    putFlag("phone", "reach_phone");
    putFlag("email", "reach_email");
    putFlag("wechat", "reach_wechat");
    putFlag("any", "reach_phone or reach_email or reach_wechat");
  }

  /** Ways to put customers into segments; {@link #AUDIENCE} comes last. */
  static final List<String> KINDS =
      Stream.concat(KIND_COLUMNS.keySet().stream(), Stream.of(AUDIENCE)).toList();

  /** What is known of customers who have bought. */
  static final List<String> ATTRIBUTES = List.copyOf(ATTRIBUTE_COLUMNS.keySet());

  /** What is summed up; of conditions, how many customers meet them. */
  static final List<String> NUMBERS = List.copyOf(NUMBER_COLUMNS.keySet());

  private SegmentedCustomers() {}

  private static void putFlag(String name, String condition) {
    NUMBER_COLUMNS.put(name, "cast(coalesce(" + condition + ", false) as bigint)");
  }

  /**
   * Columns for all kinds, then for all attributes, then for all numbers.
   *
   * @param audiences who is in which on the date: {@code one_id, audience}, each once; null if
   *     there are none
   */
  static Dataset<Row> of(Dataset<Row> customers, Dataset<Row> audiences) {
    if (audiences == null) {
      return columns(customers.withColumn(AUDIENCE, lit(null).cast("array<string>")));
    }
    Dataset<Row> ofEach = audiences.groupBy("one_id").agg(collect_list("audience").as(AUDIENCE));
    return columns(customers.join(ofEach, new String[] {"one_id"}, "left_outer"));
  }

  private static Dataset<Row> columns(Dataset<Row> customers) {
    Stream<Column> kinds =
        Stream.concat(KIND_COLUMNS.values().stream(), Stream.of(AUDIENCE)).map(sql -> expr(sql));
    Stream<Column> attributes =
        ATTRIBUTE_COLUMNS.values().stream()
            .map(sql -> expr("if(purchases > 0, " + sql + ", null)"));
    Stream<Column> numbers = NUMBER_COLUMNS.values().stream().map(sql -> expr(sql));
    return customers.select(
        Stream.of(kinds, attributes, numbers).flatMap(s -> s).toArray(Column[]::new));
  }
}
