package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudienceCheckTest {
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
                        "audiences/a.yaml where: `net` gives DECIMAL(18,2), but a condition is"
                            + " needed"),
            did ->
                assertThat(did)
                    .isEqualTo(
                        "audiences/a.yaml did: `(quantity + 1)` gives INT, but a condition is"
                            + " needed"),
            order ->
                assertThat(order)
                    .isEqualTo(
                        "audiences/a.yaml order_by: `city` gives STRING, but a number or a date is"
                            + " needed"),
            variable ->
                assertThat(variable)
                    .startsWith("audiences/a.yaml variables.n: Spark cannot work with it: "));
  }

  @Test
  void anExperimentHasTheSameArmsEverywhere() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("audiences/a.yaml", "audience: a\nexperiment: e\narms: {x: 1}\n")
                .with("audiences/b.yaml", "audience: b\nexperiment: e\n")
                .problems())
        .containsExactly(
            "audiences/b.yaml arms: experiment `e` has other arms in audiences/a.yaml: x; write the"
                + " same ones, or name another experiment");
  }

  @Test
  void theReadyAudiencesFitTheGeneratedRetailer() {
    Workspace workspace = WorkspaceReader.read(Path.of("testdata/omnichannel"));
    assertThat(workspace.audiences()).filteredOn(a -> a.step().isEmpty()).hasSize(5);
    assertThat(workspace.journeys()).hasSize(3);
    assertThat(workspace.warnings()).isEmpty();
  }
}
