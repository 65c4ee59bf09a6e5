package io.tributary.audience;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.TestSpark;
import io.tributary.workspace.Audience;
import java.sql.Date;
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
    return audience(name, "0.1", "0.9");
  }

  private static Audience audience(String name, String control, String treated) {
    Map<String, String> arms = new LinkedHashMap<>();
    arms.put("control", control);
    arms.put("new", treated);
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
                    + " ('e', 'heir', 'new', date '2025-01-02'),"
                    + " ('e', 'single', 'new', date '2025-01-01'),"
                    + " ('e', 'gone', 'control', date '2025-01-02')"
                    + " as t(experiment, one_id, arm, drawn_on)");
    Dataset<Row> heirs =
        TestSpark.session()
            .sql("select * from values ('old', 'heir'), ('gone', 'back') as t(one_id, heir)");

    assertThat(texts(Arms.frozen(drawn, heirs, List.of(audience("e")))))
        .containsExactlyInAnyOrder("[e,heir,control]", "[e,single,new]", "[e,back,control]");
    assertThat(texts(Arms.frozen(drawn, heirs, List.of(audience("other"))))).isEmpty();
  }

  /** Two audiences may be one experiment; what either would draw otherwise is an exception. */
  @Test
  void armsThatWouldBeDrawnTodayAreNoExceptions() {
    Dataset<Row> people =
        TestSpark.session()
            .sql(
                "select 0 as audience, concat('id-', i) as one_id, cast(null as string) as reason"
                    + " from range(100) as p(i)");
    List<Audience> audiences = List.of(audience("e"));
    Dataset<Row> frozen =
        Arms.draw(people, audiences, NONE_FROZEN)
            .selectExpr("'e' as experiment", "one_id", "arm as frozen");
    Audience halved = audience("e", "0.5", "0.5");

    assertThat(texts(Arms.exceptions(frozen, audiences))).isEmpty();
    assertThat(texts(Arms.exceptions(frozen("'e', 'id-1', 'gone'"), audiences)))
        .containsExactly("[e,id-1,gone]");
    assertThat(texts(Arms.exceptions(frozen("'f', 'id-1', 'gone'"), audiences))).isEmpty();
    List<Audience> other = List.of(audience("e"), halved);
    assertThat(Arms.exceptions(frozen, other).count()).isBetween(20L, 60L);
    assertThat(
            texts(
                Arms.draw(people, List.of(halved), Arms.exceptions(frozen, List.of(halved)))
                    .selectExpr("'e'", "one_id", "arm")))
        .as("the shares of before hold for everybody")
        .containsExactlyInAnyOrderElementsOf(texts(frozen));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void aFrozenArmStaysWhateverTheSharesSayAndOnlyNewOnesAreKept() {
    Dataset<Row> rows =
        TestSpark.session()
            .sql(
                "select * from values (0, 'ann', null), (0, 'bob', 'limit'), (0, 'cat', null)"
                    + " as t(audience, one_id, reason)");
    Dataset<Row> frozen = frozen("'e', 'ann', 'gone'");
    List<Audience> audiences = List.of(audience("e"));
    Dataset<Row> drawn = Arms.draw(rows, audiences, frozen);

    assertThat(drawn.where("one_id <> 'cat'").select("one_id", "arm").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[ann,gone]", "[bob,null]");
    assertThat(
            Arms.fresh(
                    drawn.withColumn("audience", lit("e")),
                    audiences,
                    frozen,
                    Date.valueOf("2025-01-03"))
                .select("experiment", "one_id", "drawn_on")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[e,cat,2025-01-03]");
  }
}
