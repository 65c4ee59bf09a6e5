package io.tributary.effect;

import io.tributary.statistics.SampleRatio;
import io.tributary.workspace.Audience.Arm;
import java.util.List;
import java.util.Map;

/**
 * How many people each arm of a campaign has, beside the shares in which they were to be drawn.
 *
 * @param people by arm; who has nobody may be missing
 */
record ArmSizes(List<Arm> arms, Map<String, Long> people) {

  /** The probability that chance alone made arms of these sizes; null where there is nobody. */
  Double p() {
    return SampleRatio.p(
        arms.stream().mapToLong(arm -> of(arm.name())).toArray(),
        arms.stream().mapToDouble(arm -> arm.share().doubleValue()).toArray());
  }

  /** The share of everybody that an arm has; null where there is nobody. */
  Double share(String arm) {
    long all = arms.stream().mapToLong(a -> of(a.name())).sum();
    return all == 0 ? null : Double.valueOf((double) of(arm) / all);
  }

  /** The share that it was to have. */
  double plannedShare(String arm) {
    double all = arms.stream().mapToDouble(a -> a.share().doubleValue()).sum();
    return arms.stream()
            .filter(a -> a.name().equals(arm))
            .mapToDouble(a -> a.share().doubleValue())
            .sum()
        / all;
  }

  private long of(String arm) {
    return people.getOrDefault(arm, 0L);
  }
}
