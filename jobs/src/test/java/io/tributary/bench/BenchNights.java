package io.tributary.bench;

import io.tributary.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.commons.io.FileUtils;

/**
 * A generated workspace and its nights, each step in a process of its own. Dumps that an earlier
 * bench has left are used again; lake and exports are always made anew.
 */
final class BenchNights {
  private static final LocalDate LAST = LocalDate.parse("2025-06-30");
  private static final long SEED = 7;

  private final Path workspace;
  private final long customers;
  private final int nights;
  private final double nightOrders;

  /**
   * Nights of a retailer.
   *
   * @param folder where the workspace is, or is to be
   * @param nights after the first, which brings the history
   * @param nightOrders orders that each of them brings on top, as a share of those before
   */
  BenchNights(Path folder, long customers, int nights, double nightOrders) {
    this.workspace =
        folder.resolve(
            String.format(
                Locale.ROOT, "%d-customers-%d-nights-%s", customers, nights, nightOrders));
    this.customers = customers;
    this.nights = nights;
    this.nightOrders = nightOrders;
  }

  Path workspace() {
    return workspace;
  }

  /** Business date of a night; of the full build: 0. */
  LocalDate date(int night) {
    return LAST.minusDays(nights - night);
  }

  /** Has the dumps written, unless they are there; seconds, 0 if they were. */
  double generate() throws IOException, InterruptedException {
    FileUtils.deleteDirectory(workspace.resolve("lake").toFile());
    FileUtils.deleteDirectory(workspace.resolve("exports").toFile());
    // The list of files is what the generator writes last.
    if (Files.exists(workspace.resolve("truth/files.csv"))) {
      return 0;
    }
    FileUtils.deleteDirectory(workspace.toFile());
    return OwnProcess.run(
        Main.class,
        "generate",
        "--customers",
        customers,
        "--nights",
        nights + 1,
        "--night-orders",
        nightOrders,
        "--seed",
        SEED,
        "--out",
        workspace);
  }

  long landingBytes() {
    return FileUtils.sizeOfDirectory(workspace.resolve("landing").toFile());
  }

  /** Runs a night. */
  NightCost run(int night) throws IOException, InterruptedException {
    return run(night, "changes");
  }

  /** Runs a night once more, everything from the whole of its inputs. */
  NightCost rebuild(int night) throws IOException, InterruptedException {
    return run(night, "full");
  }

  private NightCost run(int night, String how) throws IOException, InterruptedException {
    Path result = Files.createTempFile("night", ".json");
    OwnProcess.run(MeasuredNight.class, workspace, date(night), how, result);
    NightCost cost = ResultFiles.read(result, NightCost.class);
    Files.delete(result);
    return cost;
  }

  /** The report that a night has left. */
  File runReport(int night) {
    return workspace.resolve("exports/" + date(night) + "/run.json").toFile();
  }
}
