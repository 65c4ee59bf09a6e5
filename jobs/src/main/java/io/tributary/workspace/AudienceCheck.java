package io.tributary.workspace;

import io.tributary.pipeline.Problems;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Of;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Holds the expressions of audiences and journeys against the types of their columns. That these
 * exist was seen when the files were read.
 */
final class AudienceCheck {
  private static final Predicate<DataType> IS_ORDER =
      type ->
          type instanceof NumericType || type instanceof DateType || type instanceof TimestampType;

  private final StructType customers;
  private final ExpressionTypes types;

  private AudienceCheck(StructType customers, Problems problems) {
    this.customers = customers;
    this.types = new ExpressionTypes(problems);
  }

  /**
   * Notes what does not fit.
   *
   * @param tags those of the workspace, which are columns of customers
   */
  static void check(
      List<Audience> audiences, List<Journey> journeys, List<Tag> tags, Problems problems) {
    AudienceCheck check = new AudienceCheck(TagTypes.customers(tags), problems);
    audiences.forEach(check::audience);
    journeys.forEach(check::journey);
  }

  private void journey(Journey journey) {
    journey.where().ifPresent(sql -> condition(journey.definedIn() + " where", customers, sql));
    journey
        .exit()
        .where()
        .ifPresent(sql -> condition(journey.definedIn() + " exit.where", customers, sql));
    journey
        .anchor()
        .condition()
        .ifPresent(sql -> condition(journey.definedIn() + " anchor.event", facts(Of.EVENT), sql));
  }

  private void audience(Audience audience) {
    String file = audience.definedIn();
    audience.where().ifPresent(sql -> condition(file + " where", customers, sql));
    for (Behaviour behaviour : audience.behaviours()) {
      String key = behaviour.measure() == Tag.Measure.DID ? " did" : " did_not";
      StructType facts = facts(behaviour.of());
      behaviour.where().ifPresent(sql -> condition(file + key, facts, sql));
    }
    audience
        .limit()
        .ifPresent(
            limit ->
                types.check(
                    file + " order_by",
                    customers,
                    limit.orderBy(),
                    IS_ORDER,
                    "a number or a date"));
    audience
        .variables()
        .forEach(
            (name, sql) ->
                types.check(file + " variables." + name, customers, sql, type -> true, "a value"));
  }

  private static StructType facts(Of kind) {
    return StructType.fromDDL(BehaviourReader.ddl(kind));
  }

  private void condition(String place, StructType row, String sql) {
    types.check(place, row, sql, ExpressionTypes.IS_CONDITION, ExpressionTypes.CONDITION);
  }
}
