package io.tributary.workspace;

import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Source.EntityMapping;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides how a source's rows come out, as a hash: while it stays the same, dumps that are
 * loaded need not be loaded again. Comments, the order of keys, labels, gates and the settings of
 * later steps do not change it.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The fingerprint of a source in a workspace: 64 hexadecimal digits. */
  public static String of(Source source, Settings settings) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.addSource(source);
    fingerprint.add("timezone", settings.timezone());
    TreeSet<String> namespaces = new TreeSet<>();
    for (EntityMapping mapping : source.entities()) {
      fingerprint.addMapping(mapping);
      namespaces.addAll(mapping.identifiers().keySet());
      mapping.entity().columns().forEach(c -> c.namespace().ifPresent(namespaces::add));
    }
    for (String name : namespaces) {
      // A column's own namespace may be missing in the workspace: that, too, decides.
      Optional<Namespace> namespace =
          Optional.ofNullable(settings.identity().namespaces().get(name));
      fingerprint.add(
          "namespace", name, namespace.map(Namespace::normalise), namespace.map(Namespace::region));
    }
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  /** The fingerprint of what else decides a job's result: settings, by their text. */
  public static String ofSettings(Object... settings) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(settings);
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void addSource(Source source) {
    Source.ReadOptions options = source.options();
    // The pattern gives a file its dump date, and the delivery says what a missing row means.
    add("source", source.name(), source.files(), source.delivery(), source.format());
    add("text", options.header(), options.encoding(), options.delimiter(), options.quote());
    add("sheet", options.sheet());
  }

  private void addMapping(EntityMapping mapping) {
    Entity entity = mapping.entity();
    add("entity", entity.name(), entity.key(), entity.keyIncludesIdentifiers(), mapping.where());
    new TreeMap<>(mapping.columns()).forEach((column, sql) -> add("mapped", column, sql));
    new TreeMap<>(mapping.identifiers())
        .forEach((namespace, sql) -> add("identifier", namespace, sql));
    for (Entity.Column column : entity.columns()) {
      add("column", column.name(), column.type(), column.required(), column.defaultSql());
      add("rule", column.check(), column.personal(), column.namespace());
    }
  }

  /** Each part goes in with its length, so that no two different lists of parts look alike. */
  private void add(Object... parts) {
    update(Integer.toString(parts.length));
    for (Object part : parts) {
      if (part instanceof List<?> items) {
        add(items.toArray());
      } else {
        update(part.toString());
      }
    }
  }

  private void update(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
