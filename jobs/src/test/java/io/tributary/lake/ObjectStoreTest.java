package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As s3a does it: an object appears when its stream is closed, and nothing is renamed. */
class ObjectStoreTest {
  /** Keeps objects as local files. */
  public static final class Bucket extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("bucket:///");
    }

    @Override
    public String getScheme() {
      return "bucket";
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
      return capability.equals(CommonPathCapabilities.ABORTABLE_STREAM)
          || super.hasPathCapability(path, capability);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      throw new IOException("objects cannot be renamed");
    }

    @Override
    public FSDataOutputStream create(
        Path path,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      return new FSDataOutputStream(new Pending(path), null);
    }

    private final class Pending extends OutputStream implements Abortable {
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      private final Path path;
      private boolean isAborted;

      private Pending(Path path) {
        this.path = path;
      }

      @Override
      public void write(int value) {
        bytes.write(value);
      }

      @Override
      public AbortableResult abort() {
        isAborted = true;
        return null;
      }

      @Override
      public void close() throws IOException {
        if (!isAborted) {
          java.nio.file.Files.write(pathToFile(path).toPath(), bytes.toByteArray());
        }
      }
    }
  }

  @TempDir java.nio.file.Path folder;

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsThereWhenItIsCompleteOrNotAtAll() throws IOException {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.bucket.impl", Bucket.class, org.apache.hadoop.fs.FileSystem.class);
    FileStore files = new FileStore(configuration);
    Path path = new Path("bucket://" + folder + "/a/sms.csv");
    assertThat(files.isObjectStore(path)).isTrue();
    assertThat(files.isObjectStore(new Path(folder.toString()))).isFalse();

    files.replace(path, text("old"));
    InputStream broken =
        new SequenceInputStream(
            text("ne"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the line is down");
              }
            });

    assertThatThrownBy(() -> files.replace(path, broken)).hasMessage("the line is down");
    assertThat(folder.resolve("a/sms.csv")).hasContent("old");
    files.replace(path, text("new"));
    assertThat(folder.resolve("a/sms.csv")).hasContent("new");
  }
}
