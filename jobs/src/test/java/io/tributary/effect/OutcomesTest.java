package io.tributary.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  @Test
  void nobodyCountsMoreThanTheLargestButOneOfAThousandSettledBuyers() {
    Dataset<Row> outcomes =
        TestSpark.session()
            .sql(
                "select 'c' as campaign, 'conversion' as window, 'settled' as state, id as net"
                    + " from range(1, 1001)"
                    + " union all select 'c', 'conversion', 'settled', 0 from range(500)"
                    + " union all select 'c', 'conversion', 'open', 5000"
                    + " union all select 'c', 'response', 'settled', 7000"
                    + " union all select 'd', 'conversion', 'open', 9000");

    assertThat(
            Outcomes.capped(outcomes)
                .where("net >= 999")
                .selectExpr("concat_ws(' ', campaign, window, state, net, capped_net)")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder(
            "c conversion settled 999 999",
            "c conversion settled 1000 999",
            "c conversion open 5000 999",
            "c response settled 7000 7000",
            "d conversion open 9000 9000");
  }
}
