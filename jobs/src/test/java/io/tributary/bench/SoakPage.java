package io.tributary.bench;

import io.tributary.bench.Soak.Trend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A soak for people to read. */
final class SoakPage {
  private static final double MEGABYTE = 1L << 20;

  private static final Map<String, ToDoubleFunction<NightCost>> MEASURES = new LinkedHashMap<>();

  static {
    MEASURES.put("seconds", NightCost::seconds);
    MEASURES.put("files of all tables", night -> night.lake().files());
    MEASURES.put("MB of all tables", night -> night.lake().bytes() / MEGABYTE);
  }

  private final Soak.Result soak;

  SoakPage(Soak.Result soak) {
    this.soak = soak;
  }

  /** By how much there were more orders in the end than in the first nights. */
  private double dataGrowth() {
    return soak.trend(night -> night.lake().orders()).growth();
  }

  /** Measures that grew by more than the data and chance explain. */
  List<String> creeping() {
    List<String> creeping = new ArrayList<>();
    MEASURES.forEach(
        (name, measure) -> {
          if (soak.trend(measure).verdict(dataGrowth()).equals("creeping")) {
            creeping.add(name);
          }
        });
    return creeping;
  }

  /** Tables of which the last night and its rebuild have different rows. */
  List<String> different() {
    List<String> different = new ArrayList<>();
    soak.differences()
        .forEach(
            (table, rows) -> {
              if (rows.onlyBefore() + rows.onlyNow() > 0) {
                different.add(
                    String.format(
                        Locale.ROOT,
                        "%s (%,d of %,d rows)",
                        table,
                        Math.max(rows.onlyBefore(), rows.onlyNow()),
                        rows.rows()));
              }
            });
    return different;
  }

  String text() {
    MarkdownTable trends =
        new MarkdownTable("", "first nights", "last nights", "per night", "± (95%)", "verdict");
    MEASURES.forEach((name, measure) -> add(trends, name, soak.trend(measure)));
    List<String> different = different();
    return String.format(
            Locale.ROOT,
            "### %,d nights of %,d customers\n\n%s, on %s. The values are those of a straight line through all nights but"
                + " the first three. There were %.1f%% more orders in the end.\n\n",
            soak.nights().size() - 1,
            soak.customers(),
            soak.measuredOn(),
            soak.machine(),
            100 * dataGrowth())
        + trends
        + disk()
        + "\nThe last night beside its full rebuild: "
        + (different.isEmpty()
            ? "all " + soak.differences().size() + " tables are equal."
            : "different are " + String.join(", ", different) + ".")
        + "\n\n"
        + files();
  }

  private void add(MarkdownTable table, String name, Trend trend) {
    table.row(
        name,
        trend.first(),
        trend.last(),
        number(trend.slope()),
        number(trend.uncertainty()),
        trend.verdict(dataGrowth()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /**
   * Old files go by the clock, after {@code maintenance.vacuum_days}: nights in a row come to none
   * of these days.
   */
  private String disk() {
    Trend disk = soak.trend(night -> night.lake().diskBytes() / MEGABYTE);
    return String.format(
        Locale.ROOT,
        "\nOn disk, each night left %.1f MB more, most of it files that only older versions have. They go after"
            + " `maintenance.vacuum_days` by the clock, to which nights in a row do not come: so what is on disk is"
            + " level at so many nights' worth.\n",
        disk.slope());
  }

  /** The tables whose files grew in number the most. */
  private String files() {
    NightCost first = soak.nights().get(1);
    NightCost last = soak.nights().get(soak.nights().size() - 1);
    MarkdownTable table =
        new MarkdownTable("table", "files, first night", "files, last night", "MB, last night");
    last.lake().tables().entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().files(), a.getValue().files()))
        .limit(10)
        .forEach(
            entry -> {
              LakeSize.Table before =
                  first.lake().tables().getOrDefault(entry.getKey(), new LakeSize.Table(0, 0));
              table.row(
                  entry.getKey(),
                  before.files(),
                  entry.getValue().files(),
                  MarkdownTable.megabytes(entry.getValue().bytes()));
            });
    return table.toString();
  }
}
