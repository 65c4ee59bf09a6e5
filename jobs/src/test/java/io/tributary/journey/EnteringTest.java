package io.tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Journey;
import io.tributary.workspace.Journey.Anchor;
import io.tributary.workspace.Journey.Exit;
import io.tributary.workspace.Journey.Kind;
import io.tributary.workspace.JourneyStep;
import io.tributary.workspace.JourneyStep.Learned;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Who enters a journey on a night, and what is planned for them. */
class EnteringTest {
  private static JourneyStep step(String journey, int day, Learned learned) {
    return new JourneyStep(
        journey,
        "day" + day,
        day > 900 ? Optional.empty() : Optional.of(day),
        Optional.ofNullable(learned),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static Journey journey(String name, Kind kind, String group, Integer once, int... days) {
    List<JourneyStep> steps = Arrays.stream(days).mapToObj(day -> step(name, day, null)).toList();
    return new Journey(
        name,
        "",
        new Anchor(kind, group == null ? List.of() : List.of(group), Optional.empty()),
        Optional.of("net >= 0"),
        new Exit(Optional.empty(), false, false),
        Optional.ofNullable(once),
        3,
        0,
        steps);
  }

  private static Dataset<Row> sql(String query) {
    return TestSpark.session().sql(query);
  }

  private static List<String> sorted(Dataset<Row> rows, String text) {
    return rows.selectExpr(text).as(Encoders.STRING()).collectAsList().stream().sorted().toList();
  }

  @Test
  void anAnchorCountsWhileItIsYoungAndBirthdaysComeBack() {
    Dataset<Row> customers =
        sql(
            """
            select one_id, date(joined) as member_since, date(born) as birthday, 'dormant' as
              lifecycle_group, date(since) as lifecycle_since, net, 'shoes' as entry_category_l1
            from values
              ('ann', '2023-02-27', '1996-02-29', '2023-02-26', 1),
              ('bob', '2023-02-26', '1990-03-08', '2023-02-28', 1),
              ('cat', '2022-02-28', '2023-03-01', '2023-03-01', 1),
              ('dan', '2023-03-01', '1990-03-01', '2023-03-01', -1) as t(one_id, joined, born, since,
              net)
            """);
    List<Journey> journeys =
        List.of(
            journey("welcome", Kind.JOINED, null, null, 0),
            journey("birthday", Kind.BIRTHDAY, null, null, -7, 0),
            journey("anniversary", Kind.ANNIVERSARY, null, null, 0),
            journey("wake", Kind.LIFECYCLE, "dormant", null, 14),
            journey("greet", Kind.LIFECYCLE, "new", null, 0));

    Dataset<Row> anchors = new Anchors(journeys, LocalDate.of(2023, 3, 1)).of(customers, List.of());

    assertThat(sorted(anchors, "concat_ws(' ', journey, one_id, anchor_on)"))
        .containsExactly(
            "anniversary cat 2023-02-28",
            "birthday ann 2023-03-01",
            "birthday bob 2023-03-08",
            "wake bob 2023-02-28",
            "wake cat 2023-03-01",
            "welcome ann 2023-02-27");
    assertThat(
            sorted(
                new Anchors(List.of(journeys.get(1)), LocalDate.of(2023, 2, 22))
                    .of(customers, List.of()),
                "concat_ws(' ', one_id, anchor_on)"))
        .as("29 February in a common year; not the day of birth itself")
        .containsExactly("ann 2023-03-01");
  }

  @Test
  void nobodyEntersTwiceWithinAPeriodNorWhileInIt() {
    Dataset<Row> anchors =
        sql(
            """
            select journey, one_id, date '2025-06-10' as anchor_on, 'x' as entry_category_l1
            from values ('once', 'new'), ('once', 'again'), ('yearly', 'again'), ('yearly', 'early'),
              ('yearly', 'inside') as t(journey, one_id)
            """);
    Dataset<Row> history =
        sql(
            """
            select * from values ('once', 'again', date '2020-01-01', false),
              ('yearly', 'again', date '2024-06-10', false),
              ('yearly', 'early', date '2024-06-11', false),
              ('yearly', 'inside', date '2020-01-01', true) as t(journey, one_id, last_on, is_open)
            """);
    Dataset<Row> definitions =
        Definitions.journeys(
            TestSpark.session(),
            List.of(
                journey("once", Kind.JOINED, null, null, 0),
                journey("yearly", Kind.JOINED, null, 365, 0)));

    assertThat(
            sorted(Newcomers.of(anchors, history, definitions), "concat_ws(' ', journey, one_id)"))
        .containsExactly("once new", "yearly again");
  }

  @Test
  void aLearnedDayIsThatOfTheCategoryElseOfAllElseTheStepsOwnElseNone() {
    LearnedDays learned =
        LearnedDays.of(
            sql(
                """
                select * from values (1, 'all', 'all', 20, 40, 60, null),
                  (1, 'entry_category_l1', 'shoes', 25, 50, 75, 30),
                  (2, 'all', 'all', 1, 1, 1, 1)
                  as t(step, dimension, level, day_25, day_50, day_75, peak_day)
                """));
    Dataset<Row> newcomers =
        sql(
            """
            select 'j' as journey, one_id, date '2025-06-01' as anchor_on, entry_category_l1
            from values ('shod', 'shoes'), ('hatted', 'hats'), ('unknown', null)
              as t(one_id, entry_category_l1)
            """);
    Journey plain = journey("j", Kind.FIRST_PURCHASE, null, null);
    Dataset<Row> steps =
        Definitions.steps(
            TestSpark.session(),
            List.of(
                new Journey(
                    "j",
                    "",
                    plain.anchor(),
                    plain.where(),
                    plain.exit(),
                    plain.oncePerDays(),
                    3,
                    0,
                    List.of(
                        step("j", 3, null),
                        step("j", 5, Learned.DAY_25),
                        step("j", 9, Learned.PEAK_DAY),
                        step("j", 999, Learned.PEAK_DAY)))));

    Dataset<Row> plan = Newcomers.plan(newcomers, steps, learned, LocalDate.of(2025, 6, 2));

    assertThat(
            sorted(
                plan.where("step <> 'day3'"),
                "concat_ws(' ', one_id, step, datediff(due_on, anchor_on), outcome)"))
        .containsExactly(
            "hatted day5 20",
            "hatted day9 9",
            "hatted day999 no_day",
            "shod day5 25",
            "shod day9 30",
            "shod day999 30",
            "unknown day5 20",
            "unknown day9 9",
            "unknown day999 no_day");
    assertThat(plan.where("step = 'day3' and due_on = date '2025-06-04'").count()).isEqualTo(3);
  }
}
