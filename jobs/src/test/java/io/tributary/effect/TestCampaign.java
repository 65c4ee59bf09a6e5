package io.tributary.effect;

import io.tributary.statistics.Certainty;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Metric;
import io.tributary.workspace.Campaign.Money;
import io.tributary.workspace.Campaign.Primary;
import io.tributary.workspace.Campaign.Variant;
import io.tributary.workspace.Campaign.Window;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Campaigns of tests: {@code c}, half of whose people are in {@code treatment} and half in control,
 * with windows of 7 and 30 days; four tenths of sales are margin.
 */
final class TestCampaign {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private static final Reading READ_ONCE =
      new Reading(Reading.Status.FINAL, Optional.empty(), null, null, Certainty.once());

  /** Both windows are final. */
  static final Map<Window, Reading> FINAL =
      Map.of(Window.RESPONSE, READ_ONCE, Window.CONVERSION, READ_ONCE);

  private TestCampaign() {}

  /** One that is drawn and read once. */
  static Campaign once() {
    return of(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** One to which people are assigned until a day. */
  static Campaign until(LocalDate last) {
    return of(Optional.empty(), Optional.of(last), Optional.empty(), List.of());
  }

  /** One that is read night after night. */
  static Campaign always() {
    return of(Optional.empty(), Optional.empty(), Optional.of(1_000), List.of());
  }

  /** One that was run in some regions, beginning with a day. */
  static Campaign in(LocalDate from, List<String> regions) {
    return of(Optional.of(from), Optional.empty(), Optional.empty(), regions);
  }

  private static Campaign of(
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      Optional<Integer> plannedPeople,
      List<String> regions) {
    Map<Window, Integer> windows = new EnumMap<>(Window.class);
    windows.put(Window.RESPONSE, 7);
    windows.put(Window.CONVERSION, 30);
    return new Campaign(
        "c",
        "campaigns/c.yaml",
        "",
        "",
        new Campaign.Drawn("c"),
        List.of(new Arm("control", HALF), new Arm("treatment", HALF)),
        from,
        until,
        windows,
        List.of(),
        new Money(new BigDecimal("0.4"), List.of(), BigDecimal.ONE, Map.of()),
        new Primary(Metric.NET, Window.CONVERSION, Variant.CUPED),
        plannedPeople,
        regions);
  }
}
