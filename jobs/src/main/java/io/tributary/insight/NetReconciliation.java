package io.tributary.insight;

import io.tributary.ledger.LedgerTable;
import java.util.List;

/**
 * {@code net_reconciliation}: from the gross amount of all orders up to the business date to the
 * net of all customers, step by step. The amounts of the steps that are no totals, from the top
 * down to a total, add up to it, to the cent.
 *
 * <p>An order is in one class only, tested in this order: excluded, unpaid, cancelled, without
 * value, returned, anonymous, valid.
 */
final class NetReconciliation implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int ORDERS = 0;
  private static final int GROSS = 1;
  private static final int DISCOUNTED = 2;
  private static final int DISCOUNT = 3;
  private static final int PAID = 4;
  private static final int REFUNDED = 5;
  private static final int REFUND = 6;
  private static final int WIDTH = 7;

  private static final int EXCLUDED = 0;
  private static final int UNPAID = 1;
  private static final int CANCELLED = 2;
  private static final int WITHOUT_VALUE = 3;
  private static final int RETURNED = 4;
  private static final int ANONYMOUS = 5;
  private static final int VALID = 6;

  /** Refunds that name no order: of customers, of nobody. */
  private static final int LOOSE = 7;

  private static final int LOOSE_OF_NOBODY = 8;
  private static final int CLASSES = 9;

  @Override
  public String name() {
    return "net_reconciliation";
  }

  @Override
  public List<Count> counts() {
    return List.of(this);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    for (int order = 0; order < buyer.orders(); order++) {
      int place = sums.at(classOf(buyer, order), 0);
      long discount = buyer.money().isDiscountKnown(order) ? buyer.money().discount(order) : 0;
      sums.add(place, ORDERS, 1);
      sums.add(place, GROSS, buyer.money().gross(order));
      sums.add(place, DISCOUNTED, discount > 0 ? 1 : 0);
      sums.add(place, DISCOUNT, discount);
      sums.add(place, PAID, buyer.money().paid(order));
      sums.add(place, REFUNDED, buyer.money().refund(order) > 0 ? 1 : 0);
      sums.add(place, REFUND, buyer.money().refund(order));
    }
    long loose = buyer.refunds().withoutOrder();
    if (loose > 0) {
      sums.add(sums.at(buyer.isKnown() ? LOOSE : LOOSE_OF_NOBODY, 0), REFUND, loose);
    }
  }

  private static int classOf(BuyerHistory buyer, int order) {
    int status = buyer.status(order);
    if ((status & LedgerTable.EXCLUDED) != 0) {
      return EXCLUDED;
    }
    if (status != LedgerTable.PAID) {
      return status == LedgerTable.UNPAID ? UNPAID : CANCELLED;
    }
    if (!buyer.wasSold(order)) {
      return WITHOUT_VALUE;
    }
    return !buyer.counts(order) ? RETURNED : buyer.isKnown() ? VALID : ANONYMOUS;
  }

  private long[][] sums(Totals totals) {
    long[][] sums = new long[CLASSES][WIDTH];
    totals.of(this).forEach(total -> sums[total.a()] = total.values());
    return sums;
  }

  /** The net of the customers' valid orders, in cents. */
  long validNet(Totals totals) {
    long[] valid = sums(totals)[VALID];
    return valid[PAID] - valid[REFUND];
  }

  @Override
  public void addRows(Totals totals, TableRows rows) {
    long[][] of = sums(totals);
    long[] left = new long[WIDTH];
    for (int c = 0; c <= VALID; c++) {
      for (int i = 0; i < WIDTH; i++) {
        left[i] += of[c][i];
      }
    }
    Steps steps = new Steps(rows);
    steps.total("gross_of_all_orders", left[ORDERS], left[GROSS]);
    String[] leftOut = {"excluded", "unpaid", "cancelled", "without_value", "returned"};
    for (int c = EXCLUDED; c <= RETURNED; c++) {
      steps.step(leftOut[c], of[c][ORDERS], -of[c][GROSS]);
    }
    long[] sold = plus(of[ANONYMOUS], of[VALID]);
    steps.total("gross", sold[ORDERS], sold[GROSS]);
    steps.step("discount", sold[DISCOUNTED], -sold[DISCOUNT]);
    long other = sold[PAID] - sold[GROSS] + sold[DISCOUNT];
    steps.step("freight_and_other", sold[ORDERS], other);
    steps.total("paid", sold[ORDERS], sold[PAID]);
    steps.step("refund", sold[REFUNDED], -sold[REFUND]);
    steps.total("net_of_orders", sold[ORDERS], sold[PAID] - sold[REFUND]);
    long anonymousNet = of[ANONYMOUS][PAID] - of[ANONYMOUS][REFUND];
    steps.step("anonymous", of[ANONYMOUS][ORDERS], -anonymousNet);
    steps.step("refund_without_order", 0, -of[LOOSE][REFUND]);
    long net = of[VALID][PAID] - of[VALID][REFUND] - of[LOOSE][REFUND];
    steps.total("net_of_customers", of[VALID][ORDERS], net);
    steps.step("anonymous_net", of[ANONYMOUS][ORDERS], anonymousNet);
    steps.step("refund_of_nobody", 0, -of[LOOSE_OF_NOBODY][REFUND]);
    steps.total("net", sold[ORDERS], net + anonymousNet - of[LOOSE_OF_NOBODY][REFUND]);
  }

  private static long[] plus(long[] one, long[] other) {
    long[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  /** Rows in their order. */
  private static final class Steps {
    private final TableRows rows;
    private int position;

    Steps(TableRows rows) {
      this.rows = rows;
    }

    void step(String name, long orders, long amount) {
      add(name, false, orders, amount);
    }

    void total(String name, long orders, long amount) {
      add(name, true, orders, amount);
    }

    private void add(String name, boolean isTotal, long orders, long amount) {
      rows.next()
          .set("position", ++position)
          .set("step", name)
          .set("is_total", isTotal)
          .set("orders", orders)
          .money("amount", amount)
          .add();
    }
  }
}
