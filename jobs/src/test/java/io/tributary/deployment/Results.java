package io.tributary.deployment;

import io.tributary.lake.FileStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What a night leaves for people.
 *
 * @param tables by name, the lines of each exported CSV, sorted; without {@code runs}, which tells
 *     when it was
 * @param delivered the file of the audience
 */
record Results(Map<String, List<String>> tables, List<String> delivered) {

  static Results of(FileStore files, String exports, String date) throws IOException {
    Path night = new Path(exports, date);
    Path tables = new Path(night, "tables");
    Map<String, List<String>> found = new TreeMap<>();
    for (FileStatus file : files.fileSystem(tables).listStatus(tables)) {
      String name = file.getPath().getName();
      if (name.endsWith(".csv") && !name.equals("runs.csv")) {
        found.put(name, lines(files, file.getPath()));
      }
    }
    return new Results(found, lines(files, new Path(night, "audiences/buyers/sms.csv")));
  }

  private static List<String> lines(FileStore files, Path path) {
    return files.read(path).orElseThrow().lines().sorted().toList();
  }
}
