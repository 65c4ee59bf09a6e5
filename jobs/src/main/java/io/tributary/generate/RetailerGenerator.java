package io.tributary.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes a synthetic omnichannel retailer as a workspace that is ready to run: settings, mappings,
 * dumps night by night, and beside them the truth.
 *
 * <p>One Spark job: people become lines of files, lines are sorted by file and place, each file is
 * streamed out by one task. The bytes depend on the options alone, never on partitions or cores.
 */
public final class RetailerGenerator {
  /**
   * A line of a file: which file (dump, night, part), its place (at, person, sequence: unique
   * within the file), and its text without the line end.
   */
  static final StructType LINE =
      new StructType()
          .add("dump", DataTypes.IntegerType)
          .add("night", DataTypes.IntegerType)
          .add("part", DataTypes.IntegerType)
          .add("at", DataTypes.LongType)
          .add("person", DataTypes.LongType)
          .add("sequence", DataTypes.IntegerType)
          .add("text", DataTypes.StringType);

  private static final StructType FILE =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("dump_date", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("rows", DataTypes.LongType)
          .add("damaged", DataTypes.LongType);

  /** People whose rows share a file: about 150 MB in the largest dump. */
  private static final long PEOPLE_PER_PART = 250_000;

  /** People of one task: enough to be worth starting it. */
  private static final long PEOPLE_PER_TASK = 20_000;

  private RetailerGenerator() {}

  /**
   * Generates a workspace.
   *
   * @throws io.tributary.pipeline.UserMistake if a number is out of range, or the folder holds
   *     something
   */
  public static void generate(SparkSession spark, GenerateOptions options) {
    generate(spark, options, spark.sparkContext().defaultParallelism());
  }

  /** With at least so many tasks at a time; the result does not depend on it. */
  static void generate(SparkSession spark, GenerateOptions options, int cores) {
    options.validate();
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      WorkspaceFolder folder = new WorkspaceFolder(options.out(), hadoop);
      folder.requireEmpty();
      List<Row> files = new ArrayList<>(writeDumps(spark, options, cores));
      files.addAll(StaticFiles.write(folder, World.of(options)));
      files.sort(Comparator.comparing((Row file) -> file.getString(2)));
      folder.writeText("truth/files.csv", StaticFiles.listing(FILE, files));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the workspace " + options.out(), e);
    }
  }

  private static List<Row> writeDumps(SparkSession spark, GenerateOptions options, int cores) {
    int parts = (int) ((options.customers() - 1) / PEOPLE_PER_PART) + 1;
    int writers = Math.max(cores, parts * 4);
    Column[] file = {functions.col("dump"), functions.col("night"), functions.col("part")};
    Column[] place = {functions.col("at"), functions.col("person"), functions.col("sequence")};
    Column[] order = Stream.of(file, place).flatMap(Stream::of).toArray(Column[]::new);

    Dataset<Row> lines =
        lines(spark, options, cores).unionByName(emptyFiles(spark, options, parts));
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    return lines
        .repartition(writers, file)
        .sortWithinPartitions(order)
        .mapPartitions(writer(options, hadoop), Encoders.row(FILE))
        .collectAsList();
  }

  private static Dataset<Row> lines(SparkSession spark, GenerateOptions options, int cores) {
    int tasks = (int) Math.max(cores, options.customers() / PEOPLE_PER_TASK);
    MapPartitionsFunction<Long, Row> life =
        people -> {
          Retailer retailer = new Retailer(World.of(options));
          Iterable<Long> ids = () -> people;
          return java.util.stream.StreamSupport.stream(ids.spliterator(), false)
              .flatMap(id -> retailer.about(id).stream().map(sent -> line(id, sent)))
              .iterator();
        };
    return spark
        .range(0, options.customers(), 1, tasks)
        .as(Encoders.LONG())
        .mapPartitions(life, Encoders.row(LINE));
  }

  private static Row line(long person, Outbox.Sent sent) {
    return RowFactory.create(
        sent.dump().ordinal(),
        sent.night(),
        sent.dump().isOneFile() ? 0 : (int) (person / PEOPLE_PER_PART),
        sent.at(),
        person,
        sent.sequence(),
        sent.text());
  }

  /** A line without text for every file: a night in which nothing happened has its dumps, too. */
  private static Dataset<Row> emptyFiles(SparkSession spark, GenerateOptions options, int parts) {
    List<Row> files = new ArrayList<>();
    for (Dump dump : Dump.values()) {
      int nights = dump.isDelivered() ? options.nights() : 1;
      for (int night = 0; night < nights; night++) {
        for (int part = 0; part < (dump.isOneFile() ? 1 : parts); part++) {
          files.add(RowFactory.create(dump.ordinal(), night, part, Long.MIN_VALUE, -1L, 0, null));
        }
      }
    }
    return spark.createDataFrame(files, LINE);
  }

  private static MapPartitionsFunction<Row, Row> writer(
      GenerateOptions options, SerializableConfiguration hadoop) {
    return lines -> {
      WorkspaceFolder folder = new WorkspaceFolder(options.out(), hadoop.value());
      Iterator<Row> files = DumpFiles.write(lines, folder, options.calendar()).iterator();
      return files;
    };
  }
}
