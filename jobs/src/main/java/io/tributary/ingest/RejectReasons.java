package io.tributary.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Entity;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** Why a record is of no use to a mapping: {@code mapping, entity, column, reason}. */
final class RejectReasons {
  private static final String EMPTY_OR_UNREADABLE = "required, but empty or unreadable";
  private static final String MALFORMED = "the record does not fit the file's columns";

  /** The mapping of a reject that is no mapping's own: the record as a whole is at fault. */
  private static final int WHOLE_RECORD = 0;

  private static final String REJECT =
      "struct<mapping: int, entity: string, column: string, reason: string>";

  private RejectReasons() {}

  /** That the record does not even fit the file's columns. */
  static Column malformed() {
    return reason(WHOLE_RECORD, lit(null).cast("string"), lit(null).cast("string"), MALFORMED);
  }

  /**
   * The first thing that is wrong, where the entity's columns go by their own names; null if
   * nothing is.
   *
   * @param mapping its place among those of its source, from 1
   */
  static Column first(int mapping, Entity entity) {
    List<Column> reasons = new ArrayList<>();
    for (Entity.Column column : entity.columns()) {
      if (column.required()) {
        reasons.add(
            when(
                StageDumps.quoted(column.name()).isNull(),
                reason(mapping, lit(entity.name()), lit(column.name()), EMPTY_OR_UNREADABLE)));
      }
    }
    for (Entity.Column column : entity.columns()) {
      column
          .check()
          .ifPresent(
              check ->
                  reasons.add(
                      when(
                          not(coalesce(expr(check), lit(true))),
                          reason(
                              mapping,
                              lit(entity.name()),
                              lit(column.name()),
                              "breaks the rule: " + check))));
    }
    return reasons.isEmpty() ? lit(null).cast(REJECT) : coalesce(reasons.toArray(Column[]::new));
  }

  private static Column reason(int mapping, Column entity, Column column, String reason) {
    return struct(
        lit(mapping).as("mapping"),
        entity.as("entity"),
        column.as("column"),
        lit(reason).as("reason"));
  }
}
