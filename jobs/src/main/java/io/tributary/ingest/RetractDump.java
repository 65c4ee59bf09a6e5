package io.tributary.ingest;

import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.lake.Lake;
import io.tributary.lake.PendingErasure;
import io.tributary.lake.RunLock;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Takes a loaded file back: the ledger notes it, and the next ingest rebuilds what its source feeds
 * without it.
 */
public final class RetractDump {
  private RetractDump() {}

  /**
   * A file that is taken back.
   *
   * @param path below landing
   * @param before whether an earlier night was run without it already, as far as its ingest
   */
  public record Retracted(String path, boolean before) {}

  /**
   * Notes that a file is taken back, from every source that reads it.
   *
   * @param file a path below landing, or one from the folder that the user or the workspace is in
   * @throws UserMistake if no such file is loaded
   */
  public static Retracted retract(Lake lake, SparkSession spark, Workspace workspace, String file) {
    try (RunLock lock = RunLock.acquire(lake, "retract " + file)) {
      new PendingErasure(lake).requireNone();
      LoadedFiles ledger = new LoadedFiles(lake, spark);
      Collection<LoadedFile> loaded = ledger.read().values();
      List<LoadedFile> known =
          belowLanding(workspace, file).stream()
              .map(path -> loaded.stream().filter(f -> f.file().path().equals(path)).toList())
              .filter(files -> !files.isEmpty())
              .findFirst()
              .orElseThrow(() -> notLoaded(file));
      String path = known.get(0).file().path();
      List<LoadedFile> there =
          known.stream().filter(f -> !f.retracted() || f.isRetractionPending()).toList();
      lock.verify();
      ledger.write(there.stream().map(LoadedFile::takenBack).toList(), List.of());
      return new Retracted(path, there.isEmpty());
    }
  }

  private static UserMistake notLoaded(String file) {
    return new UserMistake(
        "No file '%s' is loaded. `tributary sql \"select path from loaded_files\"` lists those that are."
            .formatted(file));
  }

  /** What the file's path below landing may be, the likeliest first. */
  static List<String> belowLanding(Workspace workspace, String file) {
    String landing = workspace.landing();
    List<String> paths = new ArrayList<>();
    if (file.startsWith(landing + "/")) {
      paths.add(file.substring(landing.length() + 1));
    } else if (!landing.contains(":/")) {
      Path root = Path.of(landing).normalize();
      for (Path folder : List.of(Path.of(""), workspace.folder())) {
        Path absolute = folder.resolve(file).toAbsolutePath().normalize();
        if (absolute.startsWith(root)) {
          paths.add(root.relativize(absolute).toString().replace('\\', '/'));
        }
      }
    }
    paths.add(file);
    return paths;
  }
}
