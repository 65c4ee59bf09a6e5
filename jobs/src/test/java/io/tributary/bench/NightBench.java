package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./tributary bench}: a generated retailer's full build and its next nights, job by job,
 * then the work that peers can do beside them; or, with {@code --soak}, many nights in a row.
 * Results go to a folder, a file of JSON for each size, and a page is made of all that lie there.
 */
@Command(
    name = "bench",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Measures a full build and the nights after it on generated retailers, job by job, beside what DuckDB and GraphX take for"
          + " the same work. Each step has a process of its own.",
      ""
    },
    footer = {
      "",
      "Results: <out>/night-<customers>.json and soak-<customers>.json, and of all that lie there <out>/results.md with charts.",
      "./tributary bench NAME runs the bench of one job: ingest, components, tables, preference, effect, ledgerForm."
    })
public final class NightBench implements Callable<Integer> {
  @Option(
      names = "--customers",
      paramLabel = "N[,N...]",
      split = ",",
      defaultValue = "100000",
      description = "people of the retailers, one after the other (default: ${DEFAULT-VALUE})")
  private List<Long> customers;

  @Option(
      names = "--nights",
      paramLabel = "K",
      defaultValue = "5",
      description = "nights after the full build (default: ${DEFAULT-VALUE})")
  private int nights;

  @Option(
      names = "--night-orders",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description =
          "new orders of each of them, as a share of all before, on top of what comes by itself"
              + " (default: ${DEFAULT-VALUE})")
  private double nightOrders;

  @Option(
      names = "--soak",
      paramLabel = "K",
      description =
          "instead: K nights in a row of what comes by itself, and a rebuild of the last one, such as 60")
  private Integer soak;

  @Option(names = "--no-peers", description = "leave out DuckDB and GraphX")
  private boolean noPeers;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "keep the workspaces there, and use the dumps of earlier ones again (default: a temporary folder)")
  private Path keep;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "testdata/bench",
      description = "where results go (default: ${DEFAULT-VALUE})")
  private Path out;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new NightBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    validate();
    Path folder = keep == null ? Files.createTempDirectory("tributary-bench") : keep;
    try {
      for (long size : customers) {
        System.out.printf(Locale.ROOT, "%,d customers, on %s%n", size, Machine.facts());
        if (soak != null) {
          ResultFiles.write(
              out.resolve("soak-" + size + ".json"), new Soak(folder, size, soak).run(today()));
        } else {
          measure(folder, size);
        }
        ResultPage.write(out);
      }
    } finally {
      if (keep == null) {
        FileUtils.deleteDirectory(folder.toFile());
      }
    }
    System.out.println("Results: " + out.resolve(ResultPage.FILE));
    return 0;
  }

  private void validate() {
    if (customers.stream().anyMatch(size -> size < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--customers takes numbers from 1 on, such as 100000,1000000");
    }
    if (nights < 1) {
      throw new ParameterException(spec.commandLine(), "--nights takes a number from 1 on");
    }
    if (soak != null && soak < Soak.FEWEST) {
      throw new ParameterException(
          spec.commandLine(), "--soak takes a number from " + Soak.FEWEST + " on, such as 60");
    }
  }

  private void measure(Path folder, long size) throws IOException, InterruptedException {
    Machine.Facts machine = Machine.facts();
    BenchNights bench = new BenchNights(folder, size, nights, nightOrders);
    double generated = bench.generate();
    System.out.println("The full build");
    NightCost full = bench.run(0);
    List<NightCost> after = new ArrayList<>();
    for (int night = 1; night <= nights; night++) {
      System.out.printf("Night %d of %d%n", night, nights);
      after.add(bench.run(night));
    }
    SizeResult result =
        new SizeResult(
            size,
            nightOrders,
            today(),
            machine,
            generated,
            bench.landingBytes(),
            full,
            after,
            null);
    Path file = out.resolve("night-" + size + ".json");
    // At once: peers may take hours, and fail for want of memory.
    ResultFiles.write(file, result);
    ResultPage.write(out);
    if (!noPeers) {
      ResultFiles.write(file, result.with(peers(folder, size)));
    }
  }

  private static Peers.Result peers(Path folder, long size)
      throws IOException, InterruptedException {
    System.out.println("What peers can do as well");
    Path place = folder.resolve("peers");
    Path result = Files.createTempFile("peers", ".json");
    FileUtils.deleteDirectory(place.toFile());
    OwnProcess.run(Peers.class, size, Files.createDirectories(place), result);
    FileUtils.deleteDirectory(place.toFile());
    Peers.Result peers = ResultFiles.read(result, Peers.Result.class);
    Files.delete(result);
    return peers;
  }

  private static String today() {
    return LocalDate.now().toString();
  }
}
