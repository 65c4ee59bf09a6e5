package io.tributary.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Time and memory against the number of customers, both axes by powers of ten. */
final class GrowthCharts {
  private static final double GIGABYTE = 1L << 30;

  private final List<SizeResult> sizes;
  private final XYChart chart;

  private GrowthCharts(List<SizeResult> sizes, String title, String unit) {
    this.sizes = sizes;
    this.chart =
        new XYChartBuilder()
            .width(900)
            .height(560)
            .title(title)
            .xAxisTitle("customers")
            .yAxisTitle(unit)
            .build();
    chart
        .getStyler()
        .setXAxisLogarithmic(true)
        .setYAxisLogarithmic(true)
        .setLegendPosition(LegendPosition.OutsideE);
  }

  /** Writes {@code growth-seconds.svg} and {@code growth-memory.svg}. */
  static void write(Path folder, List<SizeResult> sizes) throws IOException {
    GrowthCharts seconds = new GrowthCharts(sizes, "Full build, job by job", "seconds");
    sizes
        .get(0)
        .full()
        .jobs()
        .forEach(job -> seconds.add(job.job(), size -> size.full().secondsOf(job.job())));
    seconds.add("all", size -> size.full().seconds());
    seconds.add("a night after it", SizeResult::medianNight);
    seconds.write(folder.resolve("growth-seconds"));
    GrowthCharts memory = new GrowthCharts(sizes, "Memory of a full build", "GB");
    memory.add("the process", size -> size.full().processPeak() / GIGABYTE);
    memory.add("the heap, with garbage", size -> most(size, JobCost::heapPeak) / GIGABYTE);
    memory.add("the heap in use", size -> most(size, JobCost::livePeak) / GIGABYTE);
    memory.write(folder.resolve("growth-memory"));
  }

  private static double most(SizeResult size, ToDoubleFunction<JobCost> measure) {
    return size.full().jobs().stream().mapToDouble(measure).max().orElse(0);
  }

  private void add(String name, ToDoubleFunction<SizeResult> measure) {
    // A logarithm knows no 0: what took less than can be measured is left out.
    List<SizeResult> shown = sizes.stream().filter(s -> measure.applyAsDouble(s) > 0).toList();
    if (shown.size() > 1) {
      chart.addSeries(
          name,
          shown.stream().mapToDouble(SizeResult::customers).toArray(),
          shown.stream().mapToDouble(measure).toArray());
    }
  }

  private void write(Path file) throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
