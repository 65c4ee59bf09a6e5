package io.tributary.ingest;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * The identifiers of people who were erased, as keyed hashes, each with the days on which it was
 * theirs. Dumps in landing still mention them: what is dated on one of these days does not come
 * back. From the day after, the identifier is like any other, and makes a new customer.
 *
 * <p>A rule that surprises: what has no date cannot show that it is newer, and stays away for good.
 */
public final class Tombstones implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The table's shape. */
  public static final TableSpec SPEC =
      new TableSpec(
          "tombstones",
          "One identifier of somebody who was erased, and the days on which it was theirs",
          List.of("namespace", "key", "until_on"),
          List.of(
              ColumnSpec.required("namespace", "string", "The kind of identifier"),
              ColumnSpec.required("key", "binary", "Keyed hash of the value"),
              new ColumnSpec(
                  "from_on", "date", true, "First day; null: from the beginning of time"),
              ColumnSpec.required("until_on", "date", "Last day: that of the erasure, or later"),
              ColumnSpec.required(
                  "has_undated", "boolean", "Whether it covers records without a date, too")),
          false);

  /**
   * One of them.
   *
   * @param key the keyed hash, in hexadecimal
   * @param from null: from the beginning of time
   * @param hasUndated false where the value has passed on to somebody else: what has no date is
   *     then theirs
   */
  public record Tombstone(
      String namespace, String key, LocalDate from, LocalDate until, boolean hasUndated)
      implements Serializable {

    /** As the table has it. */
    Row row() {
      byte[] bytes = HexFormat.of().parseHex(key);
      Date first = from == null ? null : Date.valueOf(from);
      return RowFactory.create(namespace, bytes, first, Date.valueOf(until), hasUndated);
    }

    private static Tombstone of(Row row) {
      Date from = row.getDate(2);
      return new Tombstone(
          row.getString(0),
          HexFormat.of().formatHex(row.<byte[]>getAs(1)),
          from == null ? null : from.toLocalDate(),
          row.getDate(3).toLocalDate(),
          row.getBoolean(4));
    }

    private boolean covers(Integer day) {
      return day == null
          ? hasUndated
          : day <= until.toEpochDay() && (from == null || day >= from.toEpochDay());
    }
  }

  private final List<Tombstone> all;
  private transient Map<ByteBuffer, List<Tombstone>> byKey;

  public Tombstones(List<Tombstone> all) {
    this.all = List.copyOf(all);
  }

  /** Those of a lake. */
  public static Tombstones of(Lake lake) {
    return new Tombstones(
        lake.readOrEmpty(SPEC).select(SPEC.select()).collectAsList().stream()
            .map(Tombstone::of)
            .toList());
  }

  /** These and others. */
  public Tombstones and(List<Tombstone> others) {
    List<Tombstone> both = new ArrayList<>(all);
    others.stream().filter(t -> !all.contains(t)).forEach(both::add);
    return new Tombstones(both);
  }

  /** Adds to a lake those that it does not have yet. */
  public static void add(Lake lake, SparkSession spark, List<Tombstone> more) {
    List<Tombstone> known = of(lake).all;
    List<Row> rows = more.stream().filter(t -> !known.contains(t)).map(Tombstone::row).toList();
    if (!rows.isEmpty()) {
      lake.append(SPEC, spark.createDataFrame(rows, lake.empty(SPEC).schema()));
    }
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** The namespaces that occur. */
  List<String> namespaces() {
    return all.stream().map(Tombstone::namespace).distinct().toList();
  }

  /** Whether some day of an identifier is covered. */
  public boolean know(byte[] key) {
    return byKey().containsKey(ByteBuffer.wrap(key));
  }

  /**
   * Whether a mention of an identifier does not come back.
   *
   * @param day of the record, in days since 1970-01-01; null if it has no date
   */
  boolean cover(byte[] key, Integer day) {
    return byKey().getOrDefault(ByteBuffer.wrap(key), List.of()).stream()
        .anyMatch(t -> t.covers(day));
  }

  private Map<ByteBuffer, List<Tombstone>> byKey() {
    if (byKey == null) {
      Map<ByteBuffer, List<Tombstone>> map = new HashMap<>();
      for (Tombstone t : all) {
        ByteBuffer key = ByteBuffer.wrap(HexFormat.of().parseHex(t.key()));
        map.computeIfAbsent(key, k -> new ArrayList<>()).add(t);
      }
      byKey = map;
    }
    return byKey;
  }
}
