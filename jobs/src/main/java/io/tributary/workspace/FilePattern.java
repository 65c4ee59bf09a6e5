package io.tributary.workspace;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a source's dumps lie below landing, such as {@code tmall/dt={date}/*.csv}: {@code *} and
 * {@code ?} match within one path segment, {@code {date}} is the dump date, {@code {date:yyyyMMdd}}
 * the same in another form, which may span folders ({@code {date:yyyy/MM/dd}}). Anything else
 * stands for itself, braces and brackets included.
 */
public final class FilePattern {
  private static final Pattern DATE = Pattern.compile("\\{date(?::([^{}]+))?}");

  /** A run of one letter, quoted text, or any other character. */
  private static final Pattern DATE_TOKEN =
      Pattern.compile("([A-Za-z])\\1*|'(?<literal>[^']*)'|[^A-Za-z']");

  private final String text;
  private final String glob;
  private final Pattern path;
  private final DateTimeFormatter dateFormat;
  private final String sparkDateFormat;

  private FilePattern(
      String text,
      String glob,
      Pattern path,
      DateTimeFormatter dateFormat,
      String sparkDateFormat) {
    this.text = text;
    this.glob = glob;
    this.path = path;
    this.dateFormat = dateFormat;
    this.sparkDateFormat = sparkDateFormat;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with a sentence for the user, if it has no date, several, one
   *     that cannot be read, or if it does not stay below landing
   */
  public static FilePattern of(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.find()) {
      throw new IllegalArgumentException(
          "has no {date}; write the dump date's place, such as tmall/dt={date}/*.csv");
    }
    String format = date.group(1) == null ? "uuuu-MM-dd" : date.group(1).replace('y', 'u');
    String before = text.substring(0, date.start());
    String after = text.substring(date.end());
    if (DATE.matcher(after).find()) {
      throw new IllegalArgumentException("has {date} more than once; one is needed");
    }
    for (String segment : text.split("/", -1)) {
      requireVisible(segment);
    }
    return new FilePattern(
        text,
        glob(before) + dateGlob(format) + glob(after),
        Pattern.compile(regex(before) + "(" + dateRegex(format) + ")" + regex(after)),
        dateFormatter(format),
        format.replace('u', 'y'));
  }

  /** Landing ignores hidden files and folders, so a pattern that asks for one never finds any. */
  private static void requireVisible(String segment) {
    if (segment.isEmpty() || segment.equals("..")) {
      throw new IllegalArgumentException(
          "must lie below landing: no / at its start or end, no //, no ..");
    }
    if (segment.startsWith(".") || segment.startsWith("_")) {
      throw new IllegalArgumentException(
          "asks for the hidden file or folder '"
              + segment
              + "'; names that start with . or _ are never read, as other programs write their"
              + " unfinished files there");
    }
  }

  private static DateTimeFormatter dateFormatter(String format) {
    try {
      DateTimeFormatter formatter =
          DateTimeFormatter.ofPattern(format, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
      LocalDate.parse(formatter.format(LocalDate.of(2024, 2, 29)), formatter);
      return formatter;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw notADay(format, e);
    }
  }

  private static IllegalArgumentException notADay(String format, Exception cause) {
    return new IllegalArgumentException(
        "has a date form that does not name a day in digits: '"
            + format.replace('u', 'y')
            + "'; write one such as {date:yyyyMMdd}",
        cause);
  }

  private static String dateGlob(String format) {
    return DATE_TOKEN
        .matcher(format)
        .replaceAll(token -> Matcher.quoteReplacement(isField(token) ? "*" : glob(literal(token))));
  }

  private static String dateRegex(String format) {
    return DATE_TOKEN
        .matcher(format)
        .replaceAll(
            token ->
                Matcher.quoteReplacement(
                    isField(token) ? digits(token.group(), format) : regex(literal(token))));
  }

  private static boolean isField(MatchResult token) {
    return token.group(1) != null;
  }

  private static String literal(MatchResult token) {
    String text = token.group();
    return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
  }

  private static String digits(String field, String format) {
    return switch (field) {
      case "uuuu" -> "\\d{4}";
      case "uu", "MM", "dd" -> "\\d{2}";
      case "M", "d" -> "\\d{1,2}";
      case "DDD" -> "\\d{3}";
      default -> throw notADay(format, null);
    };
  }

  private static String regex(String wildcards) {
    return transcribe(
        wildcards,
        c -> c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(Character.toString(c)));
  }

  private static String glob(String wildcards) {
    return transcribe(
        wildcards,
        c -> "[]{}\\".indexOf(c) >= 0 ? "\\" + Character.toString(c) : Character.toString(c));
  }

  private static String transcribe(String text, IntFunction<String> character) {
    return text.codePoints().mapToObj(character).collect(Collectors.joining());
  }

  /** The Hadoop glob that finds candidates below landing; literal text in it is escaped. */
  public String glob() {
    return glob;
  }

  /** The dump date of a path below landing; empty if the path does not fit the pattern. */
  public Optional<LocalDate> dumpDate(String relativePath) {
    Matcher matcher = path.matcher(relativePath);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(matcher.group(1), dateFormat));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** How this source's paths write a date. */
  public String dateText(LocalDate date) {
    return dateFormat.format(date);
  }

  /** The same form as a pattern of Spark's {@code date_format}, which knows no {@code u}. */
  public String sparkDateFormat() {
    return sparkDateFormat;
  }

  /** The pattern as the user wrote it. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilePattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
