package io.tributary.audience;

import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What was found out about audiences as a whole, by their places.
 *
 * @param last of each whose limit more people fit, the last one who is in; else null
 * @param closed of each, a bit per delivery that its platform does not take, for it is too small
 */
record Cuts(Last[] last, long[] closed) implements Serializable {

  /**
   * The last person whom a limit lets in: the largest ranks come first, those without one last; of
   * equals, the smaller id.
   *
   * @param oneId null: everybody of that rank is in
   */
  record Last(Double rank, String oneId) implements Serializable {
    /** Whether somebody comes after this one. */
    boolean isBefore(Double otherRank, Supplier<UTF8String> otherId) {
      int byRank = rank == null || otherRank == null ? missing(otherRank) : compare(otherRank);
      return byRank == 0
          ? oneId != null && UTF8String.fromString(oneId).compareTo(otherId.get()) < 0
          : byRank > 0;
    }

    private int missing(Double otherRank) {
      return Boolean.compare(otherRank == null, rank == null);
    }

    /** As Spark sorts: 0 and -0 are equal. */
    private int compare(double otherRank) {
      return rank == otherRank ? 0 : Double.compare(rank, otherRank);
    }
  }
}
