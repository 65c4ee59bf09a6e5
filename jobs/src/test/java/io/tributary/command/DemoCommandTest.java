package io.tributary.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  @Test
  void commandsCanBeCopiedWhateverTheFolderIsCalled() {
    assertThat(DemoCommand.next(Path.of("/home/ann/demo-1")))
        .contains("--workspace /home/ann/demo-1 \"SELECT")
        .contains("TRIBUTARY_KEY_FILE=/home/ann/demo-1/tributary.key");
    assertThat(DemoCommand.next(Path.of("/home/ann's shops [old]/demo")))
        .contains("--workspace '/home/ann'\\''s shops [old]/demo' \"SELECT")
        .contains("TRIBUTARY_KEY_FILE='/home/ann'\\''s shops [old]/demo'/tributary.key");
  }
}
