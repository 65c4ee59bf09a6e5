package io.tributary.customer;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** A row in the making, in Spark's own form, column after column. */
final class ResultRow {
  private final Object[] values;
  private int size;

  ResultRow(int length) {
    values = new Object[length];
  }

  void add(Object value) {
    values[size++] = value;
  }

  void addText(String text) {
    add(UTF8String.fromString(text));
  }

  void addCents(long cents) {
    add(Decimal.apply(cents, 18, 2));
  }

  void addNulls(int columns) {
    size += columns;
  }

  InternalRow row() {
    return new GenericInternalRow(values);
  }
}
