package io.tributary.generate;

import io.tributary.pipeline.Problems;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * What to generate.
 *
 * @param customers people, those included who never buy
 * @param nights nights, each with a dump date of its own; the first brings the whole history so far
 * @param seed the same seed and numbers give the same bytes
 * @param out the new workspace folder, any Hadoop path; must not hold anything yet
 * @param lastNight dump date of the last night
 * @param nightOrders orders that each night after the first brings on top of what comes by itself,
 *     as a share of all before it
 */
public record GenerateOptions(
    long customers, int nights, long seed, String out, LocalDate lastNight, double nightOrders)
    implements Serializable {

  /** Fixed, rather than today: the same command gives the same files at any time. */
  public static final LocalDate DEFAULT_LAST_NIGHT = LocalDate.of(2025, 6, 30);

  /** Four numbers per person still fit the telephone numbers that there are. */
  static final long MAX_CUSTOMERS = 500_000_000L;

  static final int MAX_NIGHTS = 366;

  private static final double MOST_NIGHT_ORDERS = 0.1;

  /** With the default last night. */
  public GenerateOptions(long customers, int nights, long seed, String out) {
    this(customers, nights, seed, out, DEFAULT_LAST_NIGHT, 0);
  }

  void validate() {
    Problems problems = new Problems();
    if (customers < 1 || customers > MAX_CUSTOMERS) {
      problems.add(
          "--customers", customers + " is out of range; give a number from 1 to " + MAX_CUSTOMERS);
    }
    if (nights < 1 || nights > MAX_NIGHTS) {
      problems.add("--nights", nights + " is out of range; give a number from 1 to " + MAX_NIGHTS);
    }
    if (!(nightOrders >= 0 && nightOrders <= MOST_NIGHT_ORDERS)) {
      problems.add(
          "--night-orders",
          nightOrders + " is out of range; give a share from 0 to " + MOST_NIGHT_ORDERS);
    }
    if (out.isBlank()) {
      problems.add("--out", "is empty; give a folder that does not exist yet");
    }
    problems.throwIfAny();
  }

  Nights calendar() {
    return new Nights(lastNight, nights);
  }
}
