package io.tributary.airflow;

import io.tributary.ingest.WorkspaceFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * An Airflow of its own in a folder of its own: all its parts as processes of this machine, SQLite,
 * tasks as processes, spark-submit from PySpark. It listens on the loopback alone.
 */
final class RealAirflow implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  private final Path home;
  private final int port;
  private final Process process;

  private RealAirflow(Path home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts Airflow with the DAG of this checkout.
   *
   * @param environment the Python environment that has Airflow and PySpark
   * @param home a folder for what it writes
   */
  static RealAirflow start(Path environment, Path home, Path workspace, Path jar)
      throws IOException {
    Files.createDirectories(home);
    String password = UUID.randomUUID().toString();
    Path passwords = home.resolve("passwords.json");
    Files.writeString(passwords, "{\"tributary\": \"" + password + "\"}");
    Files.writeString(home.resolve("login"), "tributary:" + password + "\n");
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(environment.resolve("bin/airflow").toString(), "standalone");
    builder.environment().putAll(settings(home, port, passwords));
    builder.environment().putAll(spark(environment, builder.environment().get("PATH")));
    builder
        .environment()
        .putAll(
            Map.of(
                "TRIBUTARY_WORKSPACE",
                workspace.toString(),
                "TRIBUTARY_JAR",
                jar.toAbsolutePath().toString(),
                "TRIBUTARY_SCHEDULE",
                "0 2 * * *",
                "TRIBUTARY_RETRY_SECONDS",
                "1",
                "TRIBUTARY_KEY",
                WorkspaceFixture.KEY_TEXT));
    builder.redirectErrorStream(true).redirectOutput(home.resolve("standalone.log").toFile());
    RealAirflow airflow = new RealAirflow(home, port, builder.start());
    // Whoever ends the tests early ends their Airflow, too.
    Runtime.getRuntime().addShutdownHook(new Thread(airflow::close));
    airflow.awaitStart();
    return airflow;
  }

  private static Map<String, String> settings(Path home, int port, Path passwords) {
    String url = "http://127.0.0.1:" + port;
    return Map.ofEntries(
        Map.entry("AIRFLOW_HOME", home.toString()),
        Map.entry(
            "AIRFLOW__CORE__DAGS_FOLDER", Path.of("airflow/dags").toAbsolutePath().toString()),
        Map.entry("AIRFLOW__CORE__LOAD_EXAMPLES", "False"),
        Map.entry("AIRFLOW__CORE__EXECUTOR", "LocalExecutor"),
        Map.entry("AIRFLOW__CORE__PARALLELISM", "2"),
        // Only a DAG with a schedule can be back-filled; the nights of today are not for the test.
        Map.entry("AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE", "False"),
        Map.entry("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", url + "/execution/"),
        Map.entry("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "tributary:admin"),
        Map.entry("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", passwords.toString()),
        Map.entry("AIRFLOW__API__HOST", "127.0.0.1"),
        Map.entry("AIRFLOW__API__PORT", String.valueOf(port)),
        Map.entry("AIRFLOW__API__BASE_URL", url),
        Map.entry("AIRFLOW__API__WORKERS", "1"),
        Map.entry("AIRFLOW__API_AUTH__JWT_SECRET", UUID.randomUUID().toString().repeat(2)),
        Map.entry("AIRFLOW_CONN_FS_DEFAULT", "{\"conn_type\": \"fs\"}"),
        Map.entry(
            "AIRFLOW_CONN_SPARK_DEFAULT", "{\"conn_type\": \"spark\", \"host\": \"local[2]\"}"));
  }

  private static Map<String, String> spark(Path environment, String path) throws IOException {
    try (var python = Files.list(environment.resolve("lib"))) {
      Path home = python.findFirst().orElseThrow().resolve("site-packages/pyspark");
      return Map.of(
          "SPARK_HOME",
          home.toString(),
          "SPARK_LOCAL_IP",
          "127.0.0.1",
          // Each job's JVM ends before the second compiler pays.
          "SPARK_SUBMIT_OPTS",
          "-XX:TieredStopAtLevel=1",
          "JAVA_HOME",
          System.getProperty("java.home"),
          "PATH",
          environment.resolve("bin") + ":" + home.resolve("bin") + ":" + path);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() throws IOException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest dag =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/monitor/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Instant end = Instant.now().plus(START);
    while (true) {
      try {
        if (client.send(dag, HttpResponse.BodyHandlers.ofString()).statusCode() == 200
            && hasReadTheDag()) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        close();
        throw new IllegalStateException("Airflow did not start:\n" + log());
      }
      AirflowCalls.pause(Duration.ofSeconds(1));
    }
  }

  private boolean hasReadTheDag() {
    try {
      nights().isPaused();
      return true;
    } catch (io.tributary.pipeline.UserMistake unknown) {
      return false;
    }
  }

  /** The runs of the DAG, in the test workspace's time zone. */
  NightRuns nights() {
    Credentials login = Credentials.of(environmentOfCommands());
    AirflowCalls calls =
        new AirflowCalls(URI.create("http://127.0.0.1:" + port), login, AirflowCalls.FIRST_PAUSE);
    return new NightRuns(calls, "tributary_nightly", ZoneId.of("Asia/Shanghai"));
  }

  /** What the commands {@code tributary airflow ...} are to find in their environment. */
  Map<String, String> environmentOfCommands() {
    return Map.of(
        "AIRFLOW_URL",
        "http://127.0.0.1:" + port,
        Credentials.LOGIN_FILE,
        home.resolve("login").toString());
  }

  /** The end of what its parts have written. */
  String log() throws IOException {
    List<String> lines = Files.readAllLines(home.resolve("standalone.log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /** Ends Airflow and every process that it has started. */
  @Override
  public void close() {
    List<ProcessHandle> parts = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
