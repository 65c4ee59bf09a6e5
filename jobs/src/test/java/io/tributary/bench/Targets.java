package io.tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the results say of each aim: of several sizes, the largest that has what it takes. */
final class Targets {
  private static final String LEDGER = "customer_ledger";

  /** Up to so many customers, nearly all of a night's time is there whatever the size. */
  private static final long TINY = 2_000;

  private static final long MILLION = 1_000_000;

  private final List<SizeResult> sizes;
  private final List<Soak.Result> soaks;
  private final SizeResult largest;

  /**
   * Aims.
   *
   * @param sizes ascending, at least one
   */
  Targets(List<SizeResult> sizes, List<Soak.Result> soaks) {
    this.sizes = sizes;
    this.soaks = soaks;
    this.largest = sizes.get(sizes.size() - 1);
  }

  List<Target> all() {
    List<Target> targets = new ArrayList<>();
    targets.add(beside("core tables from the ledger", "core tables not slower than DuckDB", 1));
    targets.add(beside("ingest and de-duplicate", "ingest at most 5 times DuckDB's time", 5));
    targets.add(beside("components", "components 10 times as fast as GraphX", 0.1));
    targets.add(scans("insight", LEDGER, "insight tables in three scans of the ledger", 3));
    targets.add(
        scans("preference", LEDGER, "preferences of everybody in one scan of the ledger", 1));
    targets.add(twentyAudiences());
    targets.add(scans("audiences", "customers", "audiences in one pass over customers", 1));
    SizePage.WITH_STATE.forEach(job -> targets.add(tenth(job)));
    targets.add(tenfold());
    targets.add(spills());
    targets.add(tiny());
    targets.add(level());
    targets.add(equalsRebuild());
    return targets;
  }

  /**
   * Beside a peer, at the largest size at which both were asked.
   *
   * @param missedBy how many times as much as the aim allows
   */
  private Target compared(String work, String aim, ToDoubleFunction<Comparison> missedBy) {
    for (int i = sizes.size() - 1; i >= 0; i--) {
      SizeResult size = sizes.get(i);
      Optional<Comparison> found =
          Optional.ofNullable(size.peers()).stream()
              .flatMap(peers -> peers.comparisons().stream())
              .filter(comparison -> comparison.work().equals(work))
              .findFirst();
      if (found.isPresent()) {
        Comparison c = found.get();
        return Target.of(
            aim,
            text("%.1f s, %s %.1f s, at %,d", c.ours(), c.peer(), c.theirs(), size.customers()),
            missedBy.applyAsDouble(c));
      }
    }
    return Target.notMeasured(aim);
  }

  private Target beside(String work, String aim, double times) {
    return compared(work, aim, c -> c.ratio() / times);
  }

  private Target twentyAudiences() {
    return compared("twenty audiences", "twenty audiences within a minute", c -> c.ours() / 60);
  }

  /**
   * Of the nights after the full build: in this, there may be things to learn first. At the largest
   * size whose events told of scans: those of older results did not tell of all.
   */
  private Target scans(String job, String table, String aim, int most) {
    for (int i = sizes.size() - 1; i >= 0; i--) {
      int scans =
          sizes.get(i).nights().stream()
              .flatMap(night -> night.jobs().stream())
              .filter(cost -> cost.job().equals(job))
              .mapToInt(cost -> cost.scans().getOrDefault(table, 0))
              .max()
              .orElse(0);
      if (scans > 0) {
        return Target.of(
            aim,
            text("%d in a night, at %,d", scans, sizes.get(i).customers()),
            (double) scans / most);
      }
    }
    return Target.notMeasured(aim);
  }

  private Target tenth(String job) {
    double night = largest.medianNight(job).seconds();
    double full = largest.full().secondsOf(job);
    return Target.of(
        text("a 1%% night's %s at most a tenth of its full build", job),
        text("%.1f s of %.1f s at %,d", night, full, customers()),
        night / full * 10);
  }

  private Target tenfold() {
    String aim = "ten times the customers in at most 11 times the time";
    for (int to = sizes.size() - 1; to > 0; to--) {
      for (int from = to - 1; from >= 0; from--) {
        SizeResult small = sizes.get(from);
        SizeResult large = sizes.get(to);
        if (large.customers() == 10 * small.customers()) {
          double times = large.full().seconds() / small.full().seconds();
          return Target.of(
              aim,
              text(
                  "full build %.1f times, %,d to %,d", times, small.customers(), large.customers()),
              times / 11);
        }
      }
    }
    return Target.notMeasured(aim);
  }

  private Target spills() {
    String aim = "nothing spills at 1,000,000 with the default heap";
    long spilled = largest.full().bytesSpilled();
    // What fits at a smaller size says nothing of this one; what does not, says enough.
    return customers() < MILLION && spilled == 0
        ? Target.notMeasured(aim)
        : Target.of(
            aim,
            text("%,d MB at %,d, heap of %.1f GB", spilled >> 20, customers(), gigabytes(largest)),
            spilled == 0 ? 0 : Double.POSITIVE_INFINITY);
  }

  private static double gigabytes(SizeResult size) {
    return size.machine().heap() / (double) (1L << 30);
  }

  private Target tiny() {
    String aim = "a night of 1,000 customers within 60 s after start-up";
    return sizes.stream()
        .filter(size -> size.customers() <= TINY)
        .findFirst()
        .map(
            size ->
                Target.of(
                    aim,
                    text("%.1f s at %,d", size.medianNight(), size.customers()),
                    size.medianNight() / 60))
        .orElse(Target.notMeasured(aim));
  }

  private Target level() {
    String aim = "sixty nights: time, files and lake stay level";
    if (soaks.isEmpty()) {
      return Target.notMeasured(aim);
    }
    Soak.Result soak = soaks.get(soaks.size() - 1);
    List<String> creeping = new SoakPage(soak).creeping();
    String found = creeping.isEmpty() ? "level" : "creeping: " + String.join(", ", creeping);
    return Target.of(
        aim,
        text("%d nights of %,d customers: ", soak.nights().size() - 1, soak.customers()) + found,
        creeping.isEmpty() ? 0 : Double.POSITIVE_INFINITY);
  }

  private Target equalsRebuild() {
    String aim = "the last of sixty nights equals a full rebuild";
    if (soaks.isEmpty()) {
      return Target.notMeasured(aim);
    }
    List<String> different = new SoakPage(soaks.get(soaks.size() - 1)).different();
    return Target.of(
        aim,
        different.isEmpty() ? "every table" : "different: " + String.join(", ", different),
        different.isEmpty() ? 0 : Double.POSITIVE_INFINITY);
  }

  private long customers() {
    return largest.customers();
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
