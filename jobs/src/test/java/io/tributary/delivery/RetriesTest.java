package io.tributary.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final AtomicInteger attempts = new AtomicInteger();

  private void run(int failures) {
    Retries.run(
        "sftp://example.com/in",
        Duration.ZERO,
        () -> {
          if (attempts.incrementAndGet() <= failures) {
            throw new IOException("the line is down");
          }
        });
  }

  @Test
  void whatFailsIsTriedAgain() {
    run(2);

    assertThat(attempts).hasValue(3);
  }

  @Test
  void afterFourAttemptsTheNightSaysSo() {
    assertThatThrownBy(() -> run(9))
        .hasMessage(
            "Cannot deliver to sftp://example.com/in, 4 attempts failed (the line is down); the"
                + " same command goes on where it ended");
    assertThat(attempts).hasValue(4);
  }
}
