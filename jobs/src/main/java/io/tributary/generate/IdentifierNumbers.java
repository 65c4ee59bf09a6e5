package io.tributary.generate;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.List;

/**
 * Gives out identifiers and record numbers: each a pure function of its owner, none given twice.
 */
final class IdentifierNumbers implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What people type when they do not want to give a number. */
  static final String PLACEHOLDER_PHONE = "13800138000";

  /** What phones say that hide their identity. */
  static final String PLACEHOLDER_DEVICE = "00000000-0000-0000-0000-000000000000";

  static final int PHONES_PER_PERSON = 3;

  /** Records of one kind that a person may have. */
  static final int RECORDS_PER_PERSON = 4096;

  /** Mobile prefixes in use in China; without 138, so that the placeholder is nobody's number. */
  private static final List<String> PREFIXES =
      List.of(
          "130", "131", "132", "133", "134", "135", "136", "137", "139", "150", "151", "152", "153",
          "155", "156", "157", "158", "159", "166", "175", "176", "177", "178", "180", "181", "182",
          "183", "185", "186", "187", "188", "189", "191", "198", "199");

  private static final long PER_PREFIX = 100_000_000L;

  private final long seed;
  private final Scramble phones;
  private final Scramble members;
  private final Scramble orders;

  IdentifierNumbers(long seed) {
    this.seed = seed;
    this.phones = new Scramble(seed, "phone", PREFIXES.size() * PER_PREFIX);
    this.members = new Scramble(seed, "member", 1_000_000_000L);
    this.orders = new Scramble(seed, "order", 10_000_000_000_000L);
  }

  /** A person's n-th own mobile number: eleven digits. */
  String phone(long person, int n) {
    return phoneText(phones.of(person * PHONES_PER_PERSON + n));
  }

  /** The number of a store's tablet; from the far end of the numbers, so that no person has it. */
  String tabletPhone(int store) {
    return phoneText(phones.of(PREFIXES.size() * PER_PREFIX - 1 - store));
  }

  private static String phoneText(long number) {
    return PREFIXES.get((int) (number / PER_PREFIX)) + digits(number % PER_PREFIX, 8);
  }

  String memberNo(long person) {
    return "VIP" + digits(members.of(person), 9);
  }

  /** An opaque value of a scoped namespace, such as an openid: 16 hexadecimal digits. */
  String opaque(String namespace, long person, int n) {
    long key = Draw.mix(seed ^ namespace.hashCode());
    return HexFormat.of().toHexDigits(Draw.mix(person * 4 + n ^ key));
  }

  String deviceId(long person) {
    String hex = opaque("device", person, 0) + opaque("device-tail", person, 0);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  /** A record number of a system, unique within its kind: 16 hexadecimal digits. */
  String record(String kind, long person, int n) {
    if (n >= RECORDS_PER_PERSON) {
      throw new IllegalStateException(kind + " number " + n + " of one person");
    }
    long key = Draw.mix(seed + kind.hashCode());
    return HexFormat.of().toHexDigits(Draw.mix(person * RECORDS_PER_PERSON + n ^ key));
  }

  /** The serial of a person's n-th order: 13 digits. */
  String orderSerial(long person, int n) {
    return digits(orders.of(person * RECORDS_PER_PERSON + n), 13);
  }

  private static String digits(long number, int width) {
    String text = Long.toString(number);
    return "0".repeat(width - text.length()) + text;
  }
}
