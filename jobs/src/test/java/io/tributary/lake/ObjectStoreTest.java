package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As s3a does it: an object appears when its stream is closed, and nothing is renamed. */
class ObjectStoreTest {
  /** Keeps objects as local files. */
  public static final class Bucket extends RawLocalFileSystem {
    /** What the next readings are answered with. */
    private static final Queue<IOException> REFUSALS = new ArrayDeque<>();

    /** Whether answers get lost: the client asks again, and is told that the object is there. */
    private static boolean asksTwice;

    private static IOException refusal(Path path) {
      return new PathIOException(path.toString(), "Precondition Failed (Status Code: 412)");
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
      IOException refusal = REFUSALS.poll();
      if (refusal != null) {
        throw refusal;
      }
      return super.open(path, bufferSize);
    }

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
      return new FSDataOutputStream(new Pending(path, overwrite), null);
    }

    @Override
    public FSDataOutputStream create(
        Path path,
        FsPermission permission,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      return create(path, overwrite, bufferSize, replication, blockSize, progress);
    }

    private final class Pending extends OutputStream implements Abortable {
      private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      private final Path path;
      private final boolean overwrite;
      private boolean isAborted;

      private Pending(Path path, boolean overwrite) {
        this.path = path;
        this.overwrite = overwrite;
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
          put();
          if (asksTwice) {
            put();
          }
        }
      }

      private void put() throws IOException {
        if (!overwrite && exists(path)) {
          throw refusal(path);
        }
        java.nio.file.Files.write(pathToFile(path).toPath(), bytes.toByteArray());
      }
    }
  }

  @TempDir java.nio.file.Path folder;

  private FileStore files;
  private Path path;

  @BeforeEach
  void bucket() {
    Configuration configuration = TestSpark.session().sparkContext().hadoopConfiguration();
    configuration.setClass("fs.bucket.impl", Bucket.class, FileSystem.class);
    files = new FileStore(configuration);
    path = new Path("bucket://" + folder + "/a/sms.csv");
    Bucket.REFUSALS.clear();
    Bucket.asksTwice = false;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsThereWhenItIsCompleteOrNotAtAll() throws IOException {
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

  @Test
  void aFileThatWasReplacedWhileItWasReadIsReadAgain() {
    files.replace(path, "new");
    Bucket.REFUSALS.add(Bucket.refusal(path));

    assertThat(files.read(path)).contains("new");

    Bucket.REFUSALS.add(new IOException("the line is down"));
    assertThatThrownBy(() -> files.read(path)).hasMessage("Cannot read " + path);
  }

  @Test
  void aStoreThatRefusesEveryTimeIsNotAskedForever() {
    files.replace(path, "new");
    Bucket.REFUSALS.addAll(Collections.nCopies(100, Bucket.refusal(path)));

    assertThatThrownBy(() -> files.read(path)).hasMessage("Cannot read " + path);
  }

  @Test
  void whoCreatesAFileSecondIsToldSo() {
    assertThat(files.createNew(path, "first")).isTrue();
    assertThat(files.createNew(path, "second")).isFalse();
    assertThat(files.read(path)).contains("first");
  }

  @Test
  void aFileThatARepeatedAttemptFindsIsItsOwn() {
    Bucket.asksTwice = true;

    assertThat(files.createNew(path, "first")).isTrue();
    assertThat(files.createNew(path, "second")).isFalse();
    assertThat(files.read(path)).contains("first");
  }

  @Test
  void aLockIsHeldThoughTheAnswersToItsCreationGotLost() throws IOException {
    Bucket.asksTwice = true;
    Lake lake = new Lake(TestSpark.session(), "bucket://" + folder);

    RunLock.acquire(lake, "nightly 2025-06-01").close();
    // One that was left behind is taken over by way of another creation.
    files.replace(lake.internal("lock.json"), "{}");
    try (RunLock lock = RunLock.acquire(lake, "nightly 2025-06-01")) {
      assertThatCode(lock::verify).doesNotThrowAnyException();
    }
  }

  @Test
  void aRenewalOfTheLockThatFailsIsNotTheLast() {
    Lake lake = new Lake(TestSpark.session(), "bucket://" + folder);
    try (RunLock lock = RunLock.acquire(lake, "nightly 2025-06-01")) {
      Optional<String> before = files.read(lake.internal("lock.json"));
      Bucket.REFUSALS.add(new IOException("the line is down"));

      assertThatCode(lock::renew).doesNotThrowAnyException();
      assertThat(files.read(lake.internal("lock.json"))).isEqualTo(before);
      lock.renew();
      assertThat(files.read(lake.internal("lock.json"))).isNotEqualTo(before);
    }
  }
}
