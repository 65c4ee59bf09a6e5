package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Source.EntityMapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Reads one of a source's {@code entities}: how rows of its dumps become rows of an entity. */
final class MappingReader {
  private final Optional<Set<String>> namespaces;
  private final MappingTypes types;

  MappingReader(Optional<Set<String>> namespaces, MappingTypes types) {
    this.namespaces = namespaces;
    this.types = types;
  }

  /** A mapping whose required columns still depend on what the other sources map. */
  record Draft(EntityMapping mapping, ConfigMap map, ConfigMap columns) {

    /** The mapping in its workspace; required columns that it lacks are noted. */
    EntityMapping among(Set<String> mappedEntities) {
      Entity entity = mapping.entity().among(mappedEntities);
      // Columns that could not be read at all were reported; each of them missing says no more.
      boolean readable = map.find("columns").map(ConfigNode::isMap).orElse(true);
      for (Entity.Column column : entity.columns()) {
        if (readable && column.required() && columns.find(column.name()).isEmpty()) {
          String reason =
              column
                  .requiredUnlessMapped()
                  .map(
                      other ->
                          "`" + entity.name() + "` needs it where no source maps `" + other + "`")
                  .orElse("`" + entity.name() + "` needs it");
          columns.missing(
              column.name(),
              "is missing; " + reason + ": write `" + column.name() + ": <Spark SQL expression>`");
        }
      }
      return new EntityMapping(entity, mapping.where(), mapping.columns(), mapping.identifiers());
    }
  }

  /** Reads a mapping; empty if its entity is not known. */
  Optional<Draft> read(ConfigNode node) {
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ConfigMap map = given.get();
    Optional<Entity> entity = map.require("entity", "entity: order", MappingReader::entity);
    Optional<String> where = map.read("where", types::condition);
    ConfigMap columns = map.section("columns");
    ConfigMap identifiers = map.section("identifiers");
    map.rejectOtherKeys();
    if (entity.isEmpty()) {
      return Optional.empty();
    }
    EntityMapping mapping =
        new EntityMapping(
            entity.get(), where, columns(entity.get(), columns), identifiers(identifiers));
    checkIdentifiers(mapping, map, identifiers);
    return Optional.of(new Draft(mapping, map, columns));
  }

  private static Optional<Entity> entity(ConfigNode node) {
    Optional<String> name = node.text();
    Optional<Entity> entity = name.flatMap(EntityCatalog.standard()::find);
    if (name.isPresent() && entity.isEmpty()) {
      node.wrong(
          "unknown entity `"
              + name.get()
              + "`; "
              + Suggestion.among(name.get(), EntityCatalog.standard().names()));
    }
    return entity;
  }

  private Map<String, String> columns(Entity entity, ConfigMap map) {
    Map<String, String> mapped = new LinkedHashMap<>();
    for (Entity.Column column : entity.columns()) {
      DataType type = DataType.fromDDL(column.type());
      map.read(column.name(), node -> types.value(node, type))
          .ifPresent(sql -> mapped.put(column.name(), sql));
    }
    map.rejectOtherKeys();
    return Collections.unmodifiableMap(mapped);
  }

  private Map<String, List<String>> identifiers(ConfigMap map) {
    return map.readAll(this::identifier);
  }

  private Optional<List<String>> identifier(ConfigNode node) {
    if (namespaces.isPresent() && !namespaces.get().contains(node.name())) {
      node.wrong(
          "unknown namespace; "
              + Suggestion.among(node.name(), namespaces.get())
              + " (tributary.yaml, identity.namespaces)");
    }
    return node.isList() ? node.list(this::text) : text(node).map(List::of);
  }

  private Optional<String> text(ConfigNode node) {
    return types.value(node, DataTypes.StringType);
  }

  private static void checkIdentifiers(EntityMapping mapping, ConfigMap map, ConfigMap given) {
    Entity entity = mapping.entity();
    int expressions = mapping.identifiers().values().stream().mapToInt(List::size).sum();
    if (!entity.takesIdentifiers() && !given.isEmpty()) {
      given.wrong(
          "`" + entity.name() + "` is not about a person and takes no identifiers; leave them out");
    }
    // A link joins two; of the others, rows that name nobody could not be told apart.
    int needed = entity.name().equals("link") ? 2 : entity.keyIncludesIdentifiers() ? 1 : 0;
    if (given.isSound() && expressions < needed) {
      map.wrong(
          "`"
              + entity.name()
              + "` needs at least "
              + needed
              + (needed == 1 ? " identifier" : " identifiers")
              + ", but has "
              + expressions
              + "; add to identifiers, such as {phone: \"`手机`\", unionid: \"`unionid`\"}");
    }
  }
}
