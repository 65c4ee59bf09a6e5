package io.tributary.effect;

import io.tributary.statistics.Certainty;
import io.tributary.statistics.MeanEstimate;

/**
 * The means of two arms against each other.
 *
 * @param arm the one that something was done to
 * @param against the one that it is compared with
 */
record Contrast(MeanEstimate arm, MeanEstimate against, Certainty certainty) {
  /** With fewer people in an arm, means are not near enough to normal. */
  static final long LEAST_PEOPLE = 30;

  /** Whether there are too few people, or all of them are alike. */
  boolean isTooSmall() {
    return arm.people() < LEAST_PEOPLE
        || against.people() < LEAST_PEOPLE
        || arm.errorOfDifference(against) == 0;
  }

  double difference() {
    return arm.minus(against);
  }

  double error() {
    return arm.errorOfDifference(against);
  }

  private double reach() {
    return certainty.reach(arm.people() + against.people());
  }

  double low() {
    return difference() - reach() * error();
  }

  double high() {
    return difference() + reach() * error();
  }

  Double lift() {
    return arm.liftOver(against);
  }

  Double liftLow() {
    return lift() == null ? null : Double.valueOf(lift() - reach() * arm.errorOfLift(against));
  }

  Double liftHigh() {
    return lift() == null ? null : Double.valueOf(lift() + reach() * arm.errorOfLift(against));
  }

  /** The probability of such a difference by chance. */
  double p() {
    return certainty.p(difference() / error(), arm.people() + against.people());
  }

  /** The probability that two effects differ as much by chance; they are of different people. */
  double pOfDifferenceTo(Contrast other) {
    double error = StrictMath.hypot(error(), other.error());
    long people = arm.people() + against.people() + other.arm.people() + other.against.people();
    return certainty.p((difference() - other.difference()) / error, people);
  }
}
