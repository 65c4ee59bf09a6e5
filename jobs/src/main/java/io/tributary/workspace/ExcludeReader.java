package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Settings.Exclude;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Reads the section {@code exclude}: SQL over the columns of an order, and of a member. */
final class ExcludeReader {
  private ExcludeReader() {}

  static Exclude read(ConfigMap map) {
    Exclude exclude =
        new Exclude(
            map.read("orders", node -> condition(node, EntityCatalog.standard().get("order"))),
            map.read("customers", node -> condition(node, EntityCatalog.standard().get("member"))));
    map.rejectOtherKeys();
    return exclude;
  }

  private static Optional<String> condition(ConfigNode node, Entity entity) {
    return ExpressionRules.rowExpression(node)
        .filter(sql -> knowsColumns(node, sql, entity))
        .filter(sql -> isCondition(node, sql, entity));
  }

  private static boolean knowsColumns(ConfigNode node, String sql, Entity entity) {
    List<String> names = entity.columns().stream().map(Entity.Column::name).toList();
    boolean knowsAll = true;
    for (String column : SqlExpressions.referencedColumns(sql)) {
      Optional<Entity.Column> known =
          entity.columns().stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst();
      if (known.isEmpty()) {
        node.wrong(
            "`"
                + entity.name()
                + "` has no column `"
                + column
                + "`; "
                + Suggestion.among(column, names));
      } else if (!mayBeUsed(known.get(), sql)) {
        node.wrong(
            "`"
                + column
                + "` stands in the vault, encrypted, and the tables have a keyed hash of it, so"
                + " that "
                + (known.get().name().equals(NamedMembers.COLUMN)
                    ? "it can only be compared with texts, by = or in: `member_id in ('S01', 'S02')`"
                    : "no condition on it would hold; choose these people by another column, such"
                        + " as level, or leave their rows out by `where` in the source, which sees"
                        + " the dump's own values"));
      }
      knowsAll &= known.isPresent() && mayBeUsed(known.get(), sql);
    }
    return knowsAll;
  }

  private static boolean mayBeUsed(Entity.Column column, String sql) {
    return !column.isProtected()
        || column.name().equals(NamedMembers.COLUMN) && NamedMembers.comparedIn(sql).isPresent();
  }

  private static boolean isCondition(ConfigNode node, String sql, Entity entity) {
    StructType row = new StructType();
    for (Entity.Column column : entity.columns()) {
      row = row.add(column.name(), DataType.fromDDL(column.type()));
    }
    return ExpressionTypes.isCondition(node, row, sql);
  }
}
