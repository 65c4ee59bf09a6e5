package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.identity.IdMatching.Pair;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which group keeps which customer's id (semantics.md, OneID step 6). Nearly all groups share
 * identifiers with one customer of the night before, and that customer with no other group; only
 * the entangled rest is sorted out, cluster by cluster, in memory.
 */
final class StableIds {
  private static final StructType KEPT =
      new StructType()
          .add("grp", DataTypes.LongType, false)
          .add("one_id", DataTypes.StringType, false);

  private static final Date EPOCH = Date.valueOf("1970-01-01");

  private StableIds() {}

  /**
   * How many identifiers each group shares with each customer of the night before: {@code grp,
   * old_id, shared, first_on}.
   *
   * @param members {@code node, grp}
   * @param before the customers of the night before, as {@link SameTenures} gives them
   * @param days {@code one_id, first_on} of all identifiers that these customers had
   */
  static Dataset<Row> overlaps(Dataset<Row> members, Dataset<Row> before, Dataset<Row> days) {
    Dataset<Row> firstSeen =
        days.groupBy(col("one_id").as("old_id")).agg(min("first_on").as("first_on"));
    return members
        .select("node", "grp")
        .join(before.withColumnRenamed("one_id", "old_id"), new String[] {"node"}, "inner")
        .groupBy("grp", "old_id")
        .agg(count(lit(1)).as("shared"))
        .join(firstSeen, new String[] {"old_id"}, "inner");
  }

  /**
   * The groups that keep an id: {@code grp, one_id}.
   *
   * @param overlaps as {@link #overlaps} gives them
   * @param members {@code grp, namespace, key, tenure}
   */
  static Dataset<Row> kept(
      Dataset<Row> overlaps,
      Dataset<Row> members,
      VaultValues vault,
      long memoryBudget,
      Scratch scratch) {
    Dataset<Row> counted =
        scratch.keep(
            overlaps
                .withColumn("customers", count(lit(1)).over(Window.partitionBy("grp")))
                .withColumn("groups", count(lit(1)).over(Window.partitionBy("old_id"))));
    Dataset<Row> plain =
        counted
            .where(col("customers").equalTo(1).and(col("groups").equalTo(1)))
            .select(col("grp"), col("old_id").as("one_id"));
    Dataset<Row> entangled =
        counted
            .where(not(col("customers").equalTo(1).and(col("groups").equalTo(1))))
            .drop("customers", "groups");
    if (entangled.isEmpty()) {
      return plain;
    }
    return plain.unionByName(matched(entangled, members, vault, memoryBudget));
  }

  private static Dataset<Row> matched(
      Dataset<Row> entangled, Dataset<Row> members, VaultValues vault, long memoryBudget) {
    Dataset<Row> edges =
        entangled.select(col("grp").as("a"), xxhash64(lit("customer"), col("old_id")).as("b"));
    Dataset<Row> clusters =
        Components.of(edges, memoryBudget)
            .select(col("node").as("grp"), col("component").as("cluster"));
    Dataset<Row> groups = entangled.select("grp").distinct();
    Dataset<Row> texts =
        SmallestIdentifiers.texts(members.join(groups, new String[] {"grp"}, "left_semi"), vault);
    MapFunction<Row, Long> cluster = row -> row.getLong(0);
    FlatMapGroupsFunction<Long, Row, Row> match =
        (id, rows) -> {
          List<Pair> pairs = new ArrayList<>();
          rows.forEachRemaining(row -> pairs.add(pair(row)));
          return IdMatching.match(pairs).entrySet().stream().map(StableIds::row).iterator();
        };
    return entangled
        .join(clusters, new String[] {"grp"}, "inner")
        .join(texts, new String[] {"grp"}, "inner")
        .select(
            col("cluster"),
            col("grp"),
            col("old_id"),
            col("shared"),
            datediff(col("first_on"), lit(EPOCH)).cast("bigint").as("first_seen"),
            col("text"))
        .groupByKey(cluster, Encoders.LONG())
        .flatMapGroups(match, Encoders.row(KEPT));
  }

  private static Pair pair(Row row) {
    return new Pair(
        row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), row.getString(5));
  }

  private static Row row(Map.Entry<Long, String> kept) {
    return RowFactory.create(kept.getKey(), kept.getValue());
  }
}
