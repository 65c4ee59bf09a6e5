package io.tributary.workspace;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a source's dumps lie below landing, such as {@code tmall/dt={date}/*.csv}: {@code *} and
 * {@code ?} match within one path segment, {@code {date}} is the dump date, {@code {date:yyyyMMdd}}
 * the same in another form.
 */
public final class FilePattern {
  private static final Pattern DATE = Pattern.compile("\\{date(?::([^{}]+))?}");

  private static final Pattern DATE_TOKEN = Pattern.compile("[A-Za-z]+|[^A-Za-z]+");

  private final String text;
  private final String glob;
  private final Pattern path;
  private final DateTimeFormatter dateFormat;

  private FilePattern(String text, String glob, Pattern path, DateTimeFormatter dateFormat) {
    this.text = text;
    this.glob = glob;
    this.path = path;
    this.dateFormat = dateFormat;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with a sentence for the user, if it has no date, several, or
   *     one that cannot be read
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
    if (text.startsWith("/") || text.contains("..")) {
      throw new IllegalArgumentException("must lie below landing: no leading /, no ..");
    }
    DateTimeFormatter formatter = dateFormatter(format);
    String datePart = format.replaceAll("[A-Za-z]+", "*");
    return new FilePattern(
        text,
        before + datePart + after,
        Pattern.compile(regex(before) + "(" + dateRegex(format) + ")" + regex(after)),
        formatter);
  }

  private static DateTimeFormatter dateFormatter(String format) {
    try {
      DateTimeFormatter formatter =
          DateTimeFormatter.ofPattern(format).withResolverStyle(ResolverStyle.STRICT);
      LocalDate.parse(formatter.format(LocalDate.of(2024, 2, 29)), formatter);
      return formatter;
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw new IllegalArgumentException(
          "has a date form that does not name a day: '"
              + format
              + "'; write one such as {date:yyyyMMdd}",
          e);
    }
  }

  private static String dateRegex(String format) {
    return DATE_TOKEN
        .matcher(format)
        .replaceAll(
            token -> {
              String run = token.group();
              boolean letters = Character.isLetter(run.charAt(0));
              boolean number = letters && run.matches("u+|M{1,2}|d{1,2}");
              String digits = run.length() == 1 ? "\\d{1,2}" : "\\d{" + run.length() + "}";
              return Matcher.quoteReplacement(
                  number ? digits : letters ? "[^/]+?" : Pattern.quote(run));
            });
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
    }
    return regex.toString();
  }

  /** The Hadoop glob that finds candidates below landing. */
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
