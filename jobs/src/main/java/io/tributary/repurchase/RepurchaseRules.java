package io.tributary.repurchase;

import io.tributary.customer.CustomerRules;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.Repurchase;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the settings say about curves and timing, in the form that a scan needs.
 *
 * @param lastDay purchases after it still await returns and are not looked at, in days since
 *     1970-01-01
 * @param sides {@code online} or {@code offline}, by channel, where the workspace says
 */
record RepurchaseRules(
    int lastDay,
    int horizonDays,
    int curveDays,
    int minCustomers,
    int minEvents,
    Map<String, String> sides)
    implements Serializable {

  /** The settings as of a date. */
  static RepurchaseRules of(Settings settings, LocalDate date) {
    Repurchase repurchase = settings.repurchase();
    Map<String, String> sides = new HashMap<>();
    settings
        .channels()
        .forEach(
            (name, channel) ->
                channel
                    .side()
                    .ifPresent(side -> sides.put(name, side.name().toLowerCase(Locale.ROOT))));
    return new RepurchaseRules(
        CustomerRules.day(date) - repurchase.refundSettleDays(),
        repurchase.horizonDays(),
        repurchase.curveDays(),
        repurchase.minCustomers(),
        repurchase.minEvents(),
        sides);
  }
}
