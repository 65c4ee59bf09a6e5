package io.tributary.generate;

import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The folder that is being written: local, or on any file system that Hadoop knows. */
final class WorkspaceFolder {
  private final Path folder;
  private final FileSystem files;

  WorkspaceFolder(String location, Configuration hadoop) throws IOException {
    this.folder = new Path(location);
    FileSystem found = folder.getFileSystem(hadoop);
    // The raw one leaves no checksum files between the dumps.
    this.files = found instanceof LocalFileSystem local ? local.getRaw() : found;
  }

  /** Ends with an explanation where something is there already. */
  void requireEmpty() throws IOException {
    if (files.exists(folder) && files.listStatus(folder).length > 0) {
      throw new UserMistake(
          "--out: "
              + folder
              + " is not empty, and what is in it could be somebody's work; give a new folder");
    }
  }

  /** A file that appears only once it is complete. */
  Pending create(String path) throws IOException {
    Path target = new Path(folder, path);
    Path beside = new Path(target.getParent(), "_" + target.getName() + ".writing");
    return new Pending(files.create(beside, true), beside, target);
  }

  void writeText(String path, String text) throws IOException {
    writeBytes(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void writeBytes(String path, byte[] bytes) throws IOException {
    Pending file = create(path);
    file.out().write(bytes);
    file.finish();
  }

  /** A file that is being written beside its place. */
  final class Pending {
    private final OutputStream out;
    private final Path beside;
    private final Path target;

    private Pending(OutputStream out, Path beside, Path target) {
      this.out = out;
      this.beside = beside;
      this.target = target;
    }

    OutputStream out() {
      return out;
    }

    /** Closes the file and puts it into its place; a repeated task replaces its first attempt's. */
    void finish() throws IOException {
      out.close();
      files.delete(target, false);
      if (!files.rename(beside, target)) {
        throw new IOException("could not rename " + beside + " to " + target.getName());
      }
    }
  }
}
