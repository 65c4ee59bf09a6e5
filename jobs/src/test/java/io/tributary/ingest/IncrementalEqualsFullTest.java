package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.LargeNight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After any sequence of nights, late dumps, corrections, replaced, empty and retracted files and
 * repeated runs, the tables are those of a lake that took in the same dumps in one night, and those
 * of a rebuild. Each run of the test makes up another sequence; a failure names its seed.
 */
class IncrementalEqualsFullTest {
  /** A row that full dumps repeat names the dump that brought it, which depends on the nights. */
  private static final List<String> BROUGHT_BY = List.of("file", "dump_date");

  @TempDir Path folder;

  @Test
  void nightByNightAtOnceAndRebuilt() throws IOException {
    long seed =
        Optional.ofNullable(Long.getLong("tributary.seed"))
            .orElseGet(() -> new SplittableRandom().nextLong(1_000_000));
    String again = "run again with -Dtributary.seed=" + seed;

    RandomRetailer retailer = new RandomRetailer(folder.resolve("night by night"), seed);
    for (int night = 0; night < RandomRetailer.NIGHTS; night++) {
      retailer.run(night);
    }
    String last = RandomRetailer.date(RandomRetailer.NIGHTS - 1);
    WorkspaceFixture atOnce = retailer.sameDumpsIn(folder.resolve("at [once]"));
    LargeNight.during(() -> atOnce.ingest(last));
    assertThat(rows(retailer.workspace())).as(again).isEqualTo(rows(atOnce));

    retailer.workspace().ingestInFull(last);
    assertThat(rows(retailer.workspace())).as(again + ", rebuilt").isEqualTo(rows(atOnce));
  }

  private static Map<String, List<String>> rows(WorkspaceFixture workspace) {
    Tables tables = workspace.tables();
    return Map.of(
        "orders", tables.rowsWithout("clean_order", List.of()),
        "lines", tables.rowsWithout("clean_order_line", List.of()),
        "members", tables.rowsWithout("clean_member", BROUGHT_BY),
        "rejects", tables.rowsWithout("rejects", List.of("as_of")));
  }
}
