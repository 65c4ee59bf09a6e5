package io.tributary.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The notebooks' Python, as people have it: made by {@code jobs/python-environment}. */
public final class PythonEnvironment {
  private static final Path NOTEBOOKS = Path.of("notebooks").toAbsolutePath();

  private final String python;

  private PythonEnvironment(String python) {
    this.python = python;
  }

  /** Makes it, if it is not there; a test is skipped, and says so, where there is no Python. */
  public static PythonEnvironment orSkip() throws IOException, InterruptedException {
    Path log = Files.createTempFile("python-environment", ".log");
    Process process =
        new ProcessBuilder("jobs/python-environment", "notebooks")
            .redirectError(log.toFile())
            .start();
    String folder = text(process);
    if (process.waitFor() != 0) {
      String why = "SKIPPED: no Python for the notebooks. " + Files.readString(log);
      System.err.println(why);
      abort(why);
    }
    return new PythonEnvironment(folder.strip() + "/bin/python");
  }

  /**
   * Runs all notebooks on a workspace; they must get to their ends. What they show is in a folder.
   */
  public void runNotebooks(Path workspace, Path shown) throws IOException, InterruptedException {
    run(
        Map.of("TRIBUTARY_WORKSPACE", workspace.toString()),
        Path.of("jobs/src/test/resources/notebooks/run_notebooks.py").toAbsolutePath().toString(),
        NOTEBOOKS.toString(),
        shown.toString());
  }

  /** Runs a program in the folder of the notebooks; it must end well. */
  public String run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(NOTEBOOKS.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    String output = text(process);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
