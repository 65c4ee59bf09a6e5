package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** How many rows are few depends on how wide they are. */
class LookupTest {
  private static final StructType NUMBERS = StructType.fromDDL("node bigint");
  private static final StructType IDENTIFIERS = StructType.fromDDL("namespace string, key binary");

  @Test
  void aMillionNumbersAreSentAndTenMillionAreNot() {
    assertThat(Lookup.isSent(1_000_000, NUMBERS)).isTrue();
    assertThat(Lookup.isSent(10_000_000, NUMBERS)).isFalse();
  }

  @Test
  void halfAMillionIdentifiersAreSentAndAMillionAreNot() {
    assertThat(Lookup.isSent(500_000, IDENTIFIERS)).isTrue();
    assertThat(Lookup.isSent(1_000_000, IDENTIFIERS)).isFalse();
  }
}
