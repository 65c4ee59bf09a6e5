package io.tributary.audience;

import io.tributary.lake.FileStore;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a night's audiences while it is being written. A folder with a manifest is
 * complete: on a file system everything is written beside its place and moved there in one go; on
 * an object store, where that would be copying, old manifests go first, each file appears whole,
 * and the new manifests come last.
 */
final class DeliveryFolder {
  static final String MANIFEST = "manifest.json";

  private final FileStore files;
  private final Path shown;
  private final boolean isInPlace;
  private final Path written;

  private DeliveryFolder(FileStore files, Path shown) {
    this.files = files;
    this.shown = shown;
    this.isInPlace = files.isObjectStore(shown);
    this.written = isInPlace ? shown : new Path(shown.getParent(), ".audiences-new");
  }

  /**
   * Begins a folder.
   *
   * @param shown where it is to appear; what is there is replaced
   */
  static DeliveryFolder begin(FileStore files, Path shown) {
    DeliveryFolder folder = new DeliveryFolder(files, shown);
    if (folder.isInPlace) {
      files.filesBelow(shown).stream()
          .filter(file -> file.getName().equals(MANIFEST))
          .forEach(files::delete);
    } else {
      files.delete(folder.written);
    }
    return folder;
  }

  /** Where to write. */
  Path written() {
    return written;
  }

  /**
   * Shows what was written.
   *
   * @param names all files, as {@code audience/file}
   */
  void show(Set<String> names) {
    if (isInPlace) {
      files.filesBelow(shown).stream()
          .filter(file -> !names.contains(file.getParent().getName() + "/" + file.getName()))
          .forEach(files::delete);
    } else if (names.isEmpty()) {
      files.delete(shown);
    } else {
      files.swap(written, shown);
    }
  }
}
