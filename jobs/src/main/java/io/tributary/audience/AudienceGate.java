package io.tributary.audience;

import io.tributary.workspace.Audience;
import io.tributary.workspace.Tag.Of;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stops a night in which an audience has grown or shrunk too much since the last one: more likely
 * the data is wrong than the customers are different. It compares who fits the definition, not who
 * is selected: caps alone empty an audience on the day after a campaign. A definition that changed
 * has nothing to be compared with, and a handful of people may always come and go.
 */
final class AudienceGate {
  private static final long HANDFUL = 10;

  private AudienceGate() {}

  /**
   * Whether an audience is compared at all. A step's people are those of one day; outside of its
   * period an audience has none; and one that asks about touches is emptied by its own messages, as
   * it should be.
   */
  static boolean compares(Audience audience, LocalDate date) {
    boolean asksForTouches = audience.behaviours().stream().anyMatch(b -> b.of() == Of.TOUCH);
    return audience.step().isEmpty() && audience.period().contains(date) && !asksForTouches;
  }

  /**
   * What stops the night, a sentence per audience.
   *
   * @param before how many fitted the same definition on the last night, by audience
   * @param now how many do tonight
   */
  static List<String> stops(Map<String, Long> before, Map<String, Long> now, BigDecimal maxChange) {
    List<String> stops = new ArrayList<>();
    before.forEach(
        (audience, people) -> {
          long tonight = now.getOrDefault(audience, people);
          long change = Math.abs(tonight - people);
          BigDecimal allowed = maxChange.multiply(BigDecimal.valueOf(people));
          if (change > HANDFUL && BigDecimal.valueOf(change).compareTo(allowed) > 0) {
            stops.add(
                "audience %s: %,d people fit it, on the last night it was %,d: a change by more than quality.max_audience_change %s. Look at what was delivered tonight; if it is right, set a higher bound and run the night again."
                    .formatted(audience, tonight, people, maxChange.toPlainString()));
          }
        });
    return stops;
  }
}
