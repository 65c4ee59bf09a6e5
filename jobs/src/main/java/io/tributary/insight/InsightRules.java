package io.tributary.insight;

import io.tributary.customer.Catalogue;
import io.tributary.customer.CustomerRules;
import io.tributary.workspace.Settings;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * What the settings say that the tables are counted by. Days count from 1970-01-01.
 *
 * @param settledUntil the last day whose orders are not awaiting returns any more
 * @param horizon days within which a repurchase counts for rates
 * @param window days of category tables and of the products' own window
 * @param level of the category tables, from 0
 */
record InsightRules(
    CustomerRules customers,
    Catalogue catalogue,
    int date,
    int settledUntil,
    int horizon,
    int window,
    int level)
    implements Serializable {

  static InsightRules of(Settings settings, Catalogue catalogue, LocalDate date) {
    int day = CustomerRules.day(date);
    return new InsightRules(
        new CustomerRules(settings, date),
        catalogue,
        day,
        day - settings.repurchase().refundSettleDays(),
        settings.repurchase().horizonDays(),
        settings.attach().windowDays(),
        settings.attach().level().ordinal());
  }

  /** The name of a channel in a key. */
  String channel(int code) {
    return code == Count.ALL ? "all" : catalogue.channels().text(code).toString();
  }

  /** The name of a category in a key, on a level from 0. */
  String category(int ofLevel, int code) {
    return code == Count.ALL ? "all" : catalogue.categories(ofLevel).text(code).toString();
  }
}
