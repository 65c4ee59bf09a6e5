package io.tributary.lake;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * This machine's files as Hadoop sees them, without a process for every touch. Where its native
 * library is missing, as it nearly always is, Hadoop calls {@code chmod} for each file that it
 * makes and {@code readlink} for each that it renames: four thousand times in a night of a small
 * workspace, a good part of its time. Java can do both itself.
 *
 * <p>Hadoop's checksum files ({@code .name.crc}) are not written either, as Parquet pages and
 * Delta's commits have their own; where another program left one, it is still held against its
 * file.
 */
public final class LocalFiles extends LocalFileSystem {
  /** What makes Hadoop take these, for itself and below Delta's log. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "fs.file.impl", LocalFiles.class.getName(),
          "fs.AbstractFileSystem.file.impl", Context.class.getName());

  /** Made by Hadoop, by this class's name. */
  public LocalFiles() {
    super(new Plain());
  }

  @Override
  public void initialize(URI name, Configuration settings) throws IOException {
    super.initialize(name, settings);
    setWriteChecksum(false);
  }

  /** The same for those who ask through Hadoop's newer interface. */
  public static final class Context extends DelegateToFileSystem {
    /** Made by Hadoop, by this class's name. */
    public Context(URI name, Configuration settings) throws IOException, URISyntaxException {
      super(name, new Plain(), settings, FsConstants.LOCAL_FS_URI.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    /** Any name that the machine's own file system takes. */
    @Override
    public boolean isValidName(String name) {
      return true;
    }
  }

  private static final class Plain extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      java.nio.file.Path file = pathToFile(path).toPath();
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view == null || permission.getStickyBit()) {
        super.setPermission(path, permission);
        return;
      }
      String rights =
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL;
      view.setPermissions(PosixFilePermissions.fromString(rights));
    }

    /** What a link leads to: Hadoop asks {@code readlink} with a name that it never knows. */
    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return getFileStatus(path);
    }
  }
}
