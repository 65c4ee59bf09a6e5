package io.tributary.ingest;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * A dump file as landing lists it.
 *
 * @param source name of the source whose pattern it fits
 * @param path relative to landing, with forward slashes
 * @param size bytes
 * @param modifiedAt milliseconds since 1970
 */
public record DumpFile(String source, String path, LocalDate dumpDate, long size, long modifiedAt)
    implements Serializable {

  /** A file as one source reads it: several may read the same. In order of the paths. */
  record Id(String path, String source) implements Comparable<Id> {
    private static final Comparator<Id> BY_PATH =
        Comparator.comparing(Id::path).thenComparing(Id::source);

    @Override
    public int compareTo(Id other) {
      return BY_PATH.compare(this, other);
    }
  }

  Id id() {
    return new Id(path, source);
  }
}
