package io.tributary.insight;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.pipeline.Contracts;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What is counted of {@code customers}. */
class SegmentTablesTest {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");

  /** Only the columns that the tables ask for. */
  private static final String COLUMNS =
      " as t(one_id, lifecycle_group, rfm_segment, preference_cluster, stage, was_loyal, purchases,"
          + " orders, units, net, gender, city, entry_on, discount_share, reach_phone, reach_email,"
          + " reach_wechat)";

  private static Dataset<Row> customers(String... rows) {
    return TestSpark.session()
        .sql("select * from values " + String.join(", ", rows) + COLUMNS)
        .selectExpr(
            "*",
            "date'2025-06-30' as as_of",
            "cast(null as string) as age_band",
            "cast(null as string) as generation",
            "cast(null as string) as birth_decade",
            "cast(null as string) as entry_category_l1",
            "cast(null as string) as entry_channel",
            "cast(null as string) as entry_aov_band");
  }

  private static List<String> table(String name, Consumer<TableRows> adds, String... columns) {
    TableRows rows = new TableRows(Contracts.table(name), DATE);
    adds.accept(rows);
    return Shop.texts(rows, columns);
  }

  private static SegmentCounts.Counted fourCustomers() {
    return SegmentCounts.of(
        SegmentedCustomers.of(
            customers(
                "('ann', 'active', 'champions', 1, 'loyal', false, 3, 4, 5L, 100.00, 'F', 'A',"
                    + " date'2025-04-02', 0.0, true, false, true)",
                "('bob', 'active', null, 1, 'lost', true, 1, 1, 1L, 20.00, 'M', null,"
                    + " date'2025-04-01', null, false, false, false)",
                "('cid', 'new', null, null, 'lost', false, 1, 1, 2L, -5.00, null, 'A',"
                    + " date'2023-07-02', 0.5, null, true, false)",
                // Returned everything and has a refund besides: no buyer, and no part of the base.
                "('dan', 'prospect', null, null, 'none', false, 0, 0, 0L, -7.00, 'M', 'A',"
                    + " null, null, true, false, false)"),
            TestSpark.session()
                .sql(
                    "select * from values ('ann', 'a'), ('ann', 'b'), ('dan', 'b') as"
                        + " t(one_id, audience)")));
  }

  @Test
  void theBaseAreThoseWhoBoughtAndUnknownValuesAreInNeitherShare() {
    List<String> rows =
        table(
            SegmentProfile.NAME,
            r -> SegmentProfile.addRows(fourCustomers(), r),
            "kind",
            "segment",
            "attribute",
            "level",
            "customers",
            "share",
            "base_share",
            "tgi");

    assertThat(rows)
        .filteredOn(row -> row.startsWith("lifecycle_group"))
        .containsExactly(
            "lifecycle_group | active | gender | F | 1 | 0.5 | 0.5 | 100.0",
            "lifecycle_group | active | gender | M | 1 | 0.5 | 0.5 | 100.0",
            "lifecycle_group | active | city | A | 1 | 1.0 | 1.0 | 100.0",
            "lifecycle_group | active | tenure_band | 90-179d | 1 | 0.5 | 0.3333 | 150.0",
            "lifecycle_group | active | tenure_band | <90d | 1 | 0.5 | 0.3333 | 150.0",
            "lifecycle_group | active | discount_share | 0 | 1 | 1.0 | 0.5 | 200.0",
            "lifecycle_group | new | city | A | 1 | 1.0 | 1.0 | 100.0",
            "lifecycle_group | new | tenure_band | 1-2y | 1 | 1.0 | 0.3333 | 300.0",
            "lifecycle_group | new | discount_share | >=50% | 1 | 1.0 | 0.5 | 200.0");
    assertThat(rows)
        .contains(
            "audience | a | gender | F | 1 | 1.0 | 0.5 | 200.0",
            "audience | b | gender | F | 1 | 1.0 | 0.5 | 200.0",
            "preference_cluster | 1 | gender | F | 1 | 0.5 | 0.5 | 100.0",
            "repeat | one_time | gender | M | 1 | 1.0 | 0.5 | 200.0",
            "rfm_segment | champions | gender | F | 1 | 1.0 | 0.5 | 200.0");
  }

  @Test
  void aFirstPurchaseOfUnknownProductsIsInNeitherShare() {
    Dataset<Row> customers =
        customers(
                "('ann', 'active', null, 1, 'loyal', false, 3, 4, 5L, 100.00, null, null, null,"
                    + " null, true, false, true)",
                "('bob', 'active', null, 1, 'lost', true, 1, 1, 1L, 20.00, null, null, null, null,"
                    + " false, false, false)",
                "('cid', 'new', null, 1, 'new', false, 1, 1, 1L, 20.00, null, null, null, null,"
                    + " false, false, false)")
            .withColumn(
                "entry_category_l1",
                expr("case one_id when 'ann' then '鞋' when 'bob' then 'unknown' else '包' end"));

    assertThat(
            table(
                SegmentProfile.NAME,
                r ->
                    SegmentProfile.addRows(
                        SegmentCounts.of(SegmentedCustomers.of(customers, null)), r),
                "kind",
                "attribute",
                "level",
                "customers",
                "share",
                "base_share"))
        .filteredOn(row -> row.startsWith("lifecycle_group | entry_category_l1"))
        .containsExactly(
            "lifecycle_group | entry_category_l1 | 鞋 | 1 | 1.0 | 0.5",
            "lifecycle_group | entry_category_l1 | 包 | 1 | 1.0 | 0.5");
  }

  @Test
  void theDiagnosisIsOfThoseWhoBought() {
    assertThat(
            table(
                CustomerDiagnosis.NAME,
                r -> CustomerDiagnosis.addRows(fourCustomers(), 120_00, r),
                "measure",
                "value",
                "numerator",
                "denominator"))
        .containsExactly(
            "one_time_share | 0.6667 | 2 | 3",
            "loyal_share | 0.3333 | 1 | 3",
            "at_risk_share | 0.0 | 0 | 3",
            "lost_share | 0.6667 | 2 | 3",
            "formerly_loyal_lost_share | 0.3333 | 1 | 3",
            "aov | 20.0 | 120.00 | 6",
            "spend_per_buyer | 38.3333 | 115.00 | 3",
            "units_per_order | 1.3333 | 8 | 6",
            "purchases_per_customer | 1.6667 | 5 | 3");
  }

  @Test
  void reachIsOfEverybody() {
    assertThat(
            table(
                ReachSummary.NAME,
                r -> ReachSummary.addRows(fourCustomers(), r),
                "kind",
                "segment",
                "channel",
                "customers",
                "reachable",
                "share",
                "share_low",
                "share_high"))
        .contains(
            "all | all | phone | 4 | 2 | 0.5 | 0.15 | 0.85",
            "all | all | any | 4 | 3 | 0.75 | 0.3006 | 0.9544",
            "lifecycle_group | prospect | phone | 1 | 1 | 1.0 | 0.2065 | 1.0",
            "audience | b | phone | 2 | 2 | 1.0 | 0.3424 | 1.0",
            "lifecycle_group | active | wechat | 2 | 1 | 0.5 | 0.0945 | 0.9055",
            "repeat | one_time | email | 2 | 1 | 0.5 | 0.0945 | 0.9055")
        .hasSize(4 * (1 + 3 + 1 + 1 + 2 + 2));
  }

  @Test
  void withoutBuyersThereIsNoDiagnosis() {
    SegmentCounts.Counted nobody =
        SegmentCounts.of(
            SegmentedCustomers.of(
                customers(
                        "('dan', 'prospect', null, null, 'none', false, 0, 0, 0L, 0.00, 'M', 'A',"
                            + " date'2025-01-01', 0.1, true, false, false)")
                    .where("one_id = 'nobody'"),
                null));

    assertThat(
            table(CustomerDiagnosis.NAME, r -> CustomerDiagnosis.addRows(nobody, 0, r), "measure"))
        .isEmpty();
  }
}
