package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceMistakesTest {
  @TempDir Path folder;

  @Test
  void allMistakesOfAllFilesAreReportedTogether() {
    WorkspaceFolder workspace =
        WorkspaceFolder.valid(folder)
            .with(
                "tributary.yaml",
                """
                currency: XXY
                cycle: {min: 200, max: 100}
                identity: {blocklist: ["phone:/[/"]}
                """)
            .with(
                "sources/crm.yaml",
                """
                source: crm
                files: crm/{date}.csv
                format: csv
                options: {encoding: GBKK}
                entities:
                  - entity: member
                    columns: {member_id: id, birthdy: b}
                """)
            .with(
                "sources/pos.yaml",
                """
                source: pos
                files: pos.csv
                format: csv
                delivery: all
                entities:
                  - entity: order
                    where: "a >"
                    columns: {order_id: rand(), channel: c}
                """);

    assertThat(workspace.problems())
        .containsExactly(
            "tributary.yaml brand: is missing; write `brand: Demo Footwear`",
            "tributary.yaml:1 currency: expected the ISO 4217 code of a currency, such as CNY, but"
                + " found `XXY`",
            "tributary.yaml:3 identity.blocklist[0]: `[` is no regular expression: Unclosed"
                + " character class near character 1",
            "tributary.yaml:2 cycle: min must not be above max, but they are 200 and 100 (what is"
                + " not given has its default: 30, 180)",
            "sources/crm.yaml:4 options.encoding: unknown encoding `GBKK`; did you mean `GBK`?",
            "sources/crm.yaml:7 entities[0].columns.birthdy: unknown key; did you mean `birthday`?",
            "sources/pos.yaml:2 files: has no {date}; write the dump date's place, such as"
                + " tmall/dt={date}/*.csv",
            "sources/pos.yaml:4 delivery: expected one of changes, full, but found `all`",
            "sources/pos.yaml:7 entities[0].where: is not valid Spark SQL: Syntax error at or near"
                + " end of input (line 1, character 4)",
            "sources/pos.yaml:8 entities[0].columns.order_id: `rand` may answer differently each"
                + " time, but the same dump must always give the same rows; derive the value from"
                + " the row's columns",
            "sources/pos.yaml:8 entities[0].columns.ordered_at: is missing; `order` needs it: write"
                + " `ordered_at: <Spark SQL expression>`");
  }

  @Test
  void aFolderThatIsNotThere() {
    Path nowhere = folder.resolve("nowhere");

    assertThatThrownBy(() -> WorkspaceReader.read(nowhere))
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            nowhere + ": is not a folder; name a workspace, the folder that holds tributary.yaml");
  }

  @Test
  void anEmptyFolderLacksSettingsAndSources() {
    assertThat(new WorkspaceFolder(folder).problems())
        .containsExactly(
            "tributary.yaml: is missing in "
                + folder
                + "; a workspace needs this file, with at least `brand: <the retailer's name>`",
            "sources: there is no such folder in "
                + folder
                + "; make it, with one <source>.yaml per kind of dump");
  }

  @Test
  void aSourcesFolderWithoutMappingFiles() throws IOException {
    Files.createDirectories(folder.resolve("sources"));

    assertThat(new WorkspaceFolder(folder).with("tributary.yaml", "brand: A\n").problems())
        .containsExactly("sources: holds no .yaml file; write one per kind of dump");
  }

  @Test
  void filesThatWouldNotBeReadOrHaveOneName() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("sources/crm.yml", "source: crm\n")
                .with("sources/POS.yaml", WorkspaceFolder.POS.replace("source: pos", "source: POS"))
                .with("sources/notes.txt", "ask Li about the tills")
                .problems())
        .containsExactly(
            "sources/crm.yml: is not read; rename it to crm.yaml",
            "sources/pos.yaml: has the same name as POS.yaml, capitals aside; rename one of them");
  }

  @Test
  void filesThatAreNoYaml() {
    WorkspaceFolder workspace = WorkspaceFolder.valid(folder);

    assertThat(workspace.with("tributary.yaml", "").problems())
        .containsExactly(
            "tributary.yaml: is empty; write keys and values, such as `brand: Demo Footwear`");
    assertThat(workspace.with("tributary.yaml", "# later\n").problems())
        .containsExactly(
            "tributary.yaml: is empty; write keys and values, such as `brand: Demo Footwear`");
    assertThat(workspace.with("tributary.yaml", "- brand\n").problems())
        .containsExactly(
            "tributary.yaml: expected keys and values, such as {key: value}, but found a list");
    assertThat(workspace.with("tributary.yaml", new byte[] {'a', (byte) 0xC0}).problems())
        .containsExactly("tributary.yaml: is not UTF-8 text; save it with the encoding UTF-8");
    assertThat(workspace.with("tributary.yaml", "brand: 'A\n").problems())
        .singleElement()
        .asString()
        .startsWith("tributary.yaml:2: is not valid YAML: while scanning a quoted scalar: ");
    assertThat(workspace.with("tributary.yaml", "brand: a\u0000b\n").problems())
        .singleElement()
        .asString()
        .startsWith("tributary.yaml: is not valid YAML: ");
  }

  @Test
  void aliasesCannotExplodeNorRecur() {
    StringBuilder laughs = new StringBuilder("brand: A\na0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(WorkspaceFolder.valid(folder).with("tributary.yaml", laughs.toString()).problems())
        .singleElement()
        .asString()
        .startsWith("tributary.yaml: is not valid YAML: Number of aliases for non-scalar nodes");
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tributary.yaml", "brand: A\naov_bands: &b [*b]\n")
                .problems())
        .containsExactly(
            "tributary.yaml:2 aov_bands[0]: expected a number of 0 or more, such as 99.90, but found"
                + " a list");
  }

  @Test
  void tagsOfJavaClassesAreRefused() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tributary.yaml", "brand: A\ncycle: !!java.io.File [x]\n")
                .problems())
        .containsExactly(
            "tributary.yaml:2: is not valid YAML: Global tag is not allowed:"
                + " tag:yaml.org,2002:java.io.File; put text that holds `: `, ` #` or starts with a"
                + " sign in quotes");
  }
}
