package io.tributary.repurchase;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.spark.unsafe.types.UTF8String;

/** Which level a first purchase has in every dimension, as numbers, and what they stand for. */
final class EntryLevels implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Months are numbered from January of this year; an earlier date is a mistake and has none. */
  private static final int FIRST_YEAR = 1970;

  private static final List<Dimension> NAMED =
      List.of(
          Dimension.CATEGORY_L1,
          Dimension.CATEGORY_L2,
          Dimension.CHANNEL,
          Dimension.SIDE,
          Dimension.BAND,
          Dimension.SKU,
          Dimension.GENDER,
          Dimension.AGE_BAND);

  private final Map<String, String> sides;
  private final int topSkus;
  private final Map<Dimension, Levels> levels = new EnumMap<>(Dimension.class);

  /**
   * Levels not seen yet.
   *
   * @param sides of channels
   * @param topSkus the products that are told apart; all others are one level
   */
  EntryLevels(Map<String, String> sides, List<String> topSkus) {
    this(sides, topSkus.size());
    NAMED.forEach(dimension -> levels.put(dimension, new Levels()));
    topSkus.forEach(sku -> code(Dimension.SKU, UTF8String.fromString(sku)));
  }

  private EntryLevels(Map<String, String> sides, int topSkus) {
    this.sides = sides;
    this.topSkus = topSkus;
  }

  /**
   * The levels of a first purchase, by the dimensions' places; {@link Levels#NONE}: it has none.
   */
  void read(EntryRow row, int[] into) {
    int category = code(Dimension.CATEGORY_L1, row.categoryL1());
    int band = code(Dimension.BAND, row.band());
    int channel = code(Dimension.CHANNEL, row.channel());
    boolean isMember = row.joinedOn() <= row.purchaseDay(1);
    set(into, Dimension.ALL, 0);
    set(into, Dimension.CATEGORY_L1, category);
    set(into, Dimension.CATEGORY_L2, code(Dimension.CATEGORY_L2, row.categoryL2()));
    set(into, Dimension.CHANNEL, channel);
    set(into, Dimension.SIDE, side(channel));
    set(into, Dimension.BAND, band);
    set(into, Dimension.CATEGORY_AND_BAND, pair(category, band));
    set(into, Dimension.MONTH, month(row.purchaseDay(1)));
    set(into, Dimension.PROMOTION, row.isInPromotion());
    set(into, Dimension.MEMBER, isMember ? 1 : 0);
    set(into, Dimension.SKU, sku(row.sku()));
    set(into, Dimension.DISCOUNT, row.isDiscounted());
    set(into, Dimension.GENDER, isMember ? code(Dimension.GENDER, row.gender()) : Levels.NONE);
    set(into, Dimension.AGE_BAND, isMember ? code(Dimension.AGE_BAND, row.ageBand()) : Levels.NONE);
  }

  private static void set(int[] into, Dimension dimension, int level) {
    into[dimension.ordinal()] = level;
  }

  private int code(Dimension dimension, UTF8String value) {
    return levels.get(dimension).code(value);
  }

  private int side(int channel) {
    String side = sides.get(levels.get(Dimension.CHANNEL).name(channel));
    return side == null ? Levels.NONE : code(Dimension.SIDE, UTF8String.fromString(side));
  }

  private int sku(UTF8String sku) {
    return sku == null ? Levels.NONE : levels.get(Dimension.SKU).known(sku, topSkus);
  }

  private static int pair(int category, int band) {
    return category == Levels.NONE ? Levels.NONE : category << EntryKey.BAND_BITS | band;
  }

  private static int month(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() < FIRST_YEAR
        ? Levels.NONE
        : 12 * (date.getYear() - FIRST_YEAR) + date.getMonthValue() - 1;
  }

  /** Whether a level stands for many that are not told apart. */
  boolean isRest(Dimension dimension, int level) {
    return dimension == Dimension.SKU && level == topSkus;
  }

  /** What a level is called in the tables. */
  String name(Dimension dimension, int level) {
    return switch (dimension) {
      case ALL -> dimension.column();
      case PROMOTION, MEMBER, DISCOUNT -> String.valueOf(level == 1);
      case MONTH -> LocalDate.of(FIRST_YEAR + level / 12, level % 12 + 1, 1).toString();
      case CATEGORY_AND_BAND ->
          name(Dimension.CATEGORY_L1, level >> EntryKey.BAND_BITS)
              + "*"
              + name(Dimension.BAND, level & (1 << EntryKey.BAND_BITS) - 1);
      default -> levels.get(dimension).name(level);
    };
  }

  /** The same levels, numbered in their order by code point; products stay as they are. */
  EntryLevels sorted() {
    EntryLevels sorted = new EntryLevels(sides, topSkus);
    levels.forEach(
        (dimension, named) ->
            sorted.levels.put(dimension, dimension == Dimension.SKU ? named : named.sorted()));
    return sorted;
  }

  /** Takes in other levels; says by dimension which number theirs have here. */
  Map<Dimension, IntUnaryOperator> add(EntryLevels other) {
    Map<Dimension, IntUnaryOperator> ours = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      ours.put(dimension, code -> code);
    }
    for (Dimension dimension : NAMED) {
      if (dimension != Dimension.SKU) {
        int[] code = levels.get(dimension).add(other.levels.get(dimension));
        ours.put(dimension, theirs -> theirs == Levels.NONE ? theirs : code[theirs]);
      }
    }
    IntUnaryOperator category = ours.get(Dimension.CATEGORY_L1);
    IntUnaryOperator band = ours.get(Dimension.BAND);
    ours.put(
        Dimension.CATEGORY_AND_BAND,
        code ->
            pair(
                category.applyAsInt(code >> EntryKey.BAND_BITS),
                band.applyAsInt(code & (1 << EntryKey.BAND_BITS) - 1)));
    return ours;
  }
}
