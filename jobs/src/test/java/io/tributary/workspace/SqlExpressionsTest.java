package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlExpressionsTest {
  @Test
  void columnsAreFoundAsTheyAreWritten() {
    assertThat(SqlExpressions.referencedColumns("if(`实付` > Fee, concat('a', b.c), `b`)"))
        .containsExactly("实付", "Fee", "b");
    assertThat(SqlExpressions.referencedColumns("'pos'")).isEmpty();
    assertThat(SqlExpressions.referencedColumns("count(*) filter (where a is null) = 0"))
        .containsExactly("a");
  }

  @Test
  void argumentsOfLambdasAreNoColumnsButColumnsInsideLambdasAre() {
    assertThat(
            SqlExpressions.referencedColumns(
                "transform(a, x -> x + b + size(filter(c, y -> y > x and y.d > e))) || x"))
        .containsExactly("a", "b", "c", "e", "x");
  }

  @Test
  void whatDoesNotParseIsExplained() {
    assertThatThrownBy(() -> SqlExpressions.referencedColumns("a +\n+ / b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not valid Spark SQL: Syntax error at or near '/' (line 2, character 3)");
    assertThatThrownBy(() -> SqlExpressions.referencedColumns("`a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is not valid Spark SQL: ");
  }
}
