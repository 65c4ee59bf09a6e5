package io.tributary.ingest;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.transform;

import io.tributary.ingest.LoadPlan.SourcePlan;
import io.tributary.pipeline.Run;
import io.tributary.workspace.Entity;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.EntityMapping;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A source's dumps after its mappings: the staged rows, and what was counted in them.
 *
 * @param rows as {@link StageDumps} gives them, kept for this run
 */
record StagedSource(SourcePlan plan, Dataset<Row> rows, Counts counts, List<String> failedChecks) {
  /** Reads a source's files once, applies its mappings and keeps the outcome. */
  static StagedSource write(
      Run run, SparkSession mappings, SourcePlan plan, Tombstones tombstones) {
    Source source = plan.source();
    Dataset<Row> dump = dump(run, mappings, plan);
    Dataset<Row> applied =
        new StageDumps(
                source, run.key(), run.workspace().settings().identity().namespaces(), tombstones)
            .apply(dump);
    Dataset<Row> rows = run.lake().keep("sources/" + source.name(), applied);
    return new StagedSource(
        plan, rows, counted(rows, source.entities().size()), failedChecks(plan, dump));
  }

  /** The source's files as text. */
  static Dataset<Row> dump(Run run, SparkSession mappings, SourcePlan plan) {
    Source source = plan.source();
    Set<String> used = source.usedColumns();
    return DumpReader.read(
        mappings, run.workspace().landing(), source, plan.files(), used.contains("_row"), used);
  }

  /** The user's own gates: each must hold for the dump of each date, one without rows included. */
  private static List<String> failedChecks(SourcePlan plan, Dataset<Row> dump) {
    Source source = plan.source();
    if (source.checks().isEmpty()) {
      return List.of();
    }
    List<Column> conditions = new ArrayList<>();
    for (int i = 0; i < source.checks().size(); i++) {
      conditions.add(expr(source.checks().get(i)).as("check" + i));
    }
    Dataset<Row> records = dump.where(col("_malformed").isNull());
    Map<LocalDate, Row> outcomes = new TreeMap<>();
    for (Row outcome : answers(records.groupBy("_dump_date"), conditions)) {
      outcomes.put(outcome.<Date>getAs("_date").toLocalDate(), outcome);
    }
    Set<LocalDate> dates = new TreeSet<>();
    plan.files().forEach(file -> dates.add(file.file().dumpDate()));
    if (!outcomes.keySet().containsAll(dates)) {
      // A group of no rows is none; without groups, there is an answer for them.
      Row ofNoRows = answers(records.limit(0).groupBy(), conditions).get(0);
      dates.forEach(date -> outcomes.putIfAbsent(date, ofNoRows));
    }
    List<String> failed = new ArrayList<>();
    outcomes.forEach(
        (date, outcome) -> {
          for (int i = 0; i < source.checks().size(); i++) {
            if (!Boolean.TRUE.equals(outcome.<Boolean>getAs("check" + i))) {
              failed.add(
                  "%s: the dump of %s does not pass its check: %s. Ask for it again, or correct the check in %s."
                      .formatted(source.name(), date, source.checks().get(i), source.definedIn()));
            }
          }
        });
    return failed;
  }

  /** The dump's date, null of no rows, and what each condition gives. */
  private static List<Row> answers(RelationalGroupedDataset records, List<Column> conditions) {
    return records
        .agg(max("_dump_date").as("_date"), conditions.toArray(Column[]::new))
        .collectAsList();
  }

  /**
   * What was counted.
   *
   * @param rows records by file
   * @param rejected rejected records by file
   * @param notes how often each note occurs, such as {@code unread:order.paid_amount}
   * @param rejects how often each reason occurs, as {@code entity.column: reason}, by file
   * @param ofMapping records of each mapping's entity, in the mappings' order
   */
  record Counts(
      Map<String, Long> rows,
      Map<String, Long> rejected,
      Map<String, Long> notes,
      Map<String, Map<String, Long>> rejects,
      List<Long> ofMapping) {

    long allRows() {
      return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    long allRejected() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often each reason occurs in all files. */
    Map<String, Long> allRejects() {
      return rejectsIn(rejects.keySet());
    }

    /** How often each reason occurs in some files. */
    Map<String, Long> rejectsIn(Set<String> files) {
      Map<String, Long> reasons = new TreeMap<>();
      rejects.forEach(
          (file, found) -> {
            if (files.contains(file)) {
              found.forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
            }
          });
      return reasons;
    }
  }

  /**
   * Counts in one small aggregation: the result has a row per file and kind of oddity, not per
   * record.
   */
  static Counts counted(Dataset<Row> staged, int mappings) {
    Column reasons =
        array_join(
            transform(
                col("_rejects"),
                r ->
                    concat_ws(
                        ": ",
                        nullif(concat_ws(".", r.getField("entity"), r.getField("column")), lit("")),
                        r.getField("reason"))),
            "\n");
    List<Column> ofMapping = new ArrayList<>();
    for (int i = 0; i < mappings; i++) {
      ofMapping.add(count_if(col(StageDumps.column(i, "_is"))));
    }
    List<Row> groups =
        staged
            .groupBy(col("_file"), col("_notes"), reasons.as("reasons"))
            .agg(count(lit(1)).as("n"), ofMapping.toArray(Column[]::new))
            .collectAsList();
    List<Long> perMapping = new ArrayList<>(Collections.nCopies(mappings, 0L));
    Counts counts =
        new Counts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), perMapping);
    for (Row group : groups) {
      long n = group.getLong(3);
      for (int i = 0; i < mappings; i++) {
        perMapping.set(i, perMapping.get(i) + group.getLong(4 + i));
      }
      counts.rows().merge(group.getString(0), n, Long::sum);
      for (String note : words(group.getString(1), " ")) {
        counts.notes().merge(note, n, Long::sum);
      }
      List<String> found = words(group.getString(2), "\n");
      if (!found.isEmpty()) {
        Map<String, Long> ofFile =
            counts.rejects().computeIfAbsent(group.getString(0), file -> new TreeMap<>());
        found.forEach(reason -> ofFile.merge(reason, n, Long::sum));
        counts.rejected().merge(group.getString(0), n, Long::sum);
      }
    }
    return counts;
  }

  private static List<String> words(String text, String separator) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(separator));
  }

  /**
   * The usable rows of one mapping, with the place where they stand, as {@link NewestVersions}
   * takes them.
   *
   * @param freshOnly leaves out files that were loaded before
   */
  Dataset<Row> entityRows(int mapping, CleanTable table, boolean freshOnly) {
    Column usable = not(col(StageDumps.column(mapping, "_rejected")));
    return placed(mapped(mapping, freshOnly).where(usable), mapping, table);
  }

  /** Keys that the dumps have, rejected rows included, with the newest dump that has them. */
  Dataset<Row> present(int mapping, CleanTable table, boolean freshOnly) {
    List<String> names = new ArrayList<>(table.key());
    names.add("source");
    return NewestVersions.keyed(placed(mapped(mapping, freshOnly), mapping, table), table)
        .na()
        .drop(table.key().toArray(String[]::new))
        .groupBy(NewestVersions.columns(names))
        .agg(max("dump_date").as("last_dump"));
  }

  private Dataset<Row> placed(Dataset<Row> rows, int mapping, CleanTable table) {
    List<Column> columns = new ArrayList<>();
    for (Entity.Column column : table.entity().columns()) {
      columns.add(col(StageDumps.column(mapping, column.name())).as(column.name()));
    }
    columns.add(col(StageDumps.column(mapping, "identifiers")).as("identifiers"));
    columns.add(lit(plan.source().name()).as("source"));
    columns.add(col("_file").as("file"));
    columns.add(col("_dump_date").as("dump_date"));
    columns.add(col("_block"));
    columns.add(col("_seq"));
    return rows.select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> mapped(int mapping, boolean freshOnly) {
    Dataset<Row> ofEntity = rows().where(col(StageDumps.column(mapping, "_is")));
    boolean mixed = plan.fresh().size() < plan.files().size();
    return freshOnly && mixed
        ? ofEntity.where(col("_file").isin(plan.fresh().toArray()))
        : ofEntity;
  }

  /** The positions of the mappings that feed an entity. */
  List<Integer> mappingsOf(String entity) {
    List<Integer> positions = new ArrayList<>();
    List<EntityMapping> mappings = plan.source().entities();
    for (int i = 0; i < mappings.size(); i++) {
      if (mappings.get(i).entity().name().equals(entity)) {
        positions.add(i);
      }
    }
    return positions;
  }

  /** Records by dump date. */
  Map<LocalDate, Long> rowsByDate() {
    Map<LocalDate, Long> rows = new TreeMap<>();
    for (InspectedFile file : plan.files()) {
      rows.merge(
          file.file().dumpDate(), counts.rows().getOrDefault(file.file().path(), 0L), Long::sum);
    }
    return rows;
  }
}
