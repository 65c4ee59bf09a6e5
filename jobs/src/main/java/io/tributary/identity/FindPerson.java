package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hex;

import io.tributary.identity.Explanation.Member;
import io.tributary.identity.Person.Identifier;
import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Finds the one person whom an identifier, or a customer's id of today or of old, means. */
public final class FindPerson {
  private final Lake lake;
  private final Settings.Identity identity;
  private final VaultKey key;
  private final Dataset<Row> identifiers;

  /**
   * Looks into a lake.
   *
   * @throws UserMistake if no night has found out yet who is who
   */
  public FindPerson(Lake lake, Settings.Identity identity, VaultKey key) {
    ExplainIdentifier.requireNight(lake);
    this.lake = lake;
    this.identity = identity;
    this.key = key;
    this.identifiers = lake.read(IdentityTables.IDENTIFIERS.name());
  }

  /** Whether a text has the form of a customer's id. */
  public static boolean isOneId(String text) {
    return ExplainIdentifier.isOneId(text);
  }

  /**
   * The keyed hashes that a text may mean, in hexadecimal.
   *
   * @throws UserMistake if it cannot be an identifier of this workspace
   */
  public List<String> hashes(String text) {
    return AskedIdentifier.values(text.strip(), identity, new Sealer(key)).stream()
        .map(row -> HexFormat.of().formatHex(row.<byte[]>getAs(1)))
        .toList();
  }

  /**
   * The person.
   *
   * @param asked {@code namespace:value}, a bare value, or a customer's id
   * @return empty if nobody has such an identifier
   * @throws UserMistake if it cannot be an identifier, is nobody's or that of several people
   */
  public Optional<Person> find(String asked) {
    String text = asked.strip();
    Dataset<Row> history = lake.readOrEmpty(history());
    if (ExplainIdentifier.isOneId(text) && !history.where(col("one_id").equalTo(text)).isEmpty()) {
      return Optional.of(person(heirOf(text), history));
    }
    List<Row> values = AskedIdentifier.values(text, identity, new Sealer(key));
    Dataset<Row> found =
        identifiers.join(
            identifiers.sparkSession().createDataFrame(values, AskedIdentifier.SHAPE),
            new String[] {"namespace", "key"},
            "left_semi");
    Map<String, String> owners = new TreeMap<>();
    String status = null;
    for (Row row : found.select("one_id", "first_seen_on", "status").collectAsList()) {
      status = row.getString(2);
      if (!row.isNullAt(0)) {
        owners.put(row.getString(0), "%s, from %s".formatted(row.getString(0), row.getDate(1)));
      }
    }
    if (status == null) {
      return Optional.empty();
    }
    requireOne(owners, status);
    return Optional.of(person(owners.keySet().iterator().next(), history));
  }

  private static TableSpec history() {
    return Contracts.table(IdHistory.TABLE);
  }

  private static void requireOne(Map<String, String> owners, String status) {
    if (owners.isEmpty()) {
      throw new UserMistake(
          "This identifier is %s: it belongs to nobody. Give another identifier of the person, or the customer's id."
              .formatted(status));
    }
    if (owners.size() > 1) {
      throw new UserMistake(
          "This identifier was passed on: it belongs to several customers, one after the other (%s). Give the id of the one you mean."
              .formatted(String.join("; ", owners.values())));
    }
  }

  private String heirOf(String oneId) {
    List<String> heir =
        Heirs.of(lake.readOrEmpty(history()))
            .where(col("one_id").equalTo(oneId))
            .select("heir")
            .as(Encoders.STRING())
            .collectAsList();
    return heir.isEmpty() ? oneId : heir.get(0);
  }

  private Person person(String oneId, Dataset<Row> history) {
    List<String> oneIds = new ArrayList<>(List.of(oneId));
    oneIds.addAll(
        Heirs.of(history)
            .where(col("heir").equalTo(oneId))
            .select("one_id")
            .orderBy("one_id")
            .as(Encoders.STRING())
            .collectAsList());
    return new Person(oneIds, identifiers(oneId));
  }

  private List<Identifier> identifiers(String oneId) {
    Dataset<Row> theirs = identifiers.where(col("one_id").equalTo(oneId));
    Map<Long, String> keys = new HashMap<>();
    for (Row row :
        Standing.known(theirs, new Namespaces(identity))
            .select(col("node"), hex(col("key")))
            .collectAsList()) {
      keys.put(row.getLong(0), row.getString(1).toLowerCase(Locale.ROOT));
    }
    Map<String, List<Tenure>> tenures = tenures(theirs);
    List<Member> members = new CustomerFacts(lake, identity, key).members(theirs);
    return members.stream()
        .sorted(Explanation.STRONGEST_FIRST)
        .map(m -> identifier(m, keys.get(m.node()), tenures.get(keys.get(m.node()))))
        .toList();
  }

  private record Tenure(int number, LocalDate from) {}

  /** When each of their values began to be whose, by key: values pass from one to another. */
  private Map<String, List<Tenure>> tenures(Dataset<Row> theirs) {
    return identifiers
        .join(theirs.select("namespace", "key"), new String[] {"namespace", "key"}, "left_semi")
        .select(hex(col("key")), col("tenure"), col("first_seen_on"))
        .collectAsList()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getString(0).toLowerCase(Locale.ROOT),
                Collectors.mapping(
                    row -> new Tenure(row.getInt(1), row.getDate(2).toLocalDate()),
                    Collectors.toList())));
  }

  private static Identifier identifier(Member member, String key, List<Tenure> tenures) {
    Optional<LocalDate> next =
        tenures.stream()
            .filter(t -> t.number() == member.tenure() + 1)
            .map(Tenure::from)
            .findFirst();
    return new Identifier(
        member.namespace(),
        key,
        member.text(false),
        member.tenure() == 1 ? Optional.empty() : Optional.of(member.firstSeen()),
        next.map(day -> day.minusDays(1)));
  }
}
