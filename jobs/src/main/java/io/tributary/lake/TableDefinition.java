package io.tributary.lake;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the lake as Delta is told of it: columns with their comments, and properties.
 *
 * @param path where it lies, or will
 */
record TableDefinition(SparkSession spark, String path, TableSpec spec) {

  void create() {
    DeltaTableBuilder builder =
        DeltaTable.createIfNotExists(spark)
            .location(path)
            .comment(spec.meaning())
            .property("delta.enableDeletionVectors", "true")
            .property("delta.enableChangeDataFeed", String.valueOf(spec.changeFeed()))
            // Keys and dates come first in every specification; statistics on the rest would only
            // cost time.
            .property("delta.dataSkippingNumIndexedCols", "6");
    for (ColumnSpec column : spec.columns()) {
      builder.addColumn(
          DeltaTable.columnBuilder(spark, column.name())
              .dataType(column.type())
              .nullable(column.nullable())
              .comment(column.meaning())
              .build());
    }
    builder.execute();
  }

  /** Adds the columns that the specification has gained since the table was written. */
  void addMissingColumns(StructType written) {
    Set<String> present = Set.of(written.fieldNames());
    String missing =
        spec.columns().stream()
            .filter(c -> !present.contains(c.name()))
            .map(
                c ->
                    "`"
                        + c.name()
                        + "` "
                        + c.type()
                        + " COMMENT '"
                        + c.meaning().replace("'", "\\'")
                        + "'")
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      spark.sql("ALTER TABLE delta.`" + path + "` ADD COLUMNS (" + missing + ")");
    }
  }
}
