package io.tributary.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.TestSpark;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.Night;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A workspace that a test writes file by file and runs night by night. */
public final class WorkspaceFixture {
  public static final String KEY_TEXT = "5e".repeat(32);
  public static final VaultKey KEY = VaultKey.parse(KEY_TEXT, "the test");

  /** Small dumps shrink and are full of mistakes, on purpose. */
  private static final String NO_GATES =
      "brand: Demo Footwear\nquality: {max_reject_rate: 1, min_rows_vs_previous: 0}\n";

  private static final Console SILENT =
      new Console(new PrintStream(OutputStream.nullOutputStream()), true);

  private final Path folder;

  private WorkspaceFixture(Path folder) {
    this.folder = folder;
  }

  /** A workspace whose gates let everything through. */
  public static WorkspaceFixture in(Path folder) {
    return new WorkspaceFixture(folder).with("tributary.yaml", NO_GATES);
  }

  /** A workspace that lies there already. */
  public static WorkspaceFixture existing(Path folder) {
    return new WorkspaceFixture(folder);
  }

  /** Adds a source, or changes it; the file is called as its first line says. */
  public WorkspaceFixture source(String yaml) {
    String name = yaml.lines().findFirst().orElseThrow().substring("source: ".length());
    return with("sources/" + name + ".yaml", yaml);
  }

  /** Adds a dump, or replaces it: a header and records. */
  public WorkspaceFixture dump(String path, String... lines) {
    return with("landing/" + path, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
  }

  public WorkspaceFixture with(String file, String content) {
    try {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a dump out of landing. */
  public void remove(String path) throws IOException {
    Files.delete(folder.resolve("landing").resolve(path));
  }

  /** Gives a dump another time of change, and leaves its bytes. */
  public void touch(String path) throws IOException {
    Path file = folder.resolve("landing").resolve(path);
    FileTime now = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(now.toMillis() + 60_000));
  }

  public Path folder() {
    return folder;
  }

  public Workspace read() {
    return WorkspaceReader.read(folder);
  }

  public Lake lake() {
    return new Lake(TestSpark.session(), read().lake());
  }

  /** The clean tables and the vault, as people read them. */
  public Tables tables() {
    return new Tables(lake(), KEY);
  }

  /** The ingest alone. */
  public WorkspaceFixture ingest(String date) {
    return night(date, false, KEY, List.of(new IngestDumps()));
  }

  /** The ingest alone, from all dumps in landing. */
  public WorkspaceFixture ingestInFull(String date) {
    return night(date, true, KEY, List.of(new IngestDumps()));
  }

  public WorkspaceFixture night(String date, boolean full, VaultKey key, List<Job> jobs) {
    Night.run(read(), TestSpark.session(), key, LocalDate.parse(date), full, jobs, SILENT);
    return this;
  }

  /** Jobs that tell what they do. */
  WorkspaceFixture night(String date, List<Job> jobs, Console console) {
    Night.run(read(), TestSpark.session(), KEY, LocalDate.parse(date), false, jobs, console);
    return this;
  }

  public WorkspaceFixture retract(String path) {
    RetractDump.retract(lake(), TestSpark.session(), read(), path);
    return this;
  }

  /** The newest version of every table. */
  public Map<String, Long> versions() {
    return lake().versions(lake().tables());
  }

  public Path runJson(String date) {
    return folder.resolve("exports").resolve(date).resolve("run.json");
  }

  /** What run.json says of the ingest. */
  public JsonNode report(String date) throws IOException {
    return new ObjectMapper().readTree(runJson(date).toFile()).path("jobs").path(0);
  }
}
