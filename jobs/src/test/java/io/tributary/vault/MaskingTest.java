package io.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  @ParameterizedTest
  @CsvSource({
    "2024/13/01 25:00, 9999/99/99 99:99",
    "'￥1,299.00', '￥9,999.99'",
    "Li Lei 李雷 +8613812345678, Xx Xxx 字字 +9999999999999",
    "１２ é, 99 x",
    "'', ''"
  })
  void shapesShowWhatKindOfCharacters(String value, String shape) {
    assertThat(Masking.shape(value)).isEqualTo(shape);
  }

  @Test
  void aLongShapeIsCut() {
    assertThat(Masking.shape("a".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(Masking.shape("😀".repeat(61))).hasSize(121).endsWith("…");
  }

  @ParameterizedTest
  @CsvSource({
    "phone 13812345678 is odd, phone 138****5678 is odd",
    "phone +8613812345678 is odd, phone +861****5678 is odd",
    "mail li.lei@example.com is odd, mail ***@*** is odd",
    "openid 'oM742f89b7c9e9bf2dxyz' is odd, openid 'oM74****' is odd",
    "order 20250601 of 2025-06-01, order 20250601 of 2025-06-01",
    "1234 of 99999 rows in clean_order_line_of_the_shop, 1234 of 99999 rows in clean_order_line_of_the_shop"
  })
  void scrubbedMessagesKeepWhatIsNoIdentifier(String message, String scrubbed) {
    assertThat(Masking.scrub(message)).isEqualTo(scrubbed);
  }

  @ParameterizedTest
  @CsvSource({
    "'For input string: \"139-1234-5678\"', 'For input string: \"139****5678\"'",
    "139 1234 5678 is odd, 139****5678 is odd",
    "电话139.1234.5678, 电话139****5678",
    "call +86 139-1234-5678, call +861****5678",
    "2025-06-30 139 12345678 came, 2025-06-30 139****5678 came",
    "(415) 555-2671 is odd, (415**** is odd",
    "+1 (415) 555-2671 is odd, +141****2671 is odd",
    "+44 (0)20 7946 0958, +440****0958",
    "06.12.34.56.78 is odd, 061**** is odd",
    "phone 4155552671 is odd, phone 415**** is odd",
    "139-1234-5678 138-1234-5678, 139****5678"
  })
  void telephoneNumbersAreMaskedHoweverTheyAreWritten(String message, String scrubbed) {
    assertThat(Masking.scrub(message)).isEqualTo(scrubbed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from 2025-06-01 to 2025-06-30, 2025-06-01 2025-06-30, 20250601-20250630",
        "5 2025-06-30 12:00:00.123456789 and 2025-06-30T12:00:00,123 7",
        "2025/06/30 12:00, 30.06.2025 12:00, 2025-05 2025-06",
        "Could not parse 20251301 in shop/2025-06-30-001.csv, 20250630-120000.csv",
        "12,345,678,901 bytes, 99999999 rows, 2.5 s, 217.5 KiB",
        "part-00000-1a2b.parquet, run 2025-06-30-mi3k2x9a, Spark 4.1.0, Java 17.0.12",
        "Failed to connect to /192.168.100.123:45123",
        "Lost task 12.0 in stage 345.0 (TID 6789) (host executor 12)"
      })
  void daysCountsAndVersionsStayReadable(String message) {
    assertThat(Masking.scrub(message)).isEqualTo(message);
  }

  @Test
  void aLongListOfNumbersIsOneRun() {
    assertThat(Masking.scrub("1 2 ".repeat(100_000))).isEqualTo("121****1212 ");
  }
}
