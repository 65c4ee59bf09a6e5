package io.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
  private static final Instant START = Instant.parse("2025-07-01T02:00:00.5Z");

  @Test
  void aStoppedRunInPrometheusTextFormat() {
    Map<String, Object> source = Map.of("files", 2, "rows", 100L, "rejected", 7L);
    Map<String, Object> ingest =
        Map.of(
            "job",
            "ingest",
            "status",
            "stopped",
            "seconds",
            1.25,
            "rows_in",
            0L,
            "rows_out",
            0L,
            "sources",
            Map.of("shop", source));
    Map<String, Object> report =
        Map.of(
            "brand", "Tom \"Shoes\" \\ Co",
            "run_id", "r1",
            "as_of", "2025-06-30",
            "status", "stopped",
            "seconds", 2.0,
            "gates", List.of("too many rejects"),
            "jobs", List.of(ingest));

    assertThat(RunMetrics.of(report, START))
        .isEqualTo(
            """
            # HELP tributary_run_info What the run was for; always 1.
            # TYPE tributary_run_info gauge
            tributary_run_info{brand="Tom \\"Shoes\\" \\\\ Co",run_id="r1"} 1
            # HELP tributary_run_as_of_timestamp_seconds The business date, at midnight UTC.
            # TYPE tributary_run_as_of_timestamp_seconds gauge
            tributary_run_as_of_timestamp_seconds 1751241600
            # HELP tributary_run_started_timestamp_seconds When the run began.
            # TYPE tributary_run_started_timestamp_seconds gauge
            tributary_run_started_timestamp_seconds 1751335200.500
            # HELP tributary_run_seconds How long the run took.
            # TYPE tributary_run_seconds gauge
            tributary_run_seconds 2.000
            # HELP tributary_run_done 1 if the run went to its end, 0 if it was stopped or failed.
            # TYPE tributary_run_done gauge
            tributary_run_done 0
            # HELP tributary_run_gates Gates that stopped the run.
            # TYPE tributary_run_gates gauge
            tributary_run_gates 1
            # HELP tributary_job_seconds How long the job took.
            # TYPE tributary_job_seconds gauge
            tributary_job_seconds{job="ingest"} 1.250
            # HELP tributary_job_rows_in Rows that the job read.
            # TYPE tributary_job_rows_in gauge
            tributary_job_rows_in{job="ingest"} 0
            # HELP tributary_job_rows_out Rows that the job wrote.
            # TYPE tributary_job_rows_out gauge
            tributary_job_rows_out{job="ingest"} 0
            # HELP tributary_job_status 1 for how the job ended: done, unchanged, stopped by a gate, or failed.
            # TYPE tributary_job_status gauge
            tributary_job_status{job="ingest",status="stopped"} 1
            # HELP tributary_source_files Files that the run took in.
            # TYPE tributary_source_files gauge
            tributary_source_files{source="shop"} 2
            # HELP tributary_source_rows Records in these files.
            # TYPE tributary_source_rows gauge
            tributary_source_rows{source="shop"} 100
            # HELP tributary_source_rejects Records that were left out.
            # TYPE tributary_source_rejects gauge
            tributary_source_rejects{source="shop"} 7
            """);
  }
}
