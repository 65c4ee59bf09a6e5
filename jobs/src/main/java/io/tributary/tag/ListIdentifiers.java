package io.tributary.tag;

import static org.apache.spark.sql.functions.udf;

import io.tributary.pipeline.Run;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Lists that somebody brings to a workspace as CSV files with a header, such as phone numbers. They
 * lie beside the YAML files, which only the driver's machine has: it reads them for all.
 */
public final class ListIdentifiers {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ListIdentifiers() {}

  /** What tells that a list was replaced: its size, and when it was written. */
  public static String state(Workspace workspace, String list) {
    Path file = workspace.folder().resolve(list);
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + list, e);
    }
  }

  /**
   * The rows of a list.
   *
   * @param definedIn the file that names the list
   * @throws UserMistake if it lacks one of the columns
   */
  public static Dataset<Row> read(Run run, String definedIn, String list, List<String> columns) {
    List<String> lines = lines(run.workspace(), list);
    Dataset<Row> rows =
        run.spark()
            .read()
            .option("header", true)
            .csv(run.spark().createDataset(lines, Encoders.STRING()));
    List<String> present = List.of(rows.columns());
    for (String column : columns) {
      if (!present.contains(column)) {
        throw new UserMistake(
            "%s: %s has no column `%s`; it has %s"
                .formatted(definedIn, list, column, String.join(", ", present)));
      }
    }
    return rows;
  }

  private static List<String> lines(Workspace workspace, String list) {
    List<String> lines = new ArrayList<>();
    // Unlike Files.readAllLines, this goes on after bytes that are no UTF-8.
    try (InputStream bytes = Files.newInputStream(workspace.folder().resolve(list));
        BufferedReader text =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      text.lines().forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + list, e);
    }
    if (!lines.isEmpty() && lines.get(0).startsWith(BYTE_ORDER_MARK)) {
      lines.set(0, lines.get(0).substring(BYTE_ORDER_MARK.length()));
    }
    return lines;
  }

  /** The keyed hash of an identifier as it stands in a list; null if it is none. */
  public static UserDefinedFunction keys(Run run, String namespace) {
    Namespace settings = run.workspace().settings().identity().namespaces().get(namespace);
    IdentifierForm form = new IdentifierForm(settings);
    Sealer sealer = new Sealer(run.key());
    UDF1<String, byte[]> function =
        text -> {
          String value = form.of(text).value();
          return value == null ? null : sealer.hash(namespace, value);
        };
    return udf(function, DataTypes.BinaryType);
  }
}
