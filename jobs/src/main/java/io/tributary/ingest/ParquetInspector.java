package io.tributary.ingest;

import io.tributary.lake.ParquetColumns;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Looks at a parquet dump: the schema in its footer. */
final class ParquetInspector implements FileInspector {
  private static final long serialVersionUID = 1L;

  @Override
  public InspectedFile inspect(DumpFile file, DumpBytes bytes) throws IOException, UnreadableDump {
    String checksum = bytes.checksum(content -> {});
    if (file.size() == 0) {
      return new InspectedFile(file, checksum, List.of(), false, "");
    }
    StructType schema = schema(bytes);
    List<String> columns = List.copyOf(Arrays.asList(schema.fieldNames()));
    ColumnNames.check(columns);
    return new InspectedFile(file, checksum, columns, false, schema.json());
  }

  private static StructType schema(DumpBytes bytes) throws UnreadableDump {
    // An unreadable footer shows as any of a dozen exceptions, Spark's own complaint about a type
    // as
    // one that only Scala takes for unchecked. That the file can be reached is known by now.
    try {
      return ParquetColumns.of(bytes.path(), bytes.hadoop());
    } catch (Exception e) {
      throw new UnreadableDump(
          "is no parquet file that Spark can read ("
              + e.getMessage()
              + "); write it anew, timestamps in microseconds",
          e);
    }
  }
}
