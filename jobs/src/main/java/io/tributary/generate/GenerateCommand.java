package io.tributary.generate;

import io.tributary.pipeline.Sessions;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code generate}: a synthetic omnichannel workspace, with the truth beside it. */
@Command(
    name = "generate",
    description = "Writes a synthetic omnichannel workspace, with the truth beside it.",
    mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {
  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "1000",
      description = "people, those included who never buy (default: ${DEFAULT-VALUE})")
  private long customers;

  @Option(
      names = "--nights",
      paramLabel = "K",
      defaultValue = "3",
      description =
          "nights; the first brings about two years of history (default: ${DEFAULT-VALUE})")
  private int nights;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "7",
      description = "the same seed gives the same files (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the new workspace; must not hold anything yet")
  private String out;

  @Option(
      names = "--last-night",
      paramLabel = "YYYY-MM-DD",
      description = "dump date of the last night (default: 2025-06-30)")
  private LocalDate lastNight = GenerateOptions.DEFAULT_LAST_NIGHT;

  @Option(
      names = "--night-orders",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "orders that each night after the first brings on top of what comes by itself, as a share of"
              + " all before it, such as 0.01 (default: ${DEFAULT-VALUE})")
  private double nightOrders;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master (default: local[*], or what spark-submit was given)")
  private String master;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    GenerateOptions options =
        new GenerateOptions(customers, nights, seed, out, lastNight, nightOrders);
    // Before a session is started: a wrong number should not take seconds to be told.
    options.validate();
    try (SparkSession spark = Sessions.start(master)) {
      RetailerGenerator.generate(spark, options);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s holds a retailer of %,d people: dumps of %s to %s in landing/, truth in truth/%n",
            out, customers, options.calendar().first(), lastNight);
    return 0;
  }
}
