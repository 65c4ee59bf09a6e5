package io.tributary.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Spark master and two workers of one core each, from the Spark that PySpark brings. */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");

  private final Path home;
  private final Path logs;
  private final List<Program> programs = new ArrayList<>();
  private final String address;

  private StandaloneCluster(Path home, Path logs) throws Exception {
    this.home = home;
    this.logs = logs;
    try {
      Program master = start("Master", "--port", "0");
      Matcher address = ADDRESS.matcher(master.await("Starting Spark master at", 60));
      if (!address.find()) {
        throw new IllegalStateException("The master does not say where it is:\n" + master.text());
      }
      this.address = address.group(1);
      for (String name : List.of("one", "two")) {
        Path folder = logs.resolve(name).toAbsolutePath();
        List<String> size = List.of("--cores", "1", "--memory", "1g", "--work-dir", "" + folder);
        List<String> options = new ArrayList<>(size);
        options.add(this.address);
        start("Worker", options.toArray(String[]::new));
      }
      for (Program worker : programs.subList(1, programs.size())) {
        worker.await("Successfully registered with master", 60);
      }
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * Starts one.
   *
   * @param logs a folder of its own
   */
  static StandaloneCluster start(Path home, Path logs) throws Exception {
    Files.createDirectories(logs);
    return new StandaloneCluster(home, logs);
  }

  /** The folder of a complete Spark, if there is a Python to install it with. */
  static Optional<Path> sparkHome() throws IOException, InterruptedException {
    Process environment =
        new ProcessBuilder("jobs/python-environment", "airflow")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String folder = new String(environment.getInputStream().readAllBytes()).strip();
    if (!environment.waitFor(15, TimeUnit.MINUTES) || environment.exitValue() != 0) {
      return Optional.empty();
    }
    try (Stream<Path> files =
        Files.find(Path.of(folder).toRealPath(), 6, (file, facts) -> isSpark(file))) {
      return files.map(file -> file.getParent().getParent().toAbsolutePath()).findFirst();
    }
  }

  private static boolean isSpark(Path file) {
    return file.endsWith("pyspark/bin/spark-submit");
  }

  private Program start(String role, String... options) throws IOException {
    List<String> command =
        Program.java(
            256, "-cp", home.resolve("jars") + "/*", "org.apache.spark.deploy." + className(role));
    command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(List.of(options));
    Path output = logs.resolve(role.toLowerCase(java.util.Locale.ROOT) + programs.size() + ".log");
    Program program = Program.start(output, environment(), command);
    programs.add(program);
    return program;
  }

  /**
   * The Scala version is what Spark's own scripts would set: without it a worker starts nothing.
   */
  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", home.toString(),
        "SPARK_SCALA_VERSION", "2.13",
        "SPARK_LOCAL_IP", "127.0.0.1");
  }

  private static String className(String role) {
    return role.toLowerCase(java.util.Locale.ROOT) + "." + role;
  }

  /** Submits the jar as it is delivered, with options of spark-submit and arguments of its own. */
  Program submit(Path output, List<String> options, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(home.resolve("bin/spark-submit").toString(), "--master", address));
    command.addAll(
        List.of(
            "--conf", "spark.driver.host=127.0.0.1",
            "--conf", "spark.driver.bindAddress=127.0.0.1",
            // As the defaults of many clusters are.
            "--conf", "spark.serializer=org.apache.spark.serializer.KryoSerializer",
            "--conf", "spark.ui.enabled=false",
            "--driver-memory", "1g",
            "--executor-memory", "1g"));
    command.addAll(options);
    command.addAll(List.of("--class", "io.tributary.Main", "jobs/target/tributary.jar"));
    command.addAll(arguments);
    return Program.start(output, environment(), command);
  }

  /** Ends a worker as {@code kill -9} does; its executor goes with it. */
  void killAWorker() throws InterruptedException {
    programs.get(1).kill();
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
