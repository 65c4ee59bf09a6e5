package io.tributary.tag;

import static org.apache.spark.sql.functions.broadcast;

import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.OrdersAsOf;
import io.tributary.ledger.RawRows;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The lines that count of everybody's valid orders as of a date, with the columns of their product:
 * what a tag's conditions on purchases look at. An order without lines is one line without product.
 * A line's {@code paid} is of its whole quantity; {@code net} lacks what was returned of it.
 */
final class PurchaseLines implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "one_id string, ordered_on date, days_ago int, channel string, store_id string, "
              + "sku string, quantity int, paid decimal(18,2), net decimal(18,2)");

  private final StructType input;
  private final int date;
  private final String[] channels;
  private final String[] stores;
  private final String[] products;

  private PurchaseLines(StructType input, int date, Codes codes) {
    this.input = input;
    this.date = date;
    channels = codes.values(Codes.CHANNEL);
    stores = codes.values(Codes.STORE);
    products = codes.values(Codes.PRODUCT);
  }

  /**
   * The lines.
   *
   * @param products rows of {@code clean_product}
   */
  static Dataset<Row> of(Dataset<Row> ledger, Codes codes, Dataset<Row> products, LocalDate date) {
    Dataset<Row> customers = LedgerTable.ofCustomers(ledger);
    Dataset<Row> lines =
        RawRows.map(
            customers,
            SCHEMA,
            new PurchaseLines(customers.schema(), Math.toIntExact(date.toEpochDay()), codes));
    Dataset<Row> attributes =
        products.drop("source", "file", "dump_date", "first_dump_on", "gone_on");
    return lines.join(broadcast(attributes), new String[] {"sku"}, "left_outer");
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    Names names = new Names(texts(channels), texts(stores), texts(products));
    Queue<InternalRow> lines = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (lines.isEmpty() && rows.hasNext()) {
          addLines(reader.at(rows.next()), names, lines);
        }
        return !lines.isEmpty();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return lines.remove();
      }
    };
  }

  private record Names(UTF8String[] channels, UTF8String[] stores, UTF8String[] products) {}

  private static UTF8String[] texts(String[] values) {
    return Arrays.stream(values).map(UTF8String::fromString).toArray(UTF8String[]::new);
  }

  private void addLines(LedgerRow row, Names names, Queue<InternalRow> lines) {
    OrdersAsOf money = new OrdersAsOf(row, date);
    UTF8String customer = row.oneId();
    int[] days = row.orderDays();
    int[] voidDays = row.voidDays();
    int[] channel = row.channels();
    int[] store = row.stores();
    int[] product = row.products();
    int[] quantity = row.quantities();
    long[] paid = row.lineAmounts();
    for (int i = 0; i < days.length && days[i] <= date; i++) {
      if (voidDays[i] <= date) {
        continue;
      }
      UTF8String sold = names.channels()[channel[i]];
      UTF8String shop = store[i] == LedgerTable.NO_STORE ? null : names.stores()[store[i]];
      if (money.firstLine(i) == money.firstLine(i + 1)) {
        lines.add(row(customer, days[i], sold, shop, null, null, money.paid(i), money.net(i)));
      }
      for (int line = money.firstLine(i); line < money.firstLine(i + 1); line++) {
        if (money.lineNet(line) > 0) {
          UTF8String sku = names.products()[product[line]];
          lines.add(
              row(
                  customer,
                  days[i],
                  sold,
                  shop,
                  sku,
                  quantity[line],
                  paid[line],
                  money.lineNet(line)));
        }
      }
    }
  }

  private InternalRow row(
      UTF8String customer,
      int day,
      UTF8String channel,
      UTF8String store,
      UTF8String sku,
      Integer quantity,
      long paid,
      long net) {
    return new GenericInternalRow(
        new Object[] {
          customer,
          day,
          date - day,
          channel,
          store,
          sku,
          quantity,
          Decimal.apply(paid, 18, 2),
          Decimal.apply(net, 18, 2)
        });
  }
}
