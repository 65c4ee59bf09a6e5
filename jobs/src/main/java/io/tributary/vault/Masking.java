package io.tributary.vault;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows what a value looks like without showing the value. */
public final class Masking {
  private static final int LONGEST = 60;
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@'\"<>]+@[^\\s@'\"<>]+\\.[A-Za-z]{2,}");

  /** Dates, months, moments and times of day. */
  private static final String MOMENT =
      "(?:(?:19|20)\\d\\d(?<s>[-./]?)(?:0[1-9]|1[0-2])\\k<s>(?:0[1-9]|[12]\\d|3[01])(?!\\d)"
          + "|(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])(?!-?\\d)"
          + "|\\d\\d?[./-]\\d\\d?[./-](?:19|20)\\d\\d(?!\\d)"
          + "|\\d\\d?:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?!\\d))";

  /** The address of a machine. */
  private static final String MACHINE = "\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\.?\\d)";

  /** What people write between the groups of a telephone number. */
  private static final String BETWEEN = "(?:[ .-]|[ -]?\\(|\\)[ -]?)";

  /** What names nobody, or else, as group {@link #RUN}, digits together or in groups. */
  private static final Pattern DIGITS =
      Pattern.compile(
          "(?<!\\d)(?:%s|%s|(\\d++(?:%s(?!%s)\\d++)*+))"
              .formatted(MOMENT, MACHINE, BETWEEN, MOMENT.replace("<s>", "<t>")));

  private static final int RUN = 2;

  /** As many digits as a telephone number has with its area. */
  private static final int OF_A_TELEPHONE = 10;

  /** E.164, long enough to keep something back. */
  private static final Pattern PHONE = Pattern.compile("\\+\\d{10,15}");

  /**
   * An openid or the like: 20 or more letters, digits, - and _, with a digit and a letter among
   * them.
   */
  private static final Pattern TOKEN =
      Pattern.compile("\\b(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])([\\w-]{4})[\\w-]{16,}\\b");

  private Masking() {}

  /**
   * The shape of a value: each digit becomes 9, each Latin letter x or X, each other letter 字;
   * punctuation stays, for that is what an unreadable date or amount is about. Long values are cut.
   */
  public static String shape(String value) {
    StringBuilder shape = new StringBuilder();
    value.codePoints().limit(LONGEST).forEach(c -> shape.appendCodePoint(shapeOf(c)));
    return value.codePointCount(0, value.length()) > LONGEST ? shape + "…" : shape.toString();
  }

  /**
   * A message without what could be an identifier: ten digits or more, together or in groups as
   * telephone numbers are written, keep their first three and last four at most; addresses and long
   * tokens of letters and digits are cut to a few. Fewer digits stay, for these are counts, sizes
   * and days. For errors that were not written here, such as Spark's, which quote the value they
   * stumbled on.
   */
  public static String scrub(String message) {
    String scrubbed = EMAIL.matcher(message).replaceAll("***@***");
    scrubbed = TOKEN.matcher(scrubbed).replaceAll("$1****");
    return DIGITS.matcher(scrubbed).replaceAll(found -> Matcher.quoteReplacement(masked(found)));
  }

  private static String masked(MatchResult found) {
    String digits = found.group(RUN);
    String plain = digits == null ? "" : digits.replaceAll("\\D", "");
    if (plain.length() < OF_A_TELEPHONE) {
      return found.group();
    }
    String last = plain.length() > OF_A_TELEPHONE ? plain.substring(plain.length() - 4) : "";
    return plain.substring(0, 3) + "****" + last;
  }

  /**
   * An identifier so that its owner recognises it and nobody else can use it: {@code
   * +86138****0000}, {@code oAb****9c01}, {@code l****@example.com}; of a short one, its first
   * character.
   */
  public static String identifier(String value) {
    int at = value.lastIndexOf('@');
    if (at > 0) {
      return value.substring(0, value.offsetByCodePoints(0, 1)) + "****" + value.substring(at);
    }
    int length = value.length();
    if (PHONE.matcher(value).matches()) {
      return value.substring(0, length - 8) + "****" + value.substring(length - 4);
    }
    return length >= 11
        ? value.substring(0, 3) + "****" + value.substring(length - 4)
        : value.substring(0, value.offsetByCodePoints(0, 1)) + "****";
  }

  private static int shapeOf(int c) {
    if (Character.isDigit(c)) {
      return '9';
    }
    if (c < 0x250 && Character.isLetter(c)) {
      return Character.isUpperCase(c) ? 'X' : 'x';
    }
    return Character.isLetter(c) ? '字' : c;
  }
}
