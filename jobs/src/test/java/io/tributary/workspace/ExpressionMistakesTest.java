package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake each in the SQL of a mapping file, and what is said about it. */
class ExpressionMistakesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @MethodSource("expressions")
  void isReported(String before, String after, String message) {
    assertThat(WorkspaceFolder.POS).contains(before);
    assertThat(
            WorkspaceFolder.valid(folder)
                .with("sources/pos.yaml", WorkspaceFolder.POS.replace(before, after))
                .problems())
        .containsExactly("sources/pos.yaml" + message);
  }

  static Stream<Arguments> expressions() {
    String channel = ":8 entities[0].columns.channel: ";
    return Stream.of(
        mistake(
            "'pos'",
            "concat('a', ",
            channel
                + "is not valid Spark SQL: Syntax error at or near end of input (line 1, character"
                + " 13)"),
        mistake(
            "'pos'",
            "a b c",
            channel
                + "is not valid Spark SQL: Syntax error at or near 'c': extra input 'c' (line 1, character 5)"),
        mistake(
            "'pos'",
            "渠道",
            channel
                + "is not valid Spark SQL: The unquoted identifier 渠道 is invalid and must be back"
                + " quoted as: `渠道` (line 1, character 1)"),
        mistake(
            "'pos'",
            "concatt(a, b)",
            channel + "unknown function `concatt`; did you mean `concat`?"),
        mistake(
            "'pos'",
            "max(a)",
            channel
                + "`max` looks at many rows, but a mapping sees one row at a time; use functions of"
                + " a single row"),
        mistake(
            "'pos'",
            "first(a) over (order by b)",
            channel
                + "holds a window (over …), but a mapping sees one row at a time; leave it out"),
        mistake(
            "'pos'",
            "(select max(a) from t)",
            channel
                + "holds a sub-query; an expression sees only its own dump: map the other data as a"
                + " source of its own"),
        mistake(
            "'pos'",
            "a in (select b from t)",
            channel
                + "holds a sub-query; an expression sees only its own dump: map the other data as a"
                + " source of its own"),
        mistake(
            "'pos'",
            "uuid()",
            channel
                + "`uuid` may answer differently each time, but the same dump must always give the"
                + " same rows; derive the value from the row's columns"),
        mistake("'pos'", "cast(current_date as string)", channel + clock("current_date")),
        mistake("'pos'", "string(NOW())", channel + clock("now")),
        mistake("'pos'", "unix_timestamp()", channel + clock("unix_timestamp")),
        mistake(
            "'pos'",
            "explode(split(a, ','))",
            channel + "`explode` makes several rows of one; take one element instead"),
        mistake(
            "'pos'", "concat(*)", channel + "`*` is not possible in a mapping; name the columns"),
        mistake(
            "format: csv",
            "format: csv\nchecks: [\"paid > 0\"]",
            ":4 checks[0]: a check says something about the dump as a whole, with an aggregate,"
                + " such as `count(*) filter (where not (paid > 0)) = 0`"));
  }

  private static String clock(String function) {
    return "`"
        + function
        + "` answers differently each day, but the same dump must always give the same rows; use"
        + " `_dump_date`";
  }

  private static Arguments mistake(String before, String after, String message) {
    return Arguments.of(before, after, message);
  }
}
