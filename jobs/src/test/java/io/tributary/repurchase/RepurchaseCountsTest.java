package io.tributary.repurchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.statistics.KaplanMeier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Who is counted where. Purchases are looked at up to 2024-03-31. */
class RepurchaseCountsTest {
  private static final RepurchaseRules RULES =
      new RepurchaseRules(
          (int) LocalDate.parse("2024-03-31").toEpochDay(),
          10,
          20,
          1,
          1,
          Map.of("pos", "offline", "web", "online"));

  /** Columns: entry, second, third, joined; known; channel, category, band, sku; gender. */
  private static Dataset<Row> customers(String... rows) {
    Dataset<String> lines =
        TestSpark.session()
            .createDataset(Arrays.asList(rows), org.apache.spark.sql.Encoders.STRING());
    return lines
        .select(functions.split(functions.col("value"), " ").as("c"))
        .selectExpr(
            "try_cast(c[0] as date) as entry_on",
            "try_cast(c[1] as date) as second_on",
            "try_cast(c[2] as date) as third_on",
            "cast(null as date) as fourth_on",
            "try_cast(c[3] as date) as member_since",
            "try_cast(c[4] as boolean) as entry_known",
            "false as entry_in_promo",
            "cast(null as boolean) as entry_discounted",
            "nullif(c[5], '-') as entry_channel",
            "nullif(c[6], '-') as entry_category_l1",
            "cast(null as string) as entry_category_l2",
            "nullif(c[7], '-') as entry_aov_band",
            "nullif(c[8], '-') as entry_sku",
            "nullif(c[9], '-') as gender",
            "cast(null as string) as age_band");
  }

  private static final String ANN =
      "2024-03-01 2024-03-05 2024-03-26 2024-03-01 true web 鞋 100-300 shoe F";

  /** Bought again after the last day that is looked at. */
  private static final String BOB = "2024-03-20 2024-04-02 - 2024-03-25 true pos 鞋 <100 sock M";

  private static final String CID = "2024-03-02 2024-03-14 - - true web 配饰 <100 hat -";

  private static final String TOO_LATE = "2024-04-01 - - - true web 鞋 <100 shoe -";
  private static final String NOT_KNOWN = "2024-03-02 2024-03-04 - - false web 鞋 <100 shoe -";
  private static final String NO_PURCHASE = "- - - 2024-03-11 - - - - - F";
  private static final String NO_LINES = "2024-03-30 - - - true kiosk - <100 - -";

  private static List<String> levels(RepurchaseCounts counts, Dimension dimension) {
    return counts.levels(dimension).stream()
        .map(
            group -> {
              KaplanMeier curve = new KaplanMeier(group.counts());
              return group.level() + " " + curve.people() + " " + curve.eventsUntil(20);
            })
        .sorted()
        .toList();
  }

  private static final Dataset<Row> ALL =
      customers(ANN, BOB, CID, TOO_LATE, NOT_KNOWN, NO_PURCHASE, NO_LINES);

  @Test
  void firstPurchasesAreCountedByWhatTheyHave() {
    RepurchaseCounts counts = RepurchaseCounts.of(ALL, RULES, List.of("shoe"));

    assertThat(counts.entries()).isEqualTo(4);
    assertThat(levels(counts, Dimension.ALL)).containsExactly("all 4 2");
    assertThat(levels(counts, Dimension.CATEGORY_L1)).containsExactly("配饰 1 1", "鞋 2 1");
    assertThat(levels(counts, Dimension.CATEGORY_AND_BAND))
        .containsExactly("配饰*<100 1 1", "鞋*100-300 1 1", "鞋*<100 1 0");
    assertThat(levels(counts, Dimension.CHANNEL))
        .containsExactly("kiosk 1 0", "pos 1 0", "web 2 2");
    assertThat(levels(counts, Dimension.SIDE)).containsExactly("offline 1 0", "online 2 2");
    assertThat(levels(counts, Dimension.MONTH)).containsExactly("2024-03-01 4 2");
    assertThat(levels(counts, Dimension.MEMBER)).containsExactly("false 3 1", "true 1 1");
    assertThat(levels(counts, Dimension.PROMOTION)).containsExactly("false 4 2");
    assertThat(levels(counts, Dimension.DISCOUNT)).isEmpty();
  }

  @Test
  void otherProductsCountAmongAllAndGendersAreThoseOfMembersAtEntry() {
    RepurchaseCounts counts = RepurchaseCounts.of(ALL, RULES, List.of("shoe"));

    assertThat(levels(counts, Dimension.SKU)).containsExactly("shoe 1 1");
    assertThat(counts.all(Dimension.SKU).people()).isEqualTo(3);
    // Bob joined after his first purchase.
    assertThat(levels(counts, Dimension.GENDER)).containsExactly("F 1 1");
  }

  @Test
  void stepsFollowEachOtherAndMembersWaitForTheirFirstPurchase() {
    RepurchaseCounts counts = RepurchaseCounts.of(ALL, RULES, List.of());

    List<String> steps =
        counts.curves().stream()
            .filter(group -> group.dimension() == Dimension.ALL)
            .map(
                group -> {
                  KaplanMeier curve = new KaplanMeier(group.counts());
                  return group.step() + ": " + curve.people() + ", " + curve.eventsUntil(20);
                })
            .toList();
    // Step 0: Ann on the day of joining, nobody else yet; step 2: Ann after 21 days.
    assertThat(steps).containsExactly("0: 2, 1", "1: 4, 2", "2: 2, 0", "3: 1, 0");
    assertThat(counts.curves().get(0).counts().events(0)).isEqualTo(1);
  }

  @Test
  void aFirstPurchaseBefore1970HasNoMonthAndStopsNothing() {
    RepurchaseCounts counts =
        RepurchaseCounts.of(
            customers(
                "1900-01-01 1900-01-05 - - true web 鞋 <100 shoe F",
                "1969-12-31 - - - true web 鞋 <100 shoe F",
                "2024-03-01 2024-03-05 - - true web 鞋 <100 shoe F"),
            RULES,
            List.of("shoe"));

    assertThat(levels(counts, Dimension.ALL)).containsExactly("all 3 2");
    assertThat(levels(counts, Dimension.MONTH)).containsExactly("2024-03-01 1 1");
    assertThat(cells(counts)).containsExactly("3 2");
  }

  @Test
  void theResultDoesNotDependOnThePartitions() {
    RepurchaseCounts whole = RepurchaseCounts.of(ALL.coalesce(1), RULES, List.of("shoe"));
    RepurchaseCounts parts = RepurchaseCounts.of(ALL.repartition(5), RULES, List.of("shoe"));

    for (Dimension dimension : Dimension.values()) {
      assertThat(levels(parts, dimension)).isEqualTo(levels(whole, dimension));
    }
    assertThat(cells(parts)).isEqualTo(cells(whole)).containsExactly("3 1");
  }

  /** Of each kind of cell that has products: people whose horizon has passed, and repurchases. */
  private static List<String> cells(RepurchaseCounts counts) {
    long[] sums = new long[2];
    counts
        .cells()
        .forEach(
            (key, people, repurchased) -> {
              if (EntryKey.of(key).factor() == Dimension.ALL) {
                sums[0] += people;
                sums[1] += repurchased;
              }
            });
    return List.of(sums[0] + " " + sums[1]);
  }
}
