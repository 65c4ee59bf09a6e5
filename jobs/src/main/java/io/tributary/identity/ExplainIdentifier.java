package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.identity.Explanation.Change;
import io.tributary.identity.Explanation.Member;
import io.tributary.ingest.Tombstones;
import io.tributary.lake.Lake;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.Identity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers why an identifier belongs to a customer, from the tables of the last night and the clean
 * tables. Changes nothing.
 */
public final class ExplainIdentifier {
  /** Finds the place of a record in its file, for people. */
  public interface RowNumber {
    /** Such as {@code row 17}, or why there is none. */
    String of(String source, String file, String entity, String recordKey);
  }

  private final Lake lake;
  private final Identity identity;
  private final Sealer sealer;
  private final CustomerFacts facts;
  private final Dataset<Row> identifiers;
  private final boolean reveal;
  private final RowNumber row;

  /**
   * Asks a lake.
   *
   * @param reveal whether identifiers are shown in clear
   * @throws UserMistake if no night has found out yet who is who
   */
  public ExplainIdentifier(
      Lake lake, Identity identity, VaultKey key, boolean reveal, RowNumber row) {
    requireNight(lake);
    this.lake = lake;
    this.identity = identity;
    this.sealer = new Sealer(key);
    this.facts = new CustomerFacts(lake, identity, key);
    this.identifiers = lake.read(IdentityTables.IDENTIFIERS.name());
    this.reveal = reveal;
    this.row = row;
  }

  /** Makes sure that some night has found out who is who. */
  static void requireNight(Lake lake) {
    if (!lake.has(IdentityTables.IDENTIFIERS.name())) {
      throw new UserMistake(
          "No night has found out yet who is who in this lake. Run `tributary nightly` first.");
    }
  }

  /** Whether a text has the form of a customer's id. */
  static boolean isOneId(String text) {
    return text.matches("[0-9a-f]{24}");
  }

  /**
   * The answer, line by line.
   *
   * @param asked {@code namespace:value}, a bare value, or a customer's id
   * @throws UserMistake if it cannot be an identifier of this workspace
   */
  public List<String> lines(String asked) {
    String text = asked.strip();
    if (isOneId(text)) {
      List<Change> history = facts.history(text);
      if (!history.isEmpty()) {
        return ofCustomer(text, history);
      }
    }
    List<Row> values = AskedIdentifier.values(text, identity, sealer);
    List<Row> found =
        identifiers
            .join(
                identifiers.sparkSession().createDataFrame(values, AskedIdentifier.SHAPE),
                new String[] {"namespace", "key"},
                "left_semi")
            .orderBy("namespace", "tenure")
            .collectAsList();
    if (found.isEmpty() && isErased(values)) {
      return List.of(
          "Whoever had this identifier was erased; no record dated up to the erasure brings it back.");
    }
    if (found.isEmpty()) {
      return List.of(
          "No current record mentions this %s. It may be new, withdrawn, or written in another way than the records have it."
              .formatted(values.size() == 1 ? values.get(0).getString(0) : "value"));
    }
    List<String> lines = new ArrayList<>();
    for (Row identifier : found) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(ofIdentifier(identifier));
    }
    return lines;
  }

  private boolean isErased(List<Row> values) {
    Tombstones tombstones = Tombstones.of(lake);
    return values.stream().anyMatch(value -> tombstones.know(value.getAs(1)));
  }

  private List<String> ofIdentifier(Row identifier) {
    Dataset<Row> itself =
        identifiers
            .where(col("namespace").equalTo(identifier.<String>getAs("namespace")))
            .where(col("key").equalTo(lit(identifier.<byte[]>getAs("key"))))
            .where(col("tenure").equalTo(identifier.<Integer>getAs("tenure")));
    Member member = facts.members(itself).get(0);
    return switch (identifier.<String>getAs("status")) {
      case IdentityTables.BLOCKED ->
          List.of(
              "%s is on the blocklist of tributary.yaml: it identifies nobody. Current records that mention it: %d."
                  .formatted(member.text(reveal), member.records()));
      case IdentityTables.SHARED ->
          List.of(
              "%s is shared: current records (%d, from %s) mention it with more values of a one-per-customer namespace than its shared_above allows. It belongs to nobody and links nothing."
                  .formatted(member.text(reveal), member.records(), member.firstSeen()));
      default ->
          explanation(identifier.getAs("one_id"), Optional.of(member))
              .lines(reveal, s -> row.of(s.source(), s.file(), s.entity(), s.key()));
    };
  }

  private Explanation explanation(String oneId, Optional<Member> asked) {
    Dataset<Row> theirs = identifiers.where(col("one_id").equalTo(oneId));
    List<Member> members = facts.members(theirs);
    return new Explanation(
        oneId,
        members,
        asked,
        asked.isEmpty() ? List.of() : facts.links(theirs, members),
        facts.refusals(theirs),
        facts.history(oneId));
  }

  private List<String> ofCustomer(String oneId, List<Change> history) {
    List<String> lines = new ArrayList<>();
    String today = oneId;
    if (history.stream().anyMatch(c -> c.oneId().equals(oneId) && c.isMerge())) {
      today =
          Heirs.of(lake.read(IdHistory.TABLE))
              .where(col("one_id").equalTo(oneId))
              .head()
              .getAs("heir");
      lines.add("Customer %s was merged, and is customer %s today.".formatted(oneId, today));
    }
    if (identifiers.where(col("one_id").equalTo(today)).isEmpty()) {
      Optional<LocalDate> erased = Erasures.dateOf(lake, today);
      if (erased.isPresent()) {
        lines.add("Customer %s was erased on %s.".formatted(today, erased.get()));
        return lines;
      }
      lines.add(
          "Customer %s has no identifiers any more: their evidence was withdrawn."
              .formatted(today));
      return lines;
    }
    lines.addAll(explanation(today, Optional.empty()).lines(reveal, s -> ""));
    return lines;
  }
}
