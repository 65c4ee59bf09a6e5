package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake each in {@code tags/t.yaml}, and what is said about it. */
class TagMistakesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "tag: u;kind: metric;expression: net | :1 tag: expected the file's name, `t`, but found"
            + " `u`",
        "tag: t;kind: rul | :2 kind: expected one of rule, metric, behaviour, import, but found"
            + " `rul`",
        "tag: t;kind: metric | ' expression: is missing; write `expression: \"net / nullif(orders,"
            + " 0)\"`",
        "tag: t;kind: metric;expression: net;typ: int | :4 typ: unknown key; did you mean `type`?",
        "tag: t;kind: metric;type: money;expression: net | :3 type: expected a Spark SQL type such"
            + " as string, int, double or date, but found `money`",
        "tag: t;kind: metric;expression: sum(net) | :3 expression: `sum` looks at many rows, but a"
            + " mapping sees one row at a time; use functions of a single row",
        "tag: t;kind: rule;values: [{value: a}] | :3 values[0].when: is missing; write `when: \"aov"
            + " >= 500\"`",
        "tag: t;kind: behaviour;of: purchase;measure: most | ' most: is missing; write `most:"
            + " colour`",
        "tag: t;kind: import;file: a.csv;namespace: fone;identifier: x | :4 namespace: unknown"
            + " namespace; did you mean `phone`?"
      })
  void isReported(String lines, String message) {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tags/t.yaml", lines.replace(";", "\n") + "\n")
                .problems())
        .containsExactly("tags/t.yaml" + message.replaceFirst("^'", ""));
  }

  @Test
  void aTagThatIsRightIsRead() {
    Workspace workspace =
        WorkspaceFolder.valid(folder)
            .with("tags/t.yaml", "tag: t\nkind: metric\nexpression: net\nlabel_zh: 净额\n")
            .read();

    assertThat(workspace.tags())
        .containsExactly(
            new Tag(
                "t",
                "tags/t.yaml",
                "A tag of the workspace",
                "净额",
                "double",
                new Tag.Metric("net")));
  }
}
