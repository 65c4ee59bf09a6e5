package io.tributary.ingest;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;

/** Looks at a csv dump: its header, and whether quoted fields span lines. */
final class CsvInspector implements FileInspector {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER = 1 << 20;

  /** A first line that is longer is no header; it bounds the memory that a look costs. */
  private static final int MAX_HEADER = 1 << 20;

  /** What a decoder writes for bytes that mean nothing in its charset. */
  private static final char UNDECODED = '\uFFFD';

  private final CsvDialect dialect;

  CsvInspector(CsvDialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public InspectedFile inspect(DumpFile file, DumpBytes bytes) throws IOException, UnreadableDump {
    QuotedBreaks breaks = new QuotedBreaks(dialect.delimiter(), dialect.quote());
    String checksum = bytes.checksum(content -> scan(content, breaks));
    boolean multiLine = !dialect.encoding().hasByteLines() || breaks.spanLines();
    return new InspectedFile(file, checksum, columns(bytes, multiLine), multiLine, "");
  }

  private void scan(InputStream content, QuotedBreaks breaks) throws IOException {
    if (!dialect.encoding().hasByteLines()) {
      return;
    }
    BufferedInputStream buffered = new BufferedInputStream(content);
    ByteOrderMark.skip(buffered);
    if (dialect.hasByteDelimiters()) {
      byte[] buffer = new byte[BUFFER];
      for (int n = buffered.read(buffer); n >= 0; n = buffered.read(buffer)) {
        breaks.accept(buffer, 0, n);
      }
    } else {
      scanDecoded(new InputStreamReader(buffered, dialect.encoding().charset()), breaks);
    }
  }

  /** Only ASCII matters to the scan: any other character becomes one byte that means nothing. */
  private static void scanDecoded(Reader reader, QuotedBreaks breaks) throws IOException {
    char[] chars = new char[BUFFER];
    byte[] buffer = new byte[BUFFER];
    for (int n = reader.read(chars); n >= 0; n = reader.read(chars)) {
      for (int i = 0; i < n; i++) {
        buffer[i] = chars[i] < 0x80 ? (byte) chars[i] : (byte) 0xFF;
      }
      breaks.accept(buffer, 0, n);
    }
  }

  private List<String> columns(DumpBytes bytes, boolean multiLine)
      throws IOException, UnreadableDump {
    String[] record;
    try (BufferedInputStream content = new BufferedInputStream(bytes.open())) {
      ByteOrderMark.check(content, dialect.encoding().charset());
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(content, dialect.encoding().charset()));
      ByteOrderMark.skipDecoded(reader);
      record = multiLine ? firstRecord(reader) : firstLine(reader);
    } catch (TextParsingException e) {
      throw notCsv("more than " + CsvDialect.MAX_COLUMNS + " columns", e);
    }
    if (record == null) {
      return List.of();
    }
    if (!dialect.header()) {
      return ColumnNames.numbered(record.length);
    }
    if (Arrays.stream(record).anyMatch(name -> name != null && name.indexOf(UNDECODED) >= 0)) {
      throw new UnreadableDump(
          "has a header that is not text in "
              + dialect.encoding().name()
              + "; set options.encoding to what the dump is written in, such as GBK or UTF-8");
    }
    return ColumnNames.of(record);
  }

  private String[] firstRecord(Reader reader) {
    CsvParser parser = new CsvParser(dialect.parserSettings());
    parser.beginParsing(reader);
    String[] record = parser.parseNext();
    parser.stopParsing();
    return record;
  }

  /** The first line that is not blank; a quote that is not closed ends with it. */
  private String[] firstLine(Reader reader) throws IOException, UnreadableDump {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c != '\n' && c != '\r') {
        line.append((char) c);
      } else if (dialect.isBlank(line.toString())) {
        line.setLength(0);
      } else {
        break;
      }
      if (line.length() > MAX_HEADER) {
        throw notCsv("no line break in " + MAX_HEADER + " characters", null);
      }
    }
    String first = line.toString();
    return dialect.isBlank(first) ? null : new CsvParser(dialect.parserSettings()).parseLine(first);
  }

  private static UnreadableDump notCsv(String why, Exception cause) {
    return new UnreadableDump(
        "is not csv: " + why + "; see that 'files' and 'format' of the source fit it", cause);
  }
}
