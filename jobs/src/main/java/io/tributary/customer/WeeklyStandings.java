package io.tributary.customer;

import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Settings;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * How many customers stood in which lifecycle group and stage at the end of each of the last weeks,
 * from one pass over the ledger: tonight's identities, and purchases as they were known on each
 * day.
 *
 * <p>Rules that surprise: only customers with a purchase by then are counted, since whether
 * somebody could be addressed on a past day stands in no ledger row; and stages go by tonight's
 * purchase cycles, as {@code stage_since} does.
 */
public final class WeeklyStandings implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int WEEKS = 13;
  private static final Contact NOBODY = new Contact(Contact.NEVER, Contact.NEVER, Contact.NEVER);

  /**
   * A count.
   *
   * @param kind lifecycle or stage
   * @param group as {@code customers} calls it
   */
  public record Standing(LocalDate date, String kind, String group, long customers) {}

  /** By week, the oldest first: customers of each group, then of each stage. */
  private final long[][] counts =
      new long[WEEKS + 1][LifecycleGroup.values().length + Stage.values().length];

  private WeeklyStandings() {}

  /**
   * Counts the customers of a ledger, the oldest date first; groups that nobody is in have no row.
   */
  public static List<Standing> of(
      Dataset<Row> ledger, Catalogue catalogue, Settings settings, LocalDate date) {
    CustomerRules rules = new CustomerRules(settings, date);
    CycleNorms norms = NormInputs.cycles(NormInputs.of(ledger, rules, catalogue), settings).get(0);
    Dataset<Row> customers = LedgerTable.purchases(ledger);
    return RawRows.fold(
            customers,
            new WeeklyStandings(),
            new Counting(customers.schema(), rules, catalogue, norms))
        .standings(date);
  }

  /** Counts a customer in every week. */
  private record Counting(
      StructType input, CustomerRules rules, Catalogue catalogue, CycleNorms norms)
      implements RawRows.Folding<WeeklyStandings> {
    @Override
    public void add(WeeklyStandings result, InternalRow raw) {
      LedgerRow row = new LedgerRow(input).at(raw);
      History history = History.of(row);
      PurchaseDays now = history.asOf(rules.date);
      // Who bought, and has since given everything back, began with nothing.
      int entryCategory =
          now.isEmpty()
              ? Catalogue.NO_CATEGORY
              : new Measures(row, catalogue, rules.unit, rules.date).entryCategory(0);
      double cycle = norms.cycle(now, entryCategory);
      for (int week = 0; week <= WEEKS; week++) {
        int day = rules.date - 7 * (WEEKS - week);
        PurchaseDays days = history.asOf(day);
        if (!days.isEmpty()) {
          LifecycleGroup group = LifecycleGroup.at(day, days, NOBODY, rules.unit, rules.lifecycle);
          result.counts[week][group.ordinal()]++;
          result.counts[week][place(Stage.at(day, days, cycle))]++;
        }
      }
    }

    @Override
    public void merge(WeeklyStandings result, WeeklyStandings other) {
      for (int week = 0; week <= WEEKS; week++) {
        for (int place = 0; place < result.counts[week].length; place++) {
          result.counts[week][place] += other.counts[week][place];
        }
      }
    }
  }

  private static int place(Stage stage) {
    return LifecycleGroup.values().length + stage.ordinal();
  }

  private List<Standing> standings(LocalDate date) {
    List<Standing> standings = new ArrayList<>();
    for (int week = 0; week <= WEEKS; week++) {
      LocalDate day = date.minusWeeks(WEEKS - week);
      for (LifecycleGroup group : LifecycleGroup.values()) {
        add(standings, new Standing(day, "lifecycle", group.text(), counts[week][group.ordinal()]));
      }
      for (Stage stage : Stage.values()) {
        add(standings, new Standing(day, "stage", stage.text(), counts[week][place(stage)]));
      }
    }
    return standings;
  }

  private static void add(List<Standing> standings, Standing standing) {
    if (standing.customers() > 0) {
      standings.add(standing);
    }
  }
}
