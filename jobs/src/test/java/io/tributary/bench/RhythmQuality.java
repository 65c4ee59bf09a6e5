package io.tributary.bench;

import static org.apache.spark.sql.functions.col;

import io.tributary.generate.RepurchaseTiming;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How well {@code repurchase_timing} finds the rhythm that the generator has planted, by the
 * category of the first purchase: days of the table beside the quantiles of the planted
 * distribution among those who come back within the horizon. People who leave, and those who are
 * won back after a long silence, change how many come within the horizon, not when.
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
    System.out.println("| category | customers | day | planted | found |");
    System.out.println("|---|---|---|---|---|");
    int worst = 0;
    for (Row row :
        new Lake(spark, workspace.lake())
            .read("repurchase_timing")
            .where(col("dimension").equalTo("entry_category_l1"))
            .orderBy("level")
            .collectAsList()) {
      RepurchaseTiming rhythm = RepurchaseTiming.BY_GROUP.get(row.<String>getAs("level"));
      if (rhythm == null) {
        continue;
      }
      for (int i = 0; i < SHARES.length; i++) {
        int planted = (int) Math.ceil(rhythm.quantileWithin(SHARES[i], horizon));
        Integer found = row.getAs(COLUMNS[i]);
        worst = found == null ? Integer.MAX_VALUE : Math.max(worst, Math.abs(found - planted));
        System.out.printf(
            Locale.ROOT,
            "| %s | %,d | %s | %d | %s |%n",
            row.getAs("level"),
            row.<Long>getAs("customers"),
            COLUMNS[i],
            planted,
            found);
      }
    }
    System.out.println("Largest difference: " + worst + " days");
    spark.stop();
  }
}
