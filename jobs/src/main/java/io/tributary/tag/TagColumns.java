package io.tributary.tag;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.customer.TouchResponses;
import io.tributary.pipeline.Contracts;
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
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds a column per tag to customers. Lists and behaviours come first, so that rules and metrics
 * may use their columns; a cast or a division that fails gives null, it never ends the night.
 */
public final class TagColumns {
  private final Run run;

  private TagColumns(Run run) {
    this.run = run;
  }

  /**
   * Adds the columns.
   *
   * @param customers all other columns of {@code customers}, and what only tags look at
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
        result = BehaviourTags.add(result, facts(facts, customers), tags);
      }
    }
    for (Tag tag : of(Rule.class)) {
      result = column(result, tag, rule((Rule) tag.definition()));
    }
    for (Tag tag : of(Metric.class)) {
      result = column(result, tag, expr(((Metric) tag.definition()).expression()));
    }
    return result;
  }

  /**
   * Purchases know their customer's cycle, for tags that count in cycles; touches whether a
   * purchase followed, for tags that ask.
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
            customers.select("one_id", "purchase_cycle_days"), new String[] {"one_id"}, "inner")
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

  private static Dataset<Row> column(Dataset<Row> customers, Tag tag, Column value) {
    return customers.withColumn(tag.name(), value.cast(tag.type()));
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
