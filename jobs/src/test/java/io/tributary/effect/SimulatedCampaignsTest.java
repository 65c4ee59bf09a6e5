package io.tributary.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.effect.Finding.Role;
import io.tributary.workspace.Campaign.Window;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Campaigns in memory whose effect is known: 2,000 of them, each of 2,000 people whose spending is
 * mostly nothing and sometimes much, and goes with what they spent before. Of intervals of 95 %,
 * 93.5 to 96.5 % have to cover the truth, and where there is no effect 3.5 to 6.6 % of the tests
 * may find one; both is four standard errors and a little around what is promised.
 */
class SimulatedCampaignsTest {
  private static final int CAMPAIGNS = 2_000;
  private static final int PEOPLE_PER_ARM = 1_000;

  private static final double BUYS = 0.2;
  private static final double BUYS_IF_TREATED = 0.24;

  /** Logarithm of what a buyer spends, in cents, before what goes with their past. */
  private static final double LOG_MEAN = 9;

  private static final double LOG_SPREAD = 0.6;

  /** By which factor people who bought before spend more now. */
  private static final double LOYAL_FACTOR = 2;

  private static final double LOYAL = 0.3;

  private final RandomGenerator random = new SplittableRandom(20250630);

  private void add(CampaignCounts counts, String arm, double buys, long cap) {
    add(counts, arm, "active", PEOPLE_PER_ARM, buys, cap);
  }

  private void add(
      CampaignCounts counts, String arm, String group, int people, double buys, long cap) {
    Cell cell = new Cell("c", "conversion", arm, Cell.SETTLED, group, "1", "0-6");
    for (int i = 0; i < people; i++) {
      boolean isLoyal = random.nextDouble() < LOYAL;
      long before = isLoyal ? spent(1) : 0;
      boolean isBuyer = random.nextDouble() < buys;
      long net = isBuyer ? spent(isLoyal ? LOYAL_FACTOR : 1) : 0;
      long[] values = new long[Variable.values().length];
      values[Variable.CONVERTED.ordinal()] = isBuyer ? 1 : 0;
      values[Variable.ORDERS.ordinal()] = isBuyer ? 1 : 0;
      values[Variable.NET.ordinal()] = net;
      values[Variable.CAPPED_NET.ordinal()] = Math.min(net, cap);
      values[Variable.NET_BEFORE.ordinal()] = before;
      counts.add(cell, values);
    }
  }

  private long spent(double factor) {
    return (long) (factor * Math.exp(LOG_MEAN + LOG_SPREAD * random.nextGaussian()));
  }

  /** Net of a person, in the currency's unit; cents are cut off, half of one on average. */
  private static double trueNet(double buys) {
    double perBuyer =
        (1 + (LOYAL_FACTOR - 1) * LOYAL) * Math.exp(LOG_MEAN + LOG_SPREAD * LOG_SPREAD / 2);
    return buys * (perBuyer - 0.5) / 100;
  }

  private List<Finding> findings(double buys) {
    CampaignCounts counts = new CampaignCounts();
    add(counts, "control", BUYS, 60_000);
    add(counts, "treatment", buys, 60_000);
    return Findings.of(TestCampaign.once(), counts, TestCampaign.FINAL).stream()
        .filter(f -> f.window() == Window.CONVERSION && f.role() != Role.SUBGROUP)
        .filter(f -> !f.measure().isGuardrail())
        .toList();
  }

  private static String name(Finding finding) {
    return finding.measure().metric() + " " + finding.measure().variant();
  }

  @Test
  void intervalsCoverTheTruthAsOftenAsTheySay() {
    double net = trueNet(BUYS_IF_TREATED) - trueNet(BUYS);
    Map<String, Double> truth =
        Map.of(
            "conversion PLAIN",
            BUYS_IF_TREATED - BUYS,
            "conversion CUPED",
            BUYS_IF_TREATED - BUYS,
            "net PLAIN",
            net,
            "net CUPED",
            net,
            "margin PLAIN",
            0.4 * net);
    double lift = BUYS_IF_TREATED / BUYS - 1;
    Map<String, Integer> covered = new TreeMap<>();
    Map<String, Integer> liftCovered = new TreeMap<>();
    for (int i = 0; i < CAMPAIGNS; i++) {
      for (Finding finding : findings(BUYS_IF_TREATED)) {
        Double difference = truth.get(name(finding));
        if (difference != null) {
          Contrast contrast = finding.contrast();
          boolean isIn = contrast.low() <= difference && difference <= contrast.high();
          boolean isLiftIn = contrast.liftLow() <= lift && lift <= contrast.liftHigh();
          covered.merge(name(finding), isIn ? 1 : 0, Integer::sum);
          liftCovered.merge(name(finding), isLiftIn ? 1 : 0, Integer::sum);
        }
      }
    }

    assertThat(covered).hasSameSizeAs(truth);
    covered.forEach((name, times) -> assertShare(name, times, 0.935, 0.965));
    liftCovered.forEach((name, times) -> assertShare("lift of " + name, times, 0.935, 0.965));
  }

  @Test
  void groupsWithAnEffectAndWithoutOneAreBothCovered() {
    Map<String, Double> truth =
        Map.of("active", trueNet(BUYS_IF_TREATED) - trueNet(BUYS), "dormant", 0.0);
    Map<String, Integer> covered = new TreeMap<>();
    for (int i = 0; i < CAMPAIGNS; i++) {
      for (Finding finding : groupFindings()) {
        Contrast contrast = finding.contrast();
        double difference = truth.get(finding.level());
        boolean isIn = contrast.low() <= difference && difference <= contrast.high();
        covered.merge(finding.level(), isIn ? 1 : 0, Integer::sum);
      }
    }

    assertThat(covered).hasSameSizeAs(truth);
    covered.forEach((group, times) -> assertShare(group, times, 0.935, 0.965));
  }

  /** Of a campaign that moves half of its people, and leaves the other half as they are. */
  private List<Finding> groupFindings() {
    CampaignCounts counts = new CampaignCounts();
    int people = PEOPLE_PER_ARM / 2;
    add(counts, "control", "active", people, BUYS, 60_000);
    add(counts, "control", "dormant", people, BUYS, 60_000);
    add(counts, "treatment", "active", people, BUYS_IF_TREATED, 60_000);
    add(counts, "treatment", "dormant", people, BUYS, 60_000);
    return Findings.of(TestCampaign.once(), counts, TestCampaign.FINAL).stream()
        .filter(f -> f.dimension().equals(Cell.Dimension.LIFECYCLE_GROUP.text()))
        .toList();
  }

  @Test
  void withoutAnEffectAboutOneTestInTwentyFindsOne() {
    Map<String, Integer> rejected = new TreeMap<>();
    for (int i = 0; i < CAMPAIGNS; i++) {
      for (Finding finding : findings(BUYS)) {
        rejected.merge(name(finding), finding.contrast().p() < 0.05 ? 1 : 0, Integer::sum);
      }
    }

    assertThat(rejected).hasSize(10);
    rejected.forEach((name, times) -> assertShare(name, times, 0.035, 0.066));
  }

  private static void assertShare(String name, int times, double low, double high) {
    assertThat(times / (double) CAMPAIGNS).as(name).isBetween(low, high);
  }
}
