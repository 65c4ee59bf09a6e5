package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelTablesTest {
  private static final String[] MONTHLY = {
    "month",
    "channel",
    "buyers",
    "returning_buyers",
    "returning_buyers_same_channel",
    "repurchase_rate_90d",
    "orders",
    "net",
    "spend_per_buyer",
    "units_per_order",
    "anonymous_orders",
    "anonymous_net"
  };

  private static final String[] MIX = {
    "month",
    "channel",
    "membership",
    "new_customers",
    "new_orders",
    "new_net",
    "returning_customers",
    "returning_orders",
    "returning_net",
    "returning_order_share"
  };

  private static final String[] FLOW = {"kind", "from", "to", "movement", "customers", "share"};

  private static final String[] OVERLAP = {
    "channel",
    "domain",
    "relation",
    "buyers",
    "share",
    "aov",
    "aov_vs_channel",
    "km_rate_horizon",
    "km_vs_channel"
  };

  @TempDir Path folder;

  private static Function<InsightRules, CountedTable> overlap(Settings settings) {
    return rules -> new ChannelOverlap(rules, settings.channels());
  }

  @Test
  void channelsByMonthOfAnOddShop() {
    assertThat(OddShop.in(folder).table(ChannelMonthly::new, MONTHLY))
        .containsExactly(
            "2025-01-01 | all | 2 | 0 | 0 | 1.0 | 2 | 160.00 | 80.0 | 0.5 | 0 | 0.00",
            "2025-01-01 | web | 2 | 0 | 0 | 1.0 | 2 | 160.00 | 80.0 | 0.5 | 0 | 0.00",
            "2025-02-01 | all | 1 | 1 | 1 | 0.0 | 1 | 40.00 | 40.0 | 1.0 | 0 | 0.00",
            "2025-02-01 | web | 1 | 1 | 1 | 0.0 | 1 | 40.00 | 40.0 | 1.0 | 0 | 0.00",
            "2025-03-01 | all | 1 | 1 | 1 | - | 2 | 100.00 | 30.0 | 1.0 | 1 | 70.00",
            "2025-03-01 | pos | 1 | 1 | 0 | - | 2 | 100.00 | 30.0 | 1.0 | 1 | 70.00");
  }

  @Test
  void oneMayBeNewAndReturningInAMonthAndTwoOrdersOfADayAreNoReturn() {
    Shop shop = Shop.of(folder, "2025-06-30");
    shop.order("1", "ann", "2025-01-10T10:00", "web").paid("10");
    shop.order("2", "ann", "2025-01-10T11:00", "web").paid("20");
    shop.order("3", "bob", "2025-01-10", "web").paid("40");
    shop.order("4", "bob", "2025-01-31", "web").paid("80");

    assertThat(shop.table(CustomerMixMonthly::new, MIX))
        .containsExactly(
            "2025-01-01 | all | all | 2 | 3 | 70.00 | 1 | 1 | 80.00 | 0.25",
            "2025-01-01 | all | non_member | 2 | 3 | 70.00 | 1 | 1 | 80.00 | 0.25",
            "2025-01-01 | web | all | 2 | 3 | 70.00 | 1 | 1 | 80.00 | 0.25",
            "2025-01-01 | web | non_member | 2 | 3 | 70.00 | 1 | 1 | 80.00 | 0.25");
    assertThat(
            shop.table(
                CustomerMixMonthly::new,
                "channel",
                "membership",
                "returning_order_share_low",
                "returning_order_share_high"))
        .contains("web | all | 0.0456 | 0.6994");
    assertThat(shop.table(ChannelMonthly::new, "channel", "buyers", "returning_buyers"))
        .containsExactly("all | 2 | 1", "web | 2 | 1");
  }

  @Test
  void aPurchaseNinetyDaysLaterIsARepurchaseAndOneDayMoreIsNot() {
    Shop shop = Shop.of(folder, "2025-12-31");
    shop.order("1", "ann", "2025-01-10", "web").paid("10");
    shop.order("2", "ann", "2025-04-10", "pos").paid("10");
    shop.order("3", "bob", "2025-01-10", "web").paid("10");
    shop.order("4", "bob", "2025-04-11", "pos").paid("10");

    assertThat(shop.table(ChannelMonthly::new, "month", "channel", "repurchase_rate_90d"))
        .contains("2025-01-01 | web | 0.5", "2025-04-01 | pos | 0.0");
    assertThat(
            shop.table(
                ChannelMonthly::new,
                "channel",
                "repurchase_rate_90d_low",
                "repurchase_rate_90d_high"))
        .contains("web | 0.0945 | 0.9055");
  }

  @Test
  void aMonthHasARateOnceNinetyDaysAfterItsEndHaveSettled() {
    for (String[] night : new String[][] {{"2025-05-15", "-"}, {"2025-05-16", "0.0"}}) {
      Shop shop = Shop.of(folder, night[0]);
      shop.order("1", "ann", "2025-01-10", "web").paid("10");

      assertThat(shop.table(ChannelMonthly::new, "channel", "repurchase_rate_90d"))
          .containsExactly("all | " + night[1], "web | " + night[1]);
    }
  }

  @Test
  void newAndReturningCustomersOfAnOddShop() {
    assertThat(OddShop.in(folder).table(CustomerMixMonthly::new, MIX))
        .containsExactly(
            "2025-01-01 | all | all | 2 | 2 | 160.00 | 0 | 0 | 0.00 | 0.0",
            "2025-01-01 | all | non_member | 2 | 2 | 160.00 | 0 | 0 | 0.00 | 0.0",
            "2025-01-01 | web | all | 2 | 2 | 160.00 | 0 | 0 | 0.00 | 0.0",
            "2025-01-01 | web | non_member | 2 | 2 | 160.00 | 0 | 0 | 0.00 | 0.0",
            "2025-02-01 | all | all | 0 | 0 | 0.00 | 1 | 1 | 40.00 | 1.0",
            "2025-02-01 | all | non_member | 0 | 0 | 0.00 | 1 | 1 | 40.00 | 1.0",
            "2025-02-01 | web | all | 0 | 0 | 0.00 | 1 | 1 | 40.00 | 1.0",
            "2025-02-01 | web | non_member | 0 | 0 | 0.00 | 1 | 1 | 40.00 | 1.0",
            "2025-03-01 | all | all | 0 | 0 | 0.00 | 1 | 1 | 30.00 | 1.0",
            "2025-03-01 | all | member | 0 | 0 | 0.00 | 1 | 1 | 30.00 | 1.0",
            "2025-03-01 | pos | all | 0 | 0 | 0.00 | 1 | 1 | 30.00 | 1.0",
            "2025-03-01 | pos | member | 0 | 0 | 0.00 | 1 | 1 | 30.00 | 1.0");
  }

  @Test
  void membershipIsThatOfTheOrdersDay() {
    Shop shop =
        Shop.of(folder, "2025-06-30")
            .member("ann", "2025-01-02", "2025-01-04")
            .member("ann", "2025-01-06", null);
    for (int day = 1; day <= 6; day++) {
      shop.order("o" + day, "ann", "2025-01-0" + day, "web").paid("10");
    }

    assertThat(
            shop.table(
                CustomerMixMonthly::new, "channel", "membership", "new_orders", "returning_orders"))
        .containsExactly(
            "all | all | 1 | 5",
            "all | member | 0 | 3",
            "all | non_member | 1 | 2",
            "web | all | 1 | 5",
            "web | member | 0 | 3",
            "web | non_member | 1 | 2");
  }

  @Test
  void whoseFirstPurchaseIsNotKnownToBeTheFirstIsNotNew() {
    Shop shop = Shop.of(folder, "2025-06-30", "history: {from: 2025-01-01, burn_in_days: 30}");
    shop.order("1", "ann", "2025-01-30", "web").paid("10");
    shop.order("2", "ann", "2025-02-10", "web").paid("10");
    shop.order("3", "bob", "2025-01-31", "web").paid("10");

    assertThat(
            shop.table(
                CustomerMixMonthly::new,
                "month",
                "channel",
                "membership",
                "new_customers",
                "returning_customers"))
        .contains("2025-01-01 | web | all | 1 | 0", "2025-02-01 | web | all | 0 | 1");
    assertThat(shop.table(ChannelFlow::new, FLOW)).noneMatch(r -> r.startsWith("second"));
  }

  @Test
  void flowsOfAnOddShop() {
    assertThat(OddShop.in(folder).table(ChannelFlow::new, FLOW))
        .containsExactly(
            "main_channel_90d | web | none | lost | 2 | 1.0",
            "second_purchase | web | pos | moved | 1 | 0.5",
            "second_purchase | web | web | stayed | 1 | 0.5");
    assertThat(OddShop.in(folder).table(ChannelFlow::new, "kind", "to", "share_low", "share_high"))
        .contains("second_purchase | pos | 0.0945 | 0.9055");
  }

  @Test
  void theMainChannelIsThatOfTheLargestNetAndNinetyDaysAreCounted() {
    Shop shop = Shop.of(folder, "2025-06-30");
    // The last 90 days begin on 2025-04-02, the 90 before on 2025-01-02.
    shop.order("1", "ann", "2025-04-01", "web").paid("10");
    shop.order("2", "ann", "2025-04-02", "pos").paid("10");
    shop.order("3", "ann", "2025-04-03", "app").paid("10");
    shop.order("4", "bob", "2025-01-01", "web").paid("10");
    shop.order("5", "bob", "2025-06-30", "web").paid("10");
    shop.order("6", "cid", "2025-01-02", "web").paid("10").refund("2025-06-01", "9", 0, null);
    shop.order("7", "cid", "2025-01-03", "pos").paid("2");

    assertThat(shop.table(ChannelFlow::new, FLOW))
        .filteredOn(row -> row.startsWith("main"))
        .containsExactly(
            "main_channel_90d | none | web | gained | 1 | 1.0",
            "main_channel_90d | pos | none | lost | 1 | 1.0",
            "main_channel_90d | web | app | moved | 1 | 1.0");
  }

  @Test
  void whereEachOrderIsAPurchaseTheSecondMayBeOnTheSameDay() {
    Shop shop = Shop.of(folder, "2025-06-30", "purchase_unit: order");
    shop.order("1", "ann", "2025-01-10T10:00", "web").paid("10");
    shop.order("2", "ann", "2025-01-10T11:00", "pos").paid("20");

    assertThat(shop.table(ChannelFlow::new, "kind", "from", "to"))
        .contains("second_purchase | web | pos");
  }

  @Test
  void relationsOfAnOddShop() {
    Shop shop = OddShop.in(folder, "channels: {web: {side: online, domain: private}}");

    assertThat(shop.table(overlap(shop.settings()), OVERLAP))
        .containsExactly(
            "all | - | all | 2 | 1.0 | 57.5 | 1.0 | 1.0 | 0.0",
            "all | - | friend | 1 | 0.5 | 65.0 | 1.1304 | 1.0 | 0.0",
            "all | - | stranger | 1 | 0.5 | 50.0 | 0.8696 | 1.0 | 0.0",
            "web | private | all | 2 | 1.0 | 57.5 | 1.0 | 1.0 | 0.0",
            "web | private | friend | 1 | 0.5 | 65.0 | 1.1304 | 1.0 | 0.0",
            "web | private | stranger | 1 | 0.5 | 50.0 | 0.8696 | 1.0 | 0.0");
  }

  @Test
  void ratesLookAtSettledPurchasesAndKnowWhoWasNotFollowedLongEnough() {
    Shop shop = Shop.of(folder, "2025-06-30").relation("bob", Relation.FAN);
    // Settled until 2025-06-15. Ann buys after 30 days, Bob and Cid do not; Cid is followed for 20
    // days only; Dan's second purchase is not settled, and he was followed for 100 days.
    shop.order("1", "ann", "2025-01-01", "web").paid("10");
    shop.order("2", "ann", "2025-01-31", "web").paid("10");
    shop.order("3", "bob", "2025-01-01", "web").paid("10");
    shop.order("4", "cid", "2025-05-26", "web").paid("10");
    shop.order("5", "dan", "2025-03-07", "web").paid("10");
    shop.order("6", "dan", "2025-06-20", "web").paid("10");

    List<String> rates =
        shop.table(
            overlap(shop.settings()),
            "channel",
            "relation",
            "buyers",
            "share_low",
            "share_high",
            "km_rate_horizon",
            "km_rate_horizon_low",
            "km_rate_horizon_high");

    assertThat(rates)
        .contains(
            "web | all | 4 | 0.5101 | 1.0 | 0.3333 | 0.0548 | 0.9459",
            "web | fan | 1 | 0.0456 | 0.6994 | 0.0 | - | -");
  }
}
