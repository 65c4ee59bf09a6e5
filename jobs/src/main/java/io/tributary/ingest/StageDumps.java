package io.tributary.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
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

  /** Begins the names of the dump's own columns while its records are judged. */
  private static final String RECORD = "_record";

  /** What is found in a record that may not stand in clear. */
  private static final String FOUND = "_found";

  /** Of that, what goes to the vault. */
  static final String SECRETS = "_secrets";

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
    List<String> record =
        Arrays.stream(dump.columns()).filter(name -> !ColumnNames.isOurs(name)).toList();
    Dataset<Row> staged = evaluate(dump, record);
    for (int i = 0; i < source.entities().size(); i++) {
      EntityMapping mapping = source.entities().get(i);
      staged = erasures.forget(judge(staged, i, mapping), i, mapping.entity());
    }
    return finish(staged, record);
  }

  /** The mappings' expressions, over the dump's own columns; nothing is judged yet. */
  private Dataset<Row> evaluate(Dataset<Row> dump, List<String> record) {
    List<Column> columns = new ArrayList<>();
    PLACE.forEach(place -> columns.add(col(place)));
    columns.add(col("_malformed"));
    for (int k = 0; k < record.size(); k++) {
      columns.add(quoted(record.get(k)).as(RECORD + k));
    }
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
    List<Secrets.Value> values = new ArrayList<>();
    List<Column> texts = new ArrayList<>();
    for (Entity.Column column : mapping.entity().columns()) {
      String sql = mapping.columns().get(column.name());
      Column value = sql == null ? lit(null) : expr(sql);
      if (!column.isProtected()) {
        columns.add(typed(value, column).as(column(i, column.name())));
      } else if (sql != null) {
        values.add(hidden(column));
        texts.add(value.cast("string"));
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
                    sql -> {
                      values.add(Secrets.Value.identifier(namespaces.get(namespace)));
                      texts.add(expr(sql).cast("string"));
                    }));
    Column found =
        texts.isEmpty()
            ? lit(null).cast(Secrets.FOUND)
            : when(isOfEntity, Secrets.of(key, values).apply(array(texts.toArray(Column[]::new))));
    columns.add(found.as(column(i, FOUND)));
  }

  private Secrets.Value hidden(Entity.Column column) {
    if (column.namespace().isEmpty()) {
      return Secrets.Value.name();
    }
    String namespace = column.namespace().get();
    return namespaces.containsKey(namespace)
        ? Secrets.Value.identifier(namespaces.get(namespace))
        : Secrets.Value.number(namespace);
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
    // In the order in which addValues asked for them.
    int hashes = 0;
    for (Entity.Column c : entity.columns()) {
      Column value = quoted(column(i, c.name()));
      if (c.isProtected()) {
        value =
            mapping.columns().containsKey(c.name())
                ? col(column(i, FOUND)).getField("keys").getItem(hashes++)
                : lit(null).cast("string");
      }
      open.add(value.as(c.name()));
      if (isNoted(mapping, c)) {
        open.add(col(column(i, "_filled_" + c.name())).as("_filled_" + c.name()));
      }
    }
    List.of("_is", FOUND).forEach(name -> open.add(col(column(i, name)).as(name)));
    entity.columns().forEach(c -> closed.add(defaulted(c).as(column(i, c.name()))));
    closed.add(col("_is").as(column(i, "_is")));
    closed.add(col(FOUND).getField("identifiers").as(column(i, "identifiers")));
    closed.add(col(FOUND).getField("secrets").as(column(i, SECRETS)));
    closed.add(when(col("_is"), RejectReasons.first(i + 1, entity)).as("_reject" + i));
    closed.add(when(col("_is"), notes(mapping)).as("_notes" + i));
    return staged.select(open.toArray(Column[]::new)).select(closed.toArray(Column[]::new));
  }

  private static Column defaulted(Entity.Column column) {
    Column value = quoted(column.name());
    return column
        .defaultSql()
        .map(sql -> coalesce(value, expr(sql).cast(column.type())))
        .orElse(value);
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
    notes.add(col(FOUND).getField("dropped"));
    return nullif(concat_ws(" ", notes.toArray(Column[]::new)), lit(""));
  }

  private Dataset<Row> finish(Dataset<Row> judged, List<String> record) {
    Column isMalformed = col("_malformed").isNotNull();
    List<Column> rejects = new ArrayList<>();
    rejects.add(ifAny(isMalformed, array(RejectReasons.malformed())));
    List<Column> notes = new ArrayList<>();
    List<Column> secrets = new ArrayList<>();
    Column isRejected = isMalformed;
    for (int i = 0; i < source.entities().size(); i++) {
      Column reject = col("_reject" + i);
      rejects.add(ifAny(reject.isNotNull(), array(reject)));
      notes.add(col("_notes" + i));
      isRejected = isRejected.or(reject.isNotNull());
      Column ofMapping = col(column(i, SECRETS));
      secrets.add(ifAny(reject.isNull().and(ofMapping.isNotNull()), ofMapping));
    }
    Column[] fields = new Column[record.size()];
    for (int k = 0; k < fields.length; k++) {
      fields[k] = col(RECORD + k).as(record.get(k));
    }
    Column text = fields.length == 0 ? lit(null) : to_json(struct(fields));
    text = coalesce(col("_malformed"), text.cast("string"));
    Column raw = Secrets.record(key).apply(text);

    List<Column> columns = new ArrayList<>();
    PLACE.forEach(place -> columns.add(col(place)));
    columns.add(concat_ws(" ", notes.toArray(Column[]::new)).as("_notes"));
    columns.add(when(isRejected, concat(rejects.toArray(Column[]::new))).as("_rejects"));
    columns.add(when(isRejected.and(erasures.mayBeKept(text)), raw).as("_raw"));
    columns.add(concat(secrets.toArray(Column[]::new)).as("_secrets"));
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

  private static Column ifAny(Column condition, Column list) {
    return when(condition, list).otherwise(array());
  }

  static Column quoted(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
