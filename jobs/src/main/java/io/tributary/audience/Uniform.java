package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * A number from 0 to 1 that a person has in an experiment: a hash of both, so that it is the same
 * every night, and what it is in one experiment says nothing about another.
 */
final class Uniform {
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

  private Uniform() {}

  /** The number of {@code one_id}. */
  static Column in(Column experiment) {
    Column salt = concat(lit("tributary experiment "), experiment);
    return shiftrightunsigned(xxhash64(salt, col("one_id")), 11).multiply(lit(TWO_TO_MINUS_53));
  }
}
