package io.tributary.customer;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Cuts at exact ranks, scores and segments. */
class RfmTest {
  private static ExactRanks ranks(long... values) {
    List<Row> rows = new ArrayList<>();
    for (long value : values) {
      rows.add(RowFactory.create(0, ExactRanks.bucket(value), value));
    }
    StructType schema = StructType.fromDDL("metric int, bucket bigint, value bigint");
    return new ExactRanks(
        TestSpark.session()
            .createDataFrame(rows, schema)
            .groupBy("metric", "bucket", "value")
            .agg(count(lit(1)).as("rows")),
        5);
  }

  private static RfmCuts.Metric metric(double threshold, long... cuts) {
    return new RfmCuts.Metric(cuts, 0, threshold);
  }

  @Test
  void aCutIsTheValueAtItsRankRoundedUp() {
    assertThat(ranks(10, 20, 30, 40, 50).cuts(0, 5)).containsExactly(10, 20, 30, 40);
    assertThat(ranks(10, 20, 30, 40, 50, 60).cuts(0, 5)).containsExactly(20, 30, 40, 50);
    assertThat(ranks(7).cuts(0, 5)).containsExactly(7, 7, 7, 7);
    assertThat(ranks().cuts(0, 5)).isEmpty();
  }

  @Test
  void manyValuesOfAnySizeGiveTheSameCutsAsSortingThem() {
    Random random = new Random(5);
    long[] values = random.longs(500, -3_000, 90_000_000).toArray();
    ExactRanks ranks = ranks(values);
    Arrays.sort(values);

    assertThat(ranks.cuts(0, 5)).containsExactly(values[99], values[199], values[299], values[399]);
    long cap = values[494];
    assertThat(ranks.cappedMean(0))
        .isEqualTo(Arrays.stream(values).map(v -> Math.min(v, cap)).sum() / 500.0);
  }

  @Test
  void bucketsAreInTheOrderOfTheirValues() {
    long before = ExactRanks.bucket(-5_000_000);
    for (long value = -4_999_999; value < 5_000_000; value += 997) {
      assertThat(ExactRanks.bucket(value)).isGreaterThanOrEqualTo(before);
      before = ExactRanks.bucket(value);
    }
  }

  @Test
  void equalValuesScoreEquallyAndRecencyScoresBackwards() {
    RfmCuts cuts =
        new RfmCuts(5, metric(60, 10, 20, 30, 40), metric(2, 1, 1, 1, 3), metric(0, 1, 2, 3, 4));

    assertThat(List.of(10, 11, 41)).extracting(cuts::recencyScore).containsExactly(5, 4, 1);
    assertThat(List.of(1, 2, 3, 4)).extracting(cuts::frequencyScore).containsExactly(1, 4, 4, 5);
  }

  @Test
  void segmentsCompareWithTheThresholds() {
    RfmCuts cuts = new RfmCuts(5, metric(60), metric(2), metric(500_00));
    int recent = 60;
    int old = 61;
    int often = 3;
    int seldom = 2;
    long much = 500_01;
    long little = 500_00;

    assertThat(
            List.of(
                cuts.segment(recent, often, much),
                cuts.segment(recent, seldom, much),
                cuts.segment(old, often, much),
                cuts.segment(old, seldom, much),
                cuts.segment(recent, often, little),
                cuts.segment(recent, seldom, little),
                cuts.segment(old, often, little),
                cuts.segment(old, seldom, little)))
        .containsExactly(
            "champions",
            "potential",
            "vip_lapsing",
            "win_back",
            "regulars",
            "occasional",
            "fading",
            "low");
  }
}
