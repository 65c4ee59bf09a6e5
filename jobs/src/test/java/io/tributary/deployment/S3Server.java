package io.tributary.deployment;

import io.tributary.lake.FileStore;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** An S3 server (Adobe's S3Mock) with one bucket, in a process of its own. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "shop";
  static final String ACCESS_KEY = "AKIATRIBUTARYTEST0001";
  static final String SECRET_KEY = "correct-horse-battery-staple-0001";

  private final Program program;
  private final int port;

  private S3Server(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  static S3Server start(Path folder) throws Exception {
    int port = freePort();
    List<String> command =
        Program.java(
            256,
            "-jar",
            jar(),
            "--server.address=127.0.0.1",
            "--server.ssl.enabled=false",
            "--server.port=" + port,
            "--http.port=0",
            "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
            "--com.adobe.testing.s3mock.store.root=" + folder.resolve("objects"));
    Program program = Program.start(folder.resolve("s3-server.log"), Map.of(), command);
    program.await("Started S3MockApplication", 60);
    return new S3Server(program, port);
  }

  /** Maven puts it on the class path of the tests; its classes are hidden inside. */
  private static String jar() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.matches(".*s3mock-[^/\\\\]*-exec\\.jar"))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What Hadoop has to know of a server that is not Amazon's. */
  Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", "http://127.0.0.1:" + port,
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true");
  }

  /** The same bucket, as the test looks at it. */
  FileStore files() {
    Configuration configuration = new Configuration();
    settings().forEach(configuration::set);
    configuration.set("fs.s3a.access.key", ACCESS_KEY);
    configuration.set("fs.s3a.secret.key", SECRET_KEY);
    return new FileStore(configuration);
  }

  @Override
  public void close() {
    program.close();
  }
}
