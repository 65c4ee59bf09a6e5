package io.tributary.repurchase;

import java.util.Arrays;
import java.util.List;

/** What groups first purchases by: in curves and timing, among the key factors, or in both. */
enum Dimension {
  ALL("all", true, false),
  CATEGORY_L1("entry_category_l1", true, true),
  CATEGORY_L2("entry_category_l2", true, true),
  CHANNEL("entry_channel", true, true),
  SIDE("entry_side", true, false),
  BAND("entry_aov_band", true, true),
  CATEGORY_AND_BAND("entry_category_l1*entry_aov_band", true, false),
  MONTH("entry_month", true, true),
  PROMOTION("entry_in_promo", true, true),
  MEMBER("member_at_entry", true, false),
  /** The products with the most first purchases. */
  SKU("entry_sku", false, true),
  DISCOUNT("entry_discounted", false, true),
  /** Of those who were members at their first purchase, as the next. */
  GENDER("gender", false, true),
  AGE_BAND("age_band", false, true);

  private final String column;
  private final boolean hasCurve;
  private final boolean isFactor;

  Dimension(String column, boolean hasCurve, boolean isFactor) {
    this.column = column;
    this.hasCurve = hasCurve;
    this.isFactor = isFactor;
  }

  /** The name in the tables. */
  String column() {
    return column;
  }

  static List<Dimension> withCurves() {
    return Arrays.stream(values()).filter(d -> d.hasCurve).toList();
  }

  /** What every other factor is adjusted for. */
  static final List<Dimension> COVARIATES = List.of(CHANNEL, CATEGORY_L1, BAND, MONTH);

  /**
   * Whether regressions need cells with its levels; those of the covariates are in all cells
   * anyway.
   */
  boolean hasCells() {
    return this == ALL || isFactor && !COVARIATES.contains(this);
  }

  static List<Dimension> factors() {
    return Arrays.stream(values()).filter(d -> d.isFactor).toList();
  }
}
