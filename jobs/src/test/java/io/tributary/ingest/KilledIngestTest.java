package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights whose process is killed, and the same command again: as if nothing had happened. Each run
 * of the test kills at other moments, and a failure names them.
 */
class KilledIngestTest {
  private static final String FIRST_NIGHT = "2025-06-01";
  private static final String SECOND_NIGHT = "2025-06-02";

  /** About as many as a night makes; one that is done before it can be killed does no harm. */
  private static final int COMMITS = 8;

  private static final String SHOP =
      """
      source: shop
      files: shop/{date}.csv
      format: csv
      entities:
        - entity: order
          columns:
            order_id: "no"
            channel: "'web'"
            ordered_at: "to_timestamp(at)"
          identifiers: {phone: "phone"}
        - entity: order_line
          columns: {order_id: "no", sku: "sku", quantity: "1", line_amount: "cast(paid as decimal(18,2))"}
      """;

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom();

  @Test
  void killedTwiceAndFinishedIsAsUndisturbed() throws Exception {
    WorkspaceFixture shop = shop("killed");
    String first = killed(shop, FIRST_NIGHT);
    String second = killed(shop, SECOND_NIGHT);
    finish(shop);
    assertThat(rows(shop))
        .as(first + ", then " + second)
        .isEqualTo(rows(finish(shop("undisturbed"))));
  }

  private WorkspaceFixture shop(String name) {
    return WorkspaceFixture.in(folder.resolve(name))
        .source(SHOP)
        .dump(
            "shop/2025-06-01.csv",
            "no,at,sku,paid,phone",
            "1,2025-06-01 08:00:00,shoe,200,13812345678",
            "2,2025-06-01 09:00:00,shoe,200,13812345679",
            "3,never,shoe,200,13812345670")
        .dump(
            "shop/2025-06-02.csv",
            "no,at,sku,paid,phone",
            "1,2025-06-01 08:00:00,sock,10,13812345671",
            "4,2025-06-02 08:00:00,shoe,200,",
            "5,never,shoe,200,13812345672");
  }

  private static WorkspaceFixture finish(WorkspaceFixture shop) {
    return shop.ingest(SECOND_NIGHT);
  }

  /** Everything in the lake, but what tells when and by which night it was written. */
  private static Map<String, List<String>> rows(WorkspaceFixture shop) {
    Lake lake = shop.lake();
    Tables tables = shop.tables();
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table : lake.tables()) {
      if (!table.equals("runs")) {
        rows.put(
            table, tables.rowsWithout(table, List.of("value", "modified_at", "night", "as_of")));
      }
    }
    return rows;
  }

  /** Runs a night in a process of its own, and kills it a moment after one of its commits. */
  private String killed(WorkspaceFixture shop, String date) throws Exception {
    long commits = commits(shop) + random.nextInt(COMMITS);
    int pause = random.nextInt(500);
    Process night = start(shop, date);
    try {
      while (night.isAlive() && commits(shop) < commits) {
        night.waitFor(2, TimeUnit.MILLISECONDS);
      }
      night.waitFor(pause, TimeUnit.MILLISECONDS);
      if (!night.isAlive()) {
        assertThat(night.exitValue()).as(Files.readString(output(shop))).isZero();
      }
    } finally {
      night.destroyForcibly().waitFor();
    }
    return "%s killed %d ms after commit %d".formatted(date, pause, commits);
  }

  private static long commits(WorkspaceFixture shop) throws IOException {
    Path lake = shop.folder().resolve("lake");
    if (!Files.exists(lake)) {
      return 0;
    }
    try (Stream<Path> files = Files.find(lake, 3, (file, attributes) -> isCommit(file))) {
      return files.count();
    } catch (UncheckedIOException e) {
      // The night took a file away while its folder was listed.
      return commits(shop);
    }
  }

  private static boolean isCommit(Path file) {
    return file.getParent().endsWith("_delta_log") && file.toString().endsWith(".json");
  }

  private static Process start(WorkspaceFixture shop, String date) throws IOException {
    ProcessBuilder night =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("jobs", "java-options").toAbsolutePath(),
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=256m",
            "-Xmx1500m",
            "io.tributary.Main",
            "nightly",
            "--only",
            "ingest",
            "--date",
            date,
            "--master",
            "local[2]",
            "--workspace",
            shop.folder().toString());
    night.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    night.environment().put("TRIBUTARY_KEY", WorkspaceFixture.KEY_TEXT);
    night.environment().remove("TRIBUTARY_KEY_FILE");
    return night.redirectErrorStream(true).redirectOutput(output(shop).toFile()).start();
  }

  private static Path output(WorkspaceFixture shop) {
    return shop.folder().resolve("output");
  }
}
