package io.tributary.workspace;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A workspace folder that a test writes file by file. */
record WorkspaceFolder(Path path) {
  static final String SETTINGS = "brand: Demo Footwear\n";

  /** The smallest source that is right. */
  static final String POS =
      """
      source: pos
      files: pos/dt={date}/*.csv
      format: csv
      entities:
        - entity: order
          columns:
            order_id: "`单号`"
            channel: "'pos'"
            ordered_at: "to_timestamp(`时间`)"
          identifiers: {phone: "`手机`"}
      """;

  /** A workspace without mistakes, in which a test changes what it is about. */
  static WorkspaceFolder valid(Path path) {
    return new WorkspaceFolder(path).with("tributary.yaml", SETTINGS).with("sources/pos.yaml", POS);
  }

  WorkspaceFolder with(String file, String content) {
    return with(file, content.getBytes(StandardCharsets.UTF_8));
  }

  WorkspaceFolder with(String file, byte[] content) {
    try {
      Files.createDirectories(path.resolve(file).getParent());
      Files.write(path.resolve(file), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Workspace read() {
    return WorkspaceReader.read(path);
  }

  /** What is wrong with it; nothing if it can be read. */
  List<String> problems() {
    UserMistake mistake = catchThrowableOfType(UserMistake.class, this::read);
    return mistake == null ? List.of() : mistake.problems();
  }
}
