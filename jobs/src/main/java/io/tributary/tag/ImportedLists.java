package io.tributary.tag;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.tributary.identity.IdentityTables;
import io.tributary.pipeline.Run;
import io.tributary.workspace.Tag;
import io.tributary.workspace.Tag.Import;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tags from lists that somebody made, such as a provider's file of phone numbers. The identifiers
 * in them are brought to the namespace's form, hashed and looked up; of nobody that is unknown
 * anything is kept. Where a customer is on a list twice, the greater value counts.
 */
final class ImportedLists {
  private ImportedLists() {}

  /** Adds the tag's column to customers, which have {@code one_id}. */
  static Dataset<Row> add(Dataset<Row> customers, Tag tag, Run run) {
    Import list = (Import) tag.definition();
    Dataset<Row> rows =
        ListIdentifiers.read(
            run,
            tag.definedIn(),
            list.file(),
            list.value()
                .map(v -> List.of(list.identifier(), v))
                .orElse(List.of(list.identifier())));
    Column value = list.value().map(v -> col("`" + v + "`")).orElse(lit("true"));
    Dataset<Row> keys =
        rows.select(
            ListIdentifiers.keys(run, list.namespace())
                .apply(col("`" + list.identifier() + "`"))
                .as("key"),
            value.as("_value"));
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
            .join(keys.where(col("key").isNotNull()), new String[] {"key"}, "inner")
            .groupBy("one_id")
            .agg(max("_value").cast(tag.type()).as(tag.name()));
    return customers.join(listed, new String[] {"one_id"}, "left_outer");
  }
}
