package io.tributary.effect;

import java.io.Serializable;

/**
 * People of a campaign who are alike: in one arm, as far with one window, and of the same groups
 * when they were assigned.
 */
record Cell(
    String campaign,
    String window,
    String arm,
    String state,
    String lifecycleGroup,
    String cluster,
    String daysSinceLast)
    implements Serializable {

  /** The window has ended, and what was bought in it can no longer be returned. */
  static final String SETTLED = "settled";

  /** The window has not ended. */
  static final String OPEN = "open";

  /** By what the effect may differ. */
  enum Dimension {
    LIFECYCLE_GROUP,
    PREFERENCE_CLUSTER,
    DAYS_SINCE_LAST;

    /** The name in tables. */
    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The level of a dimension. */
  String level(Dimension dimension) {
    return switch (dimension) {
      case LIFECYCLE_GROUP -> lifecycleGroup;
      case PREFERENCE_CLUSTER -> cluster;
      case DAYS_SINCE_LAST -> daysSinceLast;
    };
  }

  /** The band of a number of days since the last purchase; below 0: there was none. */
  static String daysBand(int days) {
    if (days < 0) {
      return "never";
    }
    int[] from = {0, 7, 14, 30, 60, 90, 180};
    for (int i = 0; i < from.length - 1; i++) {
      if (days < from[i + 1]) {
        return "%d-%d".formatted(from[i], from[i + 1] - 1);
      }
    }
    return ">=" + from[from.length - 1];
  }
}
