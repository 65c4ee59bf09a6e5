package io.tributary.ledger;

import io.tributary.TestSpark;
import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.Night;
import io.tributary.pipeline.Parallel;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/**
 * A retailer whose clean tables a test states row by row, as if ingest and identity had written
 * them; then jobs run on it. Stating a key again replaces its row.
 */
public final class Retail {
  private static final VaultKey KEY = VaultKey.parse("5e".repeat(32), "the test");
  private static final Console SILENT =
      new Console(new PrintStream(OutputStream.nullOutputStream()), true);

  private static final TableSpec RECORDS = IdentityTables.CUSTOMER_RECORDS;
  private static final TableSpec IDENTIFIERS = IdentityTables.IDENTIFIERS;

  private final Path folder;
  private final Map<TableSpec, Map<List<Object>, Map<String, Object>>> tables = new HashMap<>();
  private final Set<TableSpec> stale = new HashSet<>();

  private Retail(Path folder) {
    this.folder = folder;
  }

  /** A retailer with nothing but settings; lines of tributary.yaml. */
  public static Retail in(Path folder, String... settings) {
    Retail retail = new Retail(folder);
    retail.file("tributary.yaml", "brand: Demo\n" + String.join("\n", settings) + "\n");
    retail.file(
        "sources/pos.yaml",
        """
        source: pos
        files: pos/{date}.csv
        format: csv
        entities:
          - entity: order
            columns: {order_id: "id", channel: "'pos'", ordered_at: "to_timestamp(at)"}
        """);
    return retail;
  }

  /** Writes a file of the workspace. */
  public Retail file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a file of the workspace away. */
  public Retail without(String name) {
    try {
      Files.delete(folder.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A paid order; {@code oneId} null: nobody knows whose. */
  public Retail order(String id, String oneId, String at, String paid) {
    set("order", Map.of("order_id", id, "channel", "web", "ordered_at", at(at), "status", "paid"));
    column("order", "paid_amount", new BigDecimal(paid), id);
    return belongs("order", id, oneId);
  }

  /** Sets a column of a row that is stated already. */
  public Retail column(String entity, String column, Object value, Object... key) {
    rows(CleanTable.spec(entity)).get(List.of(key)).put(column, value);
    return this;
  }

  public Retail line(String order, String lineNo, String sku, int quantity, String amount) {
    Map<String, Object> row = new HashMap<>();
    row.put("order_id", order);
    row.put("line_key", "n" + lineNo);
    row.put("line_no", lineNo);
    row.put("sku", sku);
    row.put("quantity", quantity);
    row.put("line_amount", new BigDecimal(amount));
    return set("order_line", row);
  }

  /** A refund; {@code order}, {@code lineNo} and {@code sku} may be null. */
  public Retail refund(
      String id, String at, String amount, String order, String lineNo, String sku) {
    Map<String, Object> row = new HashMap<>();
    row.put("refund_id", id);
    row.put("refunded_at", at(at));
    row.put("refund_amount", new BigDecimal(amount));
    row.put("order_id", order);
    row.put("line_no", lineNo);
    row.put("sku", sku);
    return set("refund", row);
  }

  /** A member number as the clean table has it. */
  static String number(String number) {
    return HexFormat.of().withUpperCase().formatHex(new Sealer(KEY).hash("member_id", number));
  }

  /** Says whose a record is; null: nobody's. */
  public Retail belongs(String entity, String key, String oneId) {
    if (oneId == null) {
      return without(RECORDS, entity, key);
    }
    return set(RECORDS, Map.of("entity", entity, "record_key", key, "one_id", oneId));
  }

  /** A usable identifier of a customer. */
  public Retail identifier(String namespace, String value, String oneId, String from) {
    byte[] key = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return identifier(namespace, key, 1, oneId, from);
  }

  /** A usable identifier of a customer, hashed as the ingest does. */
  public Retail hashed(String namespace, String value, int tenure, String oneId, String from) {
    return identifier(namespace, new Sealer(KEY).hash(namespace, value), tenure, oneId, from);
  }

  private Retail identifier(String namespace, byte[] key, int tenure, String oneId, String from) {
    Map<String, Object> row = new HashMap<>();
    row.put("namespace", namespace);
    row.put("key", key);
    row.put("tenure", tenure);
    row.put("status", "usable");
    row.put("one_id", oneId);
    row.put("first_seen_on", Date.valueOf(from));
    row.put("records", 1L);
    return set(IDENTIFIERS, row);
  }

  /** What the vault holds of an identifier or a name that was stated: its value in clear. */
  public Retail secret(String kind, String namespace, byte[] key, String value) {
    return set(
        Vault.SPEC,
        Map.of(
            "kind", kind,
            "namespace", namespace,
            "key", key,
            "value", new Sealer(KEY).seal(namespace, value)));
  }

  /** A row of a clean table. */
  public Retail set(String entity, Map<String, Object> row) {
    return set(CleanTable.spec(entity), row);
  }

  private Retail set(TableSpec spec, Map<String, Object> row) {
    Map<String, Object> complete = new HashMap<>(row);
    complete.putIfAbsent("source", "test");
    complete.putIfAbsent("file", "test");
    complete.putIfAbsent("dump_date", Date.valueOf("2025-01-01"));
    complete.putIfAbsent("first_dump_on", Date.valueOf("2025-01-01"));
    List<Object> key =
        spec.key().stream()
            .map(complete::get)
            .map(k -> k instanceof byte[] bytes ? Arrays.toString(bytes) : k)
            .toList();
    rows(spec).put(key, complete);
    return this;
  }

  /** Takes a row away. */
  public Retail without(String entity, Object... key) {
    return without(CleanTable.spec(entity), key);
  }

  private Retail without(TableSpec spec, Object... key) {
    rows(spec).remove(List.of(key));
    return this;
  }

  private Map<List<Object>, Map<String, Object>> rows(TableSpec spec) {
    stale.add(spec);
    return tables.computeIfAbsent(spec, s -> new HashMap<>());
  }

  /** Runs jobs, after the tables were brought to what was stated. */
  public Retail night(String date, Job... jobs) {
    return night(date, false, jobs);
  }

  /** Runs jobs with --full. */
  public Retail fullNight(String date, Job... jobs) {
    return night(date, true, jobs);
  }

  private Retail night(String date, boolean full, Job... jobs) {
    save();
    Night.run(
        WorkspaceReader.read(folder),
        TestSpark.session(),
        KEY,
        LocalDate.parse(date),
        full,
        List.of(jobs),
        SILENT);
    return this;
  }

  private void save() {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    stale.forEach(spec -> tasks.add(() -> save(spec)));
    Parallel.all(TestSpark.session(), tasks);
    stale.clear();
  }

  private boolean save(TableSpec spec) {
    Lake lake = lake();
    List<Row> complete = tables.get(spec).values().stream().map(row -> row(spec, row)).toList();
    Dataset<Row> desired =
        TestSpark.session().createDataFrame(complete, lake.empty(spec).schema()).coalesce(1);
    if (lake.has(spec.name())) {
      lake.apply(spec, Lake.difference(spec, desired, lake.read(spec.name())));
    } else {
      lake.append(spec, desired);
    }
    return true;
  }

  private static Row row(TableSpec spec, Map<String, Object> values) {
    return RowFactory.create(spec.columnNames().stream().map(values::get).toArray());
  }

  public static Timestamp at(String time) {
    return Timestamp.from(
        java.time.LocalDateTime.parse(time.contains("T") ? time : time + "T12:00")
            .atZone(java.time.ZoneId.of("Asia/Shanghai"))
            .toInstant());
  }

  public Lake lake() {
    return new Lake(TestSpark.session(), folder.resolve("lake").toString());
  }

  public Map<String, Long> versions() {
    return new TreeMap<>(lake().versions(lake().tables()));
  }

  public Path folder() {
    return folder;
  }

  /** Columns of all rows as text, a dash for null, sorted. */
  public List<String> rows(String table, String... columns) {
    return rowsWhere(table, "true", columns);
  }

  /** The same of the rows for which an SQL condition holds. */
  public List<String> rowsWhere(String table, String condition, String... columns) {
    Column[] texts =
        Arrays.stream(columns)
            .map(c -> functions.coalesce(functions.expr(c).cast("string"), functions.lit("-")))
            .toArray(Column[]::new);
    return lake()
        .read(table)
        .where(condition)
        .select(functions.concat_ws(" | ", texts))
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .collect(Collectors.toList());
  }
}
