package io.tributary.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a bench ran on, and the memory and processor time that it took. */
final class Machine {
  private static final double GIBIBYTE = 1L << 30;

  private Machine() {}

  /**
   * What a reader must know to compare times.
   *
   * @param memory of the whole machine, in bytes
   * @param heap that each process may use, in bytes
   * @param load of others while the bench began: processes that ran or waited to, over a minute
   */
  record Facts(
      int cores,
      String processor,
      long memory,
      long heap,
      double load,
      String system,
      String java,
      String spark) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d cores (%s), %.0f GB of memory, heap of %.1f GB, %s, Java %s, Spark %s, load of %.1f at the start",
          cores,
          processor,
          memory / GIBIBYTE,
          heap / GIBIBYTE,
          system,
          java,
          spark,
          load);
    }
  }

  static Facts facts() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Facts(
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
        system.getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        system.getSystemLoadAverage(),
        System.getProperty("os.name"),
        Runtime.version().toString(),
        org.apache.spark.package$.MODULE$.SPARK_VERSION());
  }

  static String describe() {
    return facts().toString();
  }

  /** Processor seconds of this process so far: they tell more than the clock on a busy machine. */
  static double processorSeconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  /** Starts to measure the heap's peak anew; the process's own is one for its whole life. */
  static void resetPeaks() {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** The heap's peak (garbage included) since the last reset, and the process's. */
  static String peaks() {
    long heap = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return String.format(Locale.ROOT, "heap up to %.1f GB", heap / GIBIBYTE)
        + line("/proc/self/status", "VmHWM").map(peak -> ", process up to " + peak).orElse("");
  }

  /** Seconds since this process was started. */
  static double processAge() {
    long startedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - startedAt) / 1000.0;
  }

  /** The most memory that this process has held, in bytes; 0 where the system does not tell. */
  static long processPeak() {
    return line("/proc/self/status", "VmHWM")
        .map(peak -> Long.parseLong(peak.split(" ")[0]) << 10)
        .orElse(0L);
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  /** A value that Linux tells in one of its files. */
  private static Optional<String> line(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
