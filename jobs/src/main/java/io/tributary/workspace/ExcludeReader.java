package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Settings.Exclude;
import java.util.List;
import java.util.Optional;

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
    Optional<String> sql = ExpressionRules.rowExpression(node);
    if (sql.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = entity.columns().stream().map(Entity.Column::name).toList();
    for (String column : SqlExpressions.referencedColumns(sql.get())) {
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
      } else if (known.get().isProtected()) {
        node.wrong(
            "`"
                + column
                + "` is kept as a keyed hash, so that no condition on it would hold;"
                + " choose these people by another column, such as level");
      }
    }
    return sql;
  }
}
