package io.tributary.customer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Values at exact ranks of whole numbers, of any number of rows, without sorting them: a first look
 * counts them in buckets (1,024 to a doubling and exact below that), a second one looks into the
 * buckets that hold the ranks that are asked for. The rank of q is {@code ceil(q n)}.
 */
final class ExactRanks {
  private static final int MANTISSA_BITS = 10;
  private static final int CAP = 99;

  private static final class Bucket {
    long rows;
    long sum;
    final TreeMap<Long, Long> values = new TreeMap<>();
  }

  private final Map<Integer, TreeMap<Long, Bucket>> metrics = new HashMap<>();

  /**
   * Looks at values.
   *
   * @param values {@code metric} (int), {@code bucket} (as {@link #bucket} gives it), {@code
   *     value}, and how many {@code rows} have it; each value of a metric once; read twice
   * @param parts ranks are asked for at 1/parts, 2/parts, ... and at 99%
   */
  ExactRanks(Dataset<Row> values, int parts) {
    for (Row row :
        values
            .groupBy("metric", "bucket")
            .agg(sum("rows").as("rows"), sum(col("value").multiply(col("rows"))).as("sum"))
            .collectAsList()) {
      Bucket bucket = new Bucket();
      bucket.rows = row.getLong(2);
      bucket.sum = row.getLong(3);
      metrics.computeIfAbsent(row.getInt(0), m -> new TreeMap<>()).put(row.getLong(1), bucket);
    }
    Column isWanted = null;
    for (Map.Entry<Integer, TreeMap<Long, Bucket>> metric : metrics.entrySet()) {
      Column ofMetric =
          col("metric")
              .equalTo(metric.getKey())
              .and(col("bucket").isin(wanted(metric.getKey(), parts).toArray()));
      isWanted = isWanted == null ? ofMetric : isWanted.or(ofMetric);
    }
    if (isWanted == null) {
      return;
    }
    for (Row row :
        values.where(isWanted).select("metric", "bucket", "value", "rows").collectAsList()) {
      metrics.get(row.getInt(0)).get(row.getLong(1)).values.put(row.getLong(2), row.getLong(3));
    }
  }

  /** The bucket of a value; a larger value never has a smaller one. */
  static long bucket(long value) {
    long size = Math.abs(value);
    int shift = Math.max(64 - Long.numberOfLeadingZeros(size) - MANTISSA_BITS - 1, 0);
    long bucket = ((long) shift << MANTISSA_BITS) + (size >> shift);
    return value < 0 ? -bucket : bucket;
  }

  private Set<Long> wanted(int metric, int parts) {
    Set<Long> wanted = new HashSet<>();
    for (int part = 1; part < parts; part++) {
      wanted.add(bucketAt(metric, rank(metric, part, parts))[0]);
    }
    wanted.add(bucketAt(metric, rank(metric, CAP, 100))[0]);
    return wanted;
  }

  private long rows(int metric) {
    return metrics.get(metric).values().stream().mapToLong(b -> b.rows).sum();
  }

  /** {@code ceil(n * part / parts)}, in whole numbers: 0.6 * 5 is more than 3 in doubles. */
  private long rank(int metric, int part, int parts) {
    return (rows(metric) * part + parts - 1) / parts;
  }

  /** The bucket that holds a rank, and the rank within it. */
  private long[] bucketAt(int metric, long rank) {
    long seen = 0;
    for (Map.Entry<Long, Bucket> bucket : metrics.get(metric).entrySet()) {
      if (seen + bucket.getValue().rows >= rank) {
        return new long[] {bucket.getKey(), rank - seen};
      }
      seen += bucket.getValue().rows;
    }
    throw new IllegalArgumentException("rank " + rank + " of " + seen);
  }

  private long valueAt(int metric, long rank) {
    long[] place = bucketAt(metric, rank);
    long seen = 0;
    for (Map.Entry<Long, Long> value : metrics.get(metric).get(place[0]).values.entrySet()) {
      seen += value.getValue();
      if (seen >= place[1]) {
        return value.getKey();
      }
    }
    throw new IllegalStateException("bucket " + place[0] + " changed between two looks");
  }

  /** The values at 1/parts, 2/parts, ...; none if there are no values. */
  long[] cuts(int metric, int parts) {
    if (!metrics.containsKey(metric)) {
      return new long[0];
    }
    long[] cuts = new long[parts - 1];
    for (int part = 1; part < parts; part++) {
      cuts[part - 1] = valueAt(metric, rank(metric, part, parts));
    }
    return cuts;
  }

  /** The mean of the values after capping them at their 99th percentile; 0 if there are none. */
  double cappedMean(int metric) {
    if (!metrics.containsKey(metric)) {
      return 0;
    }
    long cap = valueAt(metric, rank(metric, CAP, 100));
    long capBucket = bucket(cap);
    long below = 0;
    long sum = 0;
    for (Map.Entry<Long, Bucket> bucket : metrics.get(metric).headMap(capBucket).entrySet()) {
      below += bucket.getValue().rows;
      sum += bucket.getValue().sum;
    }
    for (Map.Entry<Long, Long> value :
        metrics.get(metric).get(capBucket).values.headMap(cap).entrySet()) {
      below += value.getValue();
      sum += value.getKey() * value.getValue();
    }
    long all = rows(metric);
    return (sum + (double) cap * (all - below)) / all;
  }
}
