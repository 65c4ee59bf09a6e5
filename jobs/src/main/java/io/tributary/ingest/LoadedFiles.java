package io.tributary.ingest;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The ledger of loaded files, {@code loaded_files}: what the lake holds, file by file, and for each
 * source that reads the file. It is the ingest's only state and its last commit of a night: a night
 * that was killed before it is simply done again.
 */
final class LoadedFiles {
  static final String TABLE = "loaded_files";

  private static final String PENDING = "retraction pending";

  static final TableSpec SPEC =
      new TableSpec(
          TABLE,
          "One file of a dump that a source loaded, or that the user retracted",
          List.of("path", "source"),
          List.of(
              new ColumnSpec("path", "string", false, "The file, below landing"),
              new ColumnSpec("source", "string", false, "The source whose pattern it fits"),
              new ColumnSpec("dump_date", "date", false, "The date of the dump"),
              new ColumnSpec("size", "bigint", false, "Bytes"),
              new ColumnSpec(
                  "modified_at", "bigint", false, "Milliseconds since 1970, as landing tells"),
              new ColumnSpec("checksum", "string", false, "Of the file's bytes"),
              new ColumnSpec("columns", "array<string>", false, "The file's columns"),
              new ColumnSpec("multi_line", "boolean", false, "Whether a field holds a line break"),
              new ColumnSpec("rows", "bigint", false, "Records in the file"),
              new ColumnSpec("rejected", "bigint", false, "Records that something rejected"),
              new ColumnSpec(
                  "fingerprint", "string", false, "Of the settings that it was loaded with"),
              new ColumnSpec("night", "date", false, "The night that loaded it"),
              new ColumnSpec("retracted", "boolean", false, "Whether the user took it back"),
              new ColumnSpec("schema", "string", false, "Of a parquet file; else empty")),
          false);

  /** One row of the ledger. */
  record LoadedFile(
      InspectedFile inspected,
      long rows,
      long rejected,
      String fingerprint,
      LocalDate night,
      boolean retracted) {

    DumpFile file() {
      return inspected.file();
    }

    /** The file as the user took it back; what it brought is undone by the next ingest. */
    LoadedFile takenBack() {
      return new LoadedFile(inspected, rows, rejected, PENDING, night, true);
    }

    boolean isRetractionPending() {
      return retracted && fingerprint.equals(PENDING);
    }

    LoadedFile retractionDone() {
      return new LoadedFile(inspected, rows, rejected, "", night, true);
    }

    /** The same bytes with another time of change. */
    LoadedFile seenAgain(InspectedFile again) {
      return new LoadedFile(again, rows, rejected, fingerprint, night, retracted);
    }
  }

  private final Lake lake;
  private final SparkSession spark;

  LoadedFiles(Lake lake, SparkSession spark) {
    this.lake = lake;
    this.spark = spark;
  }

  /** What was loaded so far. */
  Map<DumpFile.Id, LoadedFile> read() {
    Map<DumpFile.Id, LoadedFile> files = new TreeMap<>();
    if (lake.has(TABLE)) {
      for (Row row : lake.read(TABLE).select(SPEC.select()).collectAsList()) {
        LoadedFile file = file(row);
        files.put(file.file().id(), file);
      }
    }
    return files;
  }

  /** The size of all files, as they lay in landing. */
  static long bytes(Map<DumpFile.Id, LoadedFile> files) {
    return files.values().stream().mapToLong(f -> f.file().size()).sum();
  }

  private static LoadedFile file(Row row) {
    DumpFile file =
        new DumpFile(
            row.getString(1),
            row.getString(0),
            row.getDate(2).toLocalDate(),
            row.getLong(3),
            row.getLong(4));
    InspectedFile inspected =
        new InspectedFile(
            file, row.getString(5), row.getList(6), row.getBoolean(7), row.getString(13));
    return new LoadedFile(
        inspected,
        row.getLong(8),
        row.getLong(9),
        row.getString(10),
        row.getDate(11).toLocalDate(),
        row.getBoolean(12));
  }

  /**
   * Adds files, or replaces what the ledger says of them, in one commit.
   *
   * @param gone files of which it says nothing from now on
   */
  void write(Collection<LoadedFile> files, Collection<LoadedFile> gone) {
    if (files.isEmpty() && gone.isEmpty()) {
      return;
    }
    Dataset<Row> changes = rows(files, false).unionByName(rows(gone, true));
    Map<DumpFile.Id, LoadedFile> known = read();
    if (gone.isEmpty() && files.stream().noneMatch(f -> known.containsKey(f.file().id()))) {
      lake.append(SPEC, changes);
    } else {
      lake.apply(SPEC, changes);
    }
  }

  private Dataset<Row> rows(Collection<LoadedFile> files, boolean goes) {
    List<Row> rows = files.stream().map(LoadedFiles::row).toList();
    return spark
        .createDataFrame(rows, lake.empty(SPEC).schema())
        .withColumn("_delete", functions.lit(goes));
  }

  private static Row row(LoadedFile f) {
    return RowFactory.create(
        f.file().path(),
        f.file().source(),
        Date.valueOf(f.file().dumpDate()),
        f.file().size(),
        f.file().modifiedAt(),
        f.inspected().checksum(),
        f.inspected().columns().toArray(),
        f.inspected().multiLine(),
        f.rows(),
        f.rejected(),
        f.fingerprint(),
        Date.valueOf(f.night()),
        f.retracted(),
        f.inspected().schema());
  }
}
