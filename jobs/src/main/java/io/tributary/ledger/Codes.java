package io.tributary.ledger;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Small numbers for the channels, stores and products that orders name, as the ledger holds them:
 * table {@code ledger_codes}. A number is given once and for good, also by a full rebuild. The
 * table is as small as the catalogue, so it is held in memory.
 */
public final class Codes implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final String TABLE = "ledger_codes";
  public static final String CHANNEL = "channel";
  public static final String STORE = "store";
  public static final String PRODUCT = "product";

  /** The number of what has none. */
  public static final int UNKNOWN = -1;

  static final TableSpec SPEC =
      new TableSpec(
          TABLE,
          "One channel, store or product that an order names, and its number in the ledger",
          List.of("kind", "value"),
          List.of(
              new ColumnSpec("kind", "string", false, "channel, store or product"),
              new ColumnSpec("value", "string", false, "The channel, store_id or sku"),
              new ColumnSpec("code", "int", false, "From 0, in each kind")),
          false);

  private final Map<String, List<String>> values = new HashMap<>();

  private Codes() {
    List.of(CHANNEL, STORE, PRODUCT).forEach(kind -> values.put(kind, new ArrayList<>()));
  }

  /** Numbers as they were given: of each kind the values, in the order of their numbers. */
  static Codes of(Map<String, List<String>> given) {
    Codes codes = new Codes();
    given.forEach((kind, ofKind) -> codes.values.get(kind).addAll(ofKind));
    return codes;
  }

  /** The numbers that a lake has given so far. */
  public static Codes read(Lake lake) {
    Codes codes = new Codes();
    if (lake.has(TABLE)) {
      for (Row row :
          lake.read(TABLE)
              .select("kind", "code", "value")
              .orderBy("kind", "code")
              .collectAsList()) {
        codes.values.get(row.getString(0)).add(row.getString(2));
      }
    }
    return codes;
  }

  /** Gives numbers to what orders and lines name and the lake does not know yet, in text order. */
  static Codes extended(Lake lake, Dataset<Row> orders, Dataset<Row> lines) {
    Codes codes = read(lake);
    Dataset<Row> named =
        named(orders, CHANNEL, "channel")
            .unionByName(named(orders, STORE, "store_id"))
            .unionByName(named(lines, PRODUCT, "sku"))
            .distinct();
    Dataset<Row> fresh =
        lake.has(TABLE) ? named.except(lake.read(TABLE).select("kind", "value")) : named;
    List<Row> rows = new ArrayList<>();
    for (Row row : fresh.orderBy("kind", "value").collectAsList()) {
      List<String> ofKind = codes.values.get(row.getString(0));
      rows.add(RowFactory.create(row.getString(0), row.getString(1), ofKind.size()));
      ofKind.add(row.getString(1));
    }
    if (!rows.isEmpty()) {
      lake.append(SPEC, orders.sparkSession().createDataFrame(rows, lake.empty(SPEC).schema()));
    }
    return codes;
  }

  private static Dataset<Row> named(Dataset<Row> rows, String kind, String column) {
    return rows.where(col(column).isNotNull())
        .select(lit(kind).as("kind"), col(column).as("value"));
  }

  /** The values of a kind; the place of each is its number. */
  public String[] values(String kind) {
    return values.get(kind).toArray(String[]::new);
  }

  /** The numbers of a kind as a small table: {@code value}, {@code code}. */
  public Dataset<Row> table(SparkSession spark, String kind) {
    List<String> ofKind = values.get(kind);
    List<Row> rows = new ArrayList<>();
    for (int code = 0; code < ofKind.size(); code++) {
      rows.add(RowFactory.create(ofKind.get(code), code));
    }
    return broadcast(spark.createDataFrame(rows, StructType.fromDDL("value string, code int")));
  }
}
