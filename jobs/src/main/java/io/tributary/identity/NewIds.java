package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * New ids: 24 hexadecimal digits, a keyed hash of the night, the group's smallest identifier and a
 * counter. The same night on the same lake gives the same ids again; an id that was ever issued is
 * passed over.
 */
final class NewIds {
  /** Separates these hashes from those of identifiers: no namespace has a colon in its name. */
  private static final String PURPOSE = "one_id:new";

  private static final int BYTES = 12;
  private static final int TRIES = 32;

  private NewIds() {}

  /**
   * One row per group: {@code grp, one_id}.
   *
   * @param groups {@code grp, namespace, key, tenure}, as {@link SmallestIdentifiers#of} gives them
   * @param issuedThatDay ids that were issued on that day already: {@code one_id}; another day's
   *     cannot be met
   */
  static Dataset<Row> of(
      Dataset<Row> groups, Dataset<Row> issuedThatDay, LocalDate day, VaultKey key) {
    UserDefinedFunction hash = hash(day, key);
    if (issuedThatDay == null) {
      return groups.select(col("grp"), id(hash, lit(0)).as("one_id"));
    }
    return groups
        .withColumn("counter", explode(sequence(lit(0), lit(TRIES))))
        .withColumn("one_id", id(hash, col("counter")))
        .join(issuedThatDay, new String[] {"one_id"}, "left_anti")
        .groupBy("grp")
        .agg(min(struct("counter", "one_id")).as("first"))
        .select("grp", "first.one_id");
  }

  private static Column id(UserDefinedFunction hash, Column counter) {
    return hash.apply(col("namespace"), col("key"), col("tenure"), counter);
  }

  private static UserDefinedFunction hash(LocalDate day, VaultKey key) {
    Sealer sealer = new Sealer(key);
    String date = day.toString();
    UDF4<String, byte[], Integer, Integer, String> hash =
        (namespace, value, tenure, counter) -> {
          String text =
              String.join(
                  "|",
                  date,
                  namespace,
                  HexFormat.of().formatHex(value),
                  tenure.toString(),
                  counter.toString());
          return HexFormat.of().formatHex(Arrays.copyOf(sealer.hash(PURPOSE, text), BYTES));
        };
    return udf(hash, DataTypes.StringType);
  }
}
