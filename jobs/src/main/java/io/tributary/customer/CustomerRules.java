package io.tributary.customer;

import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.Lifecycle;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the settings say that a customer is measured by, in the form that a scan needs. */
public final class CustomerRules implements Serializable {
  private static final long serialVersionUID = 1L;

  /** {@code group_transitions} compares with this many days ago. */
  static final int DAYS_BEFORE = 30;

  final int date;
  final PurchaseUnit unit;
  final Lifecycle lifecycle;
  final AmountBands entryBands;
  final List<Integer> ageBands;
  final int rfmWindow;

  private final int completeFrom;
  private final int[] promotionsFrom;
  private final int[] promotionsTo;

  /** The settings as of a date. */
  public CustomerRules(Settings settings, LocalDate date) {
    this.date = day(date);
    unit = settings.purchaseUnit();
    lifecycle = settings.lifecycle();
    entryBands = new AmountBands(settings.aovBands());
    ageBands = new ArrayList<>(settings.ageBands());
    rfmWindow = settings.rfm().windowDays().orElse(Integer.MAX_VALUE);
    completeFrom =
        settings
            .history()
            .from()
            .map(from -> day(from) + settings.history().burnInDays())
            .orElse(Integer.MIN_VALUE);
    promotionsFrom = settings.calendar().stream().mapToInt(p -> day(p.from())).toArray();
    promotionsTo = settings.calendar().stream().mapToInt(p -> day(p.to())).toArray();
  }

  /** The business date in days since 1970-01-01. */
  public int date() {
    return date;
  }

  /** What counts as one purchase. */
  public PurchaseUnit unit() {
    return unit;
  }

  /** A date in days since 1970-01-01. */
  public static int day(LocalDate date) {
    return Math.toIntExact(date.toEpochDay());
  }

  /** Whether a first purchase that is known of is the first that there was. */
  public boolean isEntryKnown(int entryDay) {
    return entryDay >= completeFrom;
  }

  boolean isInPromotion(int day) {
    for (int i = 0; i < promotionsFrom.length; i++) {
      if (promotionsFrom[i] <= day && day <= promotionsTo[i]) {
        return true;
      }
    }
    return false;
  }
}
