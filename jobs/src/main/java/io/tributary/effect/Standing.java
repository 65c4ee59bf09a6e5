package io.tributary.effect;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Contact;
import io.tributary.customer.History;
import io.tributary.customer.LifecycleGroup;
import io.tributary.customer.Measures;
import io.tributary.customer.NearestCluster;
import io.tributary.customer.PurchaseDays;
import io.tributary.customer.Stage;
import io.tributary.customer.Tally;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.Lifecycle;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Adds where people stood at the end of the day on which they were assigned, from their ledger
 * rows. Who has not bought and was assigned could be addressed, so that they are a prospect.
 */
final class Standing implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** Net of so many days before the assignment is what people brought along. */
  static final int DAYS_BEFORE = 90;

  private static final Contact ADDRESSED =
      new Contact(Integer.MIN_VALUE, Integer.MIN_VALUE, Contact.NEVER);

  private static final StructType ADDED =
      StructType.fromDDL(
          "lifecycle_group string, stage string, preference_cluster int, days_since_last int,"
              + " net_before bigint, purchase_days array<int>");

  private final StructType input;
  private final int known;
  private final Catalogue catalogue;
  private final NearestCluster clusters;
  private final Lifecycle lifecycle;
  private final PurchaseUnit unit;
  private final int window;

  private Standing(
      StructType input,
      int known,
      Settings settings,
      Catalogue catalogue,
      Optional<NearestCluster> clusters) {
    this.input = input;
    this.known = known;
    this.catalogue = catalogue;
    this.clusters = clusters.orElse(null);
    lifecycle = settings.lifecycle();
    unit = settings.purchaseUnit();
    window = settings.categoryPreference().windowDays();
  }

  /**
   * The people with what was known of them.
   *
   * @param people {@code one_id, assigned_on, cycle_days} and more
   * @param ledger rows of the ledger
   */
  static Dataset<Row> of(
      Dataset<Row> people,
      Dataset<Row> ledger,
      Settings settings,
      Catalogue catalogue,
      Optional<NearestCluster> clusters) {
    StructType known = people.schema();
    Dataset<Row> joined =
        people.join(LedgerTable.ofCustomers(ledger), new String[] {"one_id"}, "left_outer");
    StructField[] fields =
        IntStream.range(0, known.size() + ADDED.size())
            .mapToObj(
                i -> i < known.size() ? joined.schema().apply(i) : ADDED.apply(i - known.size()))
            .toArray(StructField[]::new);
    return RawRows.map(
        joined,
        new StructType(fields),
        new Standing(joined.schema(), known.size(), settings, catalogue, clusters));
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    int assignedOn = input.fieldIndex("assigned_on");
    int cycleDays = input.fieldIndex("cycle_days");
    return RawRows.each(
        rows,
        row -> {
          Object[] result = new Object[known + ADDED.size()];
          for (int i = 0; i < known; i++) {
            result[i] = row.isNullAt(i) ? null : row.get(i, input.apply(i).dataType());
          }
          add(result, reader.at(row), row.getInt(assignedOn), row.getDouble(cycleDays));
          return new GenericInternalRow(result);
        });
  }

  private void add(Object[] result, LedgerRow ledger, int date, double cycle) {
    boolean hasHistory = ledger.isPresent();
    PurchaseDays days = (hasHistory ? History.of(ledger) : History.empty()).asOf(date);
    Measures measures = hasHistory ? new Measures(ledger, catalogue, unit, date) : null;
    LifecycleGroup group = LifecycleGroup.at(date, days, ADDRESSED, unit, lifecycle);
    result[known] = UTF8String.fromString(group.text());
    result[known + 1] = UTF8String.fromString(Stage.at(date, days, cycle).text());
    result[known + 2] = cluster(measures);
    result[known + 3] = days.isEmpty() ? null : date - days.last();
    result[known + 4] = hasHistory ? measures.net(DAYS_BEFORE) : 0L;
    result[known + 5] =
        new GenericArrayData(IntStream.range(0, days.count()).map(days::day).toArray());
  }

  private Integer cluster(Measures measures) {
    if (clusters == null || measures == null || !measures.hasPurchase()) {
      return null;
    }
    Tally spent = measures.preferences(clusters.level(), window);
    return spent.isEmpty() ? null : clusters.id(clusters.nearest(spent));
  }
}
