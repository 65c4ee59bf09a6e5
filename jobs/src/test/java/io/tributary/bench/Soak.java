package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Many nights in a row, and a rebuild of the last one. The nights bring what comes by itself, which
 * is about a fifth of a hundredth of all orders: with more, the lake would have to grow.
 */
final class Soak {
  /** The first nights after the full build still have much to put right. */
  private static final int SETTLING = 3;

  /** Fewer do not say whether something creeps. */
  static final int FEWEST = 8;

  /**
   * What a soak found.
   *
   * @param nights the full build first
   * @param differences rows that only the last night or only its rebuild has, by table
   */
  record Result(
      long customers,
      String measuredOn,
      Machine.Facts machine,
      List<NightCost> nights,
      NightCost rebuild,
      Map<String, LakeComparison.Difference> differences) {

    /** How a measure has gone, from night to night. */
    Trend trend(ToDoubleFunction<NightCost> measure) {
      SimpleRegression line = new SimpleRegression();
      for (int night = SETTLING; night < nights.size(); night++) {
        line.addData(night, measure.applyAsDouble(nights.get(night)));
      }
      double first = line.predict(SETTLING);
      double last = line.predict(nights.size() - 1);
      return new Trend(first, last, line.getSlope(), line.getSlopeConfidenceInterval());
    }
  }

  /**
   * A straight line through a measure of all nights.
   *
   * @param first its value in the first nights, once these have settled, and {@code last} in the
   *     last one
   * @param uncertainty of the slope: half of its interval of 95%
   */
  record Trend(double first, double last, double slope, double uncertainty) {

    double growth() {
      return last / first - 1;
    }

    /**
     * Level, or creeping: more than what the data grew by explains, and more than chance.
     *
     * @param data by how much there was more of it in the end, as a share
     */
    String verdict(double data) {
      boolean isChance = Math.abs(slope) <= uncertainty;
      return isChance || growth() <= data + TOLERANCE ? "level" : "creeping";
    }
  }

  private static final double TOLERANCE = 0.05;

  private final BenchNights nights;
  private final long customers;
  private final int count;

  Soak(Path folder, long customers, int count) {
    this.nights = new BenchNights(folder, customers, count, 0);
    this.customers = customers;
    this.count = count;
  }

  Result run(String measuredOn) throws IOException, InterruptedException {
    Machine.Facts machine = Machine.facts();
    nights.generate();
    List<NightCost> costs = new ArrayList<>();
    for (int night = 0; night <= count; night++) {
      System.out.printf("Night %d of %d%n", night, count);
      costs.add(nights.run(night));
    }
    // The rebuild's report takes the place of the night's, which says what to compare it with.
    Path report = Files.createTempFile("run", ".json");
    Files.copy(nights.runReport(count).toPath(), report, StandardCopyOption.REPLACE_EXISTING);
    NightCost rebuild = nights.rebuild(count);
    Path found = Files.createTempFile("differences", ".json");
    OwnProcess.run(LakeComparison.class, nights.workspace(), report, found);
    LakeComparison.Result differences = ResultFiles.read(found, LakeComparison.Result.class);
    Files.delete(report);
    Files.delete(found);
    return new Result(customers, measuredOn, machine, costs, rebuild, differences.tables());
  }
}
