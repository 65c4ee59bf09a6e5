package io.tributary.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How commands end, and what they say of options that do not apply to them. */
class CommandLineTest {
  private static final Exception STOPPED_SPARK =
      new IllegalStateException("Job 3 cancelled because SparkContext was shut down");

  @Test
  void aStoppedNightSaysThatItWasStoppedAndNotThatItFailed() {
    assertThat(said(STOPPED_SPARK, true)).isEmpty();
    assertThat(said(STOPPED_SPARK, false)).startsWith("failed: Job 3 cancelled");
    assertThat(Interruption.sentence("nightly"))
        .isEqualTo(
            "stopped: `nightly` was ended from outside. Nothing is half-published: every table and every export is whole. Run the same command again; it goes on from there.");
    assertThat(Interruption.sentence("sql")).isEqualTo("stopped: `sql` was ended from outside.");
    assertThat(Interruption.isUnderWay()).isFalse();
  }

  @Test
  void endingsHaveTheirExitCodes() {
    assertThat(Ending.of(new UserMistake("a"))).isEqualTo(new Ending(2, "mistake", List.of("a")));
    assertThat(Ending.of(new GateStopped(List.of("b"))))
        .isEqualTo(new Ending(3, "stopped", List.of("b")));
    assertThat(Ending.of(new IllegalStateException("x", new RuntimeException("of 13812345678"))))
        .satisfies(ending -> assertThat(ending.exitCode()).isEqualTo(1))
        .satisfies(ending -> assertThat(ending.sentences().get(0)).doesNotContain("12345678"));
  }

  @Test
  void mistakesOfTheWorkspaceAndOfTheKeyAreToldTogether() {
    UserMistake workspace = new UserMistake(List.of("a", "b"));
    assertThat(workspace.with(() -> VaultKey.fromEnvironment(Map.of())).problems())
        .startsWith("a", "b")
        .hasSize(3)
        .last()
        .asString()
        .startsWith("No key to protect identifiers");
    assertThat(workspace.with(() -> {})).isSameAs(workspace);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "generate", "tables"})
  void whereADateDoesNotApplyTheCommandSaysWhy(String command) {
    for (String option : List.of("--date", "--full")) {
      assertThat(SharedOptions.sentence(command, List.of(option + "=2025-06-30")))
          .hasValueSatisfying(
              text ->
                  assertThat(text)
                      .startsWith(option + " does not apply to `" + command + "`: ")
                      .endsWith("."));
    }
  }

  @Test
  void otherUnknownOptionsAreAsEver() {
    assertThat(SharedOptions.sentence("sql", List.of("--dates"))).isEmpty();
    assertThat(TributaryCommand.execute("tables", "--date", "2025-06-30")).isEqualTo(2);
    assertThat(TributaryCommand.execute("tables", "--colour")).isEqualTo(2);
  }

  @Test
  void tablesAreExplainedWithoutALake() {
    assertThat(TablesCommand.overview())
        .anyMatch(line -> line.startsWith("customers ") && line.contains("客户"))
        .anyMatch(line -> line.startsWith("clean_order "));
    assertThat(CommandLine.populateCommand(new TablesCommand(), "customers").lines())
        .startsWith("customers 客户")
        .anyMatch(line -> line.matches("net .*\\| decimal\\(18,2\\) .*\\| currency .*\\| 净额 .*"));
    assertThat(CommandLine.populateCommand(new TablesCommand(), "clean_member").lines())
        .anyMatch(line -> line.startsWith("member_id "));
    assertThatThrownBy(() -> CommandLine.populateCommand(new TablesCommand(), "custmers").lines())
        .isInstanceOf(UserMistake.class)
        .hasMessage("There is no table `custmers`; did you mean `customers`?");
  }

  @Test
  void nobodyIsErasedByAScriptThatDoesNotSayYes() {
    assertThatThrownBy(
            () -> CommandLine.populateCommand(new EraseCommand(), "phone:13812345678").call())
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("--yes")
        .hasMessageNotContaining("12345678");
  }

  private static String said(Exception failure, boolean interrupted) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    TributaryCommand.report(failure, new PrintStream(err), interrupted);
    return err.toString(StandardCharsets.UTF_8);
  }
}
