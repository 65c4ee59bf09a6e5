package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParser;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedBreaksTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\nb\"",
        "1,\"a\rb\"\n",
        "1,\"a\n\",2",
        "1,\"a\n\" ,2",
        "1,\"a\n\"\r\n2",
        "1,\"\"\"\n\"\"\"\n",
        "\"5\"6\",1\n2,\"a\nb\"\n",
      })
  void fieldsOfSeveralLines(String csv) {
    assertThat(spanLines(csv)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "a,b\n1,2\n",
        "\"a\",\"b\"\n\"1\",\"\"\n",
        "\"a\"\"\",\"\"\"\"\n1,2\n",
        "1,a\"b\n2,c\"d\n",
        "1, \"a\n2,b\"\n",
        "1,\"a\n2,b\n",
        "1,\"a\n2,\"b\n",
        "1,\"a\n2,\"b\",c\n3,\"d\n",
        "1,\"5\"6\"\n2,b\n",
        "1,\"a\nb\"\n2,\"c\n",
      })
  void linesThatAreRecords(String csv) {
    assertThat(spanLines(csv)).isFalse();
  }

  @Test
  void answerDoesNotDependOnHowTheBytesArrive() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] csv = random(random).getBytes(StandardCharsets.UTF_8);
      QuotedBreaks pieces = new QuotedBreaks(',', '"');
      for (int at = 0; at < csv.length; ) {
        int to = Math.min(csv.length, at + 1 + random.nextInt(3));
        pieces.accept(csv, at, to);
        at = to;
      }
      assertThat(pieces.spanLines()).isEqualTo(spanLines(new String(csv, StandardCharsets.UTF_8)));
    }
  }

  /** What is read line by line and what is read as a whole must be the same to the parser. */
  @Test
  void withoutFieldsOfSeveralLinesTheParserFindsARecordInEachLine() {
    Random random = new Random(11);
    CsvParser parser =
        new CsvParser(new CsvDialect(true, new TextEncoding("UTF-8"), ',', '"').parserSettings());
    for (int i = 0; i < 5_000; i++) {
      String csv = wellFormed(random);
      List<String[]> whole = parser.parseAll(new StringReader(csv));
      boolean sameAsLines = whole.size() == csv.lines().filter(line -> !line.isEmpty()).count();
      assertThat(spanLines(csv)).as(csv).isEqualTo(!sameAsLines);
    }
  }

  private static boolean spanLines(String csv) {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    QuotedBreaks breaks = new QuotedBreaks(',', '"');
    breaks.accept(bytes, 0, bytes.length);
    return breaks.spanLines();
  }

  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(14); i > 0; i--) {
      text.append("\"\",\n\ra ".charAt(random.nextInt(7)));
    }
    return text.toString();
  }

  private static String wellFormed(Random random) {
    StringBuilder text = new StringBuilder();
    for (int record = random.nextInt(4); record >= 0; record--) {
      for (int field = random.nextInt(3); field >= 0; field--) {
        text.append(field(random)).append(field > 0 ? "," : "\n");
      }
    }
    return text.toString();
  }

  private static String field(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "a b";
      case 1 -> "x\"y";
      case 2 -> "\"q\"\",\"";
      case 3 -> random.nextInt(4) == 0 ? "\"two\nlines\"" : "\"one\"";
      default -> "1";
    };
  }
}
