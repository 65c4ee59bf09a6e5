package io.tributary.ingest;

import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.lake.Lake;
import io.tributary.lake.PendingErasure;
import io.tributary.lake.RunLock;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Takes a loaded file back: the ledger notes it, and the next ingest rebuilds what its source feeds
 * without it.
 */
public final class RetractDump {
  private RetractDump() {}

  /**
   * Notes that a file is taken back.
   *
   * @param file a path below landing, or a full one
   * @return the path below landing
   * @throws UserMistake if no such file is loaded
   */
  public static String retract(Lake lake, SparkSession spark, Workspace workspace, String file) {
    try (RunLock lock = RunLock.acquire(lake, "retract " + file)) {
      new PendingErasure(lake).requireNone();
      LoadedFiles ledger = new LoadedFiles(lake, spark);
      Map<String, LoadedFile> loaded = ledger.read();
      String path = belowLanding(workspace, file);
      LoadedFile known = loaded.get(path);
      if (known == null) {
        throw new UserMistake(
            "No file '%s' is loaded. `tributary sql \"select path from loaded_files\"` lists those that are."
                .formatted(file));
      }
      if (known.retracted() && !known.isRetractionPending()) {
        throw new UserMistake("'%s' is retracted already.".formatted(path));
      }
      lock.verify();
      ledger.write(List.of(known.takenBack()));
      return path;
    }
  }

  private static String belowLanding(Workspace workspace, String file) {
    String landing = workspace.landing();
    if (file.startsWith(landing + "/")) {
      return file.substring(landing.length() + 1);
    }
    Path absolute = Path.of(file).toAbsolutePath().normalize();
    return !landing.contains(":/") && absolute.startsWith(landing)
        ? Path.of(landing).relativize(absolute).toString().replace('\\', '/')
        : file;
  }
}
