package io.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.lake.FileStore;
import io.tributary.lake.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing, lake and exports on {@code s3a://}, in a real S3 server. */
@Tag("alone")
class ObjectStorageTest {
  private static final String ROOT = "s3a://" + S3Server.BUCKET;

  @TempDir static java.nio.file.Path folder;

  private static S3Server server;
  private static FileStore files;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(folder);
    files = server.files();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Test
  void aNightThereLeavesWhatANightOnADiskLeaves() throws Exception {
    Results onDisk = SmallRetailer.in(folder.resolve("disk")).embedded();
    SmallRetailer retailer =
        SmallRetailer.in(
            folder.resolve("remote"),
            "landing: " + ROOT + "/night/landing",
            "lake: " + ROOT + "/night/lake",
            "exports: " + ROOT + "/night/exports");
    upload(retailer.folder().resolve("landing"), new Path(ROOT + "/night/landing"));

    String said = night(retailer);

    String exports = ROOT + "/night/exports";
    assertThat(Results.of(files, exports, SmallRetailer.NIGHT)).isEqualTo(onDisk);
    Path night = new Path(exports, SmallRetailer.NIGHT);
    assertThat(files.exists(new Path(night, "tables/dataset.json"))).isTrue();
    assertThat(files.exists(new Path(night, "audiences/buyers/manifest.json"))).isTrue();
    assertThat(files.read(new Path(night, "metrics.prom")).orElseThrow())
        .contains("tributary_job_rows_in{job=\"ingest\"} 120\n", "tributary_run_done 1\n");
    assertThat(remains()).as("what a night leaves behind").isEmpty();
    assertThat(texts()).as("what the bucket says").noneMatch(ObjectStorageTest::tellsTheSecret);
    assertThat(said).doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
    try (var left = Files.walk(retailer.folder())) {
      assertThat(left.filter(Files::isRegularFile).map(ObjectStorageTest::text))
          .noneMatch(ObjectStorageTest::tellsTheSecret);
    }
  }

  /** The server decides, at the end of the writing; the client does not look first. */
  @Test
  void aFileThatExistsIsNotCreatedAgain() throws IOException {
    Path lock = new Path(ROOT + "/lock/lock.json");
    assertThat(
            files
                .fileSystem(lock)
                .hasPathCapability(lock, "fs.option.create.conditional.overwrite"))
        .isTrue();

    assertThat(files.createNew(lock, "first")).isTrue();
    assertThat(files.createNew(lock, "second")).isFalse();
    assertThat(files.read(lock)).contains("first");
    files.delete(lock);
    assertThat(files.createNew(lock, "third")).isTrue();
  }

  /** What {@link FileStore#read} has to reckon with, where one reads what another one replaces. */
  @Test
  void anObjectThatWasReplacedSinceItWasOpenedIsRefused() throws IOException {
    Path lock = new Path(ROOT + "/renewal/lock.json");
    files.replace(lock, "taken");
    try (InputStream opened = files.open(lock)) {
      files.replace(lock, "renewed");

      assertThatThrownBy(opened::readAllBytes)
          .isInstanceOf(PathIOException.class)
          .hasMessageContaining("412");
    }
    assertThat(files.read(lock)).contains("renewed");
  }

  @Test
  void aFolderWithoutItsMarkerDoesNotCount() {
    Path shown = new Path(ROOT + "/publication/tables");
    Path marker = new Path(shown, "dataset.json");
    files.replace(new Path(shown, "orders.csv"), "of last night");
    files.replace(marker, "{}");

    Publication publication = Publication.begin(files, shown, "dataset.json");
    assertThat(files.exists(marker)).isFalse();
    assertThat(files.exists(new Path(shown, "orders.csv"))).isFalse();
    files.replace(new Path(publication.folder(), "dataset.json"), "{\"new\": true}");
    publication.complete();
    assertThat(files.read(marker)).contains("{\"new\": true}");
  }

  /** The night in a process of its own, as the launcher runs it; it must end well. */
  private static String night(SmallRetailer retailer) throws Exception {
    List<String> command = Program.java(1500);
    server.settings().forEach((key, value) -> command.add("-Dspark.hadoop." + key + "=" + value));
    command.add("io.tributary.Main");
    command.addAll(retailer.night());
    Map<String, String> environment =
        Map.of(
            "CLASSPATH", System.getProperty("java.class.path"),
            "AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
    try (Program night = Program.start(folder.resolve("night.log"), environment, command)) {
      assertThat(night.finish(600)).as(night.text()).isZero();
      return night.text();
    }
  }

  private static void upload(java.nio.file.Path from, Path to) throws IOException {
    FileSystem fileSystem = files.fileSystem(to);
    fileSystem.copyFromLocalFile(new Path(from.toUri()), to);
  }

  private static List<Path> objects() throws IOException {
    List<Path> found = new ArrayList<>();
    Path root = new Path(ROOT + "/night");
    RemoteIterator<LocatedFileStatus> all = files.fileSystem(root).listFiles(root, true);
    while (all.hasNext()) {
      found.add(all.next().getPath());
    }
    return found;
  }

  /** Locks, staged data, half-written folders. */
  private static List<String> remains() throws IOException {
    return objects().stream()
        .map(path -> path.toUri().getPath())
        .filter(
            path -> path.matches(".*(/_temporary/|__magic|-new/|-old/|/staging/|lock\\.json).*"))
        .toList();
  }

  private static List<String> texts() throws IOException {
    return objects().stream()
        .filter(path -> path.getName().matches(".*\\.(json|prom|csv|html)"))
        .map(path -> files.read(path).orElseThrow())
        .toList();
  }

  private static boolean tellsTheSecret(String text) {
    return text.contains(S3Server.SECRET_KEY) || text.contains(S3Server.ACCESS_KEY);
  }

  private static String text(java.nio.file.Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
