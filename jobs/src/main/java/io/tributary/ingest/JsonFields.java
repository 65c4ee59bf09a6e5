package io.tributary.ingest;

import io.tributary.workspace.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * Which fields a json source has: a field that a mapping misspells is null in every record, without
 * any error.
 */
public final class JsonFields {
  private JsonFields() {}

  /**
   * The top-level names in the first records of dump files, in alphabetical order.
   *
   * @param records how many records of each file to look at
   */
  public static Set<String> sample(
      SparkSession session, String landing, Source source, List<DumpFile> files, int records) {
    TextEncoding encoding = new TextEncoding(source.options().encoding());
    Set<String> names = new TreeSet<>();
    FilesJob.run(session, landing, files, (file, bytes) -> names(bytes, encoding, records))
        .forEach(names::addAll);
    return names;
  }

  private static TreeSet<String> names(DumpBytes bytes, TextEncoding encoding, int records)
      throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(bytes.open(), encoding.charset()))) {
      ByteOrderMark.skipDecoded(lines);
      lines
          .lines()
          .filter(line -> !line.isBlank())
          .limit(records)
          .forEach(line -> JsonRecord.read(line, (name, value) -> names.add(name)));
    } catch (UnreadableDump e) {
      throw new IOException(bytes.path() + " " + e.getMessage(), e);
    }
    return names;
  }
}
