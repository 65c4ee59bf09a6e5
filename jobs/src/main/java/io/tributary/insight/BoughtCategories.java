package io.tributary.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The categories that somebody bought within the window, at the level of the category tables:
 * altogether and basket by basket. A basket is a purchase day; one without a line that counts is
 * none.
 */
final class BoughtCategories {
  /**
   * What was bought on one day.
   *
   * @param categories ascending by number, each once
   * @param lines how many lines count
   */
  record Basket(int[] categories, int lines) {}

  private final List<Basket> baskets = new ArrayList<>();
  private final int[] all;
  private final int purchaseDays;

  BoughtCategories(BuyerHistory buyer, InsightRules rules) {
    int[] found = new int[8];
    int lines = 0;
    int linesBefore = 0;
    int days = 0;
    int today = Integer.MIN_VALUE;
    for (int order = 0; order < buyer.orders(); order++) {
      if (!buyer.counts(order) || !buyer.isWithin(order, rules.window())) {
        continue;
      }
      if (buyer.day(order) != today) {
        add(found, linesBefore, lines);
        linesBefore = lines;
        today = buyer.day(order);
        days++;
      }
      for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
        if (buyer.money().lineNet(line) > 0) {
          if (lines == found.length) {
            found = Arrays.copyOf(found, 2 * lines);
          }
          found[lines++] = rules.catalogue().category(rules.level(), buyer.product(line));
        }
      }
    }
    add(found, linesBefore, lines);
    all = baskets.size() == 1 ? baskets.get(0).categories() : distinct(Arrays.copyOf(found, lines));
    purchaseDays = days;
  }

  private void add(int[] found, int from, int until) {
    if (until > from) {
      baskets.add(new Basket(distinct(Arrays.copyOfRange(found, from, until)), until - from));
    }
  }

  private static int[] distinct(int[] numbers) {
    Arrays.sort(numbers);
    int count = 0;
    for (int number : numbers) {
      if (count == 0 || numbers[count - 1] != number) {
        numbers[count++] = number;
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  /** The baskets, in the order of time. */
  List<Basket> baskets() {
    return baskets;
  }

  /** All categories, ascending by number, each once. */
  int[] all() {
    return all;
  }

  /** How many purchase days there were, those without a line that counts included. */
  int purchaseDays() {
    return purchaseDays;
  }
}
