package io.tributary.identity;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hex;
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
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.Identity;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What a lake holds about one customer at a time, opened, for {@link Explanation}. */
final class CustomerFacts {
  private final Lake lake;
  private final Namespaces namespaces;
  private final VaultValues vault;
  private final Sealer sealer;

  CustomerFacts(Lake lake, Identity identity, VaultKey key) {
    this.lake = lake;
    this.namespaces = new Namespaces(identity);
    this.vault = new VaultValues(lake.read(Vault.TABLE), key);
    this.sealer = new Sealer(key);
  }

  /** Rows of the table {@code identifiers}, opened. */
  List<Member> members(Dataset<Row> identifiers) {
    Dataset<Row> known = Standing.known(identifiers, namespaces);
    Map<String, String> values = values(known);
    return known.collectAsList().stream().map(row -> member(row, values)).toList();
  }

  private static Member member(Row row, Map<String, String> values) {
    return new Member(
        row.getAs("node"),
        row.getAs("rank"),
        row.getAs("namespace"),
        values.get(hexOf(row)),
        row.getAs("tenure"),
        row.<Date>getAs("first_on").toLocalDate(),
        Optional.of(row.<Date>getAs("last_on").toLocalDate())
            .filter(last -> !last.equals(Evidence.FOR_EVER.toLocalDate())),
        row.getAs("records"));
  }

  private static String hexOf(Row row) {
    return HexFormat.of().withUpperCase().formatHex(row.<byte[]>getAs("key"));
  }

  /** Values of rows with {@code namespace, key}, by the key in hexadecimal. */
  private Map<String, String> values(Dataset<Row> wanted) {
    Map<String, String> values = new HashMap<>();
    for (Row row : vault.withSealed(wanted.select("namespace", "key").distinct()).collectAsList()) {
      values.put(hexOf(row), sealer.open(row.getAs("namespace"), row.<byte[]>getAs("value")));
    }
    return values;
  }

  /**
   * Pairs of a customer's identifiers that stand together in a record, each with its earliest one;
   * earliest first.
   */
  List<Step<Member, Source>> links(Dataset<Row> identifiers, List<Member> members) {
    Map<Long, Member> byNode = new HashMap<>();
    members.forEach(m -> byNode.put(m.node(), m));
    Dataset<Row> known = Standing.known(identifiers, namespaces);
    Dataset<Row> pairs =
        Tenures.assign(
                Evidence.mentions(recordsWithPlace()),
                known.select("namespace", "key", "first_on", "last_on", "node"))
            .groupBy("entity", "record_key", "start_on", "source", "file", "dump_date")
            .agg(array_sort(collect_set("node")).as("nodes"))
            .where(size(col("nodes")).gt(1))
            .withColumn("pair", explode(expr(Links.PAIRS)))
            .groupBy(col("pair.a").as("a"), col("pair.b").as("b"))
            .agg(
                min(struct("start_on", "entity", "record_key", "source", "file", "dump_date"))
                    .as("record"))
            .orderBy("record", "a", "b")
            .select("a", "b", "record.*");
    List<Step<Member, Source>> links = new ArrayList<>();
    for (Row row : pairs.collectAsList()) {
      links.add(new Step<>(byNode.get(row.getLong(0)), byNode.get(row.getLong(1)), source(row)));
    }
    return links;
  }

  private Dataset<Row> recordsWithPlace() {
    boolean derived = LakeState.of(lake).ordersAreDerived();
    return Evidence.entities(lake, derived).stream()
        .map(
            entity ->
                Evidence.of(
                    entity, lake.read(CleanTable.name(entity)), "source", "file", "dump_date"))
        .reduce(Dataset::unionByName)
        .orElseThrow()
        .where(col("is_current"));
  }

  private static Source source(Row row) {
    return new Source(
        row.getAs("entity"),
        row.getAs("record_key"),
        row.<Date>getAs("start_on").toLocalDate(),
        row.getAs("source"),
        row.getAs("file"),
        row.<Date>getAs("dump_date").toLocalDate());
  }

  /** The links of a customer's identifiers that a limit refused. */
  List<Refusal> refusals(Dataset<Row> identifiers) {
    Dataset<Row> conflicts = lake.readOrEmpty(Contracts.table(IdentityConflicts.TABLE));
    Dataset<Row> keys =
        identifiers.select(col("namespace"), hex(col("key")).as("key"), col("tenure"));
    List<Row> rows =
        touching(conflicts, keys, "a")
            .unionByName(touching(conflicts, keys, "b"))
            .distinct()
            .orderBy("namespace_a", "key_a", "tenure_a", "namespace_b", "key_b", "tenure_b")
            .collectAsList();
    Map<String, String> values = valuesOfEnds(rows);
    List<Refusal> refusals = new ArrayList<>();
    for (Row row : rows) {
      refusals.add(
          new Refusal(
              end(row, "a", values),
              end(row, "b", values),
              row.getAs("limit_namespace"),
              row.getAs("records"),
              Optional.ofNullable(row.<Date>getAs("last_seen_on")).map(Date::toLocalDate)));
    }
    return refusals;
  }

  private static Dataset<Row> touching(Dataset<Row> conflicts, Dataset<Row> keys, String side) {
    String[] end = {"namespace_" + side, "key_" + side, "tenure_" + side};
    return conflicts
        .join(keys.toDF(end), end, "left_semi")
        .select(Contracts.table(IdentityConflicts.TABLE).select());
  }

  private Map<String, String> valuesOfEnds(List<Row> conflicts) {
    List<Row> ends = new ArrayList<>();
    for (Row row : conflicts) {
      for (String side : List.of("a", "b")) {
        byte[] key = HexFormat.of().parseHex(row.<String>getAs("key_" + side));
        ends.add(RowFactory.create(row.<String>getAs("namespace_" + side), key));
      }
    }
    return values(
        lake.read(Vault.TABLE).sparkSession().createDataFrame(ends, AskedIdentifier.SHAPE));
  }

  private static Explanation.End end(Row row, String side, Map<String, String> values) {
    return new Explanation.End(
        row.getAs("namespace_" + side),
        values.get(row.<String>getAs("key_" + side)),
        row.getAs("tenure_" + side));
  }

  /** What happened to a customer's id, and to others in favour of it or from it. */
  List<Change> history(String oneId) {
    List<Change> changes = new ArrayList<>();
    for (Row row :
        lake.readOrEmpty(Contracts.table(IdHistory.TABLE))
            .where(col("one_id").equalTo(oneId).or(col("other_one_id").equalTo(oneId)))
            .orderBy("on", "event", "one_id")
            .collectAsList()) {
      changes.add(
          new Change(
              row.getAs("one_id"),
              row.getAs("event"),
              row.getAs("other_one_id"),
              row.<Date>getAs("on").toLocalDate(),
              row.getAs("evidence")));
    }
    return changes;
  }
}
