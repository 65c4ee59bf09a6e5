package io.tributary.workspace;

import java.util.Optional;

/**
 * A message of a journey: when it falls due after the anchor, and what must have happened, or not,
 * until then. Whom it reaches, and what they get, is said by the {@link Audience} of its name.
 *
 * @param day days after the anchor; of a learned step, the day where none is recommended
 * @param learned the recommended day that counts instead
 * @param bought whether a person must have bought since the anchor, or must not
 * @param responded whether they must have responded to the journey since, or must not
 * @param journeyVersion a hash of who is in the journey
 */
public record JourneyStep(
    String journey,
    String name,
    Optional<Integer> day,
    Optional<Learned> learned,
    Optional<Boolean> bought,
    Optional<Boolean> responded,
    String journeyVersion) {

  /** A day that {@code repurchase_timing} recommends. */
  public enum Learned {
    DAY_25,
    DAY_50,
    DAY_75,
    PEAK_DAY
  }

  /** The audience, and the folder of its files. */
  public String audience() {
    return audience(journey, name);
  }

  static String audience(String journey, String step) {
    return journey + "-" + step;
  }
}
