package io.tributary.pipeline;

import io.tributary.lake.LocalFiles;
import io.tributary.workspace.Settings;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager;

/** Spark sessions with the settings that the jobs rely on. */
public final class Sessions {
  /** System property: from how many bytes on a night is a large one. */
  public static final String LARGE_FROM = "tributary.largeNightFrom";

  /**
   * At most so much is a small night, which takes longer to generate code for than to read in one
   * partition (testdata/README.md): a few million narrow rows, or some 100,000 customers' wide
   * ones.
   */
  private static final long SMALL_NIGHT_BYTES = 64L << 20;

  /** Compressed, and several times as large in memory, where much of it is kept. */
  private static final long SMALL_SHARE_OF_HEAP = 64;

  private static final String SNAPSHOT_PARTITIONS = "spark.databricks.delta.snapshotPartitions";

  /** Whether the session was fitted to a small night; not one of Spark's own settings. */
  private static final String SMALL = "spark.tributary.smallNight";

  // What is in one partition is joined where it lies: to broadcast it is a job of its own. Files of
  // a small table are sooner written anew than marked, and can be read as what they are.
  private static final Map<String, String> OF_SMALL_NIGHTS =
      Map.of(
          "spark.sql.shuffle.partitions", "1",
          "spark.sql.autoBroadcastJoinThreshold", "-1",
          "spark.databricks.delta.merge.deletionVectors.persistent", "false");

  // What a job writes as plain files reaches an object store as uploads that the job's end makes
  // visible. Spark's own way is to rename, which copies there.
  private static final Map<String, String> UPLOADS_TO_S3 =
      Map.of(
          "spark.sql.sources.commitProtocolClass",
          "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol",
          "spark.sql.parquet.output.committer.class",
          "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter",
          "fs.s3a.committer.name",
          "magic");

  private Sessions() {}

  /**
   * Starts Spark, or takes the session that spark-submit has started.
   *
   * @param asked as in {@code --master}; null: what spark-submit was given, else this machine
   */
  public static SparkSession start(String asked) {
    boolean submitted = new SparkConf().contains("spark.master");
    String master = asked == null && !submitted ? "local[*]" : asked;
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("tributary")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    // Sessions of one run share their classes: each would load Spark's generated and our own ones
    // again, over RPC.
    builder.config("spark.sql.artifact.isolation.enabled", "false");
    // Many clusters are set to Kryo, which cannot write Java's records. Rows, which are nearly all
    // that goes from process to process, have a form of their own either way.
    builder.config("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    // A job puts its tables back to its last finished night, however long ago that was; which files
    // are still there is for the job maintenance to say.
    builder.config(
        "spark.databricks.delta.vacuum.enforceTimeTravelWithinDeletedFileRetentionDuration",
        "false");
    // Else what is kept in memory stays in 200 pieces, however little it is, and each query on it
    // is of 200 tasks.
    builder.config("spark.sql.optimizer.canChangeCachedPlanOutputPartitioning", "true");
    // To look at the fifty files at most that PlainFiles names is no work for a Spark job.
    builder.config("spark.sql.sources.parallelPartitionDiscovery.threshold", "64");
    // All tables have paths of their own: nothing is to appear in the current folder.
    builder.config(
        "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/tributary-warehouse");
    // Wide rows compared column by column make it derive filters from filters for minutes, to no
    // use.
    builder.config("spark.sql.constraintPropagation.enabled", "false");
    // Java does not compile methods of more bytes than this, and Spark would not know: a loop over
    // a wide table would be interpreted, row by row.
    builder.config("spark.sql.codegen.hugeMethodLimit", "8000");
    // In a zone other than UTC, Delta would count every table anew at each commit, for the sake of
    // partition columns that hold moments; ours have no partitions.
    builder.config(
        "spark.databricks.delta.allFilesInCrc.verificationMode.forceOnNonUTC.enabled", "false");
    if (master != null) {
      builder.master(master);
    }
    if (master != null && master.startsWith("local")) {
      builder
          // An embedded run is one process: no page to look at, and its address is its own.
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "localhost")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "8")
          // Where every piece of one side is small, it is hashed, and neither side sorted. Spark
          // does so only if pieces may not grow beyond that size when they are put together.
          .config("spark.sql.adaptive.advisoryPartitionSizeInBytes", "32m")
          .config("spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold", "32m");
    }
    if (!submitted) {
      // Of a jar that spark-submit was given, Hadoop's own class loader knows nothing.
      LocalFiles.SETTINGS.forEach((key, value) -> builder.config("spark.hadoop." + key, value));
    }
    // A log names some hundred files of a table at most: the default of 50 tasks to read it would
    // be most of a small night's time.
    if (!new SparkConf().contains(SNAPSHOT_PARTITIONS)) {
      builder.config(SNAPSHOT_PARTITIONS, "1");
    }
    SparkSession session = builder.getOrCreate();
    if (!submitted) {
      HadoopSettings.forgetYarn(session.sparkContext().hadoopConfiguration());
    }
    HadoopSettings.forgetOrigins(session.sparkContext().hadoopConfiguration());
    return session;
  }

  /** A session of its own for one workspace: times without a zone are the brand's. */
  public static SparkSession forWorkspace(SparkSession spark, Settings settings) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.session.timeZone", settings.timezone().getId());
    carry(spark, session, Set.of("spark.sql.shuffle.partitions", SNAPSHOT_PARTITIONS));
    if (settings.lake().startsWith("s3a:")) {
      // With each commit, Delta writes a checksum file by way of Spark's way to write state, which
      // by
      // default makes a client for the store anew each time.
      session
          .conf()
          .set(
              "spark.sql.streaming.checkpointFileManagerClass",
              FileSystemBasedCheckpointFileManager.class.getName());
    }
    if (Stream.of(settings.lake(), settings.exports()).anyMatch(p -> p.startsWith("s3a:"))
        && isThere(UPLOADS_TO_S3.get("spark.sql.sources.commitProtocolClass"))) {
      UPLOADS_TO_S3.forEach(session.conf()::set);
    }
    return session;
  }

  /** A new session starts from the context's settings, without those of the session it is of. */
  private static void carry(SparkSession from, SparkSession to, Set<String> keys) {
    for (String key : keys) {
      scala.Option<String> value = from.conf().getOption(key);
      if (value.isDefined()) {
        to.conf().set(key, value.get());
      }
    }
  }

  /** Spark's module for clouds is a package of its own, which a cluster may lack. */
  private static boolean isThere(String className) {
    try {
      Class.forName(className, false, Thread.currentThread().getContextClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Whether a night that reads so many bytes is a small one. */
  public static boolean isSmall(long bytes) {
    long least =
        Math.min(SMALL_NIGHT_BYTES, Runtime.getRuntime().maxMemory() / SMALL_SHARE_OF_HEAP);
    return bytes < Long.getLong(LARGE_FROM, least);
  }

  /** Whether a session was fitted to a small night. */
  public static boolean isSmall(SparkSession session) {
    return "true".equals(session.conf().get(SMALL, "false"));
  }

  /**
   * A dataset as a session of this size works on it best: on a small night in one partition, so
   * that no join and no aggregate after it needs an exchange, which is a stage of its own.
   */
  public static Dataset<Row> gathered(SparkSession session, Dataset<Row> rows) {
    return isSmall(session) ? rows.coalesce(1) : rows;
  }

  /**
   * Fits a session to the size of a night. Most nights are small, and what makes Spark fast on much
   * data (plans that adapt, generated code, many partitions) is then nearly all of the time that it
   * takes.
   *
   * @param bytes what the night reads, as it lies in landing
   */
  public static void fit(SparkSession session, long bytes) {
    boolean small = isSmall(bytes);
    session.conf().set("spark.sql.adaptive.enabled", String.valueOf(!small));
    session.conf().set("spark.sql.codegen.wholeStage", String.valueOf(!small));
    session.conf().set("spark.sql.codegen.factoryMode", small ? "NO_CODEGEN" : "FALLBACK");
    session.conf().set(SMALL, String.valueOf(small));
    // A small job of the same night may have set them: back to what spark-submit was given. What
    // it was not given has Spark's default then; eight partitions would be few for much data.
    SparkConf given = new SparkConf();
    OF_SMALL_NIGHTS.forEach(
        (key, value) -> {
          if (small) {
            session.conf().set(key, value);
          } else if (given.contains(key)) {
            session.conf().set(key, given.get(key));
          } else {
            session.conf().unset(key);
          }
        });
  }

  /**
   * On a cluster, has intermediate results that are to be kept put into a folder that all its
   * machines reach: with an executor, all that it kept is lost. On one machine they stay in the
   * process.
   */
  public static void checkpointInto(SparkSession session, String folder) {
    if (!session.sparkContext().isLocal()) {
      session.sparkContext().setCheckpointDir(folder);
    }
  }

  /** How large the heap of a process is in which tasks run: this one, or an executor. */
  public static long heapOfTasks(SparkSession session) {
    return session.sparkContext().isLocal()
        ? Runtime.getRuntime().maxMemory()
        : session.sparkContext().getConf().getSizeAsBytes("spark.executor.memory", "1g");
  }

  /**
   * A session to evaluate a workspace's mappings in: a cast that fails gives null, dumps may have
   * any charset that Java knows, and a wide dump still compiles to one loop.
   */
  public static SparkSession forMappings(SparkSession workspaceSession) {
    SparkSession session = workspaceSession.newSession();
    session
        .conf()
        .set(
            "spark.sql.session.timeZone",
            workspaceSession.conf().get("spark.sql.session.timeZone"));
    carry(workspaceSession, session, UPLOADS_TO_S3.keySet());
    session.conf().set("spark.sql.ansi.enabled", "false");
    session.conf().set("spark.sql.legacy.javaCharsets", "true");
    session.conf().set("spark.sql.codegen.maxFields", "500");
    return session;
  }

  /**
   * Makes a plan of a workspace's expressions in which a cast or a division that fails gives null:
   * whether it throws is decided when an expression is put into a plan.
   */
  public static <T> T lenient(SparkSession session, Supplier<T> plan) {
    String ansi = session.conf().get("spark.sql.ansi.enabled");
    session.conf().set("spark.sql.ansi.enabled", "false");
    try {
      return plan.get();
    } finally {
      session.conf().set("spark.sql.ansi.enabled", ansi);
    }
  }
}
