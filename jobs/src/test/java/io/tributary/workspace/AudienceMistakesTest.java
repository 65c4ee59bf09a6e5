package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Audience.Limit;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import io.tributary.workspace.Tag.Of;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake each in {@code audiences/a.yaml}, and what is said about it. */
class AudienceMistakesTest {
  private static final String SETTINGS =
      "brand: Demo\nidentity: {namespaces: {phone: {priority: 1, normalise: phone}}}\n";

  @TempDir Path folder;

  private WorkspaceFolder workspace() {
    return WorkspaceFolder.valid(folder).with("tributary.yaml", SETTINGS);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "audience: b | :1 audience: expected the file's name, `a`, but found `b`",
        "audience: a;were: net > 1 | :2 were: unknown key; did you mean `where`?",
        "audience: a;where: nett > 1 | :2 where: unknown column `nett`; did you mean `net`?",
        "audience: a;where: sum(net) > 1 | :2 where: `sum` looks at many rows, but a mapping sees"
            + " one row at a time; use functions of a single row",
        "audience: a;where: vip > 1 and net > 2 | !",
        "audience: a;did: [{of: order}] | :2 did[0].of: expected one of purchase, event, touch,"
            + " but found `order`",
        "audience: a;did: [{of: purchase, categori: x}] | :2 did[0].categori: unknown key; did you"
            + " mean `category`?",
        "audience: a;did_not: [{of: event, where: skuu = 1}] | :2 did_not[0].where: unknown column"
            + " `skuu`; did you mean `sku`?",
        "audience: a;exclude_audiences: [vipp] | :2 exclude_audiences[0]: unknown audience; known:"
            + " a",
        "audience: a;exclude_audiences: [a] | :2 exclude_audiences: goes round in a circle: a"
            + " excludes a; take one of these away",
        "audience: a;limit: 5 | ' order_by: is missing; who stays? Write `order_by: net desc`",
        "audience: a;limit: 5;order_by: nett desc | :3 order_by: unknown column `nett`; did you"
            + " mean `net`?",
        "audience: a;arms: {control: 0.1, x: 0.8} | :2 arms: the shares add up to 0.9, not to 1;"
            + " write such as {control: 0.1, treatment: 0.9}",
        "audience: a;deliver: [smss] | :2 deliver[0]: unknown delivery profile; did you mean"
            + " `sms`?",
        "audience: a;deliver: [wecom] | :2 deliver[0]: `wecom` needs the namespace"
            + " external_userid, but identity.namespaces in tributary.yaml has only phone"
      })
  void isReported(String lines, String message) {
    List<String> problems =
        workspace()
            .with("tags/vip.yaml", "tag: vip\nkind: metric\nexpression: net\n")
            .with("audiences/a.yaml", lines.replace(";", "\n") + "\n")
            .problems();

    if (message.equals("!")) {
      assertThat(problems).as("a tag is a column").isEmpty();
    } else {
      assertThat(problems).containsExactly("audiences/a.yaml" + message.replaceFirst("^'", ""));
    }
  }

  @Test
  void anExperimentHasTheSameArmsEverywhere() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("audiences/a.yaml", "audience: a\nexperiment: e\narms: {x: 1}\n")
                .with("audiences/b.yaml", "audience: b\nexperiment: e\n")
                .problems())
        .containsExactly(
            "audiences/b.yaml:2 experiment: experiment `e` has other arms in audiences/a.yaml: {x:"
                + " 1}; write the same ones, or name another experiment");
  }

  @Test
  void anExperimentHasTheSameSharesEverywhere() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("audiences/a.yaml", audience("a", "{control: 0.5, x: 0.5}"))
                .with("audiences/b.yaml", audience("b", "{control: 0.50, x: 0.50}"))
                .with("audiences/c.yaml", audience("c", "{control: 0.1, x: 0.9}"))
                .problems())
        .containsExactly(
            "audiences/c.yaml:3 arms: experiment `e` has other arms in audiences/a.yaml: {control:"
                + " 0.5, x: 0.5}; write the same ones, or name another experiment");
  }

  private static String audience(String name, String arms) {
    return "audience: %s\nexperiment: e\narms: %s\n".formatted(name, arms);
  }

  @Test
  void anAudienceThatIsRightIsRead() {
    Workspace workspace =
        workspace()
            .with(
                "audiences/a.yaml",
                """
                audience: a
                where: net > 10
                did: [{of: purchase, channel: [pos, 'it''s'], window: 90d, count: 2}]
                exclude_audiences: [b]
                priority: 2
                limit: 5
                order_by: net desc
                arms: {control: 0.1, treatment: 0.90}
                deliver: [sms]
                """)
            .with("audiences/b.yaml", "audience: b\n")
            .read();

    assertThat(workspace.audiences()).extracting(Audience::name).containsExactly("b", "a");
    Audience a = workspace.audiences().get(1);
    assertThat(a.behaviours())
        .containsExactly(
            new Behaviour(
                Of.PURCHASE,
                Measure.DID,
                Optional.of("channel in ('pos', 'it\\'s')"),
                Optional.of(90),
                2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(a.limit()).contains(new Limit(5, "net", true));
    assertThat(a.arms())
        .containsExactly(
            new Arm("control", new BigDecimal("0.1")),
            new Arm("treatment", new BigDecimal("0.90")));
    assertThat(a.version()).matches("[0-9a-f]{12}");
  }

  @Test
  void everyProfileOfTheFolderIsKnown() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("schemas/deliveries"))) {
      assertThat(files.map(f -> f.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(DeliveryCatalog.NAMES);
    }
    assertThat(DeliveryCatalog.standard().get("meta").limits().minimum()).isEqualTo(100);
  }

  @Test
  void whoRefusedAPlatformIsNotDeliveredToItByTheirConsentToAnotherChannel() {
    assertThat(DeliveryCatalog.standard().get("wecom").refusal())
        .containsExactly("wechat", "wecom");
    assertThat(DeliveryCatalog.standard().get("tmall").refusal()).containsExactly("tmall", "ads");
    assertThat(DeliveryCatalog.standard().get("crm_task").refusal()).containsExactly("phone");
  }
}
