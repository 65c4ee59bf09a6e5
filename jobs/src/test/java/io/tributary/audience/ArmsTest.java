package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.TestSpark;
import io.tributary.workspace.Audience;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ArmsTest {
  private static final Dataset<Row> NONE_FROZEN = frozen("'x', 'nobody', 'x'");

  private static Audience audience(String name) {
    Map<String, String> arms = new LinkedHashMap<>();
    arms.put("control", "0.1");
    arms.put("new", "0.9");
    return TestAudience.of(name, arms, List.of(), null);
  }

  private static Dataset<Row> frozen(String row) {
    return TestSpark.session()
        .sql("select * from values (" + row + ") as t(experiment, one_id, frozen)");
  }

  @Test
  void sharesHoldWithinChanceAndExperimentsAreIndependent() {
    int people = 20_000;
    Dataset<Row> rows =
        TestSpark.session()
            .sql(
                "select cast(a as int) as audience, concat('id-', i) as one_id,"
                    + " cast(null as string) as reason from range("
                    + people
                    + ") as p(i) cross join range(2) as q(a)");
    List<Audience> audiences = List.of(audience("one"), audience("two"));

    Map<String, Long> both = new HashMap<>();
    Arms.draw(rows, audiences, NONE_FROZEN)
        .groupBy("one_id")
        .pivot("audience", List.of(0, 1))
        .agg(org.apache.spark.sql.functions.first("arm"))
        .groupBy("0", "1")
        .count()
        .collectAsList()
        .forEach(r -> both.put(r.getString(0) + "/" + r.getString(1), r.getLong(2)));

    // Four standard errors of a share of 0.1, and of 0.01.
    double control = both.get("control/control") + both.get("control/new");
    assertThat(control / people).isCloseTo(0.1, within(4 * Math.sqrt(0.09 / people)));
    assertThat(both.get("control/control") / (double) people)
        .isCloseTo(0.01, within(4 * Math.sqrt(0.0099 / people)));
  }

  @Test
  void theEarliestArmOfAllTheirIdsStays() {
    Dataset<Row> drawn =
        TestSpark.session()
            .sql(
                "select * from values ('e', 'old', 'control', date '2025-01-01'),"
                    + " ('e', 'heir', 'new', date '2025-01-02')"
                    + " as t(experiment, one_id, arm, drawn_on)");
    Dataset<Row> heirs =
        TestSpark.session().sql("select * from values ('old', 'heir') as t(one_id, heir)");

    assertThat(Arms.frozen(drawn, heirs).select("experiment", "one_id", "frozen").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[e,heir,control]");
  }

  @Test
  void aFrozenArmStaysWhateverTheSharesSayAndOnlyNewOnesAreKept() {
    Dataset<Row> rows =
        TestSpark.session()
            .sql(
                "select * from values (0, 'ann', null), (0, 'bob', 'limit'), (0, 'cat', null)"
                    + " as t(audience, one_id, reason)");
    Dataset<Row> frozen = frozen("'e', 'ann', 'gone'");
    Dataset<Row> drawn = Arms.draw(rows, List.of(audience("e")), frozen);

    assertThat(drawn.where("one_id <> 'cat'").select("one_id", "arm").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[ann,gone]", "[bob,null]");
    assertThat(
            Arms.fresh(drawn, frozen, java.sql.Date.valueOf("2025-01-03"))
                .select("experiment", "one_id", "drawn_on")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[e,cat,2025-01-03]");
  }
}
