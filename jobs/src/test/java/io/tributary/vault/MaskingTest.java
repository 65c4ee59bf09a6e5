package io.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
