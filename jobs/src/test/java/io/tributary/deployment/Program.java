package io.tributary.deployment;

import io.tributary.ingest.WorkspaceFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A program that a test runs in a process of its own, with all that it says in a file. */
final class Program implements AutoCloseable {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a command; its Java is the test's own. */
  static Program start(Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("TRIBUTARY_KEY_FILE");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TRIBUTARY_KEY", WorkspaceFixture.KEY_TEXT);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new Program(builder.start(), output);
  }

  /** The beginning of a command line for a Java program. */
  static List<String> java(int megabytes, String... further) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                "@" + Path.of("jobs", "java-options").toAbsolutePath(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + megabytes + "m"));
    command.addAll(List.of(further));
    return command;
  }

  /** All that it has said so far. */
  String text() throws IOException {
    return Files.readString(output);
  }

  /** Waits until it has said something, and returns all that it has said. */
  String await(String words, int seconds) throws Exception {
    until(() -> text().contains(words), seconds);
    return text();
  }

  /**
   * Waits for something that it brings about.
   *
   * @throws IllegalStateException if it ends before, or takes too long
   */
  void until(Callable<Boolean> condition, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.call()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("It never came to that:\n" + text());
      }
      Thread.sleep(50);
    }
  }

  /** Waits for its end, and returns the exit code. */
  int finish(int seconds) throws IOException, InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It is not done after " + seconds + " s:\n" + text());
    }
    return process.exitValue();
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
