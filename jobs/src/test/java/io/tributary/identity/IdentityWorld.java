package io.tributary.identity;

import io.tributary.TestSpark;
import io.tributary.identity.ReferenceIdentity.Evidence;
import io.tributary.identity.ReferenceIdentity.Identifier;
import io.tributary.identity.ReferenceIdentity.Kind;
import io.tributary.identity.ReferenceIdentity.Value;
import io.tributary.lake.Lake;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.Identity;
import io.tributary.workspace.Settings.Namespace;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * OneID without a lake: evidence goes in as plain records, night by night, and what the tables
 * would hold stays in memory.
 */
final class IdentityWorld {
  static final VaultKey KEY = VaultKey.parse("5e".repeat(32), "the test");

  /** An event of the history, as the table has it. */
  record Event(String oneId, String event, String other, LocalDate on, String evidence) {}

  private static final StructType RECORDS =
      StructType.fromDDL(
          "entity string, record_key string, start_on date, end_on date, identifiers array<struct<namespace: string, key: binary>>");
  private static final StructType CHANGES =
      StructType.fromDDL(
          "entity string, record_key string, identifiers array<struct<namespace: string, key: binary>>");
  private static final StructType VAULT =
      StructType.fromDDL("kind string, namespace string, key binary, value binary");
  private static final StructType TABLE =
      new Lake(TestSpark.session(), "none").empty(IdentityTables.IDENTIFIERS).schema();

  private final Identity identity;
  private final IntFunction<Column> numbers;
  private final Sealer sealer = new Sealer(KEY);
  private final SparkSession spark = TestSpark.session().newSession();
  private final Map<ByteBuffer, Value> values = new HashMap<>();

  private Map<String, Evidence> evidence = new TreeMap<>();
  private List<Row> table = new ArrayList<>();
  private final Map<String, String> owners = new TreeMap<>();
  private final List<Event> history = new ArrayList<>();
  private Set<String> refused = new TreeSet<>();

  IdentityWorld(Identity identity) {
    this(identity, NodeNumbers::of);
  }

  /** A world in which identifiers are numbered in another way. */
  IdentityWorld(Identity identity, IntFunction<Column> numbers) {
    this.identity = identity;
    this.numbers = numbers;
    spark.conf().set("spark.sql.adaptive.enabled", "false");
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    spark.conf().set("spark.sql.shuffle.partitions", "1");
  }

  /** The settings as the reference takes them. */
  static List<Kind> kinds(Identity identity) {
    return identity.namespaces().values().stream()
        .map(
            (Namespace n) ->
                new Kind(
                    n.name(),
                    n.priority(),
                    n.perCustomer(),
                    n.sharedAbove(),
                    n.recycledAfterDays()))
        .toList();
  }

  /** A night in which this is all the evidence there is; computed in full. */
  void full(LocalDate date, Collection<Evidence> now) {
    night(date, now, true);
  }

  /** A night in which this is all the evidence there is; computed from what changed. */
  void incremental(LocalDate date, Collection<Evidence> now) {
    night(date, now, false);
  }

  private void night(LocalDate date, Collection<Evidence> now, boolean inFull) {
    Map<String, Evidence> current = new TreeMap<>();
    now.forEach(e -> current.put(e.id(), e));
    List<Row> changes = changes(current);
    if (!inFull && changes.isEmpty()) {
      return;
    }
    Dataset<Row> records =
        spark.createDataFrame(current.values().stream().map(this::row).toList(), RECORDS);
    Dataset<Row> vaultRows = spark.createDataFrame(vault(), VAULT);
    try (Scratch scratch = new Scratch()) {
      Namespaces namespaces = new Namespaces(identity);
      VaultValues vault = new VaultValues(vaultRows, KEY);
      Reach reach =
          Reach.withoutTwins(
              numbers, number -> reach(records, changes, inFull, vault, scratch, number));
      Resolution resolution =
          Resolution.of(
              reach,
              new Resolution.Tools(namespaces, vault, KEY, date, issued(date), 1L << 30, scratch));
      take(date, reach, resolution, current, inFull);
    }
    evidence = current;
  }

  private Reach reach(
      Dataset<Row> records,
      List<Row> changes,
      boolean inFull,
      VaultValues vault,
      Scratch scratch,
      Column number) {
    Namespaces namespaces = new Namespaces(identity);
    Standing standing =
        new Standing(namespaces, new Blocklist(identity, KEY), vault, scratch, number);
    Dataset<Row> known = Standing.known(spark.createDataFrame(table, TABLE), namespaces, number);
    return inFull
        ? Reach.everything(records, known, standing, scratch)
        : Reach.of(spark.createDataFrame(changes, CHANGES), records, known, standing, scratch);
  }

  private Dataset<Row> issued(LocalDate date) {
    List<Row> ids =
        history.stream()
            .filter(e -> e.on().equals(date) && !e.event().equals("merged"))
            .map(e -> RowFactory.create(e.oneId()))
            .toList();
    return ids.isEmpty() ? null : spark.createDataFrame(ids, StructType.fromDDL("one_id string"));
  }

  private void take(
      LocalDate date,
      Reach reach,
      Resolution resolution,
      Map<String, Evidence> current,
      boolean inFull) {
    Set<String> replaced = new HashSet<>();
    for (Row row : reach.before().select("namespace", "key", "tenure").collectAsList()) {
      replaced.add(identifier(row).toString());
    }
    List<Row> rows = new ArrayList<>();
    for (Row row : table) {
      if (!replaced.contains(identifier(row).toString())) {
        rows.add(row);
      }
    }
    rows.addAll(
        resolution.identifiers().select(IdentityTables.IDENTIFIERS.select()).collectAsList());
    Dataset<Row> touched =
        reach.records().select("entity", "record_key").unionByName(reach.changed());
    for (Row row : touched.distinct().collectAsList()) {
      owners.remove(row.getString(0) + " " + row.getString(1));
    }
    if (inFull) {
      owners.clear();
      refused.clear();
    }
    for (Row row : resolution.owners().select("entity", "record_key", "one_id").collectAsList()) {
      owners.put(row.getString(0) + " " + row.getString(1), row.getString(2));
    }
    refused.removeIf(line -> replaced.contains(line.substring(0, line.indexOf(" ~ "))));
    refused.addAll(refused(resolution, date));
    for (Row row : resolution.events().collectAsList()) {
      history.add(
          new Event(
              row.getAs("one_id"),
              row.getAs("event"),
              row.getAs("other_one_id"),
              date,
              row.getAs("evidence")));
    }
    table = rows;
  }

  private Set<String> refused(Resolution resolution, LocalDate date) {
    List<String> names = List.copyOf(identity.namespaces().keySet());
    Set<String> lines = new TreeSet<>();
    for (Row row :
        IdentityConflicts.of(resolution.refused(), resolution.members(), names, date)
            .collectAsList()) {
      Identifier a = new Identifier(value(row.getAs("key_a")), row.getAs("tenure_a"));
      Identifier b = new Identifier(value(row.getAs("key_b")), row.getAs("tenure_b"));
      Date last = row.getAs("last_seen_on");
      lines.add(
          refusal(
              a,
              b,
              row.getAs("limit_namespace"),
              row.getAs("records"),
              last == null ? null : last.toLocalDate()));
    }
    return lines;
  }

  /** A refused link as text, its ends in a fixed order. */
  static String refusal(Identifier a, Identifier b, String limit, long records, LocalDate last) {
    boolean inOrder = a.toString().compareTo(b.toString()) <= 0;
    LocalDate shown = last == null || last.equals(LocalDate.of(9999, 12, 31)) ? null : last;
    return "%s ~ %s limit %s records %d last %s"
        .formatted(inOrder ? a : b, inOrder ? b : a, limit, records, shown);
  }

  private List<Row> changes(Map<String, Evidence> current) {
    List<Row> changes = new ArrayList<>();
    Set<String> ids = new TreeSet<>(current.keySet());
    ids.addAll(evidence.keySet());
    for (String id : ids) {
      Evidence was = evidence.get(id);
      Evidence is = current.get(id);
      if (!Objects.equals(was, is)) {
        List<Row> both = new ArrayList<>();
        for (Evidence e : new Evidence[] {was, is}) {
          if (e != null) {
            both.addAll(identifiers(e));
          }
        }
        Evidence either = is == null ? was : is;
        changes.add(RowFactory.create(either.entity(), either.key(), both.toArray()));
      }
    }
    return changes;
  }

  private Row row(Evidence e) {
    return RowFactory.create(
        e.entity(),
        e.key(),
        Date.valueOf(e.start()),
        Date.valueOf(e.end()),
        identifiers(e).toArray());
  }

  private List<Row> identifiers(Evidence e) {
    return e.values().stream()
        .map(
            v -> {
              byte[] key = sealer.hash(v.namespace(), v.value());
              values.put(ByteBuffer.wrap(key), v);
              return RowFactory.create(v.namespace(), key);
            })
        .sorted(Comparator.comparing(r -> r.getString(0)))
        .toList();
  }

  private List<Row> vault() {
    List<Row> rows = new ArrayList<>();
    values.forEach(
        (key, v) ->
            rows.add(
                RowFactory.create(
                    "identifier",
                    v.namespace(),
                    key.array(),
                    sealer.seal(v.namespace(), v.value()))));
    return rows;
  }

  private Value value(String hex) {
    return values.get(ByteBuffer.wrap(java.util.HexFormat.of().parseHex(hex)));
  }

  private Identifier identifier(Row row) {
    return new Identifier(
        values.get(ByteBuffer.wrap(row.<byte[]>getAs("key"))), row.getAs("tenure"));
  }

  /** The status of every identifier. */
  Map<Identifier, String> statuses() {
    Map<Identifier, String> statuses = new HashMap<>();
    table.forEach(row -> statuses.put(identifier(row), row.getAs("status")));
    return statuses;
  }

  /** Each customer's identifiers. */
  Map<String, Set<Identifier>> customers() {
    Map<String, Set<Identifier>> customers = new TreeMap<>();
    for (Row row : table) {
      String oneId = row.getAs("one_id");
      if (oneId != null) {
        customers.computeIfAbsent(oneId, id -> new HashSet<>()).add(identifier(row));
      }
    }
    return customers;
  }

  /** The day that each customer was first seen on. */
  Map<String, LocalDate> firstSeen() {
    return table.stream()
        .filter(row -> row.getAs("one_id") != null)
        .collect(
            Collectors.toMap(
                row -> row.<String>getAs("one_id"),
                row -> row.<Date>getAs("first_seen_on").toLocalDate(),
                (a, b) -> a.isBefore(b) ? a : b));
  }

  /** The table's rows without ids, as text. */
  Set<String> facts() {
    Set<String> facts = new TreeSet<>();
    for (Row row : table) {
      facts.add(
          "%s %s %s..%s records %d"
              .formatted(
                  identifier(row),
                  row.getAs("status"),
                  row.getAs("first_seen_on"),
                  row.getAs("last_seen_on"),
                  row.<Long>getAs("records")));
    }
    return facts;
  }

  /** The customer of each record that has one. */
  Map<String, String> owners() {
    return owners;
  }

  /** Links that limits refused, as text. */
  Set<String> refused() {
    return refused;
  }

  List<Event> history() {
    return history;
  }
}
