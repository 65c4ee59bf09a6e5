package io.tributary.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.ingest.TableChanges.FullDumps;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * What {@link TableChanges} compares to find the newer of two rows: when it was updated, else
 * delivered; then its dump, its file.
 *
 * @param fullSources sources that deliver their whole state
 */
record RowVersions(boolean hasUpdatedAt, Map<String, FullDumps> fullSources) {

  /** The version that a row of one side has. */
  Column of(String side) {
    return of(side, col(side + "dump_date"), col(side + "file"));
  }

  private Column of(String side, Column dumpDate, Column file) {
    Column delivered = dumpDate.cast("timestamp");
    Column at = hasUpdatedAt ? coalesce(col(side + "updated_at"), delivered) : delivered;
    return struct(at.as("at"), dumpDate.as("dump_date"), file.as("file"));
  }

  /**
   * The version of a row of the table. A row that full dumps repeat night after night is not
   * written again, so its version is that of its source's newest dump, as long as it is not gone
   * from it.
   */
  Column standing() {
    return of("t_", standingDate(), standingFile());
  }

  Column standingDate() {
    Column date = col("t_dump_date");
    for (Map.Entry<String, FullDumps> source : fullSources.entrySet()) {
      LocalDate before = source.getValue().before();
      if (before != null) {
        date = when(repeatedBy(source.getKey()), lit(Date.valueOf(before))).otherwise(date);
      }
    }
    return date;
  }

  /** The same file name under the newer date. */
  Column standingFile() {
    Column file = col("t_file");
    for (Map.Entry<String, FullDumps> source : fullSources.entrySet()) {
      FullDumps dumps = source.getValue();
      if (dumps.before() != null) {
        Column written = date_format(col("t_dump_date"), dumps.files().sparkDateFormat());
        Column renewed =
            replace(col("t_file"), written, lit(dumps.files().dateText(dumps.before())));
        file = when(repeatedBy(source.getKey()), renewed).otherwise(file);
      }
    }
    return file;
  }

  private static Column repeatedBy(String source) {
    return col("t_source").equalTo(source).and(col("t_gone_on").isNull());
  }
}
