package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultPageTest {
  private static final Machine.Facts MACHINE =
      new Machine.Facts(2, "a processor", 24L << 30, 4L << 30, 0.1, "Linux", "17", "4.1.0");

  @TempDir Path folder;

  @Test
  void resultsOfSeveralSizesBecomeOnePageWithCharts() throws IOException {
    write(1_000, 20, null);
    write(
        10_000,
        230,
        new Peers.Result(
            List.of(
                new Comparison("ingest and de-duplicate", 20, "DuckDB", 2, true, "every line"),
                new Comparison("components", 1, "GraphX", 12, true, "every identifier")),
            3));
    ResultPage.write(folder);
    String page = Files.readString(folder.resolve(ResultPage.FILE));
    List<String> lines =
        List.of(
            "| ingest at most 5 times DuckDB's time | 20.0 s, DuckDB 2.0 s, at 10,000 | missed by a factor of 2.00 |",
            "| components 10 times as fast as GraphX | 1.0 s, GraphX 12.0 s, at 10,000 | met |",
            "| core tables not slower than DuckDB |  | not measured |",
            "| a 1% night's ledger at most a tenth of its full build | 23.0 s of 230.0 s at 10,000 | met |",
            "| nothing spills at 1,000,000 with the default heap |  | not measured |",
            "| ledger | 20.0 | 230.0 | 1.15 | more than linear |",
            "Rows that the last night changed: clean_order 7, merged 1.",
            "| ledger | 230.0 | 23.0, 23.0 | 23.0 | 10% |");
    lines.forEach(line -> assertThat(page.lines().anyMatch(line::equals)).as(line).isTrue());
    assertThat(folder.resolve("growth-seconds.svg")).isNotEmptyFile();
    assertThat(folder.resolve("growth-memory.svg")).isNotEmptyFile();
  }

  @Test
  void aLargerSizeWithoutPeersLeavesWhatASmallerOneSaysOfThem() throws IOException {
    Comparison components = new Comparison("components", 1, "GraphX", 12, true, "every identifier");
    write(1_000, 20, new Peers.Result(List.of(components), 3));
    write(10_000, 230, null);
    ResultPage.write(folder);

    assertThat(folder.resolve(ResultPage.FILE))
        .content()
        .contains(
            "| components 10 times as fast as GraphX | 1.0 s, GraphX 12.0 s, at 1,000 | met |\n");
  }

  @Test
  void whatWasNotComparedIsSaidWithoutWhatWasCompared() {
    assertThat(new Comparison("one audience", 1, "DuckDB", 2, null, ""))
        .hasToString("one audience: 1.0 s, DuckDB 2.0 s, not compared");
    assertThat(new Comparison("components", 1, "GraphX", 12, true, "every identifier"))
        .hasToString("components: 1.0 s, GraphX 12.0 s, equal (every identifier)");
  }

  private void write(long customers, double seconds, Peers.Result peers) throws IOException {
    NightCost night = night(seconds / 10, customers * 2 + 20);
    SizeResult result =
        new SizeResult(
            customers,
            0.01,
            "2025-07-01",
            MACHINE,
            1,
            5 << 20,
            night(seconds, customers * 2),
            List.of(night, night),
            peers);
    ResultFiles.write(folder.resolve("night-" + customers + ".json"), result);
  }

  /** A night whose jobs each take the same time, and read the ledger once. */
  private static NightCost night(double seconds, long orders) {
    List<JobCost> jobs =
        List.of("ingest", "identity", "ledger", "preference").stream()
            .map(job -> job(job, seconds))
            .toList();
    LakeSize lake = new LakeSize(1 << 20, Map.of("orders", new LakeSize.Table(1, 1 << 20)), orders);
    return new NightCost(
        "2025-06-30",
        seconds * jobs.size(),
        seconds * jobs.size() + 5,
        1L << 30,
        new TreeMap<>(Map.of("clean_order", 7L, "merged", 1L, "clean_store", 0L)),
        jobs,
        lake);
  }

  private static JobCost job(String job, double seconds) {
    return new JobCost(
        job,
        "done",
        10,
        20,
        seconds,
        seconds,
        0.1,
        1L << 29,
        1L << 28,
        1 << 20,
        100,
        1 << 20,
        0,
        1 << 20,
        3,
        9,
        4,
        Map.of("customer_ledger", 1),
        List.of(new JobCost.Place("BuildLedger.java:100", 2, 1.5)));
  }
}
