package io.tributary.bench;

import java.util.List;
import java.util.Map;

/**
 * What a job of a night took. Bytes are as Spark counts them: read from and written to files
 * (compressed), written for other tasks (shuffled), put on disk because memory did not suffice
 * (spilled).
 *
 * @param heapPeak the most that the heap held, garbage included: it grows with the heap that there
 *     is
 * @param livePeak the most that was left after a collection: closer to what the job needs; 0 if
 *     nothing was collected meanwhile
 * @param queries executed by Spark SQL, those of Delta's own log included
 * @param scans how often each table of the lake was read
 * @param slowest where the code asks for the queries that took longest
 */
record JobCost(
    String job,
    String status,
    long rowsIn,
    long rowsOut,
    double seconds,
    double processorSeconds,
    double gcSeconds,
    long heapPeak,
    long livePeak,
    long bytesRead,
    long rowsRead,
    long bytesShuffled,
    long bytesSpilled,
    long bytesWritten,
    long sparkJobs,
    long tasks,
    long queries,
    Map<String, Integer> scans,
    List<Place> slowest) {

  /**
   * A line of the program.
   *
   * @param queries how many it had executed
   * @param seconds that passed meanwhile; those of queries side by side add up
   */
  record Place(String line, int queries, double seconds) {}
}
