package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Limit;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static Audience audience(String name, Limit limit) {
    return TestAudience.of(name, Map.of(), List.of(), limit);
  }

  private static Dataset<Row> decided(String rows) {
    return TestSpark.session()
        .sql("select * from values " + rows + " as t(audience, one_id, reason, deliveries, rank)");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void theLargestStayAndOfEqualsTheSmallerId() {
    Dataset<Row> rows =
        decided(
            "(0, 'a', null, 1L, 5D), (0, 'b', null, 1L, 7D), (0, 'c', null, 1L, 5D),"
                + " (0, 'd', null, 1L, null), (0, 'e', 'no_consent', 0L, 9D),"
                + " (1, 'a', null, 1L, null)");

    assertThat(
            texts(
                Limits.apply(
                    rows, List.of(audience("x", new Limit(2, "net", true)), audience("y", null)))))
        .containsExactly(
            "[0,a,null,1]",
            "[0,b,null,1]",
            "[0,c,limit,1]",
            "[0,d,limit,1]",
            "[0,e,no_consent,0]",
            "[1,a,null,1]");
  }

  @Test
  void whoHasNoDeliveryLeftIsLeftOut() {
    Dataset<Row> rows =
        decided(
                "(0, 'a', null, 3L, null), (0, 'b', null, 2L, null), (0, 'c', 'limit', 2L, null),"
                    + " (1, 'b', null, 2L, null)")
            .drop("rank");

    assertThat(texts(Limits.withoutSmall(rows, Map.of(0, 2L))))
        .containsExactly(
            "[0,a,null,1]", "[0,b,platform_minimum,0]", "[0,c,limit,2]", "[1,b,null,2]");
  }
}
