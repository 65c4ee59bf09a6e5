package io.tributary.effect;

import io.tributary.customer.PurchaseDays;
import io.tributary.customer.Stage;
import io.tributary.ledger.RawRows;
import io.tributary.statistics.Moments;
import io.tributary.workspace.Campaign.Window;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** All that the effects of campaigns are computed from, gathered in one pass over their people. */
final class CampaignCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<Cell, Moments> cells = new HashMap<>();
  private final Map<StageMove, Long> moves = new HashMap<>();

  /** From which stage to which somebody came within the window of conversion. */
  record StageMove(String campaign, String arm, String from, String to) implements Serializable {}

  /** The counts of rows of {@link Outcomes}, with the cap. */
  static CampaignCounts of(Dataset<Row> outcomes) {
    return RawRows.fold(outcomes, new CampaignCounts(), new Fold(outcomes.schema()));
  }

  /** People of a campaign's window by arm; arms without any are missing. */
  Map<String, Moments> byArm(String campaign, Window window, Predicate<Cell> who) {
    Map<String, Moments> arms = new TreeMap<>();
    cells.forEach(
        (cell, moments) -> {
          if (cell.campaign().equals(campaign)
              && cell.window().equals(window.text())
              && who.test(cell)) {
            arms.computeIfAbsent(cell.arm(), a -> new Moments(Variable.values().length))
                .add(moments);
          }
        });
    return arms;
  }

  /** How many people of a campaign's window are such. */
  long people(String campaign, Window window, Predicate<Cell> who) {
    return byArm(campaign, window, who).values().stream().mapToLong(Moments::people).sum();
  }

  /** The levels of a dimension that a campaign has, in the order of their names. */
  java.util.SortedSet<String> levels(String campaign, Cell.Dimension dimension) {
    java.util.SortedSet<String> levels = new java.util.TreeSet<>();
    cells.keySet().stream()
        .filter(cell -> cell.campaign().equals(campaign))
        .forEach(cell -> levels.add(cell.level(dimension)));
    return levels;
  }

  /** How many people moved from which stage to which; of settled windows only. */
  Map<StageMove, Long> moves() {
    return moves;
  }

  void add(Cell cell, long... values) {
    cells.computeIfAbsent(cell, c -> new Moments(Variable.values().length)).add(values);
  }

  private void add(CampaignCounts other) {
    other.cells.forEach(
        (cell, moments) -> cells.merge(cell, moments, (mine, theirs) -> mine.add(theirs)));
    other.moves.forEach((move, people) -> moves.merge(move, people, Long::sum));
  }

  /** Reads the rows. */
  private static final class Fold implements RawRows.Folding<CampaignCounts> {
    private static final long serialVersionUID = 1L;

    private final Map<String, Integer> places = new HashMap<>();
    private final int[] variables;

    Fold(StructType schema) {
      for (String name : schema.fieldNames()) {
        places.put(name, schema.fieldIndex(name));
      }
      variables =
          java.util.Arrays.stream(Variable.values())
              .mapToInt(v -> schema.fieldIndex(v.column()))
              .toArray();
    }

    @Override
    public void add(CampaignCounts result, InternalRow row) {
      int silence = places.get("days_since_last");
      int cluster = places.get("preference_cluster");
      Cell cell =
          new Cell(
              text(row, "campaign"),
              text(row, "window"),
              text(row, "arm"),
              text(row, "state"),
              text(row, "lifecycle_group"),
              row.isNullAt(cluster) ? "none" : String.valueOf(row.getInt(cluster)),
              Cell.daysBand(row.isNullAt(silence) ? -1 : row.getInt(silence)));
      result.add(cell, java.util.Arrays.stream(variables).mapToLong(row::getLong).toArray());
      if (cell.state().equals(Cell.SETTLED) && cell.window().equals(Window.CONVERSION.text())) {
        StageMove move =
            new StageMove(cell.campaign(), cell.arm(), text(row, "stage"), stageAtEnd(row));
        result.moves.merge(move, 1L, Long::sum);
      }
    }

    /** By what was known of them at the assignment, and bought since then. */
    private String stageAtEnd(InternalRow row) {
      int[] before = row.getArray(places.get("purchase_days")).toIntArray();
      int[] since = row.getArray(places.get("bought_days")).toIntArray();
      int[] days = IntStream.concat(IntStream.of(before), IntStream.of(since).sorted()).toArray();
      return Stage.at(
              row.getInt(places.get("ends_on")),
              PurchaseDays.of(days, days.length),
              row.getDouble(places.get("cycle_days")))
          .text();
    }

    private String text(InternalRow row, String column) {
      return row.getUTF8String(places.get(column)).toString();
    }

    @Override
    public void merge(CampaignCounts result, CampaignCounts other) {
      result.add(other);
    }
  }
}
