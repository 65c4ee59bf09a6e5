package io.tributary.statistics;

/**
 * How far an interval of 95 % reaches from an estimate, and how likely an estimate is by chance:
 * for a result that is read once, or for one that is read as often as one likes.
 */
public sealed interface Certainty {

  /**
   * How many standard errors the interval reaches to either side.
   *
   * @param people in the estimate
   */
  double reach(long people);

  /** The probability of an estimate so many standard errors from 0 by chance. */
  double p(double z, long people);

  /** For a result that is read once, on a date that was fixed before. */
  static Certainty once() {
    return new Once();
  }

  /**
   * For a result that is looked at night after night: the intervals hold at all times together. An
   * asymptotic confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform
   * central limit theory and asymptotic confidence sequences", Annals of Statistics 52, 2024,
   * theorem 2.2): the normal mixture of Robbins (1970), which also gives the always-valid p of
   * mixture sequential tests (Johari, Koomen, Pekelis and Walsh, KDD 2017).
   *
   * @param plannedPeople where the intervals are to be shortest; said before the first look
   */
  static Certainty always(long plannedPeople) {
    return new Always(plannedPeople);
  }

  /** The normal interval. */
  record Once() implements Certainty {
    @Override
    public double reach(long people) {
      return Distributions.Z_95;
    }

    @Override
    public double p(double z, long people) {
      return Distributions.twoSided(z);
    }
  }

  /** The normal mixture. */
  record Always(long plannedPeople) implements Certainty {
    private static final double ALPHA = 0.05;

    /** The mixture's variance times people: how much has been seen of what was planned. */
    private double seen(long people) {
      double log = -2 * StrictMath.log(ALPHA);
      return people * (log + StrictMath.log(log) + 1) / plannedPeople;
    }

    @Override
    public double reach(long people) {
      double seen = seen(people);
      double log = StrictMath.log(StrictMath.sqrt(seen + 1) / ALPHA);
      return StrictMath.sqrt(2 * (seen + 1) / seen * log);
    }

    @Override
    public double p(double z, long people) {
      double seen = seen(people);
      double evidence = StrictMath.exp(z * z * seen / (2 * (seen + 1)));
      return Math.min(1, StrictMath.sqrt(seen + 1) / evidence);
    }
  }
}
