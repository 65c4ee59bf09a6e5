package io.tributary.export;

import io.tributary.lake.FileStore;
import io.tributary.pipeline.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes what the exported tables mean beside them: {@code data-dictionary.html} for people, {@code
 * data-dictionary.csv}, and {@code dataset.json} for programs.
 */
final class ExportGuide {
  /** The file that is written after all others of the folder. */
  static final String LAST = "dataset.json";

  private ExportGuide() {}

  /**
   * Writes the files.
   *
   * @param folder with the tables
   * @param mark what CSVs begin with
   */
  static void write(FileStore files, Path folder, List<Contract> contracts, String mark) {
    files.replace(new Path(folder, "data-dictionary.html"), DataDictionary.html(contracts));
    files.replace(new Path(folder, "data-dictionary.csv"), mark + DataDictionary.csv(contracts));
    Map<Contract, List<String>> paths = new LinkedHashMap<>();
    for (Contract contract : contracts) {
      paths.put(contract, paths(files, folder, contract.table()));
    }
    files.replace(new Path(folder, LAST), DataPackage.json(paths));
  }

  /** The table's CSV; its Parquet files where it is too large to have one. */
  private static List<String> paths(FileStore files, Path folder, String table) {
    String csv = table + ".csv";
    if (files.exists(new Path(folder, csv))) {
      return List.of(csv);
    }
    try {
      FileSystem fileSystem = files.fileSystem(folder);
      return Arrays.stream(fileSystem.listStatus(new Path(folder, table)))
          .map(FileStatus::getPath)
          .map(Path::getName)
          .filter(name -> name.endsWith(".parquet"))
          .sorted()
          .map(name -> table + "/" + name)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
