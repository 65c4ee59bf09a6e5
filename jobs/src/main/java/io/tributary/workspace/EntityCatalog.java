package io.tributary.workspace;

import io.tributary.config.ConfigFile;
import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.pipeline.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The canonical entities: what {@code schemas/entities/*.yaml} says, checked. A column that is
 * added to such a file is known everywhere.
 */
public final class EntityCatalog {
  /** A folder inside a jar cannot be listed; a test holds this against the folder. */
  static final List<String> NAMES =
      List.of(
          "order",
          "order_line",
          "refund",
          "member",
          "product",
          "store",
          "event",
          "touch",
          "coupon",
          "consent",
          "follow",
          "link");

  private static final EntityCatalog STANDARD =
      new EntityCatalog(NAMES.stream().map(name -> parse(name, resource(name))).toList());

  private final List<Entity> entities;

  private EntityCatalog(List<Entity> entities) {
    this.entities = entities;
  }

  /** The entities that come with this version. */
  public static EntityCatalog standard() {
    return STANDARD;
  }

  /** All entities, in the order of the flow: orders first. */
  public List<Entity> entities() {
    return entities;
  }

  /** The names of all entities. */
  public List<String> names() {
    return entities.stream().map(Entity::name).toList();
  }

  /** The entity of that name, if there is one. */
  public Optional<Entity> find(String name) {
    return entities.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /** The entity of that name, which code names and which must exist. */
  public Entity get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no entity `" + name + "`"));
  }

  private static String resource(String name) {
    String path = path(name);
    try (InputStream in = EntityCatalog.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static String path(String name) {
    return "schemas/entities/" + name + ".yaml";
  }

  /**
   * Reads an entity's definition.
   *
   * @throws IllegalStateException with all that is wrong: the definitions are ours, not the user's
   */
  static Entity parse(String name, String yaml) {
    Problems problems = new Problems();
    Optional<Entity> entity =
        ConfigFile.parse(yaml, path(name), problems).flatMap(map -> entity(map, name));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("\n", problems.found()));
    }
    return entity.orElseThrow();
  }

  private static Optional<Entity> entity(ConfigMap map, String fileName) {
    Optional<String> name = map.require("entity", "entity: " + fileName, ConfigNode::text);
    Optional<String> meaning = map.require("meaning", "meaning: One …", ConfigNode::text);
    Optional<String> labelZh = map.require("label_zh", "label_zh: 订单", ConfigNode::text);
    Optional<List<String>> key =
        map.require("key", "key: [order_id]", node -> node.list(ConfigNode::text));
    boolean keyIncludesIdentifiers =
        map.read("key_includes_identifiers", ConfigNode::bool).orElse(false);
    Optional<Boolean> takesIdentifiers =
        map.require("takes_identifiers", "takes_identifiers: true", ConfigNode::bool);
    Optional<Map<String, Entity.Column>> columns =
        map.require("columns", "columns: {…}", ConfigNode::map)
            .map(named -> named.readAll(EntityCatalog::column));
    map.rejectOtherKeys();
    if (!map.isSound()) {
      return Optional.empty();
    }
    Entity entity =
        new Entity(
            name.orElseThrow(),
            meaning.orElseThrow(),
            labelZh.orElseThrow(),
            key.orElseThrow(),
            keyIncludesIdentifiers,
            takesIdentifiers.orElseThrow(),
            List.copyOf(columns.orElseThrow().values()));
    checkAgreement(entity, fileName, map);
    return Optional.of(entity);
  }

  private static Optional<Entity.Column> column(ConfigNode node) {
    return node.map()
        .flatMap(
            map -> {
              Optional<String> type = map.require("type", "type: string", EntityCatalog::type);
              Optional<String> meaning = map.require("meaning", "meaning: …", ConfigNode::text);
              Optional<String> labelZh = map.require("label_zh", "label_zh: …", ConfigNode::text);
              Entity.Column column =
                  new Entity.Column(
                      node.name(),
                      type.orElse("string"),
                      map.read("required", ConfigNode::bool).orElse(false),
                      map.read("required_unless_mapped", ConfigNode::text),
                      map.read("default", ExpressionRules::rowExpression),
                      map.read("check", ExpressionRules::rowExpression),
                      map.read("personal", personal -> personal.oneOf(Entity.Personal.class))
                          .orElse(Entity.Personal.NONE),
                      map.read("namespace", ConfigNode::text),
                      meaning.orElse(""),
                      labelZh.orElse(""));
              map.rejectOtherKeys();
              return Optional.of(column);
            });
  }

  private static Optional<String> type(ConfigNode node) {
    Optional<String> type = node.text();
    if (type.isPresent() && !SqlExpressions.isType(type.get())) {
      return node.expected("a Spark SQL type such as decimal(18,2)");
    }
    return type;
  }

  private static void checkAgreement(Entity entity, String fileName, ConfigMap map) {
    if (!entity.name().equals(fileName)) {
      map.wrong("`entity: " + entity.name() + "` is not the file's name");
    }
    Set<String> names = new HashSet<>();
    entity.columns().forEach(column -> names.add(column.name()));
    List<String> strangers = new ArrayList<>(entity.key());
    strangers.removeAll(names);
    if (!strangers.isEmpty()) {
      map.wrong("key names " + strangers + ", which is no column");
    }
    for (Entity.Column column : entity.columns()) {
      for (String other : column.check().map(SqlExpressions::referencedColumns).orElse(Set.of())) {
        if (!names.contains(other)) {
          map.wrong(column.name() + ": its check names `" + other + "`, which is no column");
        }
      }
      if (!column.requiredUnlessMapped().map(NAMES::contains).orElse(true)) {
        map.wrong(column.name() + ": `required_unless_mapped` names no entity");
      }
      boolean identifier = column.personal() == Entity.Personal.IDENTIFIER;
      if (identifier != column.namespace().isPresent()) {
        map.wrong(column.name() + ": `personal: identifier` and `namespace` go together");
      }
    }
  }
}
