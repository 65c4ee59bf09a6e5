package io.tributary.bench;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.graphx.Graph;
import org.apache.spark.graphx.lib.ConnectedComponents;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The peer: connected components by the library that comes with Spark. */
final class GraphXComponents {
  private GraphXComponents() {}

  /** Columns node and component, the smallest node, like ours. */
  static Dataset<Row> of(SparkSession spark, Dataset<Row> links) {
    JavaRDD<Tuple2<Object, Object>> edges =
        links.javaRDD().map(row -> new Tuple2<>(row.getLong(0), row.getLong(1)));
    ClassTag<Object> primitive = ClassTag$.MODULE$.Int();
    // It keeps the graph of each step in memory: what does not fit would be computed anew.
    StorageLevel level = StorageLevel.MEMORY_AND_DISK();
    Graph<Object, Object> graph =
        Graph.fromEdgeTuples(edges.rdd(), 1, Option.empty(), level, level, primitive);
    RDD<Tuple2<Object, Object>> components =
        ConnectedComponents.run(graph, primitive, primitive).vertices();
    StructType schema =
        new StructType()
            .add("node", DataTypes.LongType, false)
            .add("component", DataTypes.LongType, false);
    return spark.createDataFrame(
        components.toJavaRDD().map(pair -> RowFactory.create(pair._1(), pair._2())), schema);
  }
}
