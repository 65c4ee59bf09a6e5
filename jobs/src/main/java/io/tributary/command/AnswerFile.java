package io.tributary.command;

import io.tributary.export.SingleFile;
import io.tributary.export.SingleFile.Form;
import io.tributary.lake.FileStore;
import io.tributary.pipeline.UserMistake;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where an answer is written to, and as what.
 *
 * @param path whole, with its scheme
 */
record AnswerFile(Path path, Form form) {
  /** The file that somebody named: without a scheme, one of this machine. */
  static AnswerFile at(String name) {
    for (Form form : Form.values()) {
      if (name.toLowerCase(Locale.ROOT).endsWith(form.ending())) {
        boolean hasScheme = name.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*");
        Path path =
            hasScheme
                ? new Path(name)
                : new Path(java.nio.file.Path.of(name).toAbsolutePath().normalize().toUri());
        return new AnswerFile(path, form);
      }
    }
    throw new UserMistake(
        "--out takes a file that ends with %s, not '%s'."
            .formatted(
                Arrays.stream(Form.values()).map(Form::ending).collect(Collectors.joining(", ")),
                name));
  }

  /**
   * Writes all rows: the file is there when it is complete, or not at all.
   *
   * @param marked as exports are: whether a CSV begins with a byte order mark
   */
  void write(FileStore files, Dataset<Row> answer, boolean marked) {
    if (!files.exists(path.getParent())) {
      throw new UserMistake("There is no folder " + path.getParent() + "; make it first.");
    }
    SingleFile.write(files, answer, form, marked, path);
  }
}
