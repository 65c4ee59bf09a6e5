package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Journey.Exit;
import io.tributary.workspace.JourneyStep.Learned;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake each in {@code journeys/j.yaml}, and what is said about it. */
class JourneyMistakesTest {
  @TempDir Path folder;

  private WorkspaceFolder workspace() {
    return WorkspaceFolder.valid(folder)
        .with(
            "tributary.yaml",
            "brand: Demo\nidentity: {namespaces: {phone: {priority: 1, normalise: phone}}}\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "journey: k;anchor: joined;steps: [{step: a, day: 0}] | :1 journey: expected the file's"
            + " name, `j`, but found `k`",
        "journey: j;steps: [{step: a, day: 0}] | ' anchor: is missing; write `anchor: joined`",
        "journey: j;anchor: join;steps: [{step: a, day: 0}] | :2 anchor: unknown anchor; did you"
            + " mean `joined`? Or write {lifecycle: dormant}, {stage: lost} or {event: {event_type:"
            + " view}}",
        "journey: j;anchor: {lifecycle: dorment};steps: [{step: a, day: 0}] | :2 anchor.lifecycle:"
            + " unknown group; did you mean `dormant`?",
        "journey: j;anchor: {event: {event_typ: view}};steps: [{step: a, day: 0}] | :2"
            + " anchor.event.event_typ: unknown key; did you mean `event_type`?",
        "journey: j;anchor: joined | ' steps: is missing; write `steps: [{step: t0, day: 0,"
            + " deliver: [sms], template: welcome}]`",
        "journey: j;anchor: joined;steps: [{step: a}] | :3 steps[0].day: is missing; write `day:"
            + " 3`, or `at: learned`",
        "journey: j;anchor: joined;steps: [{step: a, day: -1}] | :3 steps[0].day: expected a whole"
            + " number from 0 to 36500, but found `-1`",
        "journey: j;anchor: birthday;steps: [{step: a, day: -7}] | !",
        "journey: j;anchor: joined;steps: [{step: a, at: learned}] | :3 steps[0].at: a learned day"
            + " is counted from a purchase; write `day: 30`, or take first_purchase or"
            + " last_purchase for the journey's anchor",
        "journey: j;anchor: joined;steps: [{step: a, day: 0}, {step: a, day: 1}] | :3"
            + " steps[1].step: an audience or another step of this journey has that name; give it"
            + " one of its own",
        "journey: j;anchor: joined;steps: [{step: taken, day: 0}] | :3 steps[0].step: an audience"
            + " or another step of this journey has that name; give it one of its own",
        "journey: j;anchor: joined;steps: [{step: a, day: 0, delivr: [sms]}] | :3 steps[0].delivr:"
            + " unknown key; did you mean `deliver`?",
        "journey: j;anchor: joined;arms: {control: 0.5, x: 0.5};steps: [{step: a, day: 0, template:"
            + " {y: hi}}] | :4 steps[0].template.x: is missing; write `x: <template>`!:4"
            + " steps[0].template.y: unknown key; did you mean `x`?",
        "journey: j;anchor: joined;steps: [{step: a, day: 0, template: {x: hi}}] | :3"
            + " steps[0].template: expected a template's name, since the journey has no arms, but"
            + " found keys and values",
        "journey: j;anchor: joined;steps: [{step: a, day: 0, deliver: [smss]}] | :3"
            + " steps[0].deliver[0]: unknown delivery profile; did you mean `sms`?",
        "journey: j;anchor: joined;exit: {were: net};steps: [{step: a, day: 0}] | :3 exit.were:"
            + " unknown key; did you mean `where`?",
        "journey: j;anchor: joined;exit: {where: nett > 1};steps: [{step: a, day: 0}] | :3"
            + " exit.where: unknown column `nett`; did you mean `net`?",
        "journey: j;anchor: joined;catch_up: 3;steps: [{step: a, day: 0}] | :3 catch_up: expected a"
            + " number of days, such as 730d, but found `3`"
      })
  void isReported(String lines, String message) {
    List<String> problems =
        workspace()
            .with("audiences/j-taken.yaml", "audience: j-taken\n")
            .with("journeys/j.yaml", lines.replace(";", "\n") + "\n")
            .problems();

    if (message.equals("!")) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .containsExactly(
              Stream.of(message.replaceFirst("^'", "").split("!"))
                  .map(one -> "journeys/j.yaml" + one)
                  .toArray(String[]::new));
    }
  }

  @Test
  void aJourneyThatIsRightIsReadAndEachStepIsAnAudience() {
    Workspace workspace =
        workspace()
            .with(
                "journeys/j.yaml",
                """
                journey: j
                owner: crm
                anchor: first_purchase
                exit: {bought_since_anchor: true}
                once_per: 90d
                catch_up: 2d
                priority: 4
                arms: {control: 0.1, treatment: 0.9}
                steps:
                  - {step: a, at: learned, day: 30, where: net > 5, deliver: [sms], template: hi}
                  - {step: b, day: 40, responded: false, variables: {p: "concat(arm, points)"}}
                  - {step: c, day: 41, template: {treatment: it's}}
                """)
            .read();

    Journey journey = workspace.journeys().get(0);
    assertThat(journey.exit()).isEqualTo(new Exit(Optional.empty(), true, false));
    assertThat(journey.oncePerDays()).contains(90);
    assertThat(journey.catchUpDays()).isEqualTo(2);
    assertThat(journey.enterWithinDays()).isEqualTo(7);
    assertThat(journey.steps().get(0).learned()).contains(Learned.DAY_25);
    assertThat(journey.steps().get(1).responded()).contains(false);
    assertThat(workspace.audiences())
        .extracting(Audience::name)
        .containsExactly("j-a", "j-b", "j-c");
    Audience a = workspace.audiences().get(0);
    assertThat(a.step()).contains(journey.steps().get(0));
    assertThat(a.variables()).isEqualTo(Map.of("template", "'hi'"));
    assertThat(workspace.audiences().get(2).variables())
        .isEqualTo(Map.of("template", "case arm when 'treatment' then 'it\\'s' end"));
    assertThat(a.where()).contains("net > 5");
    assertThat(a.experiment()).as("a person keeps the arm in all steps").isEqualTo("j");
  }
}
