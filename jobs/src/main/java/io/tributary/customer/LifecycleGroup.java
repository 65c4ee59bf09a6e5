package io.tributary.customer;

import io.tributary.workspace.Settings.Lifecycle;
import io.tributary.workspace.Settings.PurchaseUnit;

/** How long ago a customer bought last; every customer is in exactly one group (semantics.md). */
public enum LifecycleGroup {
  VISITOR,
  PROSPECT,
  NEW,
  ACTIVE,
  LAPSING,
  DORMANT;

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** The name in tables. */
  public String text() {
    return text;
  }

  /**
   * The group at the end of a date.
   *
   * @param days the purchase days as known then
   */
  public static LifecycleGroup at(
      int date, PurchaseDays days, Contact contact, PurchaseUnit unit, Lifecycle bounds) {
    if (days.isEmpty()) {
      return contact.isAddressable(date) ? PROSPECT : VISITOR;
    }
    int silence = date - days.last();
    int purchases = unit == PurchaseUnit.DAY ? days.count() : days.orders();
    if (purchases == 1 && silence < bounds.newDays()) {
      return NEW;
    }
    if (silence < bounds.activeDays()) {
      return ACTIVE;
    }
    return silence < bounds.dormantDays() ? LAPSING : DORMANT;
  }
}
