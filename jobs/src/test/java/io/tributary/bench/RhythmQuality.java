package io.tributary.bench;

import static org.apache.spark.sql.functions.col;

import io.tributary.generate.RepurchaseTiming;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How well {@code repurchase_timing} finds the rhythm that the generator has planted, by the
 * category of the first purchase: days of the table beside the quantiles of the planted
 * distribution among those who come back within the horizon. People who leave, and those who are
 * won back after a long silence, change how many come within the horizon, not when.
 *
 * <p>Between the two stand the days of the true people's purchases that were delivered with a name
 * and not given back: what is left between them and the table is the price of not knowing who is
 * who, since of people in two parts the next purchase may be in the other one.
 *
 * <p>Arguments: a generated workspace whose nights have run.
 */
public final class RhythmQuality {
  private static final String[] COLUMNS = {"day_25", "day_50", "day_75"};
  private static final double[] SHARES = {0.25, 0.50, 0.75};

  private RhythmQuality() {}

  /** Prints a table in Markdown, with the largest difference below. */
  public static void main(String[] arguments) {
    Workspace workspace = WorkspaceReader.read(Path.of(arguments[0]));
    Settings settings = workspace.settings();
    SparkSession spark = Sessions.forWorkspace(Sessions.start("local[2]"), settings);
    int horizon = settings.repurchase().horizonDays();
    List<Row> found =
        new Lake(spark, workspace.lake())
            .read("repurchase_timing")
            .where(col("dimension").equalTo("entry_category_l1"))
            .orderBy("level")
            .collectAsList();
    Map<String, Row> ofPeople =
        ofPeople(spark, workspace.folder().resolve("truth"), found.get(0).getAs("as_of"), horizon);
    System.out.println("| category | customers | day | planted | of true people | found |");
    System.out.println("|---|---|---|---|---|---|");
    int worst = 0;
    for (Row row : found) {
      String category = row.getAs("level");
      RepurchaseTiming rhythm = RepurchaseTiming.BY_GROUP.get(category);
      if (rhythm == null) {
        continue;
      }
      for (int i = 0; i < SHARES.length; i++) {
        int planted = (int) Math.ceil(rhythm.quantileWithin(SHARES[i], horizon));
        Integer day = row.getAs(COLUMNS[i]);
        worst = day == null ? Integer.MAX_VALUE : Math.max(worst, Math.abs(day - planted));
        System.out.printf(
            Locale.ROOT,
            "| %s | %,d | %s | %d | %s | %s |%n",
            category,
            row.<Long>getAs("customers"),
            COLUMNS[i],
            planted,
            ofPeople.get(category).getAs(COLUMNS[i]),
            day);
      }
    }
    System.out.println("Largest difference: " + worst + " days");
    spark.stop();
  }

  /** By planted category: the days, of those who had the whole horizon to come back. */
  private static Map<String, Row> ofPeople(SparkSession spark, Path truth, Date asOf, int horizon) {
    for (String table : List.of("people", "orders")) {
      spark
          .read()
          .option("header", true)
          .csv(truth.resolve(table).toString())
          .createOrReplaceTempView(table);
    }
    return spark
        .sql(
            """
            WITH purchases AS (
              SELECT DISTINCT person_id, to_date(ordered_at) AS day FROM orders
              WHERE status = 'paid' AND anonymous = 'false'
                AND cast(refunded_amount AS double) < cast(paid_amount AS double)),
            gaps AS (
              SELECT person_id, day, datediff(lead(day) OVER w, day) AS gap, row_number() OVER w AS n
              FROM purchases WINDOW w AS (PARTITION BY person_id ORDER BY day))
            SELECT entry_category_l1,
              cast(percentile_disc(0.25) WITHIN GROUP (ORDER BY gap) AS int) AS day_25,
              cast(percentile_disc(0.50) WITHIN GROUP (ORDER BY gap) AS int) AS day_50,
              cast(percentile_disc(0.75) WITHIN GROUP (ORDER BY gap) AS int) AS day_75
            FROM (SELECT person_id, gap FROM gaps
                  WHERE n = 1 AND day <= date_sub(date '%1$s', %2$d))
              JOIN people USING (person_id)
            WHERE gap <= %2$d
            GROUP BY 1
            """
                .formatted(asOf, horizon))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.<String>getAs("entry_category_l1"), row -> row));
  }
}
