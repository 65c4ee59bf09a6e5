package io.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One session, fitted to nights of different sizes. */
class SessionsTest {
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final long MUCH = 1L << 40;

  private final SparkSession session = TestSpark.session().newSession();

  @AfterEach
  void takeBack() {
    System.clearProperty(PARTITIONS);
  }

  @Test
  void aSmallNightIsGatheredInOnePartitionAndALargeOneIsNot() {
    assertThat(Sessions.isSmall(session)).as("before it is fitted").isFalse();

    Sessions.fit(session, 0);
    assertThat(Sessions.isSmall(session)).isTrue();
    assertThat(partitions()).isEqualTo(1);

    Sessions.fit(session, MUCH);
    assertThat(Sessions.isSmall(session)).isFalse();
    assertThat(partitions()).isEqualTo(4);
  }

  @Test
  void afterASmallJobALargeOneHasWhatSparkSubmitWasGiven() {
    System.setProperty(PARTITIONS, "1");
    Sessions.fit(session, 0);
    Sessions.fit(session, MUCH);
    assertThat(Sessions.isSmall(session)).as("though it has one partition").isFalse();

    System.setProperty(PARTITIONS, "2000");
    Sessions.fit(session, MUCH);
    assertThat(session.conf().get(PARTITIONS)).isEqualTo("2000");
    assertThat(session.conf().contains("spark.sql.autoBroadcastJoinThreshold")).isFalse();
  }

  private int partitions() {
    return Sessions.gathered(session, session.range(0, 8, 1, 4).toDF()).rdd().getNumPartitions();
  }
}
