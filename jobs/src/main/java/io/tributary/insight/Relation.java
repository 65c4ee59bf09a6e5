package io.tributary.insight;

/** How somebody is connected with the brand on social platforms: fan, friend, both or neither. */
final class Relation {
  static final int STRANGER = 0;

  /** Follows an account of the brand. */
  static final int FAN = 1;

  /** Is a friend of one of the brand's advisers. */
  static final int FRIEND = 2;

  private static final String[] NAMES = {"stranger", "fan", "friend", "both"};

  private Relation() {}

  /** The name of a relation in a key. */
  static String name(int relation) {
    return relation == Count.ALL ? "all" : NAMES[relation];
  }
}
