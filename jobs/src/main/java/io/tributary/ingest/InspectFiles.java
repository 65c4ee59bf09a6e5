package io.tributary.ingest;

import io.tributary.pipeline.Problems;
import io.tributary.workspace.Source;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.spark.sql.SparkSession;

/**
 * Looks once at the bytes of new dump files: their checksum, the columns they have, and how they
 * can be read. A file streams through a fixed buffer.
 */
public final class InspectFiles {
  private InspectFiles() {}

  /**
   * Inspects the files of a source.
   *
   * @param landing a Hadoop path
   * @param problems where every file is noted that cannot be read
   * @return the others, in the order of {@code files}
   */
  public static List<InspectedFile> run(
      SparkSession session,
      String landing,
      Source source,
      List<DumpFile> files,
      Problems problems) {
    Map<DumpFile, Outcome> outcomes = new HashMap<>();
    FileInspector inspector = FileInspector.of(source);
    FilesJob.run(session, landing, files, (file, bytes) -> inspect(inspector, file, bytes))
        .forEach(outcome -> outcomes.put(outcome.file(), outcome));
    List<InspectedFile> inspected = new ArrayList<>(files.size());
    for (DumpFile file : files) {
      Outcome outcome = outcomes.get(file);
      if (outcome.problem() == null) {
        inspected.add(outcome.inspected());
      } else {
        problems.add("landing file " + file.path(), outcome.problem());
      }
    }
    return List.copyOf(inspected);
  }

  /** Either what was found or what is wrong. */
  private record Outcome(DumpFile file, InspectedFile inspected, String problem)
      implements Serializable {}

  private static Outcome inspect(FileInspector inspector, DumpFile file, DumpBytes bytes)
      throws IOException {
    try {
      return new Outcome(file, inspector.inspect(file, bytes), null);
    } catch (UnreadableDump e) {
      return new Outcome(file, null, e.getMessage());
    } catch (FileNotFoundException e) {
      // As the local file system also says of a file that may not be read.
      String problem = "cannot be opened (%s); is it gone, or another user's?";
      return new Outcome(file, null, problem.formatted(e.getMessage()));
    } catch (ChecksumException e) {
      String problem =
          "does not fit the checksum file .%s.crc beside it, which a Hadoop program wrote; if the"
              + " dump is right, delete that file";
      return new Outcome(file, null, problem.formatted(bytes.path().getName()));
    }
  }
}
