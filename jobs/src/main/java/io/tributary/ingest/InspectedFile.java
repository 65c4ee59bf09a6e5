package io.tributary.ingest;

import java.io.Serializable;
import java.util.List;

/**
 * What one look at a dump file's bytes told, before any of its rows is read in earnest.
 *
 * @param checksum hexadecimal, of the file's bytes
 * @param columns the column names in the file's order, stripped of stray spaces and of a byte order
 *     mark; of json, the fields of its first records, by name; empty for a file without rows
 * @param multiLine whether a quoted field holds a line break, so that the file cannot be split
 * @param schema parquet: the file's Spark schema as JSON; otherwise empty
 */
public record InspectedFile(
    DumpFile file, String checksum, List<String> columns, boolean multiLine, String schema)
    implements Serializable {}
