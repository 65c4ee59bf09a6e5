package io.tributary.repurchase;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.types.UTF8String;

/** A customer: the columns of {@code customers} that curves ask for. */
final class EntryRow {
  /** A day that did not come. */
  static final int NEVER = Integer.MAX_VALUE;

  private static final String[] COLUMNS = {
    "entry_on",
    "second_on",
    "third_on",
    "fourth_on",
    "member_since",
    "entry_known",
    "entry_in_promo",
    "entry_discounted",
    "entry_channel",
    "entry_category_l1",
    "entry_category_l2",
    "entry_aov_band",
    "entry_sku",
    "gender",
    "age_band"
  };

  private final InternalRow row;

  /** A row; it is read before the next one is asked for. */
  EntryRow(InternalRow row) {
    this.row = row;
  }

  /** The columns, in the order in which they are read. */
  static Column[] columns() {
    return Arrays.stream(COLUMNS).map(functions::col).toArray(Column[]::new);
  }

  /** The day of a purchase, from 1 for the first. */
  int purchaseDay(int number) {
    return day(number - 1);
  }

  int joinedOn() {
    return day(4);
  }

  private int day(int column) {
    return row.isNullAt(column) ? NEVER : row.getInt(column);
  }

  boolean isEntryKnown() {
    return !row.isNullAt(5) && row.getBoolean(5);
  }

  /** 1 yes, 0 no. */
  int isInPromotion() {
    return flag(6);
  }

  /** 1 yes, 0 no, {@link Levels#NONE} not known. */
  int isDiscounted() {
    return flag(7);
  }

  private int flag(int column) {
    return row.isNullAt(column) ? Levels.NONE : row.getBoolean(column) ? 1 : 0;
  }

  UTF8String channel() {
    return text(8);
  }

  UTF8String categoryL1() {
    return text(9);
  }

  UTF8String categoryL2() {
    return text(10);
  }

  UTF8String band() {
    return text(11);
  }

  UTF8String sku() {
    return text(12);
  }

  UTF8String gender() {
    return text(13);
  }

  UTF8String ageBand() {
    return text(14);
  }

  private UTF8String text(int column) {
    return row.isNullAt(column) ? null : row.getUTF8String(column);
  }
}
