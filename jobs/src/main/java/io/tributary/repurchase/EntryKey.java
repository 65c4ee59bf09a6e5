package io.tributary.repurchase;

import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * What a regression knows of a first purchase, in one number: the factor at hand and its level, and
 * the covariates. Levels are numbers, {@link Levels#NONE} where empty.
 *
 * @param factor {@code ALL}: the covariates alone
 * @param category on the first level
 */
record EntryKey(Dimension factor, int level, int channel, int category, int band, int month) {
  private static final int LEVEL_BITS = 17;
  private static final int CHANNEL_BITS = 11;
  private static final int CATEGORY_BITS = 14;

  /** How many bands there may be, to the power of 2. */
  static final int BAND_BITS = 6;

  private static final int MONTH_BITS = 11;

  /** A first purchase by its levels in all dimensions. */
  static EntryKey of(Dimension factor, int[] levels) {
    return new EntryKey(
        factor,
        levels[factor.ordinal()],
        levels[Dimension.CHANNEL.ordinal()],
        levels[Dimension.CATEGORY_L1.ordinal()],
        levels[Dimension.BAND.ordinal()],
        levels[Dimension.MONTH.ordinal()]);
  }

  /** The same where levels have other numbers. */
  EntryKey renumbered(Map<Dimension, IntUnaryOperator> numbers) {
    return new EntryKey(
        factor,
        numbers.get(factor).applyAsInt(level),
        numbers.get(Dimension.CHANNEL).applyAsInt(channel),
        numbers.get(Dimension.CATEGORY_L1).applyAsInt(category),
        numbers.get(Dimension.BAND).applyAsInt(band),
        numbers.get(Dimension.MONTH).applyAsInt(month));
  }

  /** What some of the covariates say, without the factor. */
  EntryKey only(List<Dimension> covariates) {
    return new EntryKey(
        Dimension.ALL,
        Levels.NONE,
        covariates.contains(Dimension.CHANNEL) ? channel : Levels.NONE,
        covariates.contains(Dimension.CATEGORY_L1) ? category : Levels.NONE,
        covariates.contains(Dimension.BAND) ? band : Levels.NONE,
        covariates.contains(Dimension.MONTH) ? month : Levels.NONE);
  }

  /** The level of a covariate. */
  int covariate(Dimension covariate) {
    return switch (covariate) {
      case CHANNEL -> channel;
      case CATEGORY_L1 -> category;
      case BAND -> band;
      case MONTH -> month;
      default -> throw new IllegalArgumentException(covariate + " is no covariate");
    };
  }

  /** One number, not negative. */
  long packed() {
    long packed = factor.ordinal();
    packed = append(packed, level, LEVEL_BITS);
    packed = append(packed, channel, CHANNEL_BITS);
    packed = append(packed, category, CATEGORY_BITS);
    packed = append(packed, band, BAND_BITS);
    return append(packed, month, MONTH_BITS);
  }

  private static long append(long packed, int level, int bits) {
    if (level + 1 >= 1 << bits) {
      throw new IllegalArgumentException("More than " + (1 << bits) + " levels: " + level);
    }
    return packed << bits | level + 1;
  }

  static EntryKey of(long packed) {
    long rest = packed;
    int month = last(rest, MONTH_BITS);
    rest >>>= MONTH_BITS;
    int band = last(rest, BAND_BITS);
    rest >>>= BAND_BITS;
    int category = last(rest, CATEGORY_BITS);
    rest >>>= CATEGORY_BITS;
    int channel = last(rest, CHANNEL_BITS);
    rest >>>= CHANNEL_BITS;
    int level = last(rest, LEVEL_BITS);
    Dimension factor = Dimension.values()[Math.toIntExact(rest >>> LEVEL_BITS)];
    return new EntryKey(factor, level, channel, category, band, month);
  }

  private static int last(long packed, int bits) {
    return (int) (packed & (1L << bits) - 1) - 1;
  }
}
