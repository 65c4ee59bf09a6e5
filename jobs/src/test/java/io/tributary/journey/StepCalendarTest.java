package io.tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What a night does with each step that somebody has before them. */
class StepCalendarTest {
  private static final LocalDate NIGHT = LocalDate.of(2025, 6, 10);

  /** Steps of the journeys {@code skip} and {@code late}, which catches up for 3 days. */
  private static final String STEPS =
      """
      select journey, step, int(0) as day, string(null) as learned,
        if(journey = 'late', 3, 0) as catch_up
      from values ('skip'), ('late') as j(journey) cross join values ('a'), ('b'), ('c') as s(step)
      """;

  /** Rows of {@code journey, one_id, person, step, due_on, exits}, all begun on 1 June. */
  private static List<String> decided(String rows) {
    Dataset<Row> before =
        TestSpark.session()
            .sql(
                """
                select journey, one_id, person, date '2025-06-01' as anchor_on, step,
                  date(due_on) as due_on,
                  if(one_id = 'young', date '2025-06-02', date '2025-06-01') as entered_on,
                  string(null) as outcome, date(null) as done_on, exits
                from values %s as t(journey, one_id, person, step, due_on, exits)
                """
                    .formatted(rows));
    return StepCalendar.of(before, TestSpark.session().sql(STEPS), NIGHT)
        .selectExpr(
            "concat_ws(' ', one_id, step, if(is_due, 'due', coalesce(outcome, 'waits')), done_on)")
        .as(org.apache.spark.sql.Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void eachStepIsDueOnItsDayAndDaysThatWereMissedAreSkippedOrCaughtUp() {
    assertThat(
            decided(
                """
                ('skip', 'ann', 'ann', 'a', '2025-06-09', false),
                ('skip', 'ann', 'ann', 'b', '2025-06-10', false),
                ('skip', 'ann', 'ann', 'c', '2025-06-11', false),
                ('late', 'bob', 'bob', 'a', '2025-06-06', false),
                ('late', 'bob', 'bob', 'b', '2025-06-08', false),
                ('late', 'bob', 'bob', 'c', '2025-06-10', false),
                ('late', 'cat', 'cat', 'b', '2025-06-09', false),
                ('late', 'cat', 'cat', 'c', '2025-06-09', false)
                """))
        .containsExactly(
            "ann a missed 2025-06-10",
            "ann b due",
            "ann c waits",
            "bob a missed 2025-06-10",
            "bob b due",
            "bob c waits",
            "cat b due",
            "cat c due");
  }

  @Test
  void aJourneyEndsByItsExitAMergeOrItsFile() {
    assertThat(
            decided(
                """
                ('late', 'ann', 'ann', 'a', '2025-06-10', true),
                ('late', 'ann', 'ann', 'b', '2025-06-20', true),
                ('late', 'old', 'bob', 'a', '2025-06-10', false),
                ('late', 'young', 'bob', 'a', '2025-06-10', false),
                ('late', 'cat', 'cat', 'gone', '2025-06-20', false)
                """))
        .containsExactly(
            "ann a exited 2025-06-10",
            "ann b exited 2025-06-10",
            "cat gone withdrawn 2025-06-10",
            "old a due",
            "young a merged 2025-06-10");
  }
}
