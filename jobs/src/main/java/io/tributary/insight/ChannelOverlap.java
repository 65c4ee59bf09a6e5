package io.tributary.insight;

import io.tributary.workspace.Settings.SalesChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code channel_overlap}: how those who came through a channel stood to the brand on that day, as
 * fans or friends on social platforms, and whether it made a difference.
 *
 * <p>Rules that surprise: the channel is that of the first order; the money is that of all their
 * valid orders, wherever placed.
 */
final class ChannelOverlap implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int BUYERS = 0;
  private static final int ORDERS = 1;
  private static final int NET = 2;

  private final InsightRules rules;
  private final transient Map<String, SalesChannel> channels;
  private final Rates rates;

  ChannelOverlap(InsightRules rules, Map<String, SalesChannel> channels) {
    this.rules = rules;
    this.channels = channels;
    this.rates = new Rates(rules);
  }

  @Override
  public String name() {
    return "channel_overlap";
  }

  @Override
  public List<Count> counts() {
    return List.of(this, rates);
  }

  @Override
  public int width() {
    return 3;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    if (!buyer.isEntryKnown()) {
      return;
    }
    long orders = 0;
    long net = 0;
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.counts(order)) {
        orders++;
        net += buyer.money().net(order);
      }
    }
    for (int channel : channels(buyer)) {
      for (int relation : relations(buyer)) {
        int place = sums.at(channel, relation);
        sums.add(place, BUYERS, 1);
        sums.add(place, ORDERS, orders);
        sums.add(place, NET, net);
      }
    }
  }

  private static int[] channels(BuyerHistory buyer) {
    return new int[] {buyer.channel(buyer.entryOrder()), ALL};
  }

  private static int[] relations(BuyerHistory buyer) {
    return new int[] {buyer.relation(), ALL};
  }

  /** The repurchase rate by channel and relation. */
  private static final class Rates extends RepurchaseRate {
    private static final long serialVersionUID = 1L;

    Rates(InsightRules rules) {
      super(rules);
    }

    @Override
    void addEntry(BuyerHistory buyer, int outcome, Sums sums) {
      for (int channel : channels(buyer)) {
        for (int relation : relations(buyer)) {
          addOnce(buyer, outcome, sums, sums.at(channel, relation));
        }
      }
    }
  }

  /** A row. */
  private record Key(int channel, int relation) {
    Key(Total total) {
      this(total.a(), total.b());
    }

    Key ofChannel() {
      return new Key(channel, ALL);
    }
  }

  @Override
  public void addRows(Totals totals, TableRows rows) {
    Map<Key, long[]> money = new HashMap<>();
    totals.of(this).forEach(total -> money.put(new Key(total), total.values()));
    Map<Key, Total> rate = new HashMap<>();
    totals.of(rates).forEach(total -> rate.put(new Key(total), total));
    money.forEach(
        (key, of) -> {
          long[] ofChannel = money.get(key.ofChannel());
          double aov = (double) of[NET] / of[ORDERS];
          double aovOfChannel = (double) ofChannel[NET] / ofChannel[ORDERS];
          RepurchaseRate.addTo(rows.next(), rate.get(key))
              .set("channel", rules.channel(key.channel()))
              .set("domain", domain(key.channel()))
              .set("relation", Relation.name(key.relation()))
              .set("buyers", of[BUYERS])
              .shareWithInterval("share", of[BUYERS], ofChannel[BUYERS])
              .average("aov", of[NET], of[ORDERS])
              .set("aov_vs_channel", aov / aovOfChannel)
              .set("km_vs_channel", difference(rate.get(key), rate.get(key.ofChannel())))
              .add();
        });
  }

  private static Double difference(Total total, Total other) {
    Double rate = total == null ? null : RepurchaseRate.of(total);
    Double otherRate = other == null ? null : RepurchaseRate.of(other);
    return rate == null || otherRate == null ? null : Double.valueOf(rate - otherRate);
  }

  private String domain(int channel) {
    SalesChannel known = channels.get(rules.channel(channel));
    return channel == ALL || known == null
        ? null
        : known.domain().map(d -> d.name().toLowerCase(Locale.ROOT)).orElse(null);
  }
}
