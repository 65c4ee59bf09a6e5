package io.tributary.lake;

import io.tributary.pipeline.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;

/** Small files on any Hadoop file system: whole or not at all. */
public final class FileStore {
  private static final FsPermission OWNER_ONLY = new FsPermission((short) 0600);

  /** Schemes of stores in which a file appears whole when it is closed, and a rename is a copy. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "obs");

  /** An object that is replaced again and again, every time while it is read, is not ours. */
  private static final int READ_ATTEMPTS = 5;

  private final Configuration configuration;

  public FileStore(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * The file system of a path; the local one without the checksum files that Hadoop would put
   * beside each file.
   */
  public FileSystem fileSystem(Path path) throws IOException {
    FileSystem fileSystem = known(path);
    return fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
  }

  private FileSystem known(Path path) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (RuntimeException e) {
      // Hadoop knows more schemes than it brings classes for.
      if (e.getCause() instanceof ClassNotFoundException) {
        throw new UserMistake(
            "%s: this Spark lacks Hadoop's module for %s paths. Give spark-submit --packages as the README says under On object storage."
                .formatted(path, path.toUri().getScheme()));
      }
      throw e;
    }
  }

  /**
   * Whether a path lies on an object store, such as s3a: there a file appears, whole, when it is
   * closed, and to rename a folder is to copy what is in it, file by file.
   */
  public boolean isObjectStore(Path path) {
    if (OBJECT_STORES.contains(String.valueOf(path.toUri().getScheme()))) {
      return true;
    }
    try {
      return fileSystem(path).hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + path, e);
    }
  }

  /** The text of a file, if it exists. */
  public Optional<String> read(Path path) {
    for (int attempt = 1; ; attempt++) {
      try (InputStream in = fileSystem(path).open(path)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (FileNotFoundException e) {
        return Optional.empty();
      } catch (IOException e) {
        if (attempt == READ_ATTEMPTS || !wasReplaced(path, e)) {
          throw new UncheckedIOException("Cannot read " + path, e);
        }
      }
    }
  }

  /**
   * Whether a store refused to read because the object was replaced meanwhile: s3a asks for the
   * very object that it has looked at before, and is told that there is another one (status 412).
   * So it goes with the lock of a run, which one thread reads while another one renews it.
   */
  private boolean wasReplaced(Path path, IOException failure) {
    return failure instanceof PathIOException && isObjectStore(path);
  }

  /** Replaces a file: readers see the old text or the new one. */
  public void replace(Path path, String text) {
    try {
      replace(path, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** Replaces a file: readers see the old bytes or the new ones, also after an error. */
  public void replace(Path path, InputStream bytes) throws IOException {
    FileSystem fileSystem = fileSystem(path);
    fileSystem.mkdirs(path.getParent());
    if (isObjectStore(path)) {
      upload(fileSystem, path, bytes);
      return;
    }
    Path beside = new Path(path.getParent(), "." + path.getName() + ".new");
    try (OutputStream out = fileSystem.create(beside, true)) {
      bytes.transferTo(out);
    } catch (IOException e) {
      fileSystem.delete(beside, false);
      throw e;
    }
    move(beside, path);
  }

  /** An object appears when its stream is closed: after an error it must not be. */
  private static void upload(FileSystem fileSystem, Path path, InputStream bytes)
      throws IOException {
    FSDataOutputStream out = fileSystem.create(path, true);
    try {
      bytes.transferTo(out);
    } catch (IOException e) {
      out.abort();
      throw e;
    }
    out.close();
  }

  /** The bytes of a file. */
  public InputStream open(Path path) throws IOException {
    return fileSystem(path).open(path);
  }

  /** The files below a folder, if it is there. */
  public List<Path> filesBelow(Path folder) {
    List<Path> files = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> found = fileSystem(folder).listFiles(folder, true);
      while (found.hasNext()) {
        files.add(found.next().getPath());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
    return files;
  }

  /** Moves a complete file to its place; one that is there goes. */
  public void move(Path fresh, Path shown) throws IOException {
    // The raw local file system renames over an existing file, as POSIX does.
    if (fileSystem(shown) instanceof RawLocalFileSystem local) {
      if (!local.rename(fresh, shown)) {
        throw new IOException("Cannot rename " + fresh + " to " + shown);
      }
    } else {
      FileContext.getFileContext(shown.toUri(), configuration)
          .rename(fresh, shown, Options.Rename.OVERWRITE);
    }
  }

  /**
   * Creates a file that must not exist yet; false if it does, unless it has this very text. Only
   * the owner may read it.
   */
  public boolean createNew(Path path, String text) {
    try {
      FileSystem fileSystem = fileSystem(path);
      fileSystem.mkdirs(path.getParent());
      try (OutputStream out = beginNew(fileSystem, path)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      // A store that refuses the second of two at the end of the writing says so in its own words.
      // The first may have been our own: a client whose answer got lost asks once more.
      Optional<String> there = isObjectStore(path) ? read(path) : Optional.empty();
      return there
          .map(text::equals)
          .orElseThrow(() -> new UncheckedIOException("Cannot create " + path, e));
    }
  }

  /** Where the store can, it is asked to decide between two who create the file at one time. */
  private static FSDataOutputStream beginNew(FileSystem fileSystem, Path path) throws IOException {
    String onlyIfAbsent = CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
    if (fileSystem.hasPathCapability(path, onlyIfAbsent)) {
      FSDataOutputStreamBuilder<?, ?> file = fileSystem.createFile(path);
      return file.overwrite(true).must(onlyIfAbsent, true).build();
    }
    EnumSet<CreateFlag> flags = EnumSet.of(CreateFlag.CREATE);
    return fileSystem.create(path, OWNER_ONLY, flags, 4096, (short) 1, 1L << 20, null);
  }

  /** Deletes a file or a folder with all that is in it; nothing happens if it is not there. */
  public void delete(Path path) {
    try {
      fileSystem(path).delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }

  /** The files and folders in a folder; none if it is not there. */
  public List<Path> list(Path folder) {
    try {
      return Arrays.stream(fileSystem(folder).listStatus(folder))
          .map(FileStatus::getPath)
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /** Whether something lies at the path. */
  public boolean exists(Path path) {
    try {
      return fileSystem(path).exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + path, e);
    }
  }

  /** Whether a folder holds a file with such a name; false where there is no folder. */
  public boolean anyIn(Path folder, Predicate<String> name) {
    try {
      RemoteIterator<FileStatus> files = fileSystem(folder).listStatusIterator(folder);
      while (files.hasNext()) {
        if (name.test(files.next().getPath().getName())) {
          return true;
        }
      }
      return false;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /** Begins a file that only its owner may read, and its folder; an existing one is replaced. */
  public OutputStream createPrivate(Path path) {
    try {
      FileSystem fileSystem = fileSystem(path);
      fileSystem.mkdirs(path.getParent());
      EnumSet<CreateFlag> flags = EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);
      return fileSystem.create(path, OWNER_ONLY, flags, 1 << 16, (short) 1, 1L << 27, null);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + path, e);
    }
  }

  /** Puts a folder that is complete into the place of another one, which goes. */
  public void swap(Path fresh, Path shown) {
    Path old = new Path(shown.getParent(), "." + shown.getName() + "-old");
    try {
      FileSystem fileSystem = fileSystem(shown);
      fileSystem.delete(old, true);
      if (fileSystem.exists(shown) && !fileSystem.rename(shown, old)) {
        throw new IOException("Cannot move " + shown + " away");
      }
      if (!fileSystem.rename(fresh, shown)) {
        throw new IOException("Cannot rename " + fresh + " to " + shown);
      }
      fileSystem.delete(old, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
