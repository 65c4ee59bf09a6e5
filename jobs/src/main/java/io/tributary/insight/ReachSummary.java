package io.tributary.insight;

import java.util.List;

/** {@code reach_summary}: how many customers of a segment each way of contact can reach. */
final class ReachSummary {
  static final String NAME = "reach_summary";

  private static final List<String> CHANNELS = List.of("phone", "email", "wechat", "any");

  private ReachSummary() {}

  static void addRows(SegmentCounts.Counted counted, TableRows rows) {
    for (String kind : SegmentedCustomers.KINDS) {
      for (String segment : counted.segments(kind)) {
        long customers = counted.sum(kind, segment, "customers");
        for (String channel : CHANNELS) {
          long reachable = counted.sum(kind, segment, channel);
          rows.next()
              .set("kind", kind)
              .set("segment", segment)
              .set("channel", channel)
              .set("customers", customers)
              .set("reachable", reachable)
              .shareWithInterval("share", reachable, customers)
              .add();
        }
      }
    }
  }
}
