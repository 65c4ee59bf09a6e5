package io.tributary.bench;

import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import java.util.List;

/** A job of a night that notes what it takes; to the night it is the job itself. */
final class MeasuredJob implements Job {
  private final Job job;
  private final Spans spans;
  private final Heap heap;
  private double processorSeconds;
  private double gcSeconds;
  private long heapPeak;
  private long livePeak;

  MeasuredJob(Job job, Spans spans, Heap heap) {
    this.job = job;
    this.spans = spans;
    this.heap = heap;
  }

  @Override
  public String name() {
    return job.name();
  }

  @Override
  public String description() {
    return job.description();
  }

  @Override
  public List<String> reads() {
    return job.reads();
  }

  @Override
  public List<String> writes() {
    return job.writes();
  }

  @Override
  public JobResult run(Run run) {
    double processorBefore = Machine.processorSeconds();
    double gcBefore = Heap.gcSeconds();
    heap.reset();
    spans.begin(name());
    try {
      return job.run(run);
    } finally {
      spans.end();
      processorSeconds = Machine.processorSeconds() - processorBefore;
      gcSeconds = Heap.gcSeconds() - gcBefore;
      heapPeak = heap.peak();
      livePeak = heap.livePeak();
    }
  }

  /**
   * What it took.
   *
   * @param slowest at most so many lines
   */
  JobCost cost(String status, double seconds, JobResult result, SparkCosts.Work work, int slowest) {
    List<JobCost.Place> places =
        work.secondsAt.entrySet().stream()
            .sorted((a, b) -> Double.compare(b.getValue(), a.getValue()))
            .limit(slowest)
            .map(e -> new JobCost.Place(e.getKey(), work.queriesAt.get(e.getKey()), e.getValue()))
            .toList();
    return new JobCost(
        name(),
        status,
        result.rowsIn(),
        result.rowsOut(),
        seconds,
        processorSeconds,
        gcSeconds,
        heapPeak,
        livePeak,
        work.bytesRead,
        work.rowsRead,
        work.bytesShuffled,
        work.bytesSpilled,
        work.bytesWritten,
        work.sparkJobs,
        work.tasks,
        work.queries,
        work.scans,
        places);
  }
}
