package io.tributary.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table = new TextTable(List.of("category", "n"), List.of(false, true));

  @Test
  void columnsStandInLineWhateverTheScript() {
    table.add(List.of("鞋", "7"));
    table.add(List.of("socks", "1200"));
    assertThat(table.lines(80))
        .containsExactly(
            "category |    n", //
            "---------+-----",
            "鞋       |    7",
            "socks    | 1200");
  }

  @Test
  void whatIsTooWideIsCutAtAWholeCharacter() {
    table.add(List.of("运动鞋与户外装备大全", "7"));
    assertThat(table.lines(18))
        .containsExactly(
            "category       | n", //
            "---------------+--",
            "运动鞋与户外…  | 7");
    assertThat(table.lines(18)).allMatch(line -> DisplayWidth.of(line) <= 18);
  }

  @Test
  void columnsThatCannotStandSideBySideStandBelowEachOther() {
    table.add(List.of("运动鞋", "1234567890"));
    assertThat(table.lines(12))
        .containsExactly("-- row 1 --", "category | 运动鞋", "n        | 1234567…");
  }

  @Test
  void aTerminalIsNotCommanded() {
    table.add(List.of("a\nb\u001b[2J", "1"));
    assertThat(table.lines(80)).last().isEqualTo("a b [2J  | 1");
  }

  @Test
  void accentsTakeNoPlaceAndWideFormsTakeTwo() {
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("Ａ１")).isEqualTo(4);
    assertThat(DisplayWidth.of("ｱ")).isEqualTo(1);
    assertThat(DisplayWidth.of("😀")).isEqualTo(2);
  }
}
