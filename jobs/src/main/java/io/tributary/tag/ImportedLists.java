package io.tributary.tag;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.tributary.identity.IdentityTables;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Tag;
import io.tributary.workspace.Tag.Import;
import io.tributary.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tags from lists that somebody made, such as a provider's file of phone numbers. The identifiers
 * in them are brought to the namespace's form, hashed and looked up; of nobody that is unknown
 * anything is kept. Where a customer is on a list twice, the greater value counts.
 */
final class ImportedLists {
  private ImportedLists() {}

  /** What tells that a list was replaced: its size, and when it was written. */
  static String state(Workspace workspace, Import list) {
    Path file = workspace.folder().resolve(list.file());
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + list.file(), e);
    }
  }

  /** Adds the tag's column to customers, which have {@code one_id}. */
  static Dataset<Row> add(Dataset<Row> customers, Tag tag, Run run) {
    Import list = (Import) tag.definition();
    Path file = run.workspace().folder().resolve(list.file());
    Dataset<Row> rows = run.spark().read().option("header", true).csv(file.toUri().toString());
    for (String column :
        list.value().map(v -> List.of(list.identifier(), v)).orElse(List.of(list.identifier()))) {
      if (!List.of(rows.columns()).contains(column)) {
        throw new UserMistake(
            "%s: %s has no column `%s`; it has %s"
                .formatted(
                    tag.definedIn(), list.file(), column, String.join(", ", rows.columns())));
      }
    }
    Column value = list.value().map(v -> col("`" + v + "`")).orElse(lit("true"));
    Dataset<Row> keys =
        rows.select(
            key(run, list).apply(col("`" + list.identifier() + "`")).as("key"), value.as("_value"));
    // A list of today means those who have the value today, not who gave it up.
    Dataset<Row> owners =
        run.lake()
            .readOrEmpty(IdentityTables.IDENTIFIERS)
            .where(col("namespace").equalTo(list.namespace()))
            .groupBy("key")
            .agg(max_by(struct(col("status"), col("one_id")), col("tenure")).as("now"))
            .where(col("now.status").equalTo(IdentityTables.USABLE))
            .select(col("key"), col("now.one_id").as("one_id"));
    Dataset<Row> listed =
        owners
            .join(keys.where(col("key").isNotNull()), Joins.names("key"), "inner")
            .groupBy("one_id")
            .agg(max("_value").cast(tag.type()).as(tag.name()));
    return customers.join(listed, Joins.names("one_id"), "left_outer");
  }

  /** The keyed hash of an identifier as it stands in the list; null if it is none. */
  private static org.apache.spark.sql.expressions.UserDefinedFunction key(Run run, Import list) {
    Namespace namespace = run.workspace().settings().identity().namespaces().get(list.namespace());
    IdentifierForm form = new IdentifierForm(namespace);
    Sealer sealer = new Sealer(run.key());
    String name = namespace.name();
    UDF1<String, byte[]> function =
        text -> {
          String value = form.of(text).value();
          return value == null ? null : sealer.hash(name, value);
        };
    return udf(function, DataTypes.BinaryType);
  }
}
