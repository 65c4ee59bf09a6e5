package io.tributary.ingest;

import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;

/** Values of a parquet dump as the text that a csv dump would have. */
final class ParquetText {
  private static final UserDefinedFunction PLAIN_FLOAT =
      udf(
          (UDF1<Float, String>) value -> value == null ? null : PlainNumber.of(value.toString()),
          DataTypes.StringType);

  private static final UserDefinedFunction PLAIN_DOUBLE =
      udf(
          (UDF1<Double, String>) value -> value == null ? null : PlainNumber.of(value.toString()),
          DataTypes.StringType);

  private ParquetText() {}

  /**
   * A column as text: numbers without exponent, since programs keep phone numbers in doubles, too;
   * timestamps in the session's time zone; binary as hex; nested values as JSON; empty text as
   * null.
   */
  static Column of(Column column, DataType type) {
    if (type instanceof FloatType) {
      return PLAIN_FLOAT.apply(column);
    }
    if (type instanceof DoubleType) {
      return PLAIN_DOUBLE.apply(column);
    }
    if (type instanceof BinaryType) {
      return hex(column);
    }
    boolean nested =
        type instanceof StructType
            || type instanceof ArrayType
            || type instanceof MapType
            || type instanceof VariantType;
    return nested ? to_json(column) : nullif(column.cast(DataTypes.StringType), lit(""));
  }
}
