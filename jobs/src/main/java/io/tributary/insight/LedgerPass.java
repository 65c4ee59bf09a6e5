package io.tributary.insight;

import static org.apache.spark.sql.functions.col;

import io.tributary.customer.CustomerRules;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.RawRows;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The one pass over the ledger. Each partition counts for all tables at once, buyer by buyer, in
 * {@link Sums}; only its sums are shuffled, and added up by {@link SumMerge}. A ledger row is one
 * customer, so that counting buyers needs no distinct.
 */
final class LedgerPass implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** A partition that holds more numbers hands on what it has, so that its memory is bounded. */
  private static final int MOST_NUMBERS = 1 << 23;

  /** Sums, partial or whole; {@code amounts} as {@link SumRows} writes them. */
  static final StructType SUMS =
      StructType.fromDDL("counted int, a int, b int, c int, d int, amounts binary");

  private final StructType input;
  private final CustomerRules rules;
  private final List<Count> counts;
  private final int mostNumbers;

  /**
   * The pass of a partition.
   *
   * @param mostNumbers with how many numbers it hands on what it has
   */
  LedgerPass(StructType input, CustomerRules rules, List<Count> counts, int mostNumbers) {
    this.input = input;
    this.rules = rules;
    this.counts = counts;
    this.mostNumbers = mostNumbers;
  }

  /**
   * Counts the whole ledger.
   *
   * @param histories rows of the ledger with the columns of {@link BuyerFacts}, null where nothing
   *     is known
   */
  static Totals count(Dataset<Row> histories, CustomerRules rules, List<Count> counts) {
    Dataset<Row> partial =
        RawRows.map(
            histories, SUMS, new LedgerPass(histories.schema(), rules, counts, MOST_NUMBERS));
    Dataset<Row> whole =
        RawRows.map(
            partial
                .repartition(col("counted"), col("a"), col("b"), col("c"))
                .sortWithinPartitions(
                    SumMerge.ORDER.stream().map(functions::col).toArray(Column[]::new)),
            SUMS,
            new SumMerge(counts));
    Totals totals = new Totals(counts);
    for (Row row : whole.collectAsList()) {
      totals.add(
          row.getInt(0),
          new Total(
              row.getInt(1),
              row.getInt(2),
              row.getInt(3),
              row.getInt(4),
              SumRows.values(row.getAs(5))));
    }
    return totals;
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    Reading reading = new Reading(rows);
    return new Iterator<>() {
      private Iterator<InternalRow> counted = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!counted.hasNext() && rows.hasNext()) {
          counted = reading.countSome();
        }
        return counted.hasNext();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return counted.next();
      }
    };
  }

  /** A partition at work. */
  private final class Reading {
    private static final int[] NONE = {};

    private final Iterator<InternalRow> rows;
    private final LedgerRow reader = new LedgerRow(input);
    private final int memberFrom = input.fieldIndex("member_from");
    private final int memberUntil = input.fieldIndex("member_until");
    private final int relation = input.fieldIndex("relation");
    private long rowsRead;
    private long ordersRead;

    Reading(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    /** Counts until there are no more rows, or too many numbers. */
    Iterator<InternalRow> countSome() {
      List<Sums> sums = SumRows.empty(counts);
      int numbers = 0;
      while (rows.hasNext() && numbers < mostNumbers) {
        InternalRow row = rows.next();
        LedgerRow ledger = reader.at(row);
        BuyerHistory buyer = new BuyerHistory(ledger, buyer(row, ledger), rules);
        numbers = 0;
        for (int i = 0; i < counts.size(); i++) {
          counts.get(i).add(buyer, sums.get(i));
          numbers += sums.get(i).numbers();
        }
        rowsRead++;
        ordersRead += buyer.allOrders();
      }
      return SumRows.of(sums);
    }

    private Buyer buyer(InternalRow row, LedgerRow ledger) {
      return new Buyer(
          rowsRead,
          ordersRead,
          ledger.isKnown(),
          days(row, memberFrom),
          days(row, memberUntil),
          row.isNullAt(relation) ? Relation.STRANGER : row.getInt(relation));
    }

    private static int[] days(InternalRow row, int column) {
      return row.isNullAt(column) ? NONE : row.getArray(column).toIntArray();
    }
  }
}
