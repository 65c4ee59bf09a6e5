package io.tributary.audience;

import static org.apache.spark.sql.functions.col;

import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many people fit each audience, how many are left out and why, and how many each platform
 * would be given.
 */
final class AudienceCounts {
  private record Group(int audience, String reason, long deliveries, long people) {}

  private final List<Group> groups;

  private AudienceCounts(List<Group> groups) {
    this.groups = groups;
  }

  /**
   * Counts.
   *
   * @param decided {@code audience, one_id, reason, deliveries}
   */
  static AudienceCounts of(Dataset<Row> decided) {
    List<Group> groups = new ArrayList<>();
    for (Row row :
        decided
            .groupBy(col("audience"), col("reason"), col("deliveries"))
            .count()
            .collectAsList()) {
      groups.add(new Group(row.getInt(0), row.getString(1), row.getLong(2), row.getLong(3)));
    }
    return new AudienceCounts(groups);
  }

  /** How many people fit an audience, left out or not. */
  long fitting(int audience) {
    return groups.stream().filter(g -> g.audience() == audience).mapToLong(Group::people).sum();
  }

  /** How many nothing is against. */
  long passing(int audience) {
    return groups.stream()
        .filter(g -> g.audience() == audience && g.reason() == null)
        .mapToLong(Group::people)
        .sum();
  }

  /** How many are left out, by reason. */
  Map<String, Long> leftOut(int audience) {
    Map<String, Long> reasons = new TreeMap<>();
    groups.stream()
        .filter(g -> g.audience() == audience && g.reason() != null)
        .forEach(g -> reasons.merge(g.reason(), g.people(), Long::sum));
    return reasons;
  }

  /** The sets of deliveries that some people get, a bit per profile. */
  Set<Long> deliveries() {
    return groups.stream().map(Group::deliveries).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether nobody fits any audience. */
  boolean isEmpty() {
    return groups.isEmpty();
  }

  /**
   * Deliveries of somebody that are smaller than their platform takes, a bit per profile, by
   * audience. Arms go by their shares, for who is in them is not drawn yet: the control arm, which
   * gets nothing, is taken off; where each arm is a list of its own, the smallest one must be large
   * enough.
   */
  Map<Integer, Long> tooSmall(List<Audience> audiences, List<DeliveryProfile> profiles) {
    Map<Integer, Long> tooSmall = new TreeMap<>();
    for (int a = 0; a < audiences.size(); a++) {
      long bits = 0;
      for (int p = 0; p < profiles.size(); p++) {
        boolean isDelivered = audiences.get(a).deliver().contains(profiles.get(p).name());
        BigDecimal share = DeliveryRows.smallestList(audiences.get(a), profiles.get(p));
        long delivered = delivered(a, p);
        BigDecimal people = share.multiply(BigDecimal.valueOf(delivered));
        BigDecimal minimum = BigDecimal.valueOf(profiles.get(p).limits().minimum());
        if (isDelivered && delivered > 0 && people.compareTo(minimum) < 0) {
          bits |= 1L << p;
        }
      }
      if (bits != 0) {
        tooSmall.put(a, bits);
      }
    }
    return tooSmall;
  }

  private long delivered(int audience, int profile) {
    return groups.stream()
        .filter(g -> g.audience() == audience && g.reason() == null)
        .filter(g -> (g.deliveries() >> profile & 1) == 1)
        .mapToLong(Group::people)
        .sum();
  }
}
