package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternTest {
  private static final LocalDate DAY = LocalDate.of(2024, 5, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tmall/dt={date}/*.csv          | tmall/dt=2024-05-01/a b.csv",
        "{date:yyyyMMdd}.csv            | 20240501.csv",
        "x{date:yyyyMMdd}*.csv          | x20240501123000.csv",
        "{date:yyyy/MM/dd}/*            | 2024/05/01/x",
        "*/{date:yyyy.M.d}.csv          | 门店/2024.5.1.csv",
        "{date:yyyy年MM月dd日}.xlsx       | 2024年05月01日.xlsx",
        "{date:yyyy'-W-'DDD}            | 2024-W-122",
        "{date:yyMMdd}?.csv             | 240501😀.csv",
        "a.+(b)^$/{c}[d]\\{date}        | a.+(b)^$/{c}[d]\\2024-05-01",
        "a..b/{date}                    | a..b/2024-05-01",
      })
  void findsTheDate(String pattern, String path) {
    assertThat(FilePattern.of(pattern).dumpDate(path)).contains(DAY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tmall/dt={date}/*.csv  | tmall/dt=2024-05-01/x/a.csv",
        "tmall/dt={date}/*.csv  | tmall/dt=2024-05-01/a_csv",
        "{date}.csv             | 2024-02-30.csv",
        "{date}.csv             | 2024-5-1.csv",
        "{date:yyyy.MM.dd}.csv  | 2024-05-01.csv",
        "?{date}.csv            | /2024-05-01.csv",
      })
  void leavesOtherPathsAlone(String pattern, String path) {
    assertThat(FilePattern.of(pattern).dumpDate(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tmall/dt={date}/?.csv   | tmall/dt=*-*-*/?.csv",
        "{date:yyyy/MM/dd}/*     | */*/*/*",
        "{a,b}[c]\\{date:yyyyMMdd} | \\{a,b\\}\\[c\\]\\\\***",
      })
  void globEscapesLiteralText(String pattern, String glob) {
    assertThat(FilePattern.of(pattern).glob()).isEqualTo(glob);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tmall/*.csv            | has no {date}",
        "{date}/{date:yyyy}     | has {date} more than once",
        "/tmp/{date}            | must lie below landing",
        "../{date}              | must lie below landing",
        "a/../{date}            | must lie below landing",
        "a//{date}              | must lie below landing",
        "{date}/                | must lie below landing",
        "_in/{date}             | asks for the hidden file or folder '_in'",
        "in/.{date}             | asks for the hidden file or folder '.{date}'",
        "{date:yyyyMM}          | does not name a day in digits: 'yyyyMM'",
        "{date:yyyy-MMM-dd}     | does not name a day in digits: 'yyyy-MMM-dd'",
        "{date:yyyyMMddHH}      | does not name a day in digits: 'yyyyMMddHH'",
        "{date:tomorrow}        | does not name a day in digits: 'tomorrow'",
      })
  void refusesWhatNamesNoFiles(String pattern, String message) {
    assertThatThrownBy(() -> FilePattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void writesADateAsThePathsDo() {
    assertThat(FilePattern.of("{date:yyyy/MM/dd}/x").dateText(DAY)).isEqualTo("2024/05/01");
    assertThat(FilePattern.of("{date}")).isEqualTo(FilePattern.of("{date}")).hasToString("{date}");
  }
}
