package io.tributary.ingest;

import io.tributary.TestSpark;
import io.tributary.pipeline.Problems;
import io.tributary.workspace.FilePattern;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.Delivery;
import io.tributary.workspace.Source.Format;
import io.tributary.workspace.Source.ReadOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A landing folder of one source, whose dumps a test writes byte by byte and reads as text. */
final class TestLanding {
  private static final LocalDate LAST = LocalDate.of(2024, 12, 31);

  private final Path folder;
  private final FilePattern files;
  private final Format format;
  private boolean header = true;
  private String encoding = "UTF-8";
  private char delimiter = ',';
  private Optional<String> sheet = Optional.empty();
  private SparkSession session = TestSpark.session();

  TestLanding(Path folder, Format format) {
    this(folder, format, "{date}/*");
  }

  TestLanding(Path folder, Format format, String files) {
    this.folder = folder;
    this.format = format;
    this.files = FilePattern.of(files);
  }

  TestLanding withoutHeader() {
    header = false;
    return this;
  }

  TestLanding encoding(String name) {
    encoding = name;
    return this;
  }

  TestLanding delimiter(char character) {
    delimiter = character;
    return this;
  }

  TestLanding sheet(String name) {
    sheet = Optional.of(name);
    return this;
  }

  TestLanding session(SparkSession other) {
    session = other;
    return this;
  }

  /** Writes a dump of 1 May 2024 in the source's encoding. */
  TestLanding dump(String name, String content) throws IOException {
    return file("2024-05-01/" + name, content.getBytes(Charset.forName(encoding)));
  }

  TestLanding file(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Source source() {
    return new Source(
        "pos",
        "sources/pos.yaml",
        files,
        format,
        new ReadOptions(header, encoding, delimiter, '"', sheet),
        Delivery.CHANGES,
        false,
        0,
        List.of(),
        List.of());
  }

  List<DumpFile> list() {
    Problems problems = new Problems();
    List<DumpFile> files =
        Landing.list(
            session.sparkContext().hadoopConfiguration(),
            folder.toString(),
            source(),
            LAST,
            problems);
    problems.throwIfAny();
    return files;
  }

  List<InspectedFile> inspect() {
    Problems problems = new Problems();
    List<InspectedFile> files =
        InspectFiles.run(session, folder.toString(), source(), list(), problems);
    problems.throwIfAny();
    return files;
  }

  Dataset<Row> read(String... used) {
    return DumpReader.read(
        session, folder.toString(), source(), inspect(), false, new LinkedHashSet<>(List.of(used)));
  }

  Dataset<Row> readNumbered(String... used) {
    return DumpReader.read(
        session, folder.toString(), source(), inspect(), true, new LinkedHashSet<>(List.of(used)));
  }

  /** The rows in their order: the dump's columns and _malformed, a null as -. */
  List<String> rows(String... used) {
    return text(
        read(used)
            .orderBy("_file", "_block", "_seq")
            .drop("_file", "_dump_date", "_block", "_seq"));
  }

  static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(TestLanding::text).toList();
  }

  private static String text(Row row) {
    return Arrays.stream(values(row))
        .map(value -> value == null ? "-" : value.toString())
        .collect(Collectors.joining(" | "));
  }

  private static Object[] values(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }
}
