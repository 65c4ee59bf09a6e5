package io.tributary.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Everything that nights have left in a workspace's lake and exports, as text to search in. */
public final class LeftTexts {
  private LeftTexts() {}

  /** What was left, by file; what Parquet files hold after decompression, by folder. */
  public static Map<String, String> of(Path workspace) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String left : List.of("lake", "exports")) {
      for (Path file : files(workspace.resolve(left))) {
        if (file.toString().endsWith(".parquet")) {
          String table = workspace.relativize(file.getParent()).toString();
          texts.merge(table, parquet(file), String::concat);
        } else {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          texts.put(workspace.relativize(file).toString(), text);
        }
      }
    }
    return texts;
  }

  /** Which of some values occur, and where. */
  public static Set<String> found(Collection<String> values, Map<String, String> texts) {
    Set<String> found = new TreeSet<>();
    texts.forEach(
        (place, text) ->
            values.stream()
                .filter(text::contains)
                .forEach(value -> found.add(value + " in " + place)));
    return found;
  }

  /** The files below a folder. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /**
   * All cells of a file as text; bytes as if they were some, and in hexadecimal. Without Spark, for
   * which each of some sixty tables is a job or two.
   */
  private static String parquet(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        append(text, row);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Group row) {
    for (int field = 0; field < row.getType().getFieldCount(); field++) {
      Type type = row.getType().getType(field);
      for (int i = 0; i < row.getFieldRepetitionCount(field); i++) {
        if (!type.isPrimitive()) {
          append(text, row.getGroup(field, i));
        } else if (type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
          append(text, row.getBinary(field, i).getBytes(), type.getLogicalTypeAnnotation() == null);
        } else {
          text.append('"').append(row.getValueToString(field, i)).append("\"\n");
        }
      }
    }
  }

  private static void append(StringBuilder text, byte[] cell, boolean isNoText) {
    text.append('"').append(new String(cell, StandardCharsets.UTF_8)).append("\"\n");
    if (isNoText) {
      text.append(HexFormat.of().withUpperCase().formatHex(cell)).append('\n');
    }
  }
}
