package io.tributary.ingest;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;

import io.tributary.lake.Lake;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The tables of a lake as a test writes them down: a line per row, sorted, columns apart by a bar,
 * a dash for null, and keyed hashes as the values that the vault has for them.
 */
public final class Tables {
  private static final Pattern KEYED_HASH = Pattern.compile("\\b[0-9A-F]{32}\\b");

  private final Lake lake;
  private final Sealer sealer;

  Tables(Lake lake, VaultKey key) {
    this.lake = lake;
    this.sealer = new Sealer(key);
  }

  /** Some columns of all rows. */
  public List<String> rows(String table, String... columns) {
    Column[] texts =
        Arrays.stream(columns).map(c -> coalesce(text(c), lit("-"))).toArray(Column[]::new);
    Map<String, String> values = vault();
    return lake
        .read(table)
        .select(concat_ws(" | ", texts))
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .map(row -> KEYED_HASH.matcher(row).replaceAll(hash -> values.get(hash.group())))
        .sorted()
        .toList();
  }

  /** All columns of all rows but some. */
  public List<String> rowsWithout(String table, List<String> leftOut) {
    return rows(
        table,
        Arrays.stream(lake.read(table).columns())
            .filter(c -> !leftOut.contains(c))
            .toArray(String[]::new));
  }

  /** What the vault holds, opened, by keyed hash in hexadecimal. */
  public Map<String, String> vault() {
    Map<String, String> values = new HashMap<>();
    if (lake.has(Vault.TABLE)) {
      for (Row row :
          lake.read(Vault.TABLE)
              .select(hex(col("key")), col("namespace"), col("value"))
              .collectAsList()) {
        values.put(row.getString(0), sealer.open(row.getString(1), row.<byte[]>getAs(2)));
      }
    }
    return values;
  }

  private static Column text(String column) {
    return column.equals("identifiers")
        ? array_join(
            transform(
                col(column), i -> concat_ws("=", i.getField("namespace"), hex(i.getField("key")))),
            ", ")
        : col(column).cast("string");
  }
}
