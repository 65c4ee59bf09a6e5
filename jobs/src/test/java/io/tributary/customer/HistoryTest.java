package io.tributary.customer;

import static io.tributary.ledger.LedgerTable.NEVER_VALID;
import static io.tributary.ledger.LedgerTable.STILL_VALID;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Settings.Cycle;
import io.tributary.workspace.Settings.Lifecycle;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Purchases, cycle, lifecycle group and stage of one customer; days are plain numbers. */
class HistoryTest {
  private static final Lifecycle BOUNDS = new Lifecycle(90, 180, 365);
  private static final Contact STRANGER = new Contact(0, Contact.NEVER, Contact.NEVER);
  private static final Contact MEMBER = new Contact(0, 5, Contact.NEVER);
  private static final double CYCLE = 30;

  /** Orders that nothing takes away. */
  private static History bought(int... days) {
    int[] valid = new int[days.length];
    Arrays.fill(valid, STILL_VALID);
    return new History(days, valid);
  }

  private static Stage stage(History history, int date) {
    return Stage.at(date, history.asOf(date), CYCLE);
  }

  private static LifecycleGroup group(History history, Contact contact, int date) {
    return LifecycleGroup.at(date, history.asOf(date), contact, PurchaseUnit.DAY, BOUNDS);
  }

  private static int stageSince(History history, int date) {
    return new Stays(history, date)
        .since((day, days) -> Stage.at(day, days, CYCLE), new int[] {61, 91}, new int[0], 0);
  }

  private static int groupSince(History history, Contact contact, int date) {
    return new Stays(history, date)
        .since(
            (day, days) -> LifecycleGroup.at(day, days, contact, PurchaseUnit.DAY, BOUNDS),
            new int[] {90, 180, 365},
            new int[] {contact.from(), contact.until()},
            contact.knownFrom());
  }

  @Test
  void ordersOfOneDayAreOnePurchaseDay() {
    PurchaseDays days = bought(10, 10, 14).asOf(20);

    assertThat(days.count()).isEqualTo(2);
    assertThat(days.orders()).isEqualTo(3);
    assertThat(days.gaps()).isEqualTo(1);
  }

  @Test
  void aRefundTakesAPurchaseAwayFromItsDayOnAndNotBefore() {
    History history = new History(new int[] {10, 20, 25}, new int[] {STILL_VALID, 30, NEVER_VALID});

    assertThat(history.asOf(29).last()).isEqualTo(20);
    assertThat(history.asOf(30).last()).isEqualTo(10);
    assertThat(history.asOf(9).isEmpty()).isTrue();
  }

  @Test
  void theMedianOfAnEvenNumberOfGapsIsTheMeanOfTheMiddleTwo() {
    assertThat(bought(0, 10, 13, 40).asOf(50).twiceMedianGap()).isEqualTo(20);
    assertThat(bought(0, 10, 13, 40, 44).asOf(50).twiceMedianGap()).isEqualTo(14);
  }

  @Test
  void theGroupFollowsTheDaysSinceTheLastPurchase() {
    History history = bought(100);

    assertThat(group(history, STRANGER, 99)).isEqualTo(LifecycleGroup.VISITOR);
    assertThat(group(history, MEMBER, 99)).isEqualTo(LifecycleGroup.PROSPECT);
    assertThat(group(history, MEMBER, 4)).isEqualTo(LifecycleGroup.VISITOR);
    assertThat(group(history, STRANGER, 100 + 89)).isEqualTo(LifecycleGroup.NEW);
    assertThat(group(history, STRANGER, 100 + 90)).isEqualTo(LifecycleGroup.ACTIVE);
    assertThat(group(history, STRANGER, 100 + 180)).isEqualTo(LifecycleGroup.LAPSING);
    assertThat(group(history, STRANGER, 100 + 364)).isEqualTo(LifecycleGroup.LAPSING);
    assertThat(group(history, STRANGER, 100 + 365)).isEqualTo(LifecycleGroup.DORMANT);
    assertThat(group(bought(100, 101), STRANGER, 102)).isEqualTo(LifecycleGroup.ACTIVE);
  }

  @Test
  void twoOrdersOfOneDayAreStillNewUnlessEachOrderIsAPurchase() {
    History history = bought(100, 100);

    assertThat(group(history, STRANGER, 101)).isEqualTo(LifecycleGroup.NEW);
    assertThat(LifecycleGroup.at(101, history.asOf(101), STRANGER, PurchaseUnit.ORDER, BOUNDS))
        .isEqualTo(LifecycleGroup.ACTIVE);
  }

  @Test
  void theStageFollowsTheCustomersOwnCycle() {
    assertThat(stage(bought(), 10)).isEqualTo(Stage.NONE);
    assertThat(stage(bought(100), 160)).isEqualTo(Stage.NEW);
    assertThat(stage(bought(100), 161)).isEqualTo(Stage.AT_RISK);
    assertThat(stage(bought(100), 190)).isEqualTo(Stage.AT_RISK);
    assertThat(stage(bought(100), 191)).isEqualTo(Stage.LOST);
    assertThat(stage(bought(100, 160, 220), 220)).isEqualTo(Stage.NORMAL);
    assertThat(stage(bought(100, 160, 220, 280), 280)).isEqualTo(Stage.LOYAL);
    assertThat(stage(bought(100, 160, 221, 281), 281)).isEqualTo(Stage.NORMAL);
  }

  @Test
  void silenceComesBeforeLoyalty() {
    History history = bought(100, 110, 120, 130);

    assertThat(stage(history, 190)).isEqualTo(Stage.LOYAL);
    assertThat(stage(history, 191)).isEqualTo(Stage.AT_RISK);
    assertThat(Stage.wasLoyal(Stage.LOYAL, history.asOf(190), CYCLE)).isFalse();
    assertThat(Stage.wasLoyal(Stage.AT_RISK, history.asOf(191), CYCLE)).isTrue();
    assertThat(Stage.wasLoyal(Stage.NORMAL, bought(100, 110, 120).asOf(121), CYCLE)).isFalse();
  }

  @Test
  void theStayBeganWhereTheAnswerChangedLast() {
    History once = bought(100);
    assertThat(groupSince(once, STRANGER, 150)).isEqualTo(100);
    assertThat(groupSince(once, STRANGER, 200)).isEqualTo(190);
    assertThat(groupSince(once, STRANGER, 1000)).isEqualTo(465);
    assertThat(stageSince(once, 150)).isEqualTo(100);
    assertThat(stageSince(once, 170)).isEqualTo(161);
    assertThat(stageSince(once, 900)).isEqualTo(191);

    History often = bought(100, 120, 140, 160, 180, 200);
    assertThat(stageSince(often, 210)).isEqualTo(160);
    assertThat(groupSince(often, STRANGER, 210)).isEqualTo(120);
  }

  @Test
  void whoNeverBoughtIsWhereTheyAreSinceTheyAreKnown() {
    assertThat(stageSince(bought(), 50)).isZero();
    assertThat(groupSince(bought(), STRANGER, 50)).isZero();
    assertThat(groupSince(bought(), MEMBER, 50)).isEqualTo(5);
    assertThat(groupSince(bought(), new Contact(0, 5, 40), 50)).isEqualTo(40);
  }

  @Test
  void aRefundSendsTheCustomerBackAndBeginsAnotherStay() {
    History history = new History(new int[] {10}, new int[] {30});

    assertThat(group(history, MEMBER, 29)).isEqualTo(LifecycleGroup.NEW);
    assertThat(group(history, MEMBER, 30)).isEqualTo(LifecycleGroup.PROSPECT);
    assertThat(groupSince(history, MEMBER, 50)).isEqualTo(30);
    assertThat(stageSince(history, 50)).isEqualTo(30);
  }

  @Test
  void theCycleIsOnesOwnFromThreeGapsOnElseWhatIsUsual() {
    Cycle bounds = new Cycle(30, 180);
    List<long[]> counts =
        List.of(
            new long[] {7, 2 * 40, 15}, new long[] {7, 2 * 50, 15}, new long[] {8, 2 * 100, 29});
    CycleNorms norms = new CycleNorms(counts, bounds);
    PurchaseDays twoGaps = bought(0, 5, 10).asOf(20);

    assertThat(norms.cycle(bought(0, 60, 120, 180).asOf(200), 7)).isEqualTo(60);
    assertThat(norms.cycle(twoGaps, 7)).as("30 customers began so").isEqualTo(45);
    assertThat(norms.cycle(twoGaps, 8)).as("29 are too few: everybody").isEqualTo(50);
    assertThat(norms.cycle(twoGaps, Catalogue.NO_CATEGORY)).isEqualTo(50);
    assertThat(norms.cycle(bought(0, 1, 2, 3).asOf(20), 7)).as("held above").isEqualTo(30);
    assertThat(norms.cycle(bought(0, 400, 800, 1200).asOf(1300), 7))
        .as("held below")
        .isEqualTo(180);
    assertThat(new CycleNorms(List.of(), bounds).cycle(twoGaps, 7)).isEqualTo(90);
  }

  @Test
  void whoBeganWithNoCategoryTakesTheCycleOfEverybody() {
    List<long[]> counts =
        List.of(new long[] {Catalogue.NO_CATEGORY, 2 * 40, 30}, new long[] {7, 2 * 100, 31});
    CycleNorms norms = new CycleNorms(counts, new Cycle(30, 180));

    assertThat(norms.cycle(bought(0).asOf(9), 7)).isEqualTo(100);
    assertThat(norms.cycle(bought(0).asOf(9), Catalogue.NO_CATEGORY)).isEqualTo(norms.usual());
    assertThat(norms.usual()).as("of all 61, they included").isEqualTo(100);
  }
}
