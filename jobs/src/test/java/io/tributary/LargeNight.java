package io.tributary;

import io.tributary.pipeline.Sessions;

/** Nights of a few rows that work as those of millions do. */
public final class LargeNight {
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  private LargeNight() {}

  /** Runs something in which every night is a large one. */
  public static void during(Runnable nights) {
    System.setProperty(Sessions.LARGE_FROM, "0");
    // As spark-submit would hand it over; 200 tasks for a few rows prove nothing more.
    System.setProperty(PARTITIONS, "3");
    try {
      nights.run();
    } finally {
      System.clearProperty(Sessions.LARGE_FROM);
      System.clearProperty(PARTITIONS);
    }
  }
}
