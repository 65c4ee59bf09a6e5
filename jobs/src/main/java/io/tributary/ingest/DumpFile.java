package io.tributary.ingest;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A dump file as landing lists it.
 *
 * @param source name of the source whose pattern it fits
 * @param path relative to landing, with forward slashes
 * @param size bytes
 * @param modifiedAt milliseconds since 1970
 */
public record DumpFile(String source, String path, LocalDate dumpDate, long size, long modifiedAt)
    implements Serializable {}
