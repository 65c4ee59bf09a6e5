package io.tributary.insight;

import io.tributary.ledger.LedgerInMemory;
import io.tributary.ledger.Retail;
import io.tributary.pipeline.Contracts;
import io.tributary.workspace.Settings;
import io.tributary.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;

/** A retailer of a few orders, told by a test, and the insight tables of it; without Spark. */
final class Shop {
  /** A partition hands on what it has after nearly every customer, so that it has to be merged. */
  private static final int FEW_NUMBERS = 3;

  private static final StructType INPUT =
      StructType.fromDDL(
          LedgerInMemory.SCHEMA.toDDL()
              + ", member_from array<int>, member_until array<int>, relation int");

  private final LedgerInMemory ledger = new LedgerInMemory();
  private final Map<String, Facts> facts = new HashMap<>();
  private final Settings settings;
  private final LocalDate date;

  /** What {@link BuyerFacts} tells of somebody. */
  private static final class Facts {
    private final List<Integer> memberFrom = new ArrayList<>();
    private final List<Integer> memberUntil = new ArrayList<>();
    private Integer relation;
  }

  private Shop(Settings settings, LocalDate date) {
    this.settings = settings;
    this.date = date;
  }

  /** A shop with settings (lines of tributary.yaml), as of a date. */
  static Shop of(Path folder, String date, String... settings) {
    Retail.in(folder, settings);
    return new Shop(WorkspaceReader.read(folder).settings(), LocalDate.parse(date));
  }

  LedgerInMemory.Order order(String id, String oneId, String at, String channel) {
    return ledger.order(id, oneId, at, channel);
  }

  /** A refund that names no order. */
  Shop refund(String oneId, String when, String amount) {
    ledger.refund(oneId, when, amount);
    return this;
  }

  Shop product(String sku, String l1, String l2) {
    ledger.product(sku, l1, l2, null);
    return this;
  }

  /** Says from when until when (null: today) somebody was a member, perhaps once more. */
  Shop member(String oneId, String from, String until) {
    Facts known = facts.computeIfAbsent(oneId, o -> new Facts());
    known.memberFrom.add(day(from));
    known.memberUntil.add(until == null ? BuyerHistory.NEVER : day(until));
    return this;
  }

  private static int day(String day) {
    return Math.toIntExact(LocalDate.parse(day).toEpochDay());
  }

  Shop relation(String oneId, int relation) {
    facts.computeIfAbsent(oneId, o -> new Facts()).relation = relation;
    return this;
  }

  Settings settings() {
    return settings;
  }

  /** Columns of a table's rows, a dash for null; sorted. */
  List<String> table(Function<InsightRules, CountedTable> table, String... columns) {
    InsightRules rules = InsightRules.of(settings, ledger.catalogue(), date);
    CountedTable counted = table.apply(rules);
    TableRows rows = new TableRows(Contracts.table(counted.name()), date);
    counted.addRows(count(rules, counted.counts()), rows);
    return texts(rows, columns).stream().sorted().collect(Collectors.toList());
  }

  /** Some columns of rows of a table. */
  static List<String> texts(TableRows rows, String... columns) {
    List<String> names = Contracts.table(rows.table()).columnNames();
    return rows.rows().stream().map(row -> text(row, names, columns)).toList();
  }

  private static String text(Row row, List<String> names, String... columns) {
    return Arrays.stream(columns)
        .map(column -> text(row.get(names.indexOf(column))))
        .collect(Collectors.joining(" | "));
  }

  /** Rates are shown with four digits. */
  private static String text(Object value) {
    return value instanceof Double number
        ? String.valueOf(Math.round(number * 1e4) / 1e4)
        : Objects.toString(value, "-");
  }

  private Totals count(InsightRules rules, List<Count> counts) {
    LedgerPass pass = new LedgerPass(INPUT, rules.customers(), counts, FEW_NUMBERS);
    List<InternalRow> histories = new ArrayList<>();
    ledger.rows().forEach((owner, row) -> histories.add(joined(row, owner)));
    List<InternalRow> partial = new ArrayList<>();
    pass.map(histories.iterator()).forEachRemaining(partial::add);
    Comparator<InternalRow> order = Comparator.comparingInt(row -> row.getInt(0));
    for (int part = 1; part < SumMerge.ORDER.size(); part++) {
      int column = part;
      order = order.thenComparingInt(row -> row.getInt(column));
    }
    partial.sort(order);
    Totals totals = new Totals(counts);
    Iterator<InternalRow> whole = new SumMerge(counts).map(partial.iterator());
    while (whole.hasNext()) {
      InternalRow row = whole.next();
      long[] values = SumRows.values(row.getBinary(5));
      totals.add(
          row.getInt(0),
          new Total(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), values));
    }
    return totals;
  }

  private InternalRow joined(InternalRow row, String owner) {
    int width = LedgerInMemory.SCHEMA.length();
    Object[] values = new Object[width + 3];
    for (int i = 0; i < width; i++) {
      values[i] = row.isNullAt(i) ? null : row.get(i, LedgerInMemory.SCHEMA.apply(i).dataType());
    }
    Facts known = facts.get(owner);
    if (known != null) {
      values[width] = new GenericArrayData(known.memberFrom.toArray());
      values[width + 1] = new GenericArrayData(known.memberUntil.toArray());
      values[width + 2] = known.relation;
    }
    return new GenericInternalRow(values);
  }
}
