package io.tributary.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The nights of one size for people to read. */
final class SizePage {
  /** Jobs whose work is to follow what changed; all others look at everybody as of the date. */
  static final List<String> WITH_STATE = List.of("ingest", "identity", "ledger");

  private static final int PLACES = 3;

  private final SizeResult size;

  SizePage(SizeResult size) {
    this.size = size;
  }

  String text() {
    List<JobCost> medians =
        size.full().jobs().stream().map(job -> size.medianNight(job.job())).toList();
    String generated =
        size.generateSeconds() == 0
            ? "used again"
            : String.format(Locale.ROOT, "written in %.0f s", size.generateSeconds());
    return String.format(
            Locale.ROOT,
            "\n## %,d customers\n\n%s, on %s. Dumps of %s MB, %s. A night had %.2f%% new orders.\n",
            size.customers(),
            size.measuredOn(),
            size.machine(),
            MarkdownTable.megabytes(size.landingBytes()),
            generated,
            100 * size.newOrders())
        + "\n### The full build: "
        + night(size.full())
        + costs(size.full().jobs())
        + "\n### A night: each job's median of "
        + size.nights().size()
        + "\n\n"
        + costs(medians)
        + changed(size.nights().get(size.nights().size() - 1))
        + "\n### Nights beside the full build\n\n"
        + nights()
        + "\n### Where the program waits for Spark, in the last night\n\n"
        + places(size.nights().get(size.nights().size() - 1))
        + (size.peers() == null ? "" : "\n### Beside peers\n\n" + peers(size.peers()));
  }

  private static String night(NightCost night) {
    return String.format(
        Locale.ROOT,
        "%.1f s, with start-up %.1f s, process up to %s MB%n%n",
        night.seconds(),
        night.processSeconds(),
        MarkdownTable.megabytes(night.processPeak()));
  }

  private static String changed(NightCost night) {
    return night.changed().entrySet().stream()
        .filter(change -> change.getValue() > 0)
        .map(change -> String.format(Locale.ROOT, "%s %,d", change.getKey(), change.getValue()))
        .collect(Collectors.joining(", ", "\nRows that the last night changed: ", ".\n"));
  }

  private static String costs(List<JobCost> jobs) {
    MarkdownTable table =
        new MarkdownTable(
            "job",
            "rows in",
            "rows out",
            "seconds",
            "of processor",
            "of collecting garbage",
            "heap up to MB",
            "in use MB",
            "read MB",
            "shuffled MB",
            "spilled MB",
            "written MB",
            "queries",
            "Spark jobs",
            "tasks");
    for (JobCost job : jobs) {
      table.row(
          job.job(),
          job.rowsIn(),
          job.rowsOut(),
          job.seconds(),
          job.processorSeconds(),
          job.gcSeconds(),
          MarkdownTable.megabytes(job.heapPeak()),
          MarkdownTable.megabytes(job.livePeak()),
          MarkdownTable.megabytes(job.bytesRead()),
          MarkdownTable.megabytes(job.bytesShuffled()),
          MarkdownTable.megabytes(job.bytesSpilled()),
          MarkdownTable.megabytes(job.bytesWritten()),
          job.queries(),
          job.sparkJobs(),
          job.tasks());
    }
    return table.toString();
  }

  private String nights() {
    MarkdownTable table =
        new MarkdownTable("job", "full build", "nights", "median", "of the full build");
    for (JobCost job : size.full().jobs()) {
      addNights(
          table,
          job.job(),
          job.seconds(),
          size.nights().stream().map(night -> night.secondsOf(job.job())).toList());
    }
    sum(table, "**with state**: what changed", WITH_STATE::contains);
    sum(table, "**as of the date**: all customers", job -> !WITH_STATE.contains(job));
    addNights(
        table,
        "**all**",
        size.full().seconds(),
        size.nights().stream().map(NightCost::seconds).toList());
    return table.toString();
  }

  private void sum(MarkdownTable table, String name, Predicate<String> jobs) {
    addNights(
        table,
        name,
        seconds(size.full(), jobs),
        size.nights().stream().map(night -> seconds(night, jobs)).toList());
  }

  private static double seconds(NightCost night, Predicate<String> jobs) {
    return night.jobs().stream()
        .filter(job -> jobs.test(job.job()))
        .mapToDouble(JobCost::seconds)
        .sum();
  }

  private static void addNights(
      MarkdownTable table, String name, double full, List<Double> nights) {
    double median = nights.stream().sorted().toList().get(nights.size() / 2);
    table.row(
        name,
        full,
        nights.stream()
            .map(seconds -> String.format(Locale.ROOT, "%.1f", seconds))
            .collect(Collectors.joining(", ")),
        median,
        String.format(Locale.ROOT, "%.0f%%", 100 * median / full));
  }

  private static String places(NightCost night) {
    MarkdownTable table = new MarkdownTable("job", "line", "queries", "seconds");
    for (JobCost job : night.jobs()) {
      job.slowest().stream()
          .limit(PLACES)
          .forEach(p -> table.row(job.job(), "`" + p.line() + "`", p.queries(), p.seconds()));
    }
    return table.toString();
  }

  private static String peers(Peers.Result peers) {
    MarkdownTable table =
        new MarkdownTable(
            "work", "ours", "peer", "its seconds", "ours / peer", "answers", "compared");
    for (Comparison c : peers.comparisons()) {
      table.row(
          c.work(),
          c.ours(),
          c.peer(),
          c.theirs(),
          String.format(Locale.ROOT, "%.2f", c.ratio()),
          c.verdict(),
          c.checked());
    }
    return table.toString();
  }
}
