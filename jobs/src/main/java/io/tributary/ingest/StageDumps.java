package io.tributary.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.tributary.vault.VaultKey;
import io.tributary.workspace.Entity;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.EntityMapping;
import io.tributary.workspace.SqlExpressions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluates all mappings of a source in one pass over its dumps. One output row is one record of a
 * dump, whether it is of use or not, so that records can be counted and numbered later without
 * reading the dump again:
 *
 * <ul>
 *   <li>{@code _file, _dump_date, _block, _seq}: where it stands;
 *   <li>for each mapping, with {@code m0_}, {@code m1_} ... in front: the entity's columns, {@code
 *       identifiers}, {@code _is} (whether the record is of this entity) and {@code _rejected}
 *       (whether it may not be used; its key still tells that the dump has it);
 *   <li>{@code _notes}: what was odd, as words {@code unread:order.paid_amount
 *       dropped:phone:masked};
 *   <li>{@code _rejects}: mapping, entity, column and reason for each mapping that rejected it,
 *       else null;
 *   <li>{@code _raw}: the record, sealed, if something rejected it and nobody in it was erased;
 *   <li>{@code _secrets}: what goes to the vault.
 * </ul>
 *
 * The output holds no identifier and no name in clear. Columns stay flat: a struct in a CASE would
 * be copied by Spark's optimiser for each of its fields, and planning would take longer than
 * reading.
 */
final class StageDumps {
  static final List<String> PLACE = List.of("_file", "_dump_date", "_block", "_seq");
  private static final String IDENTIFIERS = "array<struct<namespace: string, key: binary>>";

  private final Source source;
  private final VaultKey key;
  private final Map<String, Namespace> namespaces;
  private final ErasureRules erasures;

  /**
   * Mappings of a source.
   *
   * @param tombstones of people whom no dump may bring back
   */
  StageDumps(
      Source source, VaultKey key, Map<String, Namespace> namespaces, Tombstones tombstones) {
    this.source = source;
    this.key = key;
    this.namespaces = namespaces;
    this.erasures = new ErasureRules(tombstones, namespaces, key);
  }

  /** The name of a column that a mapping fills. */
  static String column(int mapping, String name) {
    return "m" + mapping + "_" + name;
  }

  /**
   * Applies the mappings.
   *
   * @param dump as {@link DumpReader} gives it
   */
  Dataset<Row> apply(Dataset<Row> dump) {
    Dataset<Row> staged = evaluate(dump);
    for (int i = 0; i < source.entities().size(); i++) {
      EntityMapping mapping = source.entities().get(i);
      staged = erasures.forget(judge(staged, i, mapping), i, mapping.entity());
    }
    return finish(staged);
  }

  /** The mappings' expressions, over the dump's own columns; nothing is judged yet. */
  private Dataset<Row> evaluate(Dataset<Row> dump) {
    List<Column> columns = new ArrayList<>();
    PLACE.forEach(place -> columns.add(col(place)));
    columns.add(col("_malformed"));
    Column[] record =
        Arrays.stream(dump.columns())
            .filter(c -> !PLACE.contains(c) && !c.equals("_malformed") && !c.equals("_row"))
            .map(StageDumps::quoted)
            .toArray(Column[]::new);
    columns.add(
        (record.length == 0 ? lit(null).cast("struct<none: string>") : struct(record))
            .as("_record"));
    for (int i = 0; i < source.entities().size(); i++) {
      EntityMapping mapping = source.entities().get(i);
      Column condition = coalesce(expr(mapping.where().orElse("true")), lit(false));
      Column isOfEntity = col("_malformed").isNull().and(condition);
      columns.add(isOfEntity.as(column(i, "_is")));
      addValues(columns, i, mapping, isOfEntity, dump.columns());
    }
    return dump.select(columns.toArray(Column[]::new));
  }

  private void addValues(
      List<Column> columns, int i, EntityMapping mapping, Column isOfEntity, String[] dumpColumns) {
    List<Column> secrets = new ArrayList<>();
    for (Entity.Column column : mapping.entity().columns()) {
      String sql = mapping.columns().get(column.name());
      Column value = sql == null ? lit(null) : expr(sql);
      if (column.isProtected()) {
        // The hash is taken from the array of secrets by its place: the function runs once per
        // record.
        columns.add(lit(secrets.size()).as(column(i, column.name())));
        secrets.add(hidden(column).apply(value.cast("string")));
      } else {
        columns.add(typed(value, column).as(column(i, column.name())));
      }
      if (isNoted(mapping, column)) {
        columns.add(allFilled(sql, dumpColumns).as(column(i, "_filled_" + column.name())));
      }
    }
    mapping
        .identifiers()
        .forEach(
            (namespace, expressions) ->
                expressions.forEach(
                    sql ->
                        secrets.add(
                            Secrets.identifier(key, namespaces.get(namespace))
                                .apply(expr(sql).cast("string")))));
    Column found = secrets.isEmpty() ? lit(null) : array(secrets.toArray(Column[]::new));
    columns.add(
        when(isOfEntity, found).cast("array<" + Secrets.FOUND + ">").as(column(i, "_found")));
  }

  private org.apache.spark.sql.expressions.UserDefinedFunction hidden(Entity.Column column) {
    if (column.namespace().isEmpty()) {
      return Secrets.hidden(key, Secrets.NAME);
    }
    String namespace = column.namespace().get();
    return namespaces.containsKey(namespace)
        ? Secrets.identifier(key, namespaces.get(namespace))
        : Secrets.number(key, namespace);
  }

  private static Column typed(Column value, Entity.Column column) {
    Column cast = value.cast(column.type());
    return column.type().equalsIgnoreCase("string") ? nullif(cast, lit("")) : cast;
  }

  /** Whether a null in the column is worth a note: it is mapped, and may be null. */
  private static boolean isNoted(EntityMapping mapping, Entity.Column column) {
    return mapping.columns().containsKey(column.name()) && !column.required();
  }

  /**
   * Whether every column of the dump that the expression uses has a value: only then is a null
   * worth a note.
   */
  private static Column allFilled(String sql, String[] dumpColumns) {
    return SqlExpressions.referencedColumns(sql).stream()
        .filter(name -> Arrays.stream(dumpColumns).anyMatch(name::equalsIgnoreCase))
        .map(name -> quoted(name).isNotNull())
        .reduce(Column::and)
        .orElse(lit(false));
  }

  /** Decides about the records of one mapping, where the entity's columns go by their own names. */
  private Dataset<Row> judge(Dataset<Row> staged, int i, EntityMapping mapping) {
    Entity entity = mapping.entity();
    List<Column> open = new ArrayList<>();
    List<Column> closed = new ArrayList<>();
    for (String name : staged.columns()) {
      if (!name.startsWith(column(i, ""))) {
        open.add(col(name));
        closed.add(col(name));
      }
    }
    entity.columns().forEach(c -> open.add(opened(i, c).as(c.name())));
    List.of("_is", "_found").forEach(name -> open.add(col(column(i, name)).as(name)));
    for (Entity.Column c : entity.columns()) {
      if (isNoted(mapping, c)) {
        open.add(col(column(i, "_filled_" + c.name())).as("_filled_" + c.name()));
      }
    }
    entity.columns().forEach(c -> closed.add(defaulted(c).as(column(i, c.name()))));
    List.of("_is", "_found").forEach(name -> closed.add(col(name).as(column(i, name))));
    closed.add(identifiers().as(column(i, "identifiers")));
    closed.add(when(col("_is"), RejectReasons.first(i + 1, entity)).as("_reject" + i));
    closed.add(when(col("_is"), notes(mapping)).as("_notes" + i));
    return staged.select(open.toArray(Column[]::new)).select(closed.toArray(Column[]::new));
  }

  private static Column opened(int i, Entity.Column column) {
    Column value = col(column(i, column.name()));
    return column.isProtected()
        ? hex(col(column(i, "_found")).getItem(value).getField("key"))
        : value;
  }

  private static Column defaulted(Entity.Column column) {
    Column value = quoted(column.name());
    return column
        .defaultSql()
        .map(sql -> coalesce(value, expr(sql).cast(column.type())))
        .orElse(value);
  }

  /** Sorted and without repetition, so that equal rows are equal; null if there are none. */
  private static Column identifiers() {
    Column kept =
        filter(
            col("_found"),
            s -> s.getField("key").isNotNull().and(s.getField("kind").equalTo(Secrets.IDENTIFIER)));
    Column pairs =
        transform(
            kept,
            s -> struct(s.getField("namespace").as("namespace"), s.getField("key").as("key")));
    return nullif(array_sort(array_distinct(pairs)), array().cast(IDENTIFIERS));
  }

  private static Column notes(EntityMapping mapping) {
    List<Column> notes = new ArrayList<>();
    for (Entity.Column column : mapping.entity().columns()) {
      if (isNoted(mapping, column)) {
        notes.add(
            when(
                quoted(column.name()).isNull().and(col("_filled_" + column.name())),
                lit("unread:" + mapping.entity().name() + "." + column.name())));
      }
    }
    Column dropped = filter(col("_found"), s -> s.getField("dropped").isNotNull());
    Column words =
        transform(
            dropped,
            s -> concat(lit("dropped:"), s.getField("namespace"), lit(":"), s.getField("dropped")));
    notes.add(nullif(array_join(words, " "), lit("")));
    return nullif(concat_ws(" ", notes.toArray(Column[]::new)), lit(""));
  }

  private Dataset<Row> finish(Dataset<Row> judged) {
    List<Column> rejects = new ArrayList<>();
    rejects.add(when(col("_malformed").isNotNull(), RejectReasons.malformed()));
    List<Column> notes = new ArrayList<>();
    List<Column> found = new ArrayList<>();
    Column isRejected = col("_malformed").isNotNull();
    for (int i = 0; i < source.entities().size(); i++) {
      Column reject = col("_reject" + i);
      rejects.add(reject);
      notes.add(col("_notes" + i));
      isRejected = isRejected.or(reject.isNotNull());
      found.add(when(reject.isNull(), col(column(i, "_found"))));
    }
    Column text = coalesce(col("_malformed"), to_json(col("_record")));
    Column raw = Secrets.hidden(key, Secrets.RECORD).apply(text);
    Column all = flatten(filter(array(found.toArray(Column[]::new)), f -> f.isNotNull()));
    Column usable = filter(all, s -> s.getField("value").isNotNull());

    List<Column> columns = new ArrayList<>();
    PLACE.forEach(place -> columns.add(col(place)));
    columns.add(concat_ws(" ", notes.toArray(Column[]::new)).as("_notes"));
    columns.add(
        when(isRejected, filter(array(rejects.toArray(Column[]::new)), r -> r.isNotNull()))
            .as("_rejects"));
    columns.add(when(isRejected.and(erasures.mayBeKept(text)), raw).as("_raw"));
    columns.add(usable.as("_secrets"));
    for (int i = 0; i < source.entities().size(); i++) {
      int mapping = i;
      Entity entity = source.entities().get(i).entity();
      entity.columns().forEach(c -> columns.add(col(column(mapping, c.name()))));
      columns.add(col(column(i, "identifiers")));
      columns.add(col(column(i, "_is")));
      columns.add(col("_reject" + i).isNotNull().as(column(i, "_rejected")));
    }
    return judged.select(columns.toArray(Column[]::new));
  }

  static Column quoted(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
