package io.tributary.insight;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.ml.fpm.FPGrowth;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code association_rules}: who buys this, buys that in the same basket; by MLlib's FP-Growth.
 *
 * <p>A set of items has to be in 0.05 % of the baskets, and in ten: below that, rules tell of
 * single customers. Of the rules, those of the most baskets are kept.
 */
final class AssociationRules {
  static final String NAME = "association_rules";

  private static final double MIN_SUPPORT = 0.0005;
  private static final double FEW_BASKETS = 10;
  private static final double MIN_CONFIDENCE = 0.05;
  private static final int MOST_RULES = 10_000;

  private AssociationRules() {}

  /**
   * A rule, by the numbers of items.
   *
   * @param antecedent ascending
   * @param n baskets with all of its items
   */
  record Rule(
      int[] antecedent, int consequent, double support, double confidence, double lift, long n)
      implements Serializable {}

  /**
   * The rules in baskets.
   *
   * @param items the column with the items
   * @param all how many baskets there are
   */
  static List<Rule> find(Dataset<Row> baskets, String items, long all) {
    List<Rule> rules = new ArrayList<>();
    if (all == 0) {
      return rules;
    }
    // Half a basket less, so that rounding does not lose a set that is in just enough of them.
    double minSupport = Math.max(MIN_SUPPORT, (FEW_BASKETS - 0.5) / all);
    if (minSupport > 1) {
      return rules;
    }
    Dataset<Row> found =
        new FPGrowth()
            .setItemsCol(items)
            .setMinSupport(minSupport)
            .setMinConfidence(MIN_CONFIDENCE)
            .fit(baskets)
            .associationRules()
            .select(
                array_sort(col("antecedent")).as("antecedent"),
                col("consequent").getItem(0).as("consequent"),
                col("support"),
                col("confidence"),
                col("lift"));
    for (Row row :
        found
            .orderBy(
                col("support").desc(), col("lift").desc(), col("antecedent"), col("consequent"))
            .limit(MOST_RULES)
            .collectAsList()) {
      int[] antecedent = row.<Integer>getList(0).stream().mapToInt(Integer::intValue).toArray();
      double support = row.getDouble(2);
      rules.add(
          new Rule(
              antecedent,
              row.getInt(1),
              support,
              row.getDouble(3),
              row.getDouble(4),
              Math.round(support * all)));
    }
    return rules;
  }

  /** Makes rows of a level's rules. */
  static void addRows(String level, List<Rule> rules, IntFunction<String> name, TableRows rows) {
    for (Rule rule : rules) {
      rows.next()
          .set("level", level)
          .set("antecedent", names(rule.antecedent(), name))
          .set("consequent", name.apply(rule.consequent()))
          .set("support", rule.support())
          .set("confidence", rule.confidence())
          .set("lift", rule.lift())
          .set("n", rule.n())
          .add();
    }
  }

  private static String[] names(int[] items, IntFunction<String> name) {
    return Arrays.stream(items).mapToObj(name).sorted().toArray(String[]::new);
  }
}
