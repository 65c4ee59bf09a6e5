package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.pipeline.Problems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a mapping as it is read, and what only its dump tells. */
class MappingCheckTest {
  private static final List<String> DUMP = List.of("单号", "时间", "手机", "实付");

  @TempDir Path folder;

  @Test
  void aMappingThatFitsItsDumpHasNoProblem() {
    assertThat(problems(WorkspaceFolder.POS)).isEmpty();
    assertThat(
            problems(
                with("paid_amount", "filter(split(`实付`, ','), x -> x <> `手机`)[0]")
                    .replace("`单号`", "concat(_file, _row, _dump_date, `单号`)")))
        .isEmpty();
  }

  @Test
  void namesAreComparedAsSparkDoesWithoutCapitals() {
    assertThat(problems(with("store_id", "SHOP"), List.of("单号", "时间", "手机", "shop"))).isEmpty();
  }

  @Test
  void aColumnThatTheDumpLacksIsReportedOnceWithTheClosestName() {
    assertThat(problems(with("store_id", "`手机号`").replace("\"`手机`\"", "[\"`手机`\", \"`手机号`\"]")))
        .containsExactly(
            "sources/pos.yaml entities[0].columns.store_id: the dump has no column `手机号`"
                + " (also in entities[0].identifiers.phone[1]); did you mean `手机`?"
                + " It has 单号, 时间, 手机, 实付");
    assertThat(problems(with("store_id", "warehouse")))
        .containsExactly(
            "sources/pos.yaml entities[0].columns.store_id: the dump has no column `warehouse`;"
                + " it has 单号, 时间, 手机, 实付");
  }

  @Test
  void anExpressionThatSparkCannotAnalyseSaysWhy() {
    assertThat(problems(with("store_id", "substring(`单号`)")))
        .containsExactly(
            "sources/pos.yaml:7 entities[0].columns.store_id: Spark cannot work with it: The"
                + " `substring` requires [2, 3] parameters but the actual number is 1");
    assertThat(problems(with("store_id", "date_add(array(`单号`), 1)")))
        .containsExactly(
            "sources/pos.yaml:7 entities[0].columns.store_id: Spark cannot work with it: Cannot"
                + " resolve \"date_add(array(单号), 1)\" due to data type mismatch: The first"
                + " parameter requires the \"DATE\" type, however \"array(单号)\" has the type"
                + " \"ARRAY<STRING>\"");
  }

  @Test
  void aResultOfAnotherTypeIsReported() {
    assertThat(problems(with("paid_amount", "split(`实付`, ',')")))
        .containsExactly(
            "sources/pos.yaml:7 entities[0].columns.paid_amount: split(`实付`, ',') gives"
                + " ARRAY<STRING>, but DECIMAL(18,2) is needed");
    assertThat(problems(WorkspaceFolder.POS.replace("columns:", "where: \"`实付`\"\n    columns:")))
        .containsExactly(
            "sources/pos.yaml:6 entities[0].where: `实付` gives STRING, but a condition is needed");
  }

  @Test
  void checksAreConditionsOverTheWholeDump() {
    assertThat(problems(WorkspaceFolder.POS + "checks: ['count_if(`实付` is null) = 0']\n"))
        .isEmpty();
    assertThat(problems(WorkspaceFolder.POS + "checks: ['count(*)', '`单号` = min(`单号`)']\n"))
        .containsExactly(
            "sources/pos.yaml:11 checks[0]: `count(*)` gives BIGINT, but a condition is needed",
            "sources/pos.yaml:11 checks[1]: uses a column outside an aggregate; write a condition over the whole dump, such as `count_if(not (…)) = 0`");
  }

  private static String with(String column, String sql) {
    String orderId = "      order_id:";
    return WorkspaceFolder.POS.replace(
        orderId, "      " + column + ": \"" + sql + "\"\n" + orderId);
  }

  private List<String> problems(String source) {
    return problems(source, DUMP);
  }

  private List<String> problems(String source, List<String> dump) {
    WorkspaceFolder workspace = WorkspaceFolder.valid(folder).with("sources/pos.yaml", source);
    if (!workspace.problems().isEmpty()) {
      return workspace.problems();
    }
    Problems problems = new Problems();
    MappingCheck.check(workspace.read().sources().get(0), dump, problems);
    return problems.found();
  }
}
