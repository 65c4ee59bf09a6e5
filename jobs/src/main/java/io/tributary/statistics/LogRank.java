package io.tributary.statistics;

import java.util.Optional;

/**
 * Whether two groups have their events at the same pace (log-rank test of Mantel, 1966): observed
 * events of one group against those expected of it day by day if there were no difference.
 *
 * @param chiSquare of one degree of freedom
 * @param p the probability of such a difference, or a larger one, by chance
 */
public record LogRank(double chiSquare, double p) {

  /**
   * Compares two groups until a day; whoever was followed longer counts as followed until then.
   * Empty where nothing can be said: no events, or never both groups at risk.
   */
  public static Optional<LogRank> of(SurvivalCounts group, SurvivalCounts others, int untilDay) {
    double difference = 0;
    double variance = 0;
    double inGroup = group.people();
    double inOthers = others.people();
    for (int day = 0; day <= untilDay; day++) {
      double all = inGroup + inOthers;
      double events = group.events(day) + others.events(day);
      if (events > 0) {
        difference += group.events(day) - events * inGroup / all;
      }
      if (events > 0 && all > 1) {
        variance += events * (inGroup / all) * (inOthers / all) * ((all - events) / (all - 1));
      }
      inGroup -= group.events(day) + group.censored(day);
      inOthers -= others.events(day) + others.censored(day);
    }
    if (variance <= 0) {
      return Optional.empty();
    }
    double chiSquare = difference * difference / variance;
    return Optional.of(new LogRank(chiSquare, Distributions.chiSquareTail(chiSquare)));
  }
}
