package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One distributed round that makes a graph smaller without changing what is connected (randomised
 * contraction: Bögeholz, Brand, Todor: In-database connected component analysis, 2018). Nodes are
 * put in a random order, each is represented by the first among itself and its neighbours, and
 * links go on between representatives.
 *
 * <p>The last node of each component in that order represents nobody, so every round has an effect;
 * about half of the nodes remain, whatever the shape. The order is a hash of node and round, never
 * drawn: a task that runs again gives the same rows.
 */
final class RandomContraction {
  private RandomContraction() {}

  /**
   * Who represents whom: columns node and representative, one row for each node of the links.
   *
   * @param links columns a and b
   */
  static Dataset<Row> representatives(Dataset<Row> links, int round) {
    Dataset<Row> neighbours =
        links
            .select(col("a").as("node"), col("b").as("neighbour"))
            .unionByName(links.select(col("b").as("node"), col("a").as("neighbour")));
    Column first = min_by(col("neighbour"), place(col("neighbour"), round));
    Column isBefore = place(col("first"), round).lt(place(col("node"), round));
    return neighbours
        .groupBy("node")
        .agg(first.as("first"))
        .select(
            col("node"), when(isBefore, col("first")).otherwise(col("node")).as("representative"));
  }

  /** A node's place in the order of a round; of one seed, no two 64-bit numbers hash alike. */
  private static Column place(Column node, int round) {
    return xxhash64(lit(round), node);
  }

  /** The links between different representatives: columns a and b. */
  static Dataset<Row> contract(Dataset<Row> links, Dataset<Row> representatives) {
    Dataset<Row> ofA = representatives.toDF("a", "representative_of_a");
    Dataset<Row> ofB = representatives.toDF("b", "representative_of_b");
    return links
        .join(ofA, "a", "inner")
        .join(ofB, "b", "inner")
        .select(col("representative_of_a").as("a"), col("representative_of_b").as("b"))
        .where(col("a").notEqual(col("b")));
  }

  /**
   * The components of the graph before a round, from those after it. A representative that has no
   * link left is a component of its own.
   *
   * @param components columns node and component
   */
  static Dataset<Row> expand(Dataset<Row> components, Dataset<Row> representatives) {
    Dataset<Row> contracted = components.select(col("node").as("representative"), col("component"));
    return representatives
        .join(contracted, "representative", "left")
        .select(col("node"), coalesce(col("component"), col("representative")).as("component"));
  }
}
