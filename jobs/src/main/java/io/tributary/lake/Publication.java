package io.tributary.lake;

import org.apache.hadoop.fs.Path;

/**
 * A folder of files for people, which is complete or does not count. On a file system it is written
 * beside its place and moved there in one step. An object store has no such step, a rename there
 * copies file after file; so the files are written in their place, and the marker, written last by
 * whoever writes the files, says that they are complete: what was there before loses its marker
 * first.
 */
public final class Publication {
  private final FileStore files;
  private final Path shown;
  private final Path folder;

  private Publication(FileStore files, Path shown, Path folder) {
    this.files = files;
    this.shown = shown;
    this.folder = folder;
  }

  /**
   * Makes room for a folder's files.
   *
   * @param shown where people look for the folder
   * @param marker the name of the file, in the folder or below it, that is written last
   */
  public static Publication begin(FileStore files, Path shown, String marker) {
    boolean inPlace = files.isObjectStore(shown);
    Path folder = inPlace ? shown : new Path(shown.getParent(), "." + shown.getName() + "-new");
    if (inPlace) {
      files.filesBelow(shown).stream()
          .filter(file -> file.getName().equals(marker))
          .forEach(files::delete);
    }
    files.delete(folder);
    return new Publication(files, shown, folder);
  }

  /** Where the files are to be written. */
  public Path folder() {
    return folder;
  }

  /** Shows what was written, instead of what was there; nothing, if nothing was written. */
  public void complete() {
    if (folder.equals(shown)) {
      return;
    }
    if (files.exists(folder)) {
      files.swap(folder, shown);
    } else {
      files.delete(shown);
    }
  }
}
