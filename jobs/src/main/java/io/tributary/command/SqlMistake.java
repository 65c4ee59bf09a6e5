package io.tributary.command;

import io.tributary.config.Suggestion;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.SqlExpressions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.AnalysisException;

/**
 * What somebody is told whose question the lake cannot answer: what is wrong, and what was meant.
 */
final class SqlMistake {
  private static final String UNKNOWN_TABLE = "TABLE_OR_VIEW_NOT_FOUND";
  private static final String UNKNOWN_COLUMN = "UNRESOLVED_COLUMN";

  private SqlMistake() {}

  /**
   * The mistake behind Spark's refusal.
   *
   * @param tables all tables of the lake
   * @param columns of the tables that the question names
   */
  static UserMistake of(
      AnalysisException refusal, Collection<String> tables, Map<String, List<String>> columns) {
    String condition = String.valueOf(refusal.getCondition());
    Map<String, String> parameters = refusal.getMessageParameters();
    if (condition.equals(UNKNOWN_TABLE)) {
      return new UserMistake(unknownTable(lastPart(parameters.get("relationName")), tables));
    }
    if (condition.startsWith(UNKNOWN_COLUMN)) {
      return new UserMistake(unknownColumn(lastPart(parameters.get("objectName")), columns));
    }
    return new UserMistake(
        "The question cannot be answered: %s. `tributary tables` tells what tables hold."
            .formatted(SqlExpressions.shortReason(refusal.getMessage())));
  }

  static String unknownTable(String table, Collection<String> tables) {
    return "There is no table `%s`; %s".formatted(table, Suggestion.among(table, tables));
  }

  /** Of several tables, each column is named with those that have it. */
  static String unknownColumn(String column, Map<String, List<String>> columns) {
    Map<String, TreeSet<String>> places = new TreeMap<>();
    columns.forEach(
        (table, names) ->
            names.forEach(name -> places.computeIfAbsent(name, n -> new TreeSet<>()).add(table)));
    String end =
        Suggestion.closest(column, places.keySet())
            .map(
                name ->
                    "did you mean `%s` of %s?".formatted(name, String.join(", ", places.get(name))))
            .orElseGet(
                () ->
                    "`tributary tables %s` lists what there is."
                        .formatted(columns.keySet().stream().findFirst().orElse("")));
    return "There is no column `%s` in %s; %s"
        .formatted(column, columns.isEmpty() ? "the question" : names(columns.keySet()), end);
  }

  private static String names(Collection<String> tables) {
    return String.join(" or ", new TreeSet<>(tables));
  }

  /** Of a name such as {@code `o`.`net`}: net. */
  private static String lastPart(String name) {
    String[] parts = name.split("`\\.`");
    return parts[parts.length - 1].replace("`", "");
  }
}
