package io.tributary.generate;

/**
 * An identifier that a record mentions, as the truth tells it.
 *
 * @param value in the form to which the workspace's normalisation brings it
 * @param use how the person came to it
 */
record Mention(String namespace, String value, Use use) {

  /** How a person came to an identifier. */
  enum Use {
    /** It points to this person. */
    OWN,
    /** A family member's, on this person's account. */
    FAMILY,
    /** This person's now; somebody else had it years before. */
    RECYCLED,
    /** A store tablet's, typed by a clerk: nobody's. */
    TABLET,
    /** Made up, such as 13800138000: nobody's. */
    PLACEHOLDER
  }

  static Mention own(String namespace, String value) {
    return new Mention(namespace, value, Use.OWN);
  }

  static Mention phone(Phone phone) {
    return new Mention("phone", "+86" + phone.number(), phone.use());
  }

  /** A mobile number of eleven digits in somebody's hand. */
  record Phone(String number, Use use) {

    /** As marketplaces show it. */
    String masked() {
      return number.substring(0, 3) + "****" + number.substring(7);
    }
  }
}
