package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The tables of OneID without a person. */
class ForgetIdentityTest {
  private static List<String> rows(Dataset<Row> rows, String sql) {
    return rows
        .selectExpr("concat_ws(' ', " + sql + ") as row")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private static Dataset<Row> sql(String values, String columns) {
    return TestSpark.session().sql("SELECT * FROM VALUES " + values + " AS t(" + columns + ")");
  }

  @Test
  void tenuresAfterTheirsAreCountedAnew() {
    Dataset<Row> values =
        sql(
            "('phone', X'01', 1, 'dora'), ('phone', X'01', 2, 'ann'), ('phone', X'01', 3, 'eve'),"
                + " ('phone', X'02', 1, null)",
            "namespace, key, tenure, one_id");
    assertThat(
            rows(
                ForgetIdentity.identifiers(values, List.of("ann", "ann-of-old")),
                "hex(key), tenure, coalesce(one_id, '-')"))
        .containsExactly("01 1 dora", "01 2 eve", "02 1 -");
  }

  @Test
  void anIdIsRememberedAndLeadsNowhere() {
    Dataset<Row> history =
        sql(
            "('ann', 'created', null, null), ('old', 'split', 'bob', null),"
                + " ('old', 'merged', 'ann', 'order 1 of 2025-05-01'), ('bob', 'created', null, null),"
                + " ('eve', 'split', 'ann', null), ('ed', 'merged', 'bob', 'order 2 of 2025-05-01')",
            "one_id, event, other_one_id, evidence");
    assertThat(
            rows(
                ForgetIdentity.history(history, List.of("ann", "old")),
                "one_id, event, coalesce(other_one_id, '-'), coalesce(evidence, '-')"))
        .containsExactly(
            "ann created - -",
            "bob created - -",
            "ed merged bob order 2 of 2025-05-01",
            "eve split - -",
            "old split - -");
  }

  @Test
  void refusedLinksToTheirIdentifiersGo() {
    Dataset<Row> refused =
        sql("('AB01', 'CD02'), ('EF03', 'AB01'), ('EF03', 'CD02')", "key_a, key_b");
    assertThat(rows(ForgetIdentity.conflicts(refused, List.of("ab01")), "key_a, key_b"))
        .containsExactly("EF03 CD02");
  }
}
