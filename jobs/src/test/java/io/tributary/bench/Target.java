package io.tributary.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * One of the aims of the bench.
 *
 * @param found what was measured, in words; empty where nothing was
 * @param missedBy how many times as much as allowed; up to 1: met; infinite: there is no such
 *     number
 */
record Target(String aim, Optional<String> found, double missedBy) {

  static Target of(String aim, String found, double missedBy) {
    return new Target(aim, Optional.of(found), missedBy);
  }

  static Target notMeasured(String aim) {
    return new Target(aim, Optional.empty(), Double.NaN);
  }

  String verdict() {
    if (found.isEmpty()) {
      return "not measured";
    }
    if (Double.isInfinite(missedBy)) {
      return "missed";
    }
    return missedBy <= 1
        ? "met"
        : String.format(Locale.ROOT, "missed by a factor of %.2f", missedBy);
  }
}
