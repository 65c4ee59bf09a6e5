package io.tributary.customer;

import java.io.Serializable;

/**
 * The cuts between RFM scores and the thresholds between low and high, of one night (semantics.md,
 * "RFM"). Monetary values are in cents here.
 */
public final class RfmCuts implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * One metric's cuts, ascending, the mean of its capped values, and the threshold between low and
   * high: the mean, unless the workspace fixes another.
   */
  public record Metric(long[] cuts, double mean, double threshold) implements Serializable {
    /** 1 + the number of cuts below the value. */
    int rank(long value) {
      int rank = 1;
      for (long cut : cuts) {
        rank += cut < value ? 1 : 0;
      }
      return rank;
    }
  }

  private final int scores;
  private final Metric recency;
  private final Metric frequency;
  private final Metric monetary;

  RfmCuts(int scores, Metric recency, Metric frequency, Metric monetary) {
    this.scores = scores;
    this.recency = recency;
    this.frequency = frequency;
    this.monetary = monetary;
  }

  Metric recency() {
    return recency;
  }

  Metric frequency() {
    return frequency;
  }

  Metric monetary() {
    return monetary;
  }

  int recencyScore(int days) {
    return scores + 1 - recency.rank(days);
  }

  int frequencyScore(int purchases) {
    return frequency.rank(purchases);
  }

  int monetaryScore(long cents) {
    return monetary.rank(cents);
  }

  /** High recency is a short silence; high frequency and net are above their thresholds. */
  String segment(int days, int purchases, long cents) {
    boolean recent = days <= recency.threshold();
    boolean frequent = purchases > frequency.threshold();
    boolean rich = cents > monetary.threshold();
    if (frequent) {
      return rich ? (recent ? "champions" : "vip_lapsing") : (recent ? "regulars" : "fading");
    }
    return rich ? (recent ? "potential" : "win_back") : (recent ? "occasional" : "low");
  }
}
