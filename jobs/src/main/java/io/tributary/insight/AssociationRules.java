package io.tributary.insight;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;

import io.tributary.customer.Catalogue.Names;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.fpm.FPGrowth;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code association_rules}: who buys this, buys that in the same basket; by MLlib's FP-Growth.
 *
 * <p>A set of items has to be in 0.05 % of the baskets, and in ten: below that, rules tell of
 * single customers. Of the rules, those of the most baskets are kept; of equal ones the first by
 * name, since products are numbered as they arrived.
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
   * The rules in baskets, those of the most baskets first.
   *
   * @param items the column with the items
   * @param names the items' names
   * @param all how many baskets there are
   */
  static List<Rule> find(Dataset<Row> baskets, String items, Names names, long all) {
    List<Rule> rules = new ArrayList<>();
    if (all == 0) {
      return rules;
    }
    // Half a basket less, so that rounding does not lose a set that is in just enough of them.
    double minSupport = Math.max(MIN_SUPPORT, (FEW_BASKETS - 0.5) / all);
    if (minSupport > 1) {
      return rules;
    }
    UserDefinedFunction name = udf((UDF1<Integer, String>) names::name, DataTypes.StringType);
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
                col("lift"))
            .withColumn("if", array_sort(transform(col("antecedent"), item -> name.apply(item))))
            .withColumn("then", name.apply(col("consequent")));
    for (Row row :
        found
            .orderBy(col("support").desc(), col("lift").desc(), col("if"), col("then"))
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
  static void addRows(String level, List<Rule> rules, Names names, TableRows rows) {
    for (Rule rule : rules) {
      rows.next()
          .set("level", level)
          .set("antecedent", texts(rule.antecedent(), names))
          .set("consequent", names.name(rule.consequent()))
          .set("support", rule.support())
          .set("confidence", rule.confidence())
          .set("lift", rule.lift())
          .set("n", rule.n())
          .add();
    }
  }

  /** In the order of code points, which that of Java's strings is not. */
  private static String[] texts(int[] items, Names names) {
    return Arrays.stream(items)
        .mapToObj(names::text)
        .sorted()
        .map(UTF8String::toString)
        .toArray(String[]::new);
  }
}
