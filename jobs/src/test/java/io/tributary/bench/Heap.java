package io.tributary.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How full the heap becomes. What it holds only shrinks when garbage is collected: so it is fullest
 * just before a collection, and what is left after one was still in use.
 */
final class Heap {
  private final Set<String> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());

  private long peak;
  private long livePeak;

  /** Begins to watch. */
  Heap() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, unused) ->
                  collected(
                      GarbageCollectionNotificationInfo.from(
                              (CompositeData) notification.getUserData())
                          .getGcInfo()),
              n ->
                  n.getType()
                      .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
              null);
    }
  }

  private synchronized void collected(GcInfo info) {
    peak = Math.max(peak, used(info.getMemoryUsageBeforeGc()));
    livePeak = Math.max(livePeak, used(info.getMemoryUsageAfterGc()));
  }

  private long used(Map<String, MemoryUsage> usages) {
    return usages.entrySet().stream()
        .filter(usage -> pools.contains(usage.getKey()))
        .mapToLong(usage -> usage.getValue().getUsed())
        .sum();
  }

  synchronized void reset() {
    peak = 0;
    livePeak = 0;
  }

  /** The most that it held since the last reset, garbage included. */
  synchronized long peak() {
    return Math.max(peak, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  /** The most that was left after a collection since the last reset. */
  synchronized long livePeak() {
    return livePeak;
  }

  /** Seconds of this process in which garbage was collected, so far. */
  static double gcSeconds() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum()
        / 1000.0;
  }
}
