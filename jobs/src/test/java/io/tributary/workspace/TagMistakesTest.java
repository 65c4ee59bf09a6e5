package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "tag: t;kind: metric;expression: net_36d / orders | :3 expression: a customer has no column"
            + " `net_36d`; did you mean `net_365d`?",
        "tag: t;kind: behaviour;of: purchase;measure: did;where: color = 'red' | :5 where: a"
            + " purchase has no column `color`; did you mean `colour`?",
        "tag: t;kind: behaviour;of: event;measure: most;most: catgory | :5 most: an event has no"
            + " column `catgory`; did you mean `category`?",
        "tag: t;kind: import;file: a.csv;namespace: phone;identifier: x | :3 file: there is no file"
            + " `a.csv` in the workspace; put the list there, or take the tag away",
        "tag: t;kind: import;file: tributary.yaml;namespace: fone;identifier: x | :4 namespace:"
            + " unknown namespace; did you mean `phone`?"
      })
  void isReported(String lines, String message) {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tags/t.yaml", lines.replace(";", "\n") + "\n")
                .problems())
        .containsExactly("tags/t.yaml" + message.replaceFirst("^'", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"age", "usual_cycle_days", "second_on", "reached_at", "arm", "due_steps"})
  void aColumnThatEveryCustomerHasIsNoTag(String name) {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with(
                    "tags/" + name + ".yaml",
                    "tag: " + name + "\nkind: metric\nexpression: points\n")
                .problems())
        .containsExactly(
            "tags/%1$s.yaml:1 tag: `%1$s` is a column of customers or of audiences already; give the tag and its file another name"
                .formatted(name));
  }

  @Test
  void tagsMayLookAtOtherTagsAndAtTheMeansOfRfm() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tags/a.yaml", "tag: a\nkind: metric\nexpression: NET - rfm_monetary_mean\n")
                .with("tags/b.yaml", "tag: b\nkind: metric\nexpression: a + b_2\n")
                .with(
                    "tags/b_2.yaml",
                    "tag: b_2\nkind: behaviour\nof: purchase\nmeasure: most\n"
                        + "most: concat(colour, size)\nwhere: days_ago < purchase_cycle_days\n")
                .problems())
        .isEmpty();
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
                "decimal(18,2)",
                new Tag.Metric("net")));
  }

  @Test
  void aMetricHasTheTypeOfItsExpressionUnlessItNamesAnother() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tags/a.yaml", "tag: a\nkind: metric\nexpression: coalesce(city, '-')\n")
                .with("tags/b.yaml", "tag: b\nkind: metric\nexpression: city = a\n")
                .with("tags/c.yaml", "tag: c\nkind: metric\nexpression: net / orders\ntype: int\n")
                .with("tags/d.yaml", "tag: d\nkind: metric\nexpression: last_purchase_on\n")
                .read()
                .tags())
        .extracting(Tag::type)
        .containsExactly("string", "boolean", "int", "date");
  }

  @Test
  void whatDoesNotFitItsTypeIsReportedTogether() {
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("tags/a.yaml", "tag: a\nkind: metric\nexpression: size(net)\n")
                .with(
                    "tags/b.yaml",
                    "tag: b\nkind: behaviour\nof: purchase\nmeasure: ratio\nwhere: quantity\n"
                        + "numerator: net\ndenominator: ordered_on\n")
                .with("tags/c.yaml", "tag: c\nkind: metric\ntype: date\nexpression: net\n")
                .with(
                    "tags/d.yaml",
                    "tag: d\n"
                        + "kind: rule\n"
                        + "values: [{value: x, when: c is null}, {value: y, when: age}]\n")
                .with("tags/e.yaml", "tag: e\nkind: metric\nexpression: \"null\"\n")
                .problems())
        .satisfiesExactly(
            where ->
                assertThat(where)
                    .isEqualTo(
                        "tags/b.yaml where: `quantity` gives INT, but a condition is needed"),
            denominator ->
                assertThat(denominator)
                    .isEqualTo(
                        "tags/b.yaml denominator: `ordered_on` gives DATE, but DOUBLE is needed"),
            order ->
                assertThat(order)
                    .isEqualTo(
                        "tags/d.yaml values[0].when: looks at the tag `c`, which comes after it:"
                            + " lists and behaviours come first, then rules, then metrics, by name;"
                            + " write out what it says"),
            when ->
                assertThat(when)
                    .isEqualTo(
                        "tags/d.yaml values[1].when: `age` gives INT, but a condition is needed"),
            metric ->
                assertThat(metric)
                    .startsWith(
                        "tags/a.yaml expression: Spark cannot work with it: Cannot resolve"),
            type ->
                assertThat(type)
                    .isEqualTo(
                        "tags/c.yaml expression: `net` gives DECIMAL(18,2), but DATE is needed"),
            untyped ->
                assertThat(untyped)
                    .isEqualTo(
                        "tags/e.yaml expression: `null` gives VOID, but a value with a type is"
                            + " needed"));
  }
}
