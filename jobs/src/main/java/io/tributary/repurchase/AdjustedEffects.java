package io.tributary.repurchase;

import io.tributary.statistics.BinomialCells;
import io.tributary.statistics.LogisticRegression;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What each level of a factor adds to the chance to repurchase within the horizon, all else equal:
 * a logistic regression per level, of the level against all others beside channel, category, amount
 * band and month of the first purchase, among those whose horizon has passed. The factor itself is
 * no covariate; a product is not adjusted for its own category.
 *
 * <p>Rules that surprise: levels of a covariate that hardly vary in the outcome are one level, and
 * if that hardly varies either, its customers are left out; where the level at hand hardly varies,
 * or the covariates determine it, there is a reason instead of a number. The most frequent level of
 * a covariate is the reference, which the effect does not depend on.
 */
final class AdjustedEffects {
  /** Repurchases, and failures to, that a level must have to say anything. */
  private static final int FEWEST = 10;

  private final List<Dimension> covariates;

  /** In the order of the keys: sums of the same numbers come out the same, bit by bit. */
  private final Map<EntryKey, Outcome> all =
      new TreeMap<>(Comparator.comparingLong(EntryKey::packed));

  private final Map<Integer, Map<EntryKey, Outcome>> byLevel = new HashMap<>();
  private final Map<Dimension, Map<Integer, Integer>> columns = new EnumMap<>(Dimension.class);
  private int variables;

  /**
   * An effect in percentage points, or why there is none.
   *
   * @param note null where there is one
   */
  record Effect(Double points, Double low, Double high, String note) {
    private static Effect none(String note) {
      return new Effect(null, null, null, note);
    }
  }

  /** How many people, and how many of them repurchased. */
  private record Outcome(long people, long repurchased) {
    private static final Outcome NOBODY = new Outcome(0, 0);

    Outcome plus(Outcome other) {
      return new Outcome(people + other.people, repurchased + other.repurchased);
    }

    Outcome minus(Outcome other) {
      return new Outcome(people - other.people, repurchased - other.repurchased);
    }

    boolean varies() {
      return repurchased >= FEWEST && people - repurchased >= FEWEST;
    }
  }

  /** Prepares the regressions of a factor's levels. */
  AdjustedEffects(EntryCells cells, Dimension factor) {
    covariates =
        Dimension.COVARIATES.stream()
            .filter(c -> c != factor)
            .filter(c -> factor != Dimension.SKU || c != Dimension.CATEGORY_L1)
            .toList();
    cells.forEach(
        (key, people, repurchased) -> take(factor, EntryKey.of(key), people, repurchased));
    covariates.forEach(this::giveColumns);
  }

  private void take(Dimension factor, EntryKey key, long people, long repurchased) {
    boolean isOwn = key.factor() == (factor.hasCells() ? factor : Dimension.ALL);
    int level = isOwn ? factor.hasCells() ? key.level() : key.covariate(factor) : Levels.NONE;
    if (level != Levels.NONE) {
      Outcome outcome = new Outcome(people, repurchased);
      EntryKey beside = key.only(covariates);
      all.merge(beside, outcome, Outcome::plus);
      byLevel.computeIfAbsent(level, l -> new HashMap<>()).merge(beside, outcome, Outcome::plus);
    }
  }

  private void giveColumns(Dimension covariate) {
    Map<Integer, Outcome> levels = new TreeMap<>();
    all.forEach((key, o) -> levels.merge(key.covariate(covariate), o, Outcome::plus));
    Set<Integer> rare = new HashSet<>();
    Outcome ofRare = Outcome.NOBODY;
    int reference = Levels.NONE;
    Outcome ofReference = Outcome.NOBODY;
    for (Map.Entry<Integer, Outcome> level : levels.entrySet()) {
      Outcome outcome = level.getValue();
      if (!outcome.varies()) {
        rare.add(level.getKey());
        ofRare = ofRare.plus(outcome);
      } else if (outcome.people() > ofReference.people()) {
        reference = level.getKey();
        ofReference = outcome;
      }
    }
    Map<Integer, Integer> columnOf = new HashMap<>();
    for (int level : levels.keySet()) {
      if (level != reference && !rare.contains(level)) {
        columnOf.put(level, variables++);
      }
    }
    if (ofRare.varies()) {
      int column = variables++;
      rare.forEach(level -> columnOf.put(level, column));
    } else {
      leaveOut(covariate, rare);
    }
    columns.put(covariate, columnOf);
  }

  private void leaveOut(Dimension covariate, Set<Integer> levels) {
    Predicate<EntryKey> isLeftOut = key -> levels.contains(key.covariate(covariate));
    all.keySet().removeIf(isLeftOut);
    byLevel.values().forEach(cells -> cells.keySet().removeIf(isLeftOut));
  }

  /** The effect of a level against all others. */
  Effect of(int level) {
    Map<EntryKey, Outcome> own = byLevel.getOrDefault(level, Map.of());
    Outcome with = own.values().stream().reduce(Outcome.NOBODY, Outcome::plus);
    Outcome everybody = all.values().stream().reduce(Outcome.NOBODY, Outcome::plus);
    if (!with.varies() || !everybody.minus(with).varies()) {
      return Effect.none("too few whose horizon has passed");
    }
    LogisticRegression model = LogisticRegression.of(design(own));
    if (model.isLastDetermined()) {
      return Effect.none("not to be told apart from channel, category, band and month");
    }
    return model
        .effectOfLast()
        .map(e -> new Effect(100 * e.effect(), 100 * e.low(), 100 * e.high(), null))
        .orElseGet(() -> Effect.none("no model fits"));
  }

  private BinomialCells design(Map<EntryKey, Outcome> own) {
    BinomialCells design = new BinomialCells(variables + 1);
    all.forEach(
        (key, outcome) -> {
          int[] ones = ones(key);
          Outcome with = own.getOrDefault(key, Outcome.NOBODY);
          Outcome without = outcome.minus(with);
          if (without.people() > 0) {
            design.add(ones, without.people(), without.repurchased());
          }
          if (with.people() > 0) {
            int[] andFactor = Arrays.copyOf(ones, ones.length + 1);
            andFactor[ones.length] = variables;
            design.add(andFactor, with.people(), with.repurchased());
          }
        });
    return design;
  }

  private int[] ones(EntryKey key) {
    return covariates.stream()
        .map(covariate -> columns.get(covariate).get(key.covariate(covariate)))
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
