package io.tributary.lake;

import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** A table's specification as Delta's log has it: columns with their comments and NOT NULLs. */
final class TableMetadata {
  private TableMetadata() {}

  /** Of a table that is made. */
  static Metadata ofNew(TableSpec spec) {
    Map<String, String> properties =
        Map.of(
            "delta.enableDeletionVectors", "true",
            "delta.enableChangeDataFeed", String.valueOf(spec.changeFeed()),
            // The key comes first in every specification. It is what changes are merged by;
            // statistics on the rest would only cost time, a fifth of writing the table.
            "delta.dataSkippingNumIndexedCols", String.valueOf(spec.key().size()));
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        spec.meaning(),
        new Format("parquet", map(Map.of())),
        schema(spec).json(),
        CollectionConverters.asScala(List.<String>of()).toSeq(),
        map(properties),
        Option.apply(System.currentTimeMillis()));
  }

  /** Of a table that there is, with the columns of a specification. */
  static Metadata withColumns(Metadata before, TableSpec spec) {
    return new Metadata(
        before.id(),
        before.name(),
        before.description(),
        before.format(),
        schema(spec).json(),
        before.partitionColumns(),
        before.configuration(),
        before.createdTime());
  }

  static StructType schema(TableSpec spec) {
    StructType schema = new StructType();
    for (ColumnSpec column : spec.columns()) {
      DataType type = DataType.fromDDL(column.type());
      schema = schema.add(column.name(), type, column.nullable(), column.meaning());
    }
    return schema;
  }

  /** Whether names and types are the same, in the same order. */
  static boolean sameColumns(StructType one, StructType other) {
    return DataType.equalsIgnoreNullability(plain(one), plain(other));
  }

  /** Without comments. */
  private static StructType plain(StructType schema) {
    StructType plain = new StructType();
    for (StructField field : schema.fields()) {
      plain = plain.add(field.name(), field.dataType(), true);
    }
    return plain;
  }

  private static scala.collection.immutable.Map<String, String> map(Map<String, String> map) {
    return scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(map));
  }
}
