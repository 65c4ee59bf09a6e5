package io.tributary.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.lake.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a Hadoop file system: here this machine's. */
class StoreTargetTest {
  private static final String FILE = "2025-06-30/win_back/sms-1.csv";

  // printf hello | sha256sum
  private static final String SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path folder;
  private StoreTarget target;

  @BeforeEach
  void open() {
    FileStore files = new FileStore(new Configuration(false));
    target = new StoreTarget(files, new org.apache.hadoop.fs.Path(folder.toUri()));
  }

  @Test
  void aFileIsThereWithItsBytesOnly() throws IOException {
    assertThat(target.has(FILE, 5, SHA256)).isFalse();
    put("hello");
    assertThat(folder.resolve(FILE)).hasContent("hello");
    assertThat(target.has(FILE, 5, SHA256)).isTrue();
    assertThat(target.has(FILE, 4, SHA256)).isFalse();
    put("jello");
    assertThat(target.has(FILE, 5, SHA256)).as("of the same length").isFalse();
  }

  @Test
  void oneOfTheSameNameIsReplacedAndATornOneIsNot() throws IOException {
    put("hello");
    put("hello, you");
    assertThat(folder.resolve(FILE)).hasContent("hello, you");
    InputStream torn =
        new InputStream() {
          private int given;

          @Override
          public int read() throws IOException {
            if (given++ < 3) {
              return 'x';
            }
            throw new IOException("the line is dead");
          }
        };
    assertThatThrownBy(() -> target.put(FILE, () -> torn)).hasMessageContaining("the line is dead");
    assertThat(folder.resolve(FILE)).hasContent("hello, you");
    assertThat(folder.resolve(FILE).getParent().toFile().list()).containsExactly("sms-1.csv");
  }

  @Test
  void whatIsNotThereNeedNotBeTakenAway() throws IOException {
    target.delete(FILE);
    put("hello");
    target.delete(FILE);
    assertThat(Files.exists(folder.resolve(FILE))).isFalse();
  }

  private void put(String text) throws IOException {
    target.put(FILE, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
