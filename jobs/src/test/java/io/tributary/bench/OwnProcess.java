package io.tributary.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a class in a Java of its own, with the options and the class path of this one. Each step of
 * a bench has one: like a night in production it starts cold, its memory's peak is its own, and
 * what an earlier step compiled, cached or left in the heap neither flatters nor burdens it.
 */
final class OwnProcess {
  private OwnProcess() {}

  /**
   * Runs to the end; seconds that it took.
   *
   * @throws IllegalStateException if it fails, which it says itself
   */
  static double run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).inheritIO().start();
    // Whoever stops the bench stops its step.
    Thread stop = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(stop);
    int exitCode = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    if (exitCode != 0) {
      throw new IllegalStateException(
          main.getSimpleName() + " ended with exit code " + exitCode + "; what it said is above");
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
