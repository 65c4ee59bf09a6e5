package io.tributary.statistics;

import java.util.Collection;

/**
 * Takes out of a result what people had brought along before the experiment began (Deng, Xu, Kohavi
 * and Walker, "Improving the Sensitivity of Online Controlled Experiments by Utilizing
 * Pre-Experiment Data", WSDM 2013). The slope is pooled within arms: over all people together, a
 * difference between the arms would leak into it.
 */
public final class Cuped {
  private final double[] outcome;
  private final double[] before;
  private final double slope;
  private final double meanBefore;

  private Cuped(double[] outcome, double[] before, double slope, double meanBefore) {
    this.outcome = outcome;
    this.before = before;
    this.slope = slope;
    this.meanBefore = meanBefore;
  }

  /**
   * The adjustment of an outcome.
   *
   * @param arms all arms that will be compared
   * @param outcome weights of the outcome
   * @param before weights of what was before the assignment
   */
  public static Cuped of(Collection<Moments> arms, double[] outcome, double[] before) {
    double together = 0;
    double spread = 0;
    double sum = 0;
    long people = 0;
    for (Moments arm : arms) {
      long n = arm.people();
      together += (n - 1) * arm.covariance(outcome, before);
      spread += (n - 1) * arm.variance(before);
      sum += n == 0 ? 0 : n * arm.mean(before);
      people += n;
    }
    double slope = spread > 0 ? together / spread : 0;
    return new Cuped(outcome, before, slope, people == 0 ? 0 : sum / people);
  }

  /** The slope that is taken out. */
  public double slope() {
    return slope;
  }

  /** The adjusted mean of an arm: what it would be had it begun where all arms together did. */
  public MeanEstimate adjust(Moments arm) {
    double[] weights = outcome.clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= slope * before[i];
    }
    MeanEstimate residual = MeanEstimate.of(arm, weights);
    return new MeanEstimate(
        residual.people(), residual.mean() + slope * meanBefore, residual.error());
  }
}
