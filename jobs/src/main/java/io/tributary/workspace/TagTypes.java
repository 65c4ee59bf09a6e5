package io.tributary.workspace;

import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Problems;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Case;
import io.tributary.workspace.Tag.Definition;
import io.tributary.workspace.Tag.Import;
import io.tributary.workspace.Tag.Metric;
import io.tributary.workspace.Tag.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructType;

/**
 * Holds the tags' expressions against the types of their columns, and finds the type of metrics
 * that name none: that of their expression. Tags become columns in this order, each seeing those
 * before it: lists and behaviours, then rules, then metrics, by name.
 */
final class TagTypes {
  private static final Predicate<DataType> ANY = type -> true;

  private final ExpressionTypes types;
  private final Problems problems;
  private final List<String> names;
  private final Map<String, Tag> typed = new TreeMap<>();
  private StructType customers;

  private TagTypes(List<Tag> tags, Problems problems) {
    this.problems = problems;
    this.types = new ExpressionTypes(problems);
    this.names = tags.stream().map(Tag::name).toList();
    StructType columns = customers(List.of());
    for (String name : TagExpressions.OF_CUSTOMERS) {
      columns = columns.add(name, DataTypes.DoubleType);
    }
    this.customers = columns;
  }

  /** The columns of {@code customers} in a workspace with these tags. */
  static StructType customers(List<Tag> tags) {
    StructType row = new StructType();
    for (var column : Contracts.table("customers").columns()) {
      row = row.add(column.name(), DataType.fromDDL(column.type()));
    }
    for (Tag tag : tags) {
      row = row.add(tag.name(), DataType.fromDDL(tag.type()));
    }
    return row;
  }

  /** The same tags, all with a type; what does not fit is noted. */
  static List<Tag> of(List<Tag> tags, Problems problems) {
    TagTypes check = new TagTypes(tags, problems);
    for (Class<? extends Definition> kind :
        List.of(Import.class, Behaviour.class, Rule.class, Metric.class)) {
      tags.stream().filter(tag -> kind.isInstance(tag.definition())).forEach(check::add);
    }
    return tags.stream().map(tag -> check.typed.get(tag.name())).toList();
  }

  private void add(Tag tag) {
    String type = tag.type();
    if (tag.definition() instanceof Behaviour behaviour) {
      check(tag, behaviour);
    } else if (tag.definition() instanceof Rule rule) {
      check(tag, rule);
    } else if (tag.definition() instanceof Metric metric) {
      type = type(tag, metric);
    }
    typed.put(tag.name(), tag.withType(type));
    customers = customers.add(tag.name(), DataType.fromDDL(type));
  }

  private void check(Tag tag, Behaviour behaviour) {
    StructType facts = StructType.fromDDL(BehaviourReader.ddl(behaviour.of()));
    StructType row =
        switch (behaviour.of()) {
          case PURCHASE -> facts.add(TagExpressions.CYCLE, DataTypes.DoubleType);
          case EVENT -> facts;
          case TOUCH -> facts.add(TagExpressions.CONVERTED, DataTypes.BooleanType);
        };
    String file = tag.definedIn() + " ";
    behaviour.where().ifPresent(sql -> condition(file + "where", row, sql));
    behaviour.distinct().ifPresent(sql -> types.check(file + "distinct", row, sql, ANY, "a value"));
    behaviour.numerator().ifPresent(sql -> value(file + "numerator", row, sql, "double"));
    behaviour.denominator().ifPresent(sql -> value(file + "denominator", row, sql, "double"));
    behaviour.most().ifPresent(sql -> value(file + "most", row, sql, tag.type()));
  }

  private void check(Tag tag, Rule rule) {
    for (int i = 0; i < rule.cases().size(); i++) {
      Case one = rule.cases().get(i);
      String place = tag.definedIn() + " values[" + i + "].when";
      if (isComputedBefore(place, one.when())) {
        condition(place, customers, one.when());
      }
    }
  }

  private String type(Tag tag, Metric metric) {
    String place = tag.definedIn() + " expression";
    boolean isOpen = tag.type().equals(Tag.OF_EXPRESSION);
    if (!isComputedBefore(place, metric.expression())) {
      return isOpen ? "double" : tag.type();
    }
    if (!isOpen) {
      value(place, customers, metric.expression(), tag.type());
      return tag.type();
    }
    Optional<DataType> type =
        types.check(
            place,
            customers,
            metric.expression(),
            t -> !(t instanceof NullType),
            "a value with a type");
    return type.map(DataType::catalogString).orElse("double");
  }

  /** Whether all tags that an expression looks at have their columns by then. */
  private boolean isComputedBefore(String place, String sql) {
    List<String> later = new ArrayList<>();
    for (String column : SqlExpressions.referencedColumns(sql)) {
      names.stream()
          .filter(name -> name.equalsIgnoreCase(column) && !typed.containsKey(name))
          .forEach(later::add);
    }
    later.forEach(
        name ->
            problems.add(
                place,
                "looks at the tag `%s`, which comes after it: lists and behaviours come first, then rules, then metrics, by name; write out what it says"
                    .formatted(name)));
    return later.isEmpty();
  }

  private void condition(String place, StructType row, String sql) {
    types.check(place, row, sql, ExpressionTypes.IS_CONDITION, ExpressionTypes.CONDITION);
  }

  private void value(String place, StructType row, String sql, String type) {
    DataType wanted = DataType.fromDDL(type);
    types.check(place, row, sql, t -> Cast.canAnsiCast(t, wanted), wanted.sql());
  }
}
