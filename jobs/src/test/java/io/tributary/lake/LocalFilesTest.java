package io.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
  @TempDir Path folder;
  private final Configuration settings = new Configuration();

  @BeforeEach
  void set() {
    LocalFiles.SETTINGS.forEach(settings::set);
  }

  @Test
  void hadoopTakesItAndPutsNoFilesBesideThoseAskedFor() throws Exception {
    try (FileSystem files = FileSystem.newInstance(folder.toUri(), settings)) {
      assertThat(files).isInstanceOf(LocalFiles.class);
      try (FSDataOutputStream out = files.create(at("a"))) {
        out.writeUTF("text");
      }
      assertThat(files.rename(at("a"), at("b"))).isTrue();
      assertThat(files.open(at("b")).readUTF()).isEqualTo("text");
    }
    assertThat(names()).containsExactly("b");
  }

  @Test
  void aFileHasTheRightsItIsGiven() throws Exception {
    try (FileSystem files = FileSystem.newInstance(folder.toUri(), settings)) {
      files.create(at("a")).close();
      files.setPermission(at("a"), new FsPermission("0640"));
      assertThat(files.getFileStatus(at("a")).getPermission()).isEqualTo(new FsPermission("0640"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
        .isEqualTo("rw-r-----");
  }

  @Test
  void throughTheNewerInterfaceAFileThatIsThereIsNotReplaced() throws Exception {
    FileContext context = FileContext.getFileContext(folder.toUri(), settings);
    assertThat(context.getDefaultFileSystem()).isInstanceOf(LocalFiles.Context.class);
    for (String name : List.of("old", "new")) {
      context.create(at(name), EnumSet.of(CreateFlag.CREATE), CreateOpts.createParent()).close();
    }
    assertThatThrownBy(() -> context.rename(at("new"), at("old"), Rename.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
    context.rename(at("new"), at("old"), Rename.OVERWRITE);
    assertThat(names()).containsExactly("old");
  }

  private org.apache.hadoop.fs.Path at(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
