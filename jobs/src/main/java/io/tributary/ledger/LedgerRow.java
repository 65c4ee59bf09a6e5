package io.tributary.ledger;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads one row of the ledger after the other, or of some of its columns: arrays of numbers without
 * an object per number. {@link LedgerTable} says what is in them. Whoever asks for a column of a
 * row again gets the same array, so nobody may change one.
 */
public final class LedgerRow {
  private final int[] positions;
  private final Object[] numbers;
  private InternalRow row;

  /**
   * A reader.
   *
   * @param scanned the columns that the rows have
   */
  public LedgerRow(StructType scanned) {
    String[] all = LedgerTable.SCHEMA.fieldNames();
    positions = new int[all.length];
    numbers = new Object[all.length];
    for (int i = 0; i < all.length; i++) {
      scala.Option<Object> position = scanned.getFieldIndex(all[i]);
      positions[i] = position.isDefined() ? (Integer) position.get() : -1;
    }
  }

  /** Stands on a row, until the next one. */
  public LedgerRow at(InternalRow next) {
    row = next;
    Arrays.fill(numbers, null);
    return this;
  }

  /** Whether there is a history: of a customer who was joined to none, there is not. */
  public boolean isPresent() {
    return !row.isNullAt(positions[4]);
  }

  /** Whether it is known whose history it is. */
  public boolean isKnown() {
    return !row.isNullAt(positions[1]);
  }

  /** The customer; null if nobody knows. */
  public UTF8String oneId() {
    return row.isNullAt(positions[1]) ? null : row.getUTF8String(positions[1]).copy();
  }

  /** The order numbers; of a row that is read on, copies of its bytes. */
  public UTF8String[] orderIds() {
    return texts(2);
  }

  /** The numbers of the refunds; of a row that is read on, copies of their bytes. */
  UTF8String[] refundIds() {
    return texts(16);
  }

  private UTF8String[] texts(int column) {
    ArrayData array = row.getArray(positions[column]);
    UTF8String[] ids = new UTF8String[array.numElements()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = array.getUTF8String(i).copy();
    }
    return ids;
  }

  public long[] orderedAt() {
    return longs(3);
  }

  public int[] orderDays() {
    return ints(4);
  }

  public int[] voidDays() {
    return ints(5);
  }

  public int[] channels() {
    return ints(6);
  }

  public int[] stores() {
    return ints(7);
  }

  public int[] statuses() {
    return ints(8);
  }

  public long[] gross() {
    return longs(9);
  }

  public long[] discounts() {
    return longs(10);
  }

  public long[] paid() {
    return longs(11);
  }

  /** Of each order: how many lines it has. */
  public int[] lineCounts() {
    return ints(12);
  }

  public int[] products() {
    return ints(13);
  }

  public int[] quantities() {
    return ints(14);
  }

  public long[] lineAmounts() {
    return longs(15);
  }

  public int[] refundOrders() {
    return ints(17);
  }

  public int[] refundDays() {
    return ints(18);
  }

  public long[] refundAmounts() {
    return longs(19);
  }

  public int[] reachedBy() {
    return ints(20);
  }

  public int[] reachedLines() {
    return ints(21);
  }

  public long[] reachedAmounts() {
    return longs(22);
  }

  private int[] ints(int column) {
    if (numbers[column] == null) {
      numbers[column] = row.getArray(positions[column]).toIntArray();
    }
    return (int[]) numbers[column];
  }

  private long[] longs(int column) {
    if (numbers[column] == null) {
      numbers[column] = row.getArray(positions[column]).toLongArray();
    }
    return (long[]) numbers[column];
  }
}
