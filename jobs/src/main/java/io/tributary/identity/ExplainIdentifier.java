package io.tributary.identity;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import io.tributary.identity.EvidenceChain.Step;
import io.tributary.identity.Explanation.Change;
import io.tributary.identity.Explanation.Member;
import io.tributary.identity.Explanation.Refusal;
import io.tributary.identity.Explanation.Source;
import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Masking;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.Identity;
import io.tributary.workspace.Settings.Namespace;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Answers why an identifier belongs to a customer, from the tables of the last night and the clean
 * tables. Changes nothing.
 */
public final class ExplainIdentifier {
  private static final StructType VALUES =
      new StructType()
          .add("namespace", DataTypes.StringType, false)
          .add("key", DataTypes.BinaryType, false);

  private final Lake lake;
  private final Identity identity;
  private final Sealer sealer;
  private final VaultValues vault;
  private final Dataset<Row> identifiers;

  /**
   * Asks a lake.
   *
   * @throws UserMistake if no night has found out yet who is who
   */
  public ExplainIdentifier(Lake lake, Identity identity, VaultKey key) {
    this.lake = lake;
    this.identity = identity;
    this.sealer = new Sealer(key);
    if (!lake.has(IdentityTables.IDENTIFIERS.name())) {
      throw new UserMistake(
          "No night has found out yet who is who in this lake. Run `tributary nightly` first.");
    }
    this.vault = new VaultValues(lake.read(Vault.TABLE), key);
    this.identifiers = lake.read(IdentityTables.IDENTIFIERS.name());
  }

  /**
   * The answer, line by line.
   *
   * @param asked {@code namespace:value}, a bare value, or a customer's id
   * @param reveal whether identifiers are shown in clear
   * @param row says where in its file a record stands: source, file, entity, key
   * @throws UserMistake if it cannot be an identifier of this workspace
   */
  public List<String> lines(String asked, boolean reveal, RowNumber row) {
    String text = asked.strip();
    if (text.matches("[0-9a-f]{24}")) {
      Optional<List<String>> answer = ofCustomer(text, reveal);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    List<Row> values = values(text);
    Dataset<Row> found =
        identifiers.join(
            identifiers.sparkSession().createDataFrame(values, VALUES),
            Columns.named("namespace", "key"),
            "left_semi");
    List<Row> rows = found.orderBy("namespace", "tenure").collectAsList();
    if (rows.isEmpty()) {
      return List.of(
          "No current record mentions %s. It may be new, withdrawn, or written in another way than the records have it."
              .formatted(masked(values, reveal)));
    }
    List<String> lines = new ArrayList<>();
    for (Row identifier : rows) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(ofIdentifier(identifier, reveal, row));
    }
    return lines;
  }

  /** Finds the number of a record in its file, for people. */
  public interface RowNumber {
    /** Such as {@code row 17}, or why there is none. */
    String of(String source, String file, String entity, String recordKey);
  }

  /** What the text may mean, one or several namespaces: namespace and key. */
  private List<Row> values(String text) {
    int colon = text.indexOf(':');
    String name = colon > 0 ? text.substring(0, colon) : "";
    Namespace named = identity.namespaces().get(name);
    List<Row> values = new ArrayList<>();
    if (named != null) {
      String value = new IdentifierForm(named).of(text.substring(colon + 1)).value();
      if (value == null) {
        throw new UserMistake(
            "What follows `%s:` is no valid value of that namespace (normalise: %s): such values are never identifiers."
                .formatted(name, named.normalise().name().toLowerCase(java.util.Locale.ROOT)));
      }
      values.add(RowFactory.create(name, sealer.hash(name, value)));
      return values;
    }
    for (Namespace namespace : identity.namespaces().values()) {
      String value = new IdentifierForm(namespace).of(text).value();
      if (value != null) {
        values.add(RowFactory.create(namespace.name(), sealer.hash(namespace.name(), value)));
      }
    }
    if (values.isEmpty()) {
      throw new UserMistake(
          "That is no valid value of any namespace. Give namespace:value, a value, or a customer's id; the namespaces are: %s."
              .formatted(String.join(", ", identity.namespaces().keySet())));
    }
    return values;
  }

  private static String masked(List<Row> values, boolean reveal) {
    return values.size() == 1 ? "this " + values.get(0).getString(0) : "this value in any namespace";
  }

  private List<String> ofIdentifier(Row identifier, boolean reveal, RowNumber row) {
    String status = identifier.getAs("status");
    String name = shown(identifier, reveal);
    long records = identifier.getAs("records");
    return switch (status) {
      case IdentityTables.BLOCKED ->
          List.of(
              "%s is on the blocklist of tributary.yaml: it identifies nobody. %d current records mention it."
                  .formatted(name, records));
      case IdentityTables.SHARED ->
          List.of(
              "%s is shared: the records from %s to %s mention it with more values of a one-per-customer namespace than its shared_above allows (%d current records), so it belongs to nobody and links nothing."
                  .formatted(
                      name,
                      identifier.getAs("first_seen_on"),
                      identifier.getAs("last_seen_on") == null
                          ? "now"
                          : identifier.getAs("last_seen_on"),
                      records));
      default -> {
        Explanation explanation = explanation(identifier.getAs("one_id"), Optional.of(identifier), reveal);
        yield explanation.lines(
            reveal, s -> row.of(s.source(), s.file(), s.entity(), s.key()));
      }
    };
  }

  private Optional<List<String>> ofCustomer(String oneId, boolean reveal) {
    List<Change> history = history(oneId);
    if (history.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> heirs =
        Heirs.of(lake.read(IdHistory.TABLE)).where(col("one_id").equalTo(oneId));
    List<Row> heir = heirs.collectAsList();
    String today = heir.isEmpty() ? oneId : heir.get(0).getAs("heir");
    List<String> lines = new ArrayList<>();
    if (!heir.isEmpty()) {
      lines.add("Customer %s was merged and is customer %s today.".formatted(oneId, today));
    }
    if (identifiers.where(col("one_id").equalTo(today)).isEmpty()) {
      lines.add(
          "Customer %s has no identifiers any more: their evidence was withdrawn.".formatted(today));
    } else {
      lines.addAll(explanation(today, Optional.empty(), reveal).lines(reveal, s -> ""));
    }
    return Optional.of(lines);
  }

  private String shown(Row identifier, boolean reveal) {
    Map<ByteBuffer, String> values =
        values(
            identifiers
                .where(col("namespace").equalTo(identifier.<String>getAs("namespace")))
                .where(col("key").equalTo(lit(identifier.<byte[]>getAs("key")))));
    String value = values.get(ByteBuffer.wrap(identifier.<byte[]>getAs("key")));
    int tenure = identifier.getAs("tenure");
    return identifier.getAs("namespace")
        + ":"
        + (reveal ? value : Masking.identifier(value))
        + (tenure > 1 ? " (tenure " + tenure + ")" : "");
  }

  /** Values by key, opened. */
  private Map<ByteBuffer, String> values(Dataset<Row> rows) {
    Map<ByteBuffer, String> values = new HashMap<>();
    for (Row row : vault.sealed(rows.select("namespace", "key").distinct()).collectAsList()) {
      values.put(
          ByteBuffer.wrap(row.<byte[]>getAs("key")),
          sealer.open(row.getAs("namespace"), row.<byte[]>getAs("value")));
    }
    return values;
  }

  private Explanation explanation(String oneId, Optional<Row> asked, boolean reveal) {
    Dataset<Row> theirs =
        new Standing(new Namespaces(identity), null, vault, null)
            .known(identifiers.where(col("one_id").equalTo(oneId)));
    Map<ByteBuffer, String> values = values(theirs);
    Map<Long, Member> members = new HashMap<>();
    Member member = null;
    for (Row row : theirs.collectAsList()) {
      Member one = member(row, values.get(ByteBuffer.wrap(row.<byte[]>getAs("key"))));
      members.put(one.node(), one);
      if (asked.isPresent() && isSame(row, asked.get())) {
        member = one;
      }
    }
    return new Explanation(
        oneId,
        List.copyOf(members.values()),
        Optional.ofNullable(member),
        asked.isEmpty() ? List.of() : links(theirs, members),
        refusals(theirs, reveal),
        history(oneId));
  }

  private static boolean isSame(Row a, Row b) {
    return a.getAs("namespace").equals(b.getAs("namespace"))
        && a.getAs("tenure").equals(b.getAs("tenure"))
        && java.util.Arrays.equals(a.<byte[]>getAs("key"), b.<byte[]>getAs("key"));
  }

  private static Member member(Row row, String value) {
    return new Member(
        row.getAs("node"),
        row.getAs("rank"),
        row.getAs("namespace"),
        value,
        row.getAs("tenure"),
        row.<Date>getAs("first_on").toLocalDate(),
        Optional.of(row.<Date>getAs("last_on").toLocalDate())
            .filter(last -> !last.equals(Evidence.FOR_EVER.toLocalDate())),
        row.getAs("records"));
  }

  /** The earliest record of each pair, earliest first. */
  private List<Step<Member, Source>> links(Dataset<Row> theirs, Map<Long, Member> members) {
    boolean derived = LakeState.of(lake).orders().orElse("").equals("derived");
    Dataset<Row> records =
        Evidence.entities(lake, derived).stream()
            .map(
                entity ->
                    Evidence.of(
                        entity, lake.read(CleanTable.name(entity)), "source", "file", "dump_date"))
            .reduce(Dataset::unionByName)
            .orElseThrow()
            .where(col("is_current"));
    Dataset<Row> pairs =
        Tenures.assign(Evidence.mentions(records), theirs.drop("records"))
            .groupBy("entity", "record_key", "start_on", "source", "file", "dump_date")
            .agg(array_sort(collect_set("node")).as("nodes"))
            .where(size(col("nodes")).gt(1))
            .withColumn("pair", explode(expr(Links.PAIRS)))
            .groupBy("pair.a", "pair.b")
            .agg(
                min(struct("start_on", "entity", "record_key", "source", "file", "dump_date"))
                    .as("record"))
            .orderBy("record", "a", "b");
    List<Step<Member, Source>> links = new ArrayList<>();
    for (Row row : pairs.select("a", "b", "record.*").collectAsList()) {
      Source source =
          new Source(
              row.getAs("entity"),
              row.getAs("record_key"),
              row.<Date>getAs("start_on").toLocalDate(),
              row.getAs("source"),
              row.getAs("file"),
              row.<Date>getAs("dump_date").toLocalDate());
      links.add(new Step<>(members.get(row.getLong(0)), members.get(row.getLong(1)), source));
    }
    return links;
  }

  private List<Refusal> refusals(Dataset<Row> theirs, boolean reveal) {
    Dataset<Row> conflicts = lake.readOrEmpty(Contracts.table(IdentityConflicts.TABLE));
    Dataset<Row> keys = theirs.select(col("namespace"), hex(col("key")).as("key"), col("tenure"));
    Dataset<Row> ofA =
        conflicts.join(
            keys.toDF("namespace_a", "key_a", "tenure_a"),
            Columns.named("namespace_a", "key_a", "tenure_a"),
            "left_semi");
    Dataset<Row> ofB =
        conflicts.join(
            keys.toDF("namespace_b", "key_b", "tenure_b"),
            Columns.named("namespace_b", "key_b", "tenure_b"),
            "left_semi");
    List<Row> rows =
        ofA.unionByName(ofB.select(ofA.columns()[0], tail(ofA.columns())))
            .distinct()
            .orderBy("namespace_a", "key_a", "tenure_a", "namespace_b", "key_b", "tenure_b")
            .collectAsList();
    Map<ByteBuffer, String> values = valuesOf(rows);
    List<Refusal> refusals = new ArrayList<>();
    for (Row row : rows) {
      Date last = row.getAs("last_seen_on");
      refusals.add(
          new Refusal(
              end(row, "a", values, reveal),
              end(row, "b", values, reveal),
              row.getAs("limit_namespace"),
              row.getAs("records"),
              Optional.ofNullable(last).map(Date::toLocalDate)));
    }
    return refusals;
  }

  private Map<ByteBuffer, String> valuesOf(List<Row> conflicts) {
    List<Row> keys = new ArrayList<>();
    for (Row row : conflicts) {
      for (String side : List.of("a", "b")) {
        keys.add(
            RowFactory.create(
                row.getAs("namespace_" + side),
                HexFormat.of().parseHex(row.<String>getAs("key_" + side))));
      }
    }
    return values(identifiers.sparkSession().createDataFrame(keys, VALUES));
  }

  private static String end(
      Row row, String side, Map<ByteBuffer, String> values, boolean reveal) {
    byte[] key = HexFormat.of().parseHex(row.<String>getAs("key_" + side));
    String value = values.get(ByteBuffer.wrap(key));
    int tenure = row.getAs("tenure_" + side);
    return row.getAs("namespace_" + side)
        + ":"
        + (reveal ? value : Masking.identifier(value))
        + (tenure > 1 ? " (tenure " + tenure + ")" : "");
  }

  private static String[] tail(String[] names) {
    return java.util.Arrays.copyOfRange(names, 1, names.length);
  }

  private List<Change> history(String oneId) {
    List<Change> changes = new ArrayList<>();
    for (Row row :
        lake.readOrEmpty(Contracts.table(IdHistory.TABLE))
            .where(col("one_id").equalTo(oneId).or(col("other_one_id").equalTo(oneId)))
            .orderBy("on", "event", "one_id")
            .collectAsList()) {
      LocalDate on = row.<Date>getAs("on").toLocalDate();
      changes.add(
          new Change(
              row.getAs("one_id"),
              row.getAs("event"),
              row.getAs("other_one_id"),
              on,
              row.getAs("evidence")));
    }
    return changes;
  }
}
