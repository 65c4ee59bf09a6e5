package io.tributary.bench;

import java.util.Comparator;
import java.util.List;

/**
 * What the nights of a retailer of one size took.
 *
 * @param nightOrders new orders of each night as asked of the generator, a share of those before
 * @param measuredOn the day
 * @param generateSeconds 0 where the dumps were there already
 * @param landingBytes of the dumps of all nights
 * @param full the first night: all of the history into an empty lake
 * @param nights those after it
 * @param peers null where they were left out
 */
record SizeResult(
    long customers,
    double nightOrders,
    String measuredOn,
    Machine.Facts machine,
    double generateSeconds,
    long landingBytes,
    NightCost full,
    List<NightCost> nights,
    Peers.Result peers) {

  SizeResult with(Peers.Result peers) {
    return new SizeResult(
        customers,
        nightOrders,
        measuredOn,
        machine,
        generateSeconds,
        landingBytes,
        full,
        nights,
        peers);
  }

  /** A job's night of median length. */
  JobCost medianNight(String job) {
    List<JobCost> costs =
        nights.stream()
            .flatMap(night -> night.jobs().stream())
            .filter(cost -> cost.job().equals(job))
            .sorted(Comparator.comparingDouble(JobCost::seconds))
            .toList();
    return costs.get(costs.size() / 2);
  }

  /** The median length of a night. */
  double medianNight() {
    double[] seconds = nights.stream().mapToDouble(NightCost::seconds).sorted().toArray();
    return seconds[seconds.length / 2];
  }

  /** New orders per night, as a share of those before, as they were: on average. */
  double newOrders() {
    long before = full.lake().orders();
    long after = nights.get(nights.size() - 1).lake().orders();
    return Math.pow((double) after / before, 1.0 / nights.size()) - 1;
  }
}
