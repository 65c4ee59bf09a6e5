package io.tributary.ingest;

import io.tributary.workspace.Entity;
import io.tributary.workspace.Settings.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What erasures leave of a record's identifiers. A record is of whom its strongest identifier names
 * (semantics.md, OneID step 7): where that is an erased one, the record was the erased person's,
 * and null is left. Somebody else's record that mentions them loses only what is theirs. The rule
 * looks at the record alone, so that a dump that comes again meets the same fate as the rows of the
 * lake.
 */
final class KeptIdentifiers implements UDF2<Seq<Row>, Integer, List<Row>> {
  private static final long serialVersionUID = 1L;

  private final Tombstones tombstones;
  private final HashMap<String, Integer> priorities = new HashMap<>();

  /** Namespaces of which a record of the entity names its own: a member's number. */
  private final HashSet<String> own = new HashSet<>();

  KeptIdentifiers(Tombstones tombstones, Map<String, Namespace> namespaces, Entity entity) {
    this.tombstones = tombstones;
    namespaces.forEach((name, namespace) -> priorities.put(name, namespace.priority()));
    entity.columns().forEach(column -> column.namespace().ifPresent(own::add));
  }

  /**
   * The identifiers that stay.
   *
   * @param identifiers {@code namespace, key}; null if the record has none
   * @param day of the record, in days since 1970-01-01; null if it has no date
   * @return null: the record was an erased person's, or had none
   */
  @Override
  public List<Row> call(Seq<Row> identifiers, Integer day) {
    if (identifiers == null) {
      return null;
    }
    return kept(CollectionConverters.asJava(identifiers), day);
  }

  List<Row> kept(Iterable<Row> identifiers, Integer day) {
    List<Row> kept = new ArrayList<>();
    int strongestKept = Integer.MAX_VALUE;
    int strongestErased = Integer.MAX_VALUE;
    boolean isErased = false;
    Set<String> erasedNamespaces = new HashSet<>();
    for (Row identifier : identifiers) {
      String namespace = identifier.getString(0);
      // A namespace that the workspace no longer has links nothing.
      int priority = priorities.getOrDefault(namespace, Integer.MAX_VALUE);
      if (tombstones.cover(identifier.getAs(1), day)) {
        isErased = true;
        strongestErased = Math.min(strongestErased, priority);
        erasedNamespaces.add(namespace);
      } else {
        strongestKept = Math.min(strongestKept, priority);
        kept.add(identifier);
      }
    }
    boolean isTheirs =
        isErased
            && (strongestErased <= strongestKept
                || own.stream().anyMatch(erasedNamespaces::contains));
    return isTheirs ? null : kept;
  }
}
