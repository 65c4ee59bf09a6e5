package io.tributary.bench;

import java.util.List;
import java.util.Map;

/**
 * What a night took, in a process of its own.
 *
 * @param seconds of all jobs together, from the first one's beginning
 * @param processSeconds from the start of the process; Java's and Spark's start included
 * @param changed rows that were added, replaced or deleted, by clean table; and {@code merged}:
 *     customers who became one
 * @param processPeak the most memory that the process held, the heap included
 */
record NightCost(
    String date,
    double seconds,
    double processSeconds,
    long processPeak,
    Map<String, Long> changed,
    List<JobCost> jobs,
    LakeSize lake) {

  /** What a job took; of a job that did not run, nothing. */
  double secondsOf(String job) {
    return jobs.stream().filter(j -> j.job().equals(job)).mapToDouble(JobCost::seconds).sum();
  }

  long bytesSpilled() {
    return jobs.stream().mapToLong(JobCost::bytesSpilled).sum();
  }
}
