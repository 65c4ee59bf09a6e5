package io.tributary.journey;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stops a night on which a large part of all customers enters a journey at once: more likely their
 * anchors are wrong. How many enter is not compared with the last night, as audiences are: the
 * people of one day are few and uneven, and twice as many after a missed night.
 */
public final class JourneyGate {
  private static final long HANDFUL = 10;

  private JourneyGate() {}

  /**
   * What stops the night, a sentence per journey.
   *
   * @param entering how many enter each journey
   * @param customers how many there are
   */
  public static List<String> stops(
      Map<String, Long> entering, long customers, BigDecimal maxChange) {
    BigDecimal allowed = maxChange.multiply(BigDecimal.valueOf(customers));
    List<String> stops = new ArrayList<>();
    entering.forEach(
        (journey, people) -> {
          if (people > HANDFUL && BigDecimal.valueOf(people).compareTo(allowed) > 0) {
            stops.add(
                "journey %s: %,d people enter it tonight, of %,d customers: more than quality.max_audience_change %s. Look at the column that its anchor is taken from; if it is right, set a higher bound and run the night again."
                    .formatted(journey, people, customers, maxChange.toPlainString()));
          }
        });
    return stops;
  }
}
