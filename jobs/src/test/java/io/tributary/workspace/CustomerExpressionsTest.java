package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions of audiences and journeys that do not give what is needed. */
class CustomerExpressionsTest {
  @TempDir Path folder;

  @Test
  void whatDoesNotFitItsTypeIsReportedTogether() {
    List<String> problems =
        WorkspaceFolder.valid(folder)
            .with(
                "audiences/a.yaml",
                """
                audience: a
                where: net
                did: [{of: purchase, where: quantity + 1}]
                did_not: [{of: event, where: "value > 3 and occurred_on < date '2025-01-01'"}]
                limit: 5
                order_by: city desc
                variables: {n: "element_at(net, 1)", ok: points}
                """)
            .problems();

    assertThat(problems)
        .satisfiesExactly(
            where ->
                assertThat(where)
                    .isEqualTo(
                        "audiences/a.yaml:2 where: `net` gives DECIMAL(18,2), but a condition is"
                            + " needed"),
            did ->
                assertThat(did)
                    .isEqualTo(
                        "audiences/a.yaml:3 did[0].where: `quantity + 1` gives INT, but a condition"
                            + " is needed"),
            order ->
                assertThat(order)
                    .isEqualTo(
                        "audiences/a.yaml:6 order_by: `city` gives STRING, but a number or a date"
                            + " is needed"),
            variable ->
                assertThat(variable)
                    .startsWith("audiences/a.yaml:7 variables.n: Spark cannot work with it: "));
  }

  @Test
  void thoseOfJourneysAreHeldAgainstTheirTypesToo() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tags/vip.yaml", "tag: vip\nkind: metric\nexpression: net\n")
                .with(
                    "journeys/j.yaml",
                    """
                    journey: j
                    anchor: {event: {where: value}}
                    where: vip
                    exit:
                      where: points
                    steps:
                      - step: a
                        day: 0
                        where: city
                    """)
                .problems())
        .containsExactly(
            "journeys/j.yaml:2 anchor.event.where: `value` gives DECIMAL(18,2), but a condition is"
                + " needed",
            "journeys/j.yaml:3 where: `vip` gives DECIMAL(18,2), but a condition is needed",
            "journeys/j.yaml:5 exit.where: `points` gives BIGINT, but a condition is needed",
            "journeys/j.yaml:9 steps[0].where: `city` gives STRING, but a condition is needed");
  }

  @Test
  void nothingIsSaidOfTypesWhereATagCouldNotBeRead() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tags/vip.yaml", "tag: vip\nkind: metric\nexpression: nett\n")
                .with("audiences/a.yaml", "audience: a\nwhere: vip\n")
                .problems())
        .containsExactly(
            "tags/vip.yaml:3 expression: a customer has no column `nett`; did you mean `net`?");
  }
}
