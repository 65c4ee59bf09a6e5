package io.tributary.repurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.repurchase.AdjustedEffects.Effect;
import io.tributary.statistics.Fixture;
import org.junit.jupiter.api.Test;

class AdjustedEffectsTest {
  /** Promotion is the factor; who came in which month is known only by the channel. */
  private static EntryCells cells() {
    EntryCells cells = new EntryCells();
    for (Fixture cell : Fixture.read("logistic-cells.csv")) {
      EntryKey key =
          new EntryKey(
              Dimension.PROMOTION,
              cell.whole("factor"),
              cell.whole("channel"),
              0,
              cell.whole("band"),
              600 + cell.whole("channel") / 2);
      cells.add(key.packed(), cell.whole("people"), cell.whole("events"));
    }
    return cells;
  }

  @Test
  void theEffectIsThatOfStatsmodelsInPercentagePoints() {
    Fixture expected = Fixture.read("logistic-effect.csv").get(0);

    Effect effect = new AdjustedEffects(cells(), Dimension.PROMOTION).of(1);

    assertThat(effect.points()).isCloseTo(100 * expected.number("effect"), within(1e-7));
    assertThat(effect.low()).isCloseTo(100 * expected.number("low"), within(1e-7));
    assertThat(effect.high()).isCloseTo(100 * expected.number("high"), within(1e-7));
    assertThat(effect.note()).isNull();
  }

  @Test
  void aLevelAgainstTheOnlyOtherOneIsTheSameTurnedRound() {
    AdjustedEffects effects = new AdjustedEffects(cells(), Dimension.PROMOTION);

    assertThat(effects.of(0).points()).isCloseTo(-effects.of(1).points(), within(1e-9));
  }

  @Test
  void whatHardlyVariesHasAReasonInsteadOfANumber() {
    EntryCells cells = cells();
    cells.add(new EntryKey(Dimension.PROMOTION, 2, 0, 0, 0, 600).packed(), 300, 9);

    assertThat(new AdjustedEffects(cells, Dimension.PROMOTION).of(2))
        .isEqualTo(new Effect(null, null, null, "too few whose horizon has passed"));
  }

  @Test
  void whatTheCovariatesDetermineHasAReasonInsteadOfANumber() {
    EntryCells cells = cells();
    cells.add(new EntryKey(Dimension.PROMOTION, 2, 9, 0, 0, 600).packed(), 300, 90);

    assertThat(new AdjustedEffects(cells, Dimension.PROMOTION).of(2).note())
        .isEqualTo("not to be told apart from channel, category, band and month");
  }

  /** Ten channels of a few people each, who all come back in one half of them. */
  private static EntryCells withRareChannels(int peoplePerChannel, int whoLeaveInTheOthers) {
    EntryCells cells = cells();
    for (int channel = 20; channel < 30; channel++) {
      cells.add(
          new EntryKey(Dimension.PROMOTION, channel / 3 % 2, channel, 0, 0, 600).packed(),
          peoplePerChannel,
          peoplePerChannel - channel % 2 * whoLeaveInTheOthers);
    }
    return cells;
  }

  @Test
  void rareLevelsOfACovariateAreOne() {
    Effect effect = new AdjustedEffects(withRareChannels(8, 4), Dimension.PROMOTION).of(1);
    Effect one = new AdjustedEffects(withOneRareChannel(), Dimension.PROMOTION).of(1);

    assertThat(effect.points()).isCloseTo(one.points(), within(1e-9));
  }

  private static EntryCells withOneRareChannel() {
    EntryCells cells = new EntryCells();
    withRareChannels(8, 4)
        .forEach(
            (packed, people, repurchased) -> {
              EntryKey key = EntryKey.of(packed);
              EntryKey merged =
                  new EntryKey(
                      key.factor(),
                      key.level(),
                      Math.min(20, key.channel()),
                      key.category(),
                      key.band(),
                      key.month());
              cells.add(merged.packed(), people, repurchased);
            });
    return cells;
  }

  @Test
  void rareLevelsThatHardlyVaryTogetherAreLeftOut() {
    Effect effect = new AdjustedEffects(withRareChannels(2, 0), Dimension.PROMOTION).of(1);

    assertThat(effect).isEqualTo(new AdjustedEffects(cells(), Dimension.PROMOTION).of(1));
  }

  @Test
  void keysKeepWhatTheyHold() {
    EntryKey key = new EntryKey(Dimension.AGE_BAND, 70_000, Levels.NONE, 9000, 60, 1500);

    assertThat(EntryKey.of(key.packed())).isEqualTo(key);
    assertThat(key.packed()).isPositive();
  }

  @Test
  void cellsAddUpHoweverMany() {
    EntryCells cells = new EntryCells();
    for (int i = 0; i < 20_000; i++) {
      cells.add(i % 5000, 1, i % 2);
    }
    long[] sums = new long[3];
    cells.forEach(
        (key, people, repurchased) -> {
          sums[0]++;
          sums[1] += people;
          sums[2] += repurchased;
        });

    assertThat(sums).containsExactly(5000, 20_000, 10_000);
  }
}
