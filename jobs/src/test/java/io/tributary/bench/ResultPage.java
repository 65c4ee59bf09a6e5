package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** All results of a folder as a page for people: {@code results.md}. */
final class ResultPage {
  static final String FILE = "results.md";

  private static final String HEAD =
      """
      # What nights take

      Written by `./tributary bench`; how to read it, and what not to read into it: `testdata/README.md`, Bench. Of several
      sizes each has its own run. MB are as Spark counts them; the heap's peak has garbage in it, "in use" is the most that
      a collection left.

      """;

  private final List<SizeResult> sizes;
  private final List<Soak.Result> soaks;

  private ResultPage(List<SizeResult> sizes, List<Soak.Result> soaks) {
    this.sizes = sizes;
    this.soaks = soaks;
  }

  /** Writes the page, and its charts where there are several sizes. */
  static void write(Path folder) throws IOException {
    List<SizeResult> sizes =
        ResultFiles.readAll(folder, "night-", SizeResult.class).stream()
            .sorted(Comparator.comparingLong(SizeResult::customers))
            .toList();
    List<Soak.Result> soaks =
        ResultFiles.readAll(folder, "soak-", Soak.Result.class).stream()
            .sorted(Comparator.comparingLong(Soak.Result::customers))
            .toList();
    Files.writeString(folder.resolve(FILE), new ResultPage(sizes, soaks).text());
    if (sizes.size() > 1) {
      GrowthCharts.write(folder, sizes);
    }
  }

  private String text() {
    StringBuilder page = new StringBuilder(HEAD);
    if (!sizes.isEmpty()) {
      page.append("## Aims\n\n").append(aims());
    }
    if (sizes.size() > 1) {
      page.append("\n## Growth\n\n").append(growth());
    }
    sizes.forEach(size -> page.append(new SizePage(size).text()));
    if (!soaks.isEmpty()) {
      page.append("\n## Soak\n\n");
      soaks.forEach(soak -> page.append(new SoakPage(soak).text()));
    }
    return page.toString();
  }

  private String aims() {
    MarkdownTable table = new MarkdownTable("aim", "measured", "");
    new Targets(sizes, soaks)
        .all()
        .forEach(t -> table.row(t.aim(), t.found().orElse(""), t.verdict()));
    return table.toString();
  }

  private String growth() {
    List<Long> customers = sizes.stream().map(SizeResult::customers).toList();
    String from = String.format(Locale.ROOT, "%,d", customers.get(0));
    String to = String.format(Locale.ROOT, "%,d", customers.get(customers.size() - 1));
    MarkdownTable table =
        new MarkdownTable("full build", "s at " + from, "s at " + to, "times / sizes", "");
    for (JobCost job : sizes.get(0).full().jobs()) {
      addGrowth(table, job.job(), sizes.stream().map(s -> s.full().secondsOf(job.job())).toList());
    }
    addGrowth(table, "**all**", sizes.stream().map(s -> s.full().seconds()).toList());
    return table
        + "\n![Seconds against customers](growth-seconds.svg)\n"
        + "![Memory against customers](growth-memory.svg)\n";
  }

  private void addGrowth(MarkdownTable table, String name, List<Double> seconds) {
    Growth growth = new Growth(sizes.stream().map(SizeResult::customers).toList(), seconds);
    table.row(
        name,
        seconds.get(0),
        seconds.get(seconds.size() - 1),
        String.format(Locale.ROOT, "%.2f", growth.factor()),
        growth.verdict());
  }
}
