package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Lake lake;
  private Path file;

  @BeforeEach
  void lake() {
    lake = new Lake(TestSpark.session(), folder.toString());
    file = folder.resolve("_tributary/lock.json");
  }

  @Test
  void heldByALiveProcess() {
    try (RunLock first = RunLock.acquire(lake, "nightly 2025-06-01")) {
      assertThatThrownBy(() -> RunLock.acquire(lake, "nightly 2025-06-02"))
          .isInstanceOf(UserMistake.class)
          .hasMessageContaining("Another run holds this workspace: nightly 2025-06-01")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThatCode(first::verify).doesNotThrowAnyException();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aLeaseThatExpiredIsTakenOver() throws IOException {
    RunLock silent = RunLock.acquire(lake, "nightly 2025-06-01");
    rewrite("renewed", Instant.now().minus(RunLock.LEASE).minusSeconds(1).toString());
    try (RunLock next = RunLock.acquire(lake, "nightly 2025-06-02")) {
      assertThatIllegalStateException()
          .isThrownBy(silent::verify)
          .withMessageContaining("lost its lock");
      silent.close();
      assertThatCode(next::verify).doesNotThrowAnyException();
    }
  }

  @Test
  void aHolderOnAnotherMachineIsWaitedForUntilItsLeaseExpires() throws IOException {
    try (RunLock gone = RunLock.acquire(lake, "nightly 2025-06-01")) {
      rewrite("host", "another-machine");
      rewrite("pid", "0");
      assertThatThrownBy(() -> RunLock.acquire(lake, "nightly 2025-06-02"))
          .isInstanceOf(UserMistake.class)
          .hasMessageContaining("on another-machine");
      assertThatCode(gone::verify).doesNotThrowAnyException();
    }
  }

  @Test
  void aHolderThatDiedOnThisMachineIsFollowedAtOnce() throws IOException {
    RunLock dead = RunLock.acquire(lake, "nightly 2025-06-01");
    // The same process id, given anew after a reboot.
    rewrite("process_started", "2001-01-01T00:00:00Z");
    RunLock.acquire(lake, "nightly 2025-06-02").close();
    dead.close();
    assertThat(file).doesNotExist();
  }

  @Test
  void aLockThatWasHalfWrittenIsTakenOver() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"token\": \"7");
    RunLock.acquire(lake, "nightly 2025-06-02").close();
    assertThat(file).doesNotExist();
  }

  private void rewrite(String field, String value) throws IOException {
    ObjectNode lock = (ObjectNode) JSON.readTree(file.toFile());
    Files.writeString(file, lock.put(field, value).toString());
  }
}
