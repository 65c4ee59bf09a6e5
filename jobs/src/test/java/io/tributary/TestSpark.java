package io.tributary;

import io.tributary.lake.LocalFiles;
import io.tributary.pipeline.HadoopSettings;
import org.apache.spark.sql.SparkSession;

/** The one session of the suite: starting another would cost seconds. */
public final class TestSpark {
  private static final SparkSession SESSION = start();

  private TestSpark() {}

  /**
   * The shared session, in Shanghai's time zone; tests that need other settings take a {@code
   * newSession()}.
   */
  public static SparkSession session() {
    return SESSION;
  }

  private static SparkSession start() {
    SparkSession.Builder builder = SparkSession.builder();
    LocalFiles.SETTINGS.forEach((key, value) -> builder.config("spark.hadoop." + key, value));
    SparkSession session =
        builder
            .master("local[2]")
            .appName("tributary-tests")
            .config("spark.ui.enabled", false)
            .config("spark.sql.artifact.isolation.enabled", false)
            .config("spark.sql.constraintPropagation.enabled", false)
            .config(
                "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled",
                false)
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.databricks.delta.snapshotPartitions", 1)
            .config("spark.sql.session.timeZone", "Asia/Shanghai")
            .config("spark.sql.legacy.javaCharsets", true)
            .getOrCreate();
    HadoopSettings.forgetYarn(session.sparkContext().hadoopConfiguration());
    HadoopSettings.forgetOrigins(session.sparkContext().hadoopConfiguration());
    session.sparkContext().setLogLevel("WARN");
    return session;
  }
}
