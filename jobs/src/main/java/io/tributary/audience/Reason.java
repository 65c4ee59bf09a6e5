package io.tributary.audience;

import java.util.Locale;

/**
 * Why somebody who fits an audience is left out of it, in the order in which the rules are applied:
 * the first that holds is the reason. An erased person has no reason, because they are no customer.
 */
enum Reason {
  /** In an audience that this one excludes. */
  EXCLUDED("is in an audience that this one excludes"),
  NO_IDENTIFIER("has no usable identifier for any of the audience's deliveries"),
  NO_CONSENT("has not allowed any of the audience's deliveries"),
  GLOBAL_HOLDOUT("is held out of everything (contact_policy.global_holdout)"),
  HIGHER_PRIORITY("is in an audience of higher priority tonight"),
  CONTACT_CAP("was contacted as often as contact_policy.caps allows"),
  CHANNEL_FATIGUE("never answered on the channel (contact_policy.fatigue)"),
  LIMIT("comes after the audience's limit"),
  PLATFORM_MINIMUM("would be delivered to a platform that takes no list as short as this");

  private final String wording;

  Reason(String wording) {
    this.wording = wording;
  }

  /** As it stands in {@code audience_ledger}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it says of a person. */
  String wording() {
    return wording;
  }
}
