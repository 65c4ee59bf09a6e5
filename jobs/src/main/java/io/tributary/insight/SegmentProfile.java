package io.tributary.insight;

import io.tributary.statistics.BenjaminiHochberg;
import io.tributary.statistics.ShareIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * {@code segment_profile}: how a segment's customers differ from all who have bought (TGI: the
 * share of a level in the segment, where that in the base is 100).
 *
 * <p>Rules that surprise: of whom an attribute is not known is in neither share; the base holds the
 * segment, but q tells it from the rest.
 */
final class SegmentProfile {
  static final String NAME = "segment_profile";

  private SegmentProfile() {}

  /** A row in the making. */
  private record Level(
      String segment, String attribute, String level, long customers, ShareIndex index) {}

  static void addRows(SegmentCounts.Counted counted, TableRows rows) {
    for (String kind : SegmentedCustomers.KINDS) {
      if (kind.equals(SegmentedCustomers.ALL)) {
        continue;
      }
      List<Level> levels = new ArrayList<>();
      for (String segment : counted.segments(kind)) {
        for (String attribute : SegmentedCustomers.ATTRIBUTES) {
          addLevels(counted, kind, segment, attribute, levels);
        }
      }
      List<Double> q = BenjaminiHochberg.adjust(levels.stream().map(l -> l.index().p()).toList());
      for (int i = 0; i < levels.size(); i++) {
        Level level = levels.get(i);
        ShareIndex index = level.index();
        rows.next()
            .set("kind", kind)
            .set("segment", level.segment())
            .set("attribute", level.attribute())
            .set("level", level.level())
            .set("customers", level.customers())
            .set("share", index.share())
            .set("base_share", index.baseShare())
            .set("tgi", index.index())
            .set("tgi_low", index.low())
            .set("tgi_high", index.high())
            .set("q", q.get(i))
            .add();
      }
    }
  }

  private static void addLevels(
      SegmentCounts.Counted counted,
      String kind,
      String segment,
      String attribute,
      List<Level> result) {
    String all = SegmentedCustomers.ALL;
    SortedMap<String, Long> inBase = counted.levels(all, all, attribute);
    SortedMap<String, Long> inSegment = counted.levels(kind, segment, attribute);
    long base = sum(inBase);
    long known = sum(inSegment);
    inSegment.forEach(
        (level, customers) -> {
          ShareIndex index = new ShareIndex(customers, known, inBase.get(level), base);
          result.add(new Level(segment, attribute, level, customers, index));
        });
  }

  private static long sum(SortedMap<String, Long> levels) {
    return levels.values().stream().mapToLong(Long::longValue).sum();
  }
}
