package io.tributary.preference;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Measures;
import io.tributary.customer.Tally;
import io.tributary.ledger.LedgerRow;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * Whose preferences are looked at, and how (semantics.md, "Category preference").
 *
 * @param seed of the sample
 * @param date days since 1970-01-01
 */
record PreferenceRules(int date, PurchaseUnit unit, int window, int minPurchases, long seed)
    implements Serializable {

  /** What the settings say. */
  static PreferenceRules of(Settings settings, LocalDate date) {
    Settings.CategoryPreference preference = settings.categoryPreference();
    return new PreferenceRules(
        Math.toIntExact(date.toEpochDay()),
        settings.purchaseUnit(),
        preference.windowDays(),
        preference.minPurchases(),
        preference.seed());
  }

  Measures measures(LedgerRow row, Catalogue catalogue) {
    return new Measures(row, catalogue, unit, date);
  }

  /** Whether clusters are formed from this customer; others are assigned to the nearest. */
  boolean isForming(Measures measures) {
    return measures.hasPurchase() && measures.purchases(Integer.MAX_VALUE) >= minPurchases;
  }

  /** What a customer with a purchase spent by category of a level. */
  Tally spent(Measures measures, int level) {
    return measures.preferences(level, window);
  }
}
