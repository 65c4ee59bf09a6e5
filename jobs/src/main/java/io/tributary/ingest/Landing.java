package io.tributary.ingest;

import io.tributary.lake.LiteralGlob;
import io.tributary.pipeline.Problems;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder where the dumps of a retailer's systems arrive, on any file system Hadoop knows. */
public final class Landing {
  private static final Comparator<DumpFile> BY_DATE =
      Comparator.comparing(DumpFile::dumpDate).thenComparing(DumpFile::path);

  private final FileSystem fileSystem;
  private final Path root;

  private Landing(Configuration hadoop, String landing) throws IOException {
    Path path = new Path(landing);
    this.fileSystem = path.getFileSystem(hadoop);
    this.root = fileSystem.makeQualified(path);
  }

  /**
   * The dump files of a source that are dated on or before a date, by dump date and path. Hidden
   * files and folders (names that start with {@code _} or {@code .}) and {@code .crc} files are not
   * dumps; a folder is one only as a parquet dump of several part files.
   *
   * @param landing a Hadoop path
   * @param problems where a name is noted that cannot be listed
   * @throws UserMistake if there is no such folder
   */
  public static List<DumpFile> list(
      Configuration hadoop, String landing, Source source, LocalDate upTo, Problems problems) {
    try {
      return new Landing(hadoop, landing).list(source, upTo, problems);
    } catch (IOException e) {
      throw new UncheckedIOException("Listing " + landing + " for source " + source.name(), e);
    }
  }

  private List<DumpFile> list(Source source, LocalDate upTo, Problems problems) throws IOException {
    if (!fileSystem.exists(root)) {
      throw new UserMistake(
          "landing folder "
              + root
              + " does not exist; create it, or set 'landing' in tributary.yaml to where the dumps"
              + " lie");
    }
    List<DumpFile> found = new ArrayList<>();
    for (FileStatus candidate : candidates(source, problems)) {
      Optional<LocalDate> date = source.files().dumpDate(relative(candidate.getPath()));
      if (date.isPresent() && !date.get().isAfter(upTo)) {
        for (FileStatus file : filesOf(candidate, source.format())) {
          String path = relative(file.getPath());
          if (!isHidden(path)) {
            found.add(
                new DumpFile(
                    source.name(), path, date.get(), file.getLen(), file.getModificationTime()));
          }
        }
      }
    }
    found.sort(BY_DATE);
    return List.copyOf(found);
  }

  private FileStatus[] candidates(Source source, Problems problems) throws IOException {
    // Put together as text: Path(parent, child) takes a colon in a child for a scheme.
    Path glob = new Path(LiteralGlob.of(root.toString()) + "/" + source.files().glob());
    try {
      FileStatus[] candidates = fileSystem.globStatus(glob);
      return candidates == null ? new FileStatus[0] : candidates;
    } catch (IllegalArgumentException e) {
      // As does Hadoop's own glob.
      problems.add(
          "landing folder " + root,
          "Hadoop cannot list a name with a colon (%s); rename it".formatted(e.getMessage()));
      return new FileStatus[0];
    }
  }

  private FileStatus[] filesOf(FileStatus candidate, Source.Format format) throws IOException {
    if (candidate.isFile()) {
      return new FileStatus[] {candidate};
    }
    if (format != Source.Format.PARQUET) {
      return new FileStatus[0];
    }
    List<FileStatus> parts = new ArrayList<>(List.of(fileSystem.listStatus(candidate.getPath())));
    parts.removeIf(FileStatus::isDirectory);
    return parts.toArray(FileStatus[]::new);
  }

  /** Below landing, with forward slashes and as people write it: not URL-encoded. */
  private String relative(Path path) {
    String folder = root.toUri().getPath();
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    return path.toUri().getPath().substring(prefix.length());
  }

  private static boolean isHidden(String relativePath) {
    if (relativePath.endsWith(".crc")) {
      return true;
    }
    for (String segment : relativePath.split("/")) {
      if (segment.startsWith("_") || segment.startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
