package io.tributary.ingest;

import io.tributary.TestSpark;
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
import org.apache.spark.sql.Row;

/** Everything that nights have left in a workspace's lake and exports, as text to search in. */
public final class LeftTexts {
  private LeftTexts() {}

  /** What was left, by file; what Parquet files hold after decompression, by folder. */
  public static Map<String, String> of(Path workspace) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    Set<Path> tables = new TreeSet<>();
    for (String left : List.of("lake", "exports")) {
      for (Path file : files(workspace.resolve(left))) {
        if (file.toString().endsWith(".parquet")) {
          tables.add(file.getParent());
        } else {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          texts.put(workspace.relativize(file).toString(), text);
        }
      }
    }
    for (Path table : tables) {
      texts.put(workspace.relativize(table).toString(), parquet(table));
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

  /** All cells as text; bytes as if they were some, and in hexadecimal. */
  private static String parquet(Path table) {
    String files = table.resolve("*.parquet").toString();
    StringBuilder text = new StringBuilder();
    TestSpark.session()
        .read()
        .option("mergeSchema", true)
        .parquet(files)
        .collectAsList()
        .forEach(row -> append(text, row));
    return text.toString();
  }

  private static void append(StringBuilder text, Object cell) {
    if (cell instanceof scala.Product row) {
      row.productIterator().foreach(part -> appended(text, part));
    } else if (cell instanceof Row row) {
      for (int i = 0; i < row.size(); i++) {
        append(text, row.get(i));
      }
    } else if (cell instanceof scala.collection.Iterable<?> list) {
      list.foreach(element -> appended(text, element));
    } else if (cell instanceof byte[] bytes) {
      text.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
      text.append(HexFormat.of().withUpperCase().formatHex(bytes)).append('\n');
    } else {
      text.append('"').append(cell).append("\"\n");
    }
  }

  private static Object appended(StringBuilder text, Object cell) {
    append(text, cell);
    return null;
  }
}
