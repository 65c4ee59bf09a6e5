package io.tributary.insight;

import io.tributary.customer.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code channel_flow}: from which channel to which customers go, from first to second purchase,
 * and with their main channel (that of the largest net) from the 90 days before the last 90 to
 * these.
 *
 * <p>A rule that surprises: those whose first purchase is not known to be the first are not in the
 * flow from first to second.
 */
final class ChannelFlow implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int SECOND_PURCHASE = 0;
  private static final int MAIN_CHANNEL = 1;
  private static final String[] KINDS = {"second_purchase", "main_channel_90d"};
  private static final int DAYS = 90;

  /** In keys: no channel, since there was no purchase. */
  private static final int NONE = -1;

  private final InsightRules rules;

  ChannelFlow(InsightRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "channel_flow";
  }

  @Override
  public List<Count> counts() {
    return List.of(this);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    if (!buyer.hasPurchase()) {
      return;
    }
    int second = secondPurchase(buyer);
    if (second < buyer.orders() && buyer.isEntryKnown()) {
      int first = buyer.channel(buyer.entryOrder());
      sums.add(sums.at(SECOND_PURCHASE, first, buyer.channel(second)), 0, 1);
    }
    int before = mainChannel(buyer, 2 * DAYS, DAYS);
    int now = mainChannel(buyer, DAYS, 0);
    if (before != NONE || now != NONE) {
      sums.add(sums.at(MAIN_CHANNEL, before, now), 0, 1);
    }
  }

  /** The first valid order of the second purchase. */
  private static int secondPurchase(BuyerHistory buyer) {
    int order = buyer.entryOrder() + 1;
    while (order < buyer.orders() && (!buyer.counts(order) || buyer.isOfEntry(order))) {
      order++;
    }
    return order;
  }

  private int mainChannel(BuyerHistory buyer, int within, int notWithin) {
    Tally net = new Tally();
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.counts(order)
          && buyer.isWithin(order, within)
          && !buyer.isWithin(order, notWithin)) {
        net.add(buyer.channel(order), buyer.money().net(order));
      }
    }
    return net.isEmpty() ? NONE : net.largest(rules.catalogue().channels()::text);
  }

  private String name(int channel) {
    return channel == NONE ? "none" : rules.channel(channel);
  }

  private static String movement(int from, int to) {
    if (from == NONE) {
      return "gained";
    }
    return to == NONE ? "lost" : from == to ? "stayed" : "moved";
  }

  /** Where customers come from. */
  private record Origin(int kind, int from) {}

  @Override
  public void addRows(Totals totals, TableRows rows) {
    Map<Origin, Long> leaving = new HashMap<>();
    for (Total total : totals.of(this)) {
      leaving.merge(new Origin(total.a(), total.b()), total.values()[0], Long::sum);
    }
    for (Total total : totals.of(this)) {
      rows.next()
          .set("kind", KINDS[total.a()])
          .set("from", name(total.b()))
          .set("to", name(total.c()))
          .set("movement", movement(total.b(), total.c()))
          .set("customers", total.values()[0])
          .shareWithInterval(
              "share", total.values()[0], leaving.get(new Origin(total.a(), total.b())))
          .add();
    }
  }
}
