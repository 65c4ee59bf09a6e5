package io.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.ledger.Retail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FSError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFailureTest {
  @TempDir Path folder;

  /** What Hadoop's local file system throws when a write fails; only its package may make one. */
  private static FSError noSpace() {
    try {
      var constructor = FSError.class.getDeclaredConstructor(Throwable.class);
      constructor.setAccessible(true);
      return constructor.newInstance(new IOException("No space left on device"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Job WRITES =
      new Job() {
        @Override
        public String name() {
          return "writes";
        }

        @Override
        public String description() {
          return "fills the disk";
        }

        @Override
        public List<String> reads() {
          return List.of();
        }

        @Override
        public List<String> writes() {
          return List.of();
        }

        @Override
        public JobResult run(Run run) {
          throw noSpace();
        }
      };

  @Test
  void aNightOnAFullDiskHasFailedAndIsNoted() {
    Retail retail = Retail.in(folder).order("a", "ann", "2024-09-01", "100");

    assertThatThrownBy(() -> retail.night("2024-09-30", WRITES))
        .isInstanceOf(DiskFailure.class)
        .hasRootCauseMessage("No space left on device");

    assertThat(retail.rows("runs", "job", "status")).containsExactly("writes | failed");
  }
}
