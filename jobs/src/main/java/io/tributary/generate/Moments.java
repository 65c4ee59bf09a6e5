package io.tributary.generate;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How systems write moments; all mean Shanghai's clock. */
final class Moments {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** As most databases write them. */
  static final DateTimeFormatter DATABASE = form("yyyy-MM-dd HH:mm:ss");

  /** As spreadsheets and tills write them. */
  static final DateTimeFormatter SLASHES = form("yyyy/MM/dd HH:mm:ss");

  private Moments() {}

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  static String database(LocalDateTime at) {
    return at.format(DATABASE);
  }

  static String database(Optional<LocalDateTime> at) {
    return at.map(Moments::database).orElse("");
  }

  /** Seconds since 1970. */
  static long epochSecond(LocalDateTime at) {
    return at.atZone(ZONE).toEpochSecond();
  }

  /** ISO 8601 with the offset. */
  static String withOffset(LocalDateTime at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(ZONE));
  }
}
