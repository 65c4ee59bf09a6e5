package io.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.LogCopy;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;

class ScrubbedConverterTest {
  @Test
  void aStackTraceInTheLogNamesNobody() {
    Exception cause = new NumberFormatException("For input string: \"13812345678\"");
    Exception failure =
        new IllegalStateException("li.lei@example.com, oM742f89b7c9e9bf2dxyz", cause);
    String log =
        LogCopy.during(
            () ->
                LogManager.getLogger(ScrubbedConverterTest.class)
                    .error("Cannot read +8613812345678", failure));
    assertThat(log)
        .contains(
            "ERROR ScrubbedConverterTest: Cannot read +861****5678\n"
                + "java.lang.IllegalStateException: ***@***, oM74****\n"
                + "\tat io.tributary.vault.ScrubbedConverterTest.",
            "Caused by: java.lang.NumberFormatException: For input string: \"138****5678\"\n")
        .doesNotContain("13812345678", "li.lei", "oM742f89b7c9e9bf2dxyz");
  }
}
