package io.tributary.repurchase;

import io.tributary.ledger.RawRows;
import io.tributary.statistics.SurvivalCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Everything that curves, timing and factors need to know of all customers: by step, dimension and
 * level, who repurchased after how many days and who was followed for how long; and the cells of
 * the regressions. It is as large as the levels are many, however many customers there are.
 */
final class RepurchaseCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Joining to first purchase, first to second, second to third, third to fourth. */
  private static final int STEPS = 4;

  private final RepurchaseRules rules;
  private final EntryLevels levels;
  private final SurvivalCounts[] steps = new SurvivalCounts[STEPS];
  private final SurvivalCounts[][] groups = new SurvivalCounts[Dimension.values().length][0];
  private final EntryCells cells = new EntryCells();
  private final int[] entry = new int[Dimension.values().length];

  /**
   * Nobody yet.
   *
   * @param topSkus the products that are told apart
   */
  RepurchaseCounts(RepurchaseRules rules, List<String> topSkus) {
    this(rules, new EntryLevels(rules.sides(), topSkus));
  }

  private RepurchaseCounts(RepurchaseRules rules, EntryLevels levels) {
    this.rules = rules;
    this.levels = levels;
    Arrays.setAll(steps, step -> new SurvivalCounts(rules.curveDays()));
  }

  /** Counts customers. */
  static RepurchaseCounts of(Dataset<Row> customers, RepurchaseRules rules, List<String> topSkus) {
    RepurchaseCounts counts = fold(customers, rules, topSkus);
    // Levels were numbered as they came along; what follows is not to depend on that.
    RepurchaseCounts sorted = new RepurchaseCounts(rules, counts.levels.sorted());
    sorted.add(counts);
    return sorted;
  }

  private static RepurchaseCounts fold(
      Dataset<Row> customers, RepurchaseRules rules, List<String> topSkus) {
    return RawRows.fold(
        customers.select(EntryRow.columns()),
        new RepurchaseCounts(rules, topSkus),
        new RawRows.Folding<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public void add(RepurchaseCounts result, InternalRow row) {
            result.add(new EntryRow(row));
          }

          @Override
          public void merge(RepurchaseCounts result, RepurchaseCounts other) {
            result.add(other);
          }
        });
  }

  private void add(EntryRow row) {
    int first = row.purchaseDay(1);
    if (first != EntryRow.NEVER && !row.isEntryKnown()) {
      return;
    }
    // Who bought before joining has nothing to wait for.
    if (first >= row.joinedOn()) {
      add(steps[0], row.joinedOn(), first);
    }
    for (int step = 1; step < STEPS; step++) {
      add(steps[step], row.purchaseDay(step), row.purchaseDay(step + 1));
    }
    if (first <= rules.lastDay()) {
      addEntry(row, first, row.purchaseDay(2));
    }
  }

  private void add(SurvivalCounts counts, int from, int event) {
    int followUp = rules.lastDay() - from;
    if (followUp >= 0 && event <= rules.lastDay()) {
      counts.addEvent(event - from, followUp);
    } else if (followUp >= 0) {
      counts.addCensored(followUp);
    }
  }

  private void addEntry(EntryRow row, int first, int second) {
    levels.read(row, entry);
    boolean isMature = rules.lastDay() - first >= rules.horizonDays();
    // A day that never came is later than any.
    int repurchased = second <= first + rules.horizonDays() ? 1 : 0;
    for (Dimension dimension : Dimension.values()) {
      int level = entry[dimension.ordinal()];
      if (level != Levels.NONE) {
        add(group(dimension, level), first, second);
        if (isMature && dimension.hasCells()) {
          cells.add(EntryKey.of(dimension, entry).packed(), 1, repurchased);
        }
      }
    }
  }

  private SurvivalCounts group(Dimension dimension, int level) {
    int d = dimension.ordinal();
    if (level >= groups[d].length) {
      groups[d] = Arrays.copyOf(groups[d], Math.max(level + 1, 2 * groups[d].length));
    }
    if (groups[d][level] == null) {
      groups[d][level] = new SurvivalCounts(rules.curveDays());
    }
    return groups[d][level];
  }

  /** Takes in what was counted elsewhere, where levels may have other numbers. */
  private void add(RepurchaseCounts other) {
    Map<Dimension, IntUnaryOperator> ours = levels.add(other.levels);
    for (int step = 0; step < STEPS; step++) {
      steps[step].add(other.steps[step]);
    }
    for (Dimension dimension : Dimension.values()) {
      SurvivalCounts[] theirs = other.groups[dimension.ordinal()];
      for (int level = 0; level < theirs.length; level++) {
        if (theirs[level] != null) {
          group(dimension, ours.get(dimension).applyAsInt(level)).add(theirs[level]);
        }
      }
    }
    cells.add(other.cells, key -> EntryKey.of(key).renumbered(ours).packed());
  }

  /** How many first purchases. */
  long entries() {
    return steps[1].people();
  }

  /** All groups that have a curve. */
  List<Group> curves() {
    List<Group> curves = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      if (step == 1) {
        Dimension.withCurves().forEach(dimension -> curves.addAll(levels(dimension)));
      } else if (steps[step].people() > 0) {
        curves.add(new Group(step, Dimension.ALL, 0, Dimension.ALL.column(), steps[step]));
      }
    }
    return curves;
  }

  /** The groups of a dimension: of products, those that are told apart. */
  List<Group> levels(Dimension dimension) {
    List<Group> found = new ArrayList<>();
    SurvivalCounts[] counts = groups[dimension.ordinal()];
    for (int level = 0; level < counts.length; level++) {
      if (counts[level] != null && !levels.isRest(dimension, level)) {
        String name = levels.name(dimension, level);
        found.add(new Group(1, dimension, level, name, counts[level]));
      }
    }
    return found;
  }

  /** Everybody who has a level in a dimension. */
  SurvivalCounts all(Dimension dimension) {
    SurvivalCounts all = new SurvivalCounts(rules.curveDays());
    for (SurvivalCounts counts : groups[dimension.ordinal()]) {
      if (counts != null) {
        all.add(counts);
      }
    }
    return all;
  }

  EntryCells cells() {
    return cells;
  }
}
