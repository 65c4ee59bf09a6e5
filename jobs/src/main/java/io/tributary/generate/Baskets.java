package io.tributary.generate;

import io.tributary.generate.Order.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills baskets according to a person's taste, price level and love of discounts. */
final class Baskets {
  /** Cents that a coupon takes off. */
  static final long COUPON_VALUE = 3000;

  private static final double ANOTHER_LINE = 0.35;
  private static final int MOST_LINES = 5;
  private static final double[] DISCOUNTS = {0.95, 0.9, 0.8, 0.7};

  private final Catalogue catalogue;

  Baskets(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The lines of an order.
   *
   * @param group where given, every line is of that group (l1): an entry order, whose timing
   *     follows its group, must not leave doubt which one it is
   */
  List<Line> fill(Person person, Optional<String> group, LocalDate day, Draw draw) {
    double rate =
        draw.chance(person.couponSensitivity() * 0.7)
            ? DISCOUNTS[draw.between(0, DISCOUNTS.length - 1)]
            : 1;
    List<Line> lines = new ArrayList<>();
    do {
      String l2 = person.cluster().drawClass(draw, group);
      Product product = catalogue.choose(l2, person.priceLevel(), day, draw);
      int quantity = quantity(product, draw);
      long gross = product.listPrice() * quantity;
      boolean twice = lines.stream().anyMatch(line -> line.product().equals(product));
      if (!twice) {
        lines.add(new Line(product, quantity, gross, Math.round(gross * rate)));
      }
    } while (lines.size() < MOST_LINES && draw.chance(ANOTHER_LINE));
    return lines;
  }

  private static int quantity(Product product, Draw draw) {
    return product.category().l2().equals("袜品")
        ? draw.between(1, 4)
        : 1 + draw.weighted(0.92, 0.07, 0.01);
  }

  /** Coupons ask for more than three times their value. */
  static boolean isWorthCoupon(List<Line> lines) {
    return lines.stream().mapToLong(Line::paid).sum() > 3 * COUPON_VALUE;
  }

  /** Spreads a coupon over the lines. */
  static List<Line> lessCoupon(List<Line> lines) {
    long[] paid = lines.stream().mapToLong(Line::paid).toArray();
    long[] off = Money.divide(COUPON_VALUE, paid);
    List<Line> less = new ArrayList<>();
    for (int i = 0; i < paid.length; i++) {
      Line line = lines.get(i);
      less.add(new Line(line.product(), line.quantity(), line.gross(), paid[i] - off[i]));
    }
    return less;
  }
}
