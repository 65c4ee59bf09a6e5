package io.tributary.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** When which job was under way; jobs follow each other. */
final class Spans {
  /** What belongs to no job. */
  static final String BETWEEN = "between jobs";

  private record Span(String job, long until) {}

  private final ConcurrentSkipListMap<Long, Span> spans = new ConcurrentSkipListMap<>();

  /** A job begins now. */
  void begin(String job) {
    spans.put(System.currentTimeMillis(), new Span(job, Long.MAX_VALUE));
  }

  /** The job that began last ends now. */
  void end() {
    Map.Entry<Long, Span> last = spans.lastEntry();
    spans.put(last.getKey(), new Span(last.getValue().job, System.currentTimeMillis()));
  }

  /** The job that was under way at a moment. */
  String at(long millis) {
    Map.Entry<Long, Span> span = spans.floorEntry(millis);
    return span != null && millis <= span.getValue().until ? span.getValue().job : BETWEEN;
  }
}
