package io.tributary.erasure;

import io.tributary.lake.FileStore;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The folders that nights have left in {@code exports}. */
final class ExportFolders {
  private ExportFolders() {}

  /** Those of all nights, in order. */
  static List<Path> nights(FileStore files, String exports) {
    return files.list(new Path(exports)).stream().filter(f -> isDate(f.getName())).toList();
  }

  private static boolean isDate(String name) {
    try {
      LocalDate.parse(name);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
