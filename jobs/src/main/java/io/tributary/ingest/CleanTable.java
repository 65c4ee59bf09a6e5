package io.tributary.ingest;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import io.tributary.workspace.Entity;
import io.tributary.workspace.Entity.Personal;
import io.tributary.workspace.EntityCatalog;
import java.util.ArrayList;
import java.util.List;

/**
 * The clean table of one entity, {@code clean_<entity>}: one row per key, the newest version that
 * any source delivered. Beside the entity's columns a row has its identifiers (keyed hashes), where
 * it comes from ({@code source, file, dump_date}), and {@code gone_on}: the date of the first full
 * dump that lacks it.
 */
public final class CleanTable {
  /** Key of rows that have no number of their own: a hash of all their columns and identifiers. */
  static final String RECORD_KEY = "record_key";

  /** Key of an order's line beside the order: its number, or its product and position. */
  static final String LINE_KEY = "line_key";

  private static final String ORDER_LINE = "order_line";

  private final Entity entity;

  CleanTable(Entity entity) {
    this.entity = entity;
  }

  Entity entity() {
    return entity;
  }

  /** The table's name. */
  String name() {
    return name(entity.name());
  }

  /** The shape of an entity's clean table. */
  public static TableSpec spec(String entity) {
    return new CleanTable(EntityCatalog.standard().get(entity)).spec();
  }

  /** The name of an entity's clean table. */
  public static String name(String entity) {
    return "clean_" + entity;
  }

  /** The column with the date of an entity's records, for those that may name people. */
  public static String datedBy(String entity) {
    return switch (entity) {
      case "order", ORDER_LINE -> "ordered_at";
      case "refund" -> "refunded_at";
      case "member" -> "joined_at";
      case "event" -> "occurred_at";
      case "touch" -> "sent_at";
      case "coupon" -> "issued_at";
      case "consent" -> "at";
      case "follow" -> "since";
      case "link" -> "observed_at";
      default -> throw new IllegalArgumentException(entity + " names nobody");
    };
  }

  /** Rows with one group value are replaced together: an order's lines, otherwise single rows. */
  List<String> group() {
    return isLines() ? List.of("order_id") : key();
  }

  /** The columns that identify a row. */
  List<String> key() {
    if (isLines()) {
      return List.of("order_id", LINE_KEY);
    }
    return hasRecordKey() ? List.of(RECORD_KEY) : entity.key();
  }

  /** Whether the table holds lines, which come and go with their order's dump. */
  boolean isLines() {
    return entity.name().equals(ORDER_LINE);
  }

  /** Whether rows have no number of their own and are known by all that they say. */
  boolean hasRecordKey() {
    return entity.keyIncludesIdentifiers();
  }

  /** Whether a row's own date of change says which version is newest. */
  boolean hasUpdatedAt() {
    return entity.column("updated_at").isPresent();
  }

  /** The columns that carry what was delivered, in order; the others say where it comes from. */
  List<String> content() {
    List<String> content = new ArrayList<>();
    entity.columns().forEach(c -> content.add(c.name()));
    if (entity.takesIdentifiers()) {
      content.add("identifiers");
    }
    return content;
  }

  /** The table's shape: key columns first, for the file statistics. */
  TableSpec spec() {
    List<ColumnSpec> columns = new ArrayList<>();
    List<String> key = key();
    for (String name : key) {
      ColumnSpec spec =
          entity
              .column(name)
              .map(CleanTable::spec)
              .orElse(new ColumnSpec(name, "string", false, meaningOf(name)));
      columns.add(new ColumnSpec(name, spec.type(), false, spec.meaning()));
    }
    entity.columns().stream()
        .filter(c -> !key.contains(c.name()))
        .map(CleanTable::spec)
        .forEach(columns::add);
    if (entity.takesIdentifiers()) {
      columns.add(
          new ColumnSpec(
              "identifiers",
              "array<struct<namespace: string, key: binary>>",
              true,
              "The record's identifiers as keyed hashes, sorted; null if it has none"));
    }
    columns.add(
        new ColumnSpec("source", "string", false, "The source that delivered this version"));
    columns.add(new ColumnSpec("file", "string", false, "Its file, below landing"));
    columns.add(new ColumnSpec("dump_date", "date", false, "The date of that dump"));
    if (!isLines()) {
      columns.add(
          new ColumnSpec(
              "first_dump_on", "date", false, "The date of the first dump that had this key"));
    }
    columns.add(
        new ColumnSpec(
            "gone_on",
            "date",
            true,
            "The date of the first full dump that lacks it; null while it is there"));
    return new TableSpec(name(), entity.meaning(), key, columns, true);
  }

  private static String meaningOf(String key) {
    return key.equals(LINE_KEY)
        ? "The line's number, or its product and position where it has none"
        : "A hash of all columns and identifiers, for such rows have no number of their own";
  }

  private static ColumnSpec spec(Entity.Column column) {
    boolean hashed = column.personal() == Personal.IDENTIFIER || column.personal() == Personal.NAME;
    return new ColumnSpec(
        column.name(),
        hashed ? "string" : column.type(),
        true,
        column.meaning() + (hashed ? " (keyed hash; the value is in the vault)" : ""));
  }
}
