package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * The 64-bit numbers under which links know identifiers: hashes, because a number of its own for
 * each would have to be kept for ever and looked up each night. Among 30 million identifiers two
 * have the same one in 1 of 40,000 retailers, and would make one person of two; so a night looks
 * for that ({@link Reach#withoutTwins}), and takes the next hash where it finds it. No table keeps
 * these numbers but as names of components, of which two that are called alike are only computed
 * anew together.
 */
final class NodeNumbers {
  private NodeNumbers() {}

  /**
   * The number of {@code namespace, key, tenure}.
   *
   * @param attempt from 0: which hash
   */
  static Column of(int attempt) {
    Column[] identifier = {col("namespace"), col("key"), col("tenure")};
    return attempt == 0
        ? xxhash64(identifier)
        : xxhash64(lit(attempt), identifier[0], identifier[1], identifier[2]);
  }
}
