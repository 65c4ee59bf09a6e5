package io.tributary.delivery;

import io.tributary.lake.FileStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;

/** A folder on any Hadoop file system, such as s3a; its credentials are Hadoop's affair. */
final class StoreTarget implements Target {
  private final FileStore files;
  private final Path folder;

  StoreTarget(FileStore files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  @Override
  public boolean has(String path, long bytes, String sha256) throws IOException {
    Path file = new Path(folder, path);
    try {
      return files.fileSystem(file).getFileStatus(file).getLen() == bytes
          && Checksum.of(files.open(file)).equals(sha256);
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public void put(String path, Content content) throws IOException {
    try (InputStream bytes = content.open()) {
      files.replace(new Path(folder, path), bytes);
    }
  }

  @Override
  public void delete(String path) {
    files.delete(new Path(folder, path));
  }

  @Override
  public void close() {}
}
