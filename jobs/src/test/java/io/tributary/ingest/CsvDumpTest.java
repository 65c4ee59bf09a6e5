package io.tributary.ingest;

import static io.tributary.ingest.TestLanding.text;
import static io.tributary.ingest.TestLanding.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Source.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Csv dumps as retailers' systems write them. */
class CsvDumpTest {
  @TempDir Path folder;
  private TestLanding landing;

  @BeforeEach
  void emptyLanding() {
    landing = new TestLanding(folder, Format.CSV);
  }

  @Test
  void gbkWithChineseHeaderAndValues() throws IOException {
    landing.encoding("GBK").dump("a.csv", "订单编号,买家\n1,张三\n2,\"李,四\"\n");
    assertThat(landing.inspect().get(0).columns()).containsExactly("订单编号", "买家");
    assertThat(landing.rows()).containsExactly("1 | 张三 | -", "2 | 李,四 | -");
  }

  @Test
  void gb18030CharacterOfFourBytes() throws IOException {
    landing.encoding("GB18030").dump("a.csv", "id,name\n1,㐂𠮷\n");
    assertThat(landing.rows()).containsExactly("1 | 㐂𠮷 | -");
  }

  @Test
  void utf8WithByteOrderMark() throws IOException {
    landing.dump("a.csv", "\uFEFFid,name\n1,a\n").dump("b.csv", "\uFEFF\"id\",name\n2,\"b\nc\"\n");
    assertThat(landing.inspect()).extracting(InspectedFile::multiLine).containsExactly(false, true);
    assertThat(landing.rows()).containsExactly("1 | a | -", "2 | b\nc | -");
  }

  @Test
  void utf16InEitherByteOrder() throws IOException {
    landing.encoding("UTF-16").delimiter('\t');
    String content = "\uFEFF编号\t名\r\n1\t甲\r\n";
    landing.file("2024-05-01/be.txt", content.getBytes(StandardCharsets.UTF_16BE));
    landing.file("2024-05-01/le.txt", content.getBytes(StandardCharsets.UTF_16LE));
    assertThat(landing.inspect()).allMatch(InspectedFile::multiLine);
    assertThat(landing.rows()).containsExactly("1 | 甲 | -", "1 | 甲 | -");
    landing.encoding("UTF-16LE").file("2024-05-01/be.txt", new byte[0]);
    assertThat(landing.rows()).containsExactly("1 | 甲 | -");
  }

  @Test
  void tabAndPipeAsDelimiters() throws IOException {
    landing.delimiter('\t').dump("a.csv", "id\tname\n1\ta,b\n");
    assertThat(landing.rows()).containsExactly("1 | a,b | -");
    landing.delimiter('|').dump("a.csv", "id|name\n1|a\tb\n");
    assertThat(landing.rows()).containsExactly("1 | a\tb | -");
  }

  @Test
  void recordOfEmptyFieldsIsNoBlankLineThoughItBeOfTabs() throws IOException {
    landing.delimiter('\t').dump("a.csv", "id\tname\n\t\n \n\n1\ta\n");
    landing.dump("b.csv", "id\tname\n\t\n2\t\"b\nc\"\n");
    assertThat(landing.inspect()).extracting(InspectedFile::multiLine).containsExactly(false, true);
    assertThat(landing.rows())
        .containsExactly("- | - | -", "1 | a | -", "- | - | -", "2 | b\nc | -");
    landing.withoutHeader().dump("a.csv", "\t\n1\ta\n");
    assertThat(landing.inspect().get(0).columns()).containsExactly("_c0", "_c1");
  }

  @Test
  void secondByteOfGbkCharacterIsNoDelimiter() throws IOException {
    // 鍇 is E5 7C: its second byte looks like the delimiter, before a quote within the text.
    landing.encoding("GBK").delimiter('|').dump("a.csv", "id|name\n1|鍇\"a\n2|b\"\n");
    assertThat(new String(new byte[] {(byte) 0xE5, 0x7C}, Charset.forName("GBK"))).isEqualTo("鍇");
    assertThat(landing.inspect().get(0).multiLine()).isFalse();
    assertThat(landing.rows()).containsExactly("1 | 鍇\"a | -", "2 | b\" | -");
  }

  @Test
  void quotedDelimitersAndDoubledQuotes() throws IOException {
    landing.dump("a.csv", "id,name\n\"1\",\"5\"\" x, \"\"y\"\"\"\n2,\\\n3,\"\\\"\n");
    assertThat(landing.inspect().get(0).multiLine()).isFalse();
    assertThat(landing.rows()).containsExactly("1 | 5\" x, \"y\" | -", "2 | \\ | -", "3 | \\ | -");
  }

  @Test
  void emptyTextIsNullAndBlanksStay() throws IOException {
    landing.dump("a.csv", "id,name,note\n1,,\"\"\n2, x , \n#3,null,NULL\n");
    assertThat(landing.rows())
        .containsExactly("1 | - | - | -", "2 |  x  |   | -", "#3 | null | NULL | -");
  }

  @Test
  void fieldOfSeveralLines() throws IOException {
    landing.dump("a.csv", "id,note\r\n1,\"a\r\nb\"\r\n\r\n2,c\r\n");
    assertThat(landing.inspect().get(0).multiLine()).isTrue();
    assertThat(landing.rows()).containsExactly("1 | a\nb | -", "2 | c | -");
    assertThat(landing.read().count()).isEqualTo(2);
  }

  @Test
  void headerOfSeveralLinesWithOtherLineEndsThanTheRecords() throws IOException {
    landing.dump("a.csv", "id,\"no\nte\"\r\n1,x\r\n2,\r\n");
    assertThat(landing.inspect().get(0).columns()).containsExactly("id", "no\nte");
    assertThat(landing.rows()).containsExactly("1 | x | -", "2 | - | -");
  }

  @Test
  void quoteNeverClosedDamagesOnlyItsLine() throws IOException {
    landing.dump("a.csv", "id,name,n\n1,\"abc,1\n2,b,2\n3,\"c\",3\n4,\"d,4\n");
    assertThat(landing.inspect().get(0).multiLine()).isFalse();
    assertThat(landing.rows())
        .containsExactly(
            "1 | abc,1 | - | 1,\"abc,1", "2 | b | 2 | -", "3 | c | 3 | -", "4 | d,4 | - | 4,\"d,4");
  }

  @Test
  void strayQuoteInOneLineLeavesFieldsOfSeveralLinesAlone() throws IOException {
    landing.dump("a.csv", "id,name\n1,\"5\" x\"\n2,\"a\nb\"\n");
    assertThat(landing.inspect().get(0).multiLine()).isTrue();
    assertThat(landing.rows()).containsExactly("1 | \"5\" x\" | -", "2 | a\nb | -");
  }

  @Test
  void anyLineEndBlankLinesAndNoneAtTheEnd() throws IOException {
    landing
        .dump("crlf.csv", "id,name\r\n\r\n1,a\r\n2,b")
        .dump("cr.csv", "id,name\r3,c\r4,d")
        .dump("lf.csv", "\nid,name\n5,e\n\n  \n6,f\n\n");
    assertThat(landing.rows())
        .containsExactly(
            "3 | c | -", "4 | d | -", "1 | a | -", "2 | b | -", "5 | e | -", "6 | f | -");
  }

  @Test
  void compressed() throws IOException {
    landing.file("2024-05-01/a.csv.gz", gzip("id,name\n1,\"a\nb\"\n"));
    landing.file("2024-05-01/b.csv.gz", gzip("id,name\n2,c\n"));
    assertThat(landing.rows()).containsExactly("1 | a\nb | -", "2 | c | -");
  }

  @Test
  void straySpacesAndQuotesInHeader() throws IOException {
    landing.dump("a.csv", " id , \"name\" ,\u00A0price\u3000\n1,a,2\n");
    assertThat(landing.inspect().get(0).columns()).containsExactly("id", "name", "price");
    assertThat(landing.rows()).containsExactly("1 | a | 2 | -");
  }

  @Test
  void columnsInOtherOrderExtraAndMissing() throws IOException {
    landing
        .dump("a.csv", "id,name\n1,a\n")
        .dump("b.csv", "name,id\nb,2\n")
        .dump("c.csv", "id,name,extra\n3,c,x\n")
        .dump("d.csv", "id\n4\n")
        .dump("e.csv", "Name,ID\ne,5\n");
    assertThat(landing.read().columns())
        .containsExactly(
            "id", "name", "extra", "_file", "_dump_date", "_block", "_seq", "_malformed");
    assertThat(landing.rows())
        .containsExactly(
            "1 | a | - | -", "2 | b | - | -", "3 | c | x | -", "4 | - | - | -", "5 | e | - | -");
  }

  @Test
  void recordsWithTooFewOrTooManyFields() throws IOException {
    landing.dump("a.csv", "id,name\n1\n2,b,x\n3,c\n,\n");
    assertThat(landing.rows())
        .containsExactly("1 | - | 1", "2 | b | 2,b,x", "3 | c | -", "- | - | -");
    assertThat(text(landing.read().filter("_malformed is not null").select("_malformed")))
        .containsExactlyInAnyOrder("1", "2,b,x");
    assertThat(landing.read().filter("_malformed is not null").count()).isEqualTo(2);
    assertThat(text(landing.read().select("_malformed", "name").filter("name is not null")))
        .containsExactly("2,b,x | b", "- | c");
  }

  @Test
  void malformedRecordOfSeveralLines() throws IOException {
    landing.dump("a.csv", "id,name\n1,\"a\nb\",x\n2,c\n");
    assertThat(landing.rows()).containsExactly("1 | a\nb | 1,\"a\nb\",x", "2 | c | -");
  }

  @Test
  void headerOnlyAndEmptyFiles() throws IOException {
    landing.dump("a.csv", "").dump("b.csv", "\uFEFF").dump("c.csv", "\n\n");
    assertThat(landing.inspect()).allMatch(file -> file.columns().isEmpty());
    assertThat(landing.rows()).isEmpty();
    assertThat(landing.read("id", "_file").columns()).startsWith("id", "_file", "_dump_date");
    landing.dump("d.csv", "id,name\n").dump("e.csv", "id,name");
    assertThat(landing.rows()).isEmpty();
    assertThat(landing.read().columns()).startsWith("id", "name");
  }

  @Test
  void columnsWithoutNameAreCalledByTheirPlace() throws IOException {
    landing.dump("a.csv", "id,,name,\n1,x,a,\n2,y,b,z\n");
    assertThat(landing.inspect().get(0).columns()).containsExactly("id", "_c1", "name", "_c3");
    assertThat(landing.rows()).containsExactly("1 | x | a | - | -", "2 | y | b | z | -");
  }

  @Test
  void noHeader() throws IOException {
    landing.withoutHeader().dump("a.csv", "1,a\n2,b\n").dump("b.csv", "3,c,x\n");
    assertThat(landing.rows()).containsExactly("1 | a | - | -", "2 | b | - | -", "3 | c | x | -");
    assertThat(landing.read().columns()).startsWith("_c0", "_c1", "_c2", "_file");
  }

  @Test
  void columnNamesThatSqlWouldNotTake() throws IOException {
    landing.dump("a.csv", "a.b,`c`,\"d\"\"e\",f(g)\n1,2,3,4\n");
    assertThat(landing.rows()).containsExactly("1 | 2 | 3 | 4 | -");
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8(text));
    }
    return bytes.toByteArray();
  }
}
