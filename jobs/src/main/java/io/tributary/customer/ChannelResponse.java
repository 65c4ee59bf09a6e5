package io.tributary.customer;

import java.io.Serializable;

/**
 * How customers respond to a channel, and how far a single customer's own record is to be believed.
 *
 * <p>One response to one touch does not make a rate of 100%. Each customer's rate is taken to be
 * drawn from a beta distribution with the channel's mean, so that of {@code x} responses to {@code
 * n} touches is expected
 *
 * <pre>rate = (x + strength * mean) / (n + strength)</pre>
 *
 * <p>the channel's mean for people who were never contacted, their own rate for those who often
 * were (empirical Bayes; Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.1). The strength
 * {@code a + b} of the beta distribution follows from how alike the answers of one person are,
 * {@code strength = (1 - rho) / rho}, where rho is the intraclass correlation by the analysis of
 * variance estimator (Ridout, Demétrio and Firth, Estimating intraclass correlation for binary
 * data, Biometrics 55, 1999). All of it is made of sums over people.
 *
 * @param people who were touched
 * @param mean responses per touch
 * @param strength as many touches of a person's own weigh as much as the channel's mean
 */
public record ChannelResponse(
    String channel, long people, long touches, long responses, double mean, double strength)
    implements Serializable {

  /** A person's own record always counts for something, and a single touch never for everything. */
  private static final double WEAKEST = 1;

  private static final double STRONGEST = 1000;

  /**
   * Of the sums over the people of a channel, who each had n touches, at least one, and x
   * responses.
   *
   * @param touches sum of n
   * @param responses sum of x
   * @param squaredTouches sum of n squared
   * @param squaredResponses sum of x squared / n
   */
  public static ChannelResponse of(
      String channel,
      long people,
      long touches,
      long responses,
      double squaredTouches,
      double squaredResponses) {
    double mean = touches == 0 ? 0 : (double) responses / touches;
    double between = (squaredResponses - touches * mean * mean) / (people - 1);
    double within = (responses - squaredResponses) / (touches - people);
    double size = (touches - squaredTouches / touches) / (people - 1);
    double alike = (between - within) / (between + (size - 1) * within);
    // Where nobody was touched twice, or people differ less than chance would make them, nothing
    // tells them apart.
    double strength = alike > 0 ? (1 - alike) / alike : STRONGEST;
    return new ChannelResponse(
        channel,
        people,
        touches,
        responses,
        mean,
        Math.min(STRONGEST, Math.max(WEAKEST, strength)));
  }

  /** The rate to be expected of a person with this record. */
  public double rate(long touches, long responses) {
    return (responses + strength * mean) / (touches + strength);
  }
}
