package io.tributary.audience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import io.tributary.config.Suggestion;
import io.tributary.identity.Erasures;
import io.tributary.identity.Heirs;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.UserMistake;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Why a customer is or is not in an audience: what the ledger says of the last nights. */
public final class WhyInAudience {
  private static final int NIGHTS = 10;

  private final Lake lake;

  public WhyInAudience(Lake lake) {
    this.lake = lake;
  }

  /**
   * The answer, newest night first. Asked about an id that was merged, it answers for the customer
   * who has taken its place; nights before that stand under every id that they had then.
   */
  public List<String> lines(String oneId, String audience) {
    Dataset<Row> ledger = lake.readOrEmpty(Contracts.table(Selection.LEDGER));
    Dataset<Row> heirs = Heirs.of(lake.readOrEmpty(Contracts.table("one_id_history"))).cache();
    List<String> merged =
        heirs
            .where(col("one_id").equalTo(oneId))
            .select("heir")
            .as(Encoders.STRING())
            .collectAsList();
    String today = merged.isEmpty() ? oneId : merged.get(0);
    List<Row> nights =
        ledger
            .where(col("audience").equalTo(audience))
            .join(heirs, new String[] {"one_id"}, "left_outer")
            .where(coalesce(col("heir"), col("one_id")).equalTo(today))
            .orderBy(col("as_of").desc(), col("one_id").asc())
            .select(
                "as_of", "one_id", "status", "reason", "arm", "deliveries", "definition_version")
            .limit(NIGHTS)
            .collectAsList();
    heirs.unpersist();
    requireAudience(ledger, audience);
    LocalDate last = Preview.lastNight(lake);
    List<String> lines = new ArrayList<>();
    if (!today.equals(oneId)) {
      lines.add("Customer %s was merged, and is customer %s today.".formatted(oneId, today));
    }
    if (nights.isEmpty() || !nights.get(0).getDate(0).toLocalDate().equals(last)) {
      lines.add("%s: %s".formatted(last, withoutRow(today, audience)));
    }
    nights.forEach(night -> lines.add(line(night)));
    return lines;
  }

  /** Why the last night has no row of a person. */
  private String withoutRow(String oneId, String audience) {
    if (!lake.read("customers").where(col("one_id").equalTo(oneId)).isEmpty()) {
      return "does not fit the conditions of audience " + audience;
    }
    return Erasures.dateOf(lake, oneId)
        .map(on -> "customer %s was erased on %s".formatted(oneId, on))
        .orElse("there is no customer " + oneId);
  }

  private void requireAudience(Dataset<Row> ledger, String audience) {
    List<String> known =
        ledger
            .select("audience")
            .distinct()
            .orderBy("audience")
            .as(Encoders.STRING())
            .collectAsList();
    if (!known.contains(audience)) {
      throw new UserMistake(
          "No night has selected an audience `%s`; %s"
              .formatted(audience, Suggestion.among(audience, known)));
    }
  }

  private static String line(Row night) {
    String what =
        switch (night.getString(2)) {
          case "left_out" ->
              "left out, %s: %s"
                  .formatted(
                      night.getString(3),
                      Reason.valueOf(night.getString(3).toUpperCase(Locale.ROOT)).wording());
          case "control" -> "passes every rule, and is in the control arm: gets nothing";
          default ->
              "selected%s, delivered to %s"
                  .formatted(
                      night.isNullAt(4) ? "" : ", arm " + night.getString(4),
                      night.getList(5).isEmpty() ? "nobody" : night.getList(5).toString());
        };
    return "%s: %s (definition %s, as customer %s)"
        .formatted(night.getDate(0), what, night.getString(6), night.getString(1));
  }
}
