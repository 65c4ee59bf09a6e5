package io.tributary.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.dhatim.fastexcel.reader.Cell;

/**
 * A spreadsheet's cells as text. A date is a number there, days since 1900, and only the cell's
 * number format says that it is one.
 */
final class CellText {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private static final DateTimeFormatter EXACT_MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /** The last day that a spreadsheet knows, 31 December 9999. */
  private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_466);

  /** Lotus 1-2-3 took 1900 for a leap year, and spreadsheets have kept its 60th day. */
  private static final long LEAP_DAY_OF_1900 = 60;

  private final boolean since1904;

  CellText(boolean since1904) {
    this.since1904 = since1904;
  }

  /** A cell's text, for a formula that of its last value; null if it is empty. */
  String of(Cell cell) {
    if (cell == null || cell.getValue() == null) {
      return null;
    }
    if (cell.getValue() instanceof BigDecimal number) {
      return number(number, DateForm.of(cell.getDataFormatId(), cell.getDataFormatString()));
    }
    String text = cell.getValue().toString();
    return text.isEmpty() ? null : text;
  }

  private String number(BigDecimal number, DateForm form) {
    boolean day = number.signum() >= 0 && number.compareTo(LAST_DAY) < 0;
    return form == DateForm.NONE || !day ? PlainNumber.ofSpreadsheet(number) : date(number, form);
  }

  private String date(BigDecimal number, DateForm form) {
    long days = number.longValue();
    BigDecimal fraction = number.subtract(BigDecimal.valueOf(days));
    long millis =
        fraction
            .multiply(BigDecimal.valueOf(Duration.ofDays(1).toMillis()))
            .setScale(0, RoundingMode.HALF_UP)
            .longValue();
    LocalDateTime moment = day(days).atStartOfDay().plus(millis, ChronoUnit.MILLIS);
    boolean midnight = moment.toLocalTime().equals(LocalTime.MIDNIGHT);
    if (form == DateForm.DATE && midnight) {
      return moment.toLocalDate().toString();
    }
    if (form == DateForm.TIME && days == 0) {
      return moment.format(TIME);
    }
    return moment.format(millis % 1000 == 0 ? MOMENT : EXACT_MOMENT);
  }

  private LocalDate day(long days) {
    if (since1904) {
      return LocalDate.of(1904, 1, 1).plusDays(days);
    }
    return LocalDate.of(1899, 12, days < LEAP_DAY_OF_1900 ? 31 : 30).plusDays(days);
  }

  /** What a number format shows of a date. */
  enum DateForm {
    NONE,
    DATE,
    TIME,
    BOTH;

    /**
     * Reads a format.
     *
     * @param id one of ECMA-376's built-in formats (part 1, 18.8.30), or beyond them
     * @param format its text; may be null for a built-in one
     */
    static DateForm of(Integer id, String format) {
      int builtIn = id == null ? 0 : id;
      if (builtIn == 22) {
        return BOTH;
      }
      if ((builtIn >= 18 && builtIn <= 21) || (builtIn >= 45 && builtIn <= 47)) {
        return TIME;
      }
      // From 27 on: the built-in dates of East Asian languages.
      if ((builtIn >= 14 && builtIn <= 17)
          || (builtIn >= 27 && builtIn <= 36)
          || (builtIn >= 50 && builtIn <= 58)) {
        return DATE;
      }
      return format == null ? NONE : of(format);
    }

    private static DateForm of(String format) {
      String first = format.toLowerCase(Locale.ROOT).split(";", 2)[0];
      if (first.contains("[h")
          || first.contains("[m")
          || first.contains("[s")
          || first.contains("general")) {
        return NONE;
      }
      // What is quoted, escaped, padding, a colour or a locale is no part of a date.
      String codes = first.replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^]]*]", "");
      boolean time = codes.contains("h") || codes.contains("s");
      boolean date = codes.contains("y") || codes.contains("d") || (codes.contains("m") && !time);
      return date ? (time ? BOTH : DATE) : (time ? TIME : NONE);
    }
  }
}
