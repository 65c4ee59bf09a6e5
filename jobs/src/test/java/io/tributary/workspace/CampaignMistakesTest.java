package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Campaign.Metric;
import io.tributary.workspace.Campaign.Primary;
import io.tributary.workspace.Campaign.Variant;
import io.tributary.workspace.Campaign.Window;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake each in {@code campaigns/c.yaml}, and what is said about it. */
class CampaignMistakesTest {
  private static final String SETTINGS =
      "brand: Demo\nidentity: {namespaces: {phone: {priority: 1, normalise: phone}}}\n";
  private static final String DRAWN = "campaign: c;assignment: {experiment: e};margin: 0.4;";
  private static final String RIGHT = DRAWN + "assigned: {until: 2025-06-30};";

  @TempDir Path folder;

  private WorkspaceFolder workspace() {
    return WorkspaceFolder.valid(folder)
        .with("tributary.yaml", SETTINGS)
        .with("lists/l.csv", "phone,arm,assigned_on\n")
        .with(
            "audiences/a.yaml",
            "audience: a\nexperiment: e\narms: {control: 0.2, treatment: 0.8}\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "<right>campaing: c | :5 campaing: unknown key; did you mean `campaign`?",
        "<drawn>looks: once | ' assigned.until: is missing; a result that is read once needs its"
            + " last day of assignment: write `assigned: {until: 2025-06-30}`, or `looks: always`",
        "<drawn>looks: always | ' planned_people: is missing; intervals that hold at every look are"
            + " shortest at a number of people: write `planned_people: 20000`",
        "<right>planned_people: 5 | ' looks: is missing; `planned_people` is for `looks: always`",
        "<right>looks: daily | :5 looks: expected once or always, but found `daily`",
        "<right>arms: {x: 0.5, y: 0.5} | ' arms: have no `control` beside another arm; an effect is"
            + " a difference to it",
        "<right>primary: {variant: capped} | :5 primary: `capped` is for amounts; take plain or"
            + " cuped, or the metric net or margin",
        "<right>regions: [x] | ' assigned.from: is missing; regions are compared before and after"
            + " it: write `assigned: {from: 2025-06-01}`"
      })
  void isReported(String lines, String message) {
    String text = lines.replace("<right>", RIGHT).replace("<drawn>", DRAWN).replace(";", "\n");

    assertThat(workspace().with("campaigns/c.yaml", text + "\n").problems())
        .containsExactly("campaigns/c.yaml" + message.replaceFirst("^'", ""));
  }

  @Test
  void whoWasAssignedMustBeKnown() {
    String rest = "campaign: c\nmargin: 0.4\nassigned: {until: 2025-06-30}\n";

    assertThat(
            workspace().with("campaigns/c.yaml", rest + "assignment: {experiment: f}\n").problems())
        .containsExactly(
            "campaigns/c.yaml:4 assignment.experiment: no audience with arms has this experiment;"
                + " did you mean `e`?");
    assertThat(
            workspace()
                .with(
                    "campaigns/c.yaml",
                    rest + "assignment: {file: lists/l.csv, namespace: phone, identifier: phone}\n")
                .problems())
        .containsExactly(
            "campaigns/c.yaml arms: is missing; in which shares were people assigned? Write `arms:"
                + " {control: 0.5, treatment: 0.5}`");
  }

  @Test
  void aCampaignThatIsRightIsRead() {
    Workspace read =
        workspace()
            .with(
                "campaigns/c.yaml",
                """
                campaign: c
                assignment: {experiment: e}
                assigned: {from: 2025-06-01, until: 2025-06-30}
                windows: {conversion: 14d}
                margin: 0.4
                primary: {metric: net, variant: cuped}
                """)
            .read();

    Campaign campaign = read.campaigns().get(0);
    assertThat(campaign.windowDays()).isEqualTo(Map.of(Window.RESPONSE, 7, Window.CONVERSION, 14));
    assertThat(campaign.primary())
        .isEqualTo(new Primary(Metric.NET, Window.CONVERSION, Variant.CUPED));
    assertThat(campaign.touches()).containsExactly("c");
    assertThat(campaign.arms())
        .extracting(arm -> arm.name() + " " + arm.share())
        .containsExactly("control 0.2", "treatment 0.8");
    assertThat(campaign.isReadAlways()).isFalse();
  }
}
