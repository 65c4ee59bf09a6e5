package io.tributary.tag;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.customer.TouchResponses;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Problems;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Tag;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Case;
import io.tributary.workspace.Tag.Definition;
import io.tributary.workspace.Tag.Import;
import io.tributary.workspace.Tag.Metric;
import io.tributary.workspace.Tag.Of;
import io.tributary.workspace.Tag.Rule;
import io.tributary.workspace.Workspace;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds a column per tag to customers. Lists and behaviours come first, so that rules and metrics
 * may use their columns; a cast or a division that fails gives null, it never ends the night.
 */
public final class TagColumns {
  private final Run run;
  private final Problems problems = new Problems();

  private TagColumns(Run run) {
    this.run = run;
  }

  /**
   * Adds the columns.
   *
   * @param customers all other columns of {@code customers}, and what only tags look at
   * @throws io.tributary.pipeline.UserMistake if an expression does not fit its columns, of all
   *     tags together
   */
  public static Dataset<Row> add(Dataset<Row> customers, Run run) {
    if (run.workspace().tags().isEmpty()) {
      return customers;
    }
    return Sessions.lenient(run.spark(), () -> new TagColumns(run).add(customers));
  }

  /** What decides the columns beside the tables: definitions, and lists that somebody made. */
  public static List<Object> inputs(Workspace workspace) {
    List<Object> inputs = new ArrayList<>(workspace.tags());
    for (Tag tag : workspace.tags()) {
      if (tag.definition() instanceof Import list) {
        inputs.add(ListIdentifiers.state(workspace, list.file()));
      }
    }
    return inputs;
  }

  private Dataset<Row> add(Dataset<Row> customers) {
    Dataset<Row> result = customers;
    for (Tag tag : of(Import.class)) {
      result = ImportedLists.add(result, tag, run);
    }
    for (Of facts : Of.values()) {
      List<Tag> tags =
          of(Behaviour.class).stream()
              .filter(t -> ((Behaviour) t.definition()).of() == facts)
              .toList();
      if (!tags.isEmpty()) {
        result = behaviours(result, facts(facts, customers), tags);
      }
    }
    for (Tag tag : of(Rule.class)) {
      result = column(result, tag, rule((Rule) tag.definition()));
    }
    for (Tag tag : of(Metric.class)) {
      result = column(result, tag, expr(((Metric) tag.definition()).expression()));
    }
    problems.throwIfAny();
    return result;
  }

  /**
   * Purchases know their customer's cycle, for tags that count in cycles; touches whether a purchase
   * followed, for tags that ask.
   */
  private Dataset<Row> facts(Of kind, Dataset<Row> customers) {
    Dataset<Row> facts = BehaviourFacts.of(kind, run.lake(), run.date());
    if (kind == Of.TOUCH && asksFor(TouchResponses.CONVERTED)) {
      Dataset<Row> purchases =
          run.lake()
              .readOrEmpty(Contracts.table("orders"))
              .where(col("is_valid").and(col("one_id").isNotNull()));
      return TouchResponses.withConversions(facts, purchases);
    }
    return kind == Of.PURCHASE && asksFor("cycle")
        ? facts.join(
            customers.select("one_id", "purchase_cycle_days"), Joins.names("one_id"), "inner")
        : facts;
  }

  private boolean asksFor(String word) {
    return of(Behaviour.class).stream().anyMatch(t -> t.definition().toString().contains(word));
  }

  private List<Tag> of(Class<? extends Definition> kind) {
    return run.workspace().tags().stream()
        .filter(tag -> kind.isInstance(tag.definition()))
        .toList();
  }

  /** All in one pass; one by one only where that fails, to find out which tag is wrong. */
  private Dataset<Row> behaviours(Dataset<Row> customers, Dataset<Row> facts, List<Tag> tags) {
    try {
      return BehaviourTags.add(customers, facts, tags);
    } catch (Exception e) {
      Dataset<Row> result = customers;
      for (Tag tag : tags) {
        result = attempt(result, tag, c -> BehaviourTags.add(c, facts, List.of(tag)));
      }
      return result;
    }
  }

  private Dataset<Row> column(Dataset<Row> customers, Tag tag, Column value) {
    return attempt(customers, tag, c -> c.withColumn(tag.name(), value.cast(tag.type())));
  }

  private Dataset<Row> attempt(
      Dataset<Row> customers, Tag tag, java.util.function.UnaryOperator<Dataset<Row>> add) {
    try {
      return add.apply(customers);
    } catch (Exception e) {
      // Scala throws the checked AnalysisException undeclared, so that Java cannot catch it by
      // name.
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      problems.add(tag.definedIn(), "does not fit its columns: " + firstSentence(e.getMessage()));
      return customers.withColumn(tag.name(), lit(null).cast(tag.type()));
    }
  }

  private static String firstSentence(String message) {
    return message.replaceFirst("^\\[[A-Z0-9_.]+] ", "").replaceAll("(?s) SQLSTATE.*|\\n.*", "");
  }

  private static Column rule(Rule rule) {
    Column value = null;
    for (Case one : rule.cases()) {
      Column condition = expr(one.when());
      value =
          value == null
              ? when(condition, lit(one.value()))
              : value.when(condition, lit(one.value()));
    }
    return rule.otherwise().isPresent() ? value.otherwise(lit(rule.otherwise().get())) : value;
  }
}
