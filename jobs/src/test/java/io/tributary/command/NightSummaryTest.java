package io.tributary.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Pipeline;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Night.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people and programs are told about nights, while they run and at the end. */
class NightSummaryTest {
  @Test
  void theClosingTableAddsUpTheNights() {
    assertThat(twoNights().lines(80))
        .containsExactly(
            "",
            "job      | rows in | rows out | seconds |",
            "---------+---------+----------+---------+----------",
            "ingest   |   3,000 |       21 |     3.0 |",
            "identity |       0 |        0 |     0.5 | unchanged",
            "all      |         |          |     3.5 |");
  }

  @Test
  void jsonIsOneObject() {
    NightSummary one = new NightSummary();
    one.add(LocalDate.of(2025, 6, 30), List.of(outcome(0, 1.5, 10)));
    assertThat(one.json(Ending.DONE))
        .isEqualTo(
            "{\"status\":\"done\",\"exit_code\":0,\"messages\":[],\"nights\":[{\"as_of\":\"2025-06-30\",\"seconds\":1.5,"
                + "\"jobs\":[{\"job\":\"ingest\",\"status\":\"done\",\"rows_in\":1500,\"rows_out\":10,\"seconds\":1.5,\"message\":\"m\"}]}],"
                + "\"places\":[]}");
    assertThat(new NightSummary().json(new Ending(3, "stopped", List.of("why"))))
        .isEqualTo(
            "{\"status\":\"stopped\",\"exit_code\":3,\"messages\":[\"why\"],\"nights\":[],\"places\":[]}");
  }

  @Test
  void progressIsOneLineThatFits() {
    List<ProgressLine.Stage> stages =
        List.of(new ProgressLine.Stage(30, 40), new ProgressLine.Stage(0, 20));
    Duration elapsed = Duration.ofSeconds(83);
    assertThat(ProgressLine.of("job 3 of 11: ledger", elapsed, stages, 100))
        .isEqualTo("job 3 of 11: ledger  1:23  [==========          ] 30 of 60 tasks in 2 stages");
    assertThat(ProgressLine.of("job 3 of 11: ledger", elapsed, List.of(), 100))
        .isEqualTo("job 3 of 11: ledger  1:23");
    assertThat(ProgressLine.of("job 3 of 11: ledger", elapsed, stages, 30))
        .isEqualTo("job 3 of 11: ledger  1:23  […");
  }

  private static NightSummary twoNights() {
    NightSummary summary = new NightSummary();
    summary.add(LocalDate.of(2025, 6, 29), List.of(outcome(0, 1.5, 20)));
    Outcome idle =
        new Outcome(
            Pipeline.JOBS.get(1), Instant.EPOCH, 0.5, "unchanged", JobResult.unchanged("nothing"));
    summary.add(LocalDate.of(2025, 6, 30), List.of(outcome(0, 1.5, 1), idle));
    return summary;
  }

  private static Outcome outcome(int job, double seconds, long rowsOut) {
    JobResult result = new JobResult(true, 1500, rowsOut, "m", Map.of());
    return new Outcome(Pipeline.JOBS.get(job), Instant.EPOCH, seconds, "done", result);
  }
}
