package io.tributary.preference;

import static io.tributary.lake.TableSpec.ColumnSpec.required;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The table {@code preference_models}: a row per training, the newest of which is in use. */
public final class PreferenceModels {
  public static final String TABLE = "preference_models";

  private static final TableSpec SPEC =
      new TableSpec(
          TABLE,
          "One training of the preference clusters; the newest is in use",
          List.of("training"),
          List.of(
              required("training", "int", "1, 2, 3, ..."),
              required("trained_on", "date", "The business date of the night that trained"),
              required("reason", "string", "Why it did"),
              required("fingerprint", "string", "Of the settings that it was made with"),
              required("level", "int", "Level of the categories, from 0"),
              required("customers", "int", "Customers in the sample"),
              required("categories", "array<string>", "Names of the dimensions"),
              required(
                  "mix",
                  "array<double>",
                  "Of each category: mean share over customers with min_purchases"),
              required("ids", "array<int>", "Clusters"),
              required("labels", "array<string>", "Of each cluster"),
              required(
                  "centres", "array<array<double>>", "Of each cluster: square roots of shares"),
              required("k", "int", "The number of clusters that was looked for"),
              required(
                  "k_scores",
                  "array<struct<k: int, silhouette: double>>",
                  "Every number of clusters that was tried"),
              required("last_id", "int", "The largest id that was ever given")),
          false);

  private PreferenceModels() {}

  /** The model in use, if there was a training. */
  public static Optional<PreferenceModel> current(Lake lake) {
    // What was written before there was the column k had as many clusters as were looked for.
    return lake
        .empty(SPEC)
        .unionByName(lake.readOrEmpty(SPEC), true)
        .withColumn("k", coalesce(col("k"), size(col("ids"))))
        .orderBy(col("training").desc())
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst()
        .map(PreferenceModels::model);
  }

  /** Takes a model into use. */
  static void add(Lake lake, SparkSession spark, PreferenceModel model) {
    List<Row> scores = new ArrayList<>();
    model.scores().forEach((k, score) -> scores.add(RowFactory.create(k, score)));
    Row row =
        RowFactory.create(
            model.training(),
            Date.valueOf(model.trainedOn()),
            model.reason(),
            model.fingerprint(),
            model.level(),
            model.customers(),
            model.categories().toArray(),
            model.mix(),
            model.ids(),
            model.labels(),
            model.centres().coordinates(),
            model.k(),
            scores,
            model.lastId());
    lake.append(SPEC, spark.createDataFrame(List.of(row), lake.empty(SPEC).schema()));
  }

  private static PreferenceModel model(Row row) {
    Map<Integer, Double> scores = new TreeMap<>();
    row.<Row>getList(row.fieldIndex("k_scores"))
        .forEach(score -> scores.put(score.getInt(0), score.getDouble(1)));
    List<List<Double>> centres = new ArrayList<>();
    row.<scala.collection.Seq<Double>>getList(row.fieldIndex("centres"))
        .forEach(c -> centres.add(scala.jdk.javaapi.CollectionConverters.asJava(c)));
    return new PreferenceModel(
        row.getAs("training"),
        row.<Date>getAs("trained_on").toLocalDate(),
        row.getAs("reason"),
        row.getAs("fingerprint"),
        row.getAs("level"),
        row.getAs("customers"),
        row.getList(row.fieldIndex("categories")),
        doubles(row.getList(row.fieldIndex("mix"))),
        row.<Integer>getList(row.fieldIndex("ids")).stream().mapToInt(i -> i).toArray(),
        row.<String>getList(row.fieldIndex("labels")).toArray(String[]::new),
        Centres.of(centres.stream().map(PreferenceModels::doubles).toArray(double[][]::new)),
        row.getAs("k"),
        scores,
        row.getAs("last_id"));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
