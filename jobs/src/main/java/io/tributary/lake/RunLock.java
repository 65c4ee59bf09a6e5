package io.tributary.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.pipeline.UserMistake;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.slf4j.LoggerFactory;

/**
 * One run per workspace at a time. The lock is a file in the lake that its holder renews; one that
 * was not renewed for {@link #LEASE}, or whose process on this machine is gone, is taken over.
 */
public final class RunLock implements AutoCloseable {
  /** How long a holder may be silent before it counts as dead. */
  static final Duration LEASE = Duration.ofSeconds(90);

  private static final Duration RENEWAL = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileStore files;
  private final Path path;
  private final String token = UUID.randomUUID().toString();
  private final String what;
  private final ScheduledExecutorService renewal =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "run-lock");
            thread.setDaemon(true);
            return thread;
          });

  private RunLock(FileStore files, Path path, String what) {
    this.files = files;
    this.path = path;
    this.what = what;
  }

  /**
   * Takes the lock.
   *
   * @param what what the holder does, for whoever finds the lock taken
   * @throws UserMistake if another run holds it, saying who and since when
   */
  public static RunLock acquire(Lake lake, String what) {
    RunLock lock = new RunLock(lake.files(), lake.internal("lock.json"), what);
    if (!lock.files.createNew(lock.path, lock.content())) {
      lock.takeOverIfAbandoned();
    }
    lock.renewal.scheduleAtFixedRate(
        lock::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
    return lock;
  }

  private void takeOverIfAbandoned() {
    Optional<JsonNode> holder = holder();
    if (holder.isPresent() && isAlive(holder.get())) {
      JsonNode h = holder.get();
      throw new UserMistake(
          "Another run holds this workspace: %s, process %d of %s on %s, since %s. Wait for it, or end it; a lock that is not renewed for %d s is taken over."
              .formatted(
                  h.path("what").asText("a run"),
                  h.path("pid").asLong(),
                  h.path("user").asText("?"),
                  h.path("host").asText("?"),
                  h.path("since").asText("?"),
                  LEASE.toSeconds()));
    }
    files.delete(path);
    if (!files.createNew(path, content())) {
      throw new UserMistake(
          "Another run took this workspace's abandoned lock at the same moment. Try again.");
    }
  }

  private Optional<JsonNode> holder() {
    try {
      Optional<String> text = files.read(path);
      return text.isPresent() ? Optional.of(JSON.readTree(text.get())) : Optional.empty();
    } catch (JsonProcessingException e) {
      // Half written by a process that died just then.
      return Optional.empty();
    }
  }

  private static boolean isAlive(JsonNode holder) {
    Instant renewed = Instant.parse(holder.path("renewed").asText("1970-01-01T00:00:00Z"));
    if (renewed.plus(LEASE).isBefore(Instant.now())) {
      return false;
    }
    if (!holder.path("host").asText().equals(host())) {
      return true;
    }
    // A process id comes back after a reboot: the start time tells the two processes apart.
    return ProcessHandle.of(holder.path("pid").asLong())
        .map(process -> startOf(process).equals(holder.path("process_started").asText()))
        .orElse(false);
  }

  private String since =
      Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();

  private String content() {
    return JSON.createObjectNode()
        .put("token", token)
        .put("what", what)
        .put("host", host())
        .put("user", System.getProperty("user.name"))
        .put("pid", ProcessHandle.current().pid())
        .put("process_started", startOf(ProcessHandle.current()))
        .put("since", since)
        .put("renewed", Instant.now().toString())
        .toString();
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private boolean isOurs() {
    return holder().map(h -> h.path("token").asText().equals(token)).orElse(false);
  }

  void renew() {
    try {
      if (isOurs()) {
        files.replace(path, content());
      }
    } catch (RuntimeException e) {
      // Thrown on, it would end the renewals for good; the next one is long before the lease ends.
      LoggerFactory.getLogger(RunLock.class).warn("The run lock was not renewed", e);
    }
  }

  /**
   * Makes sure that nobody has taken the lock over, as happens to a process that was suspended for
   * long. Called before every commit.
   *
   * @throws IllegalStateException if the lock is lost
   */
  public void verify() {
    if (!isOurs()) {
      throw new IllegalStateException(
          "This run lost its lock on the workspace (was the machine suspended?): another run may be at work. Nothing more is written.");
    }
  }

  @Override
  public void close() {
    renewal.shutdown();
    try {
      // A renewal that is under way would put the file back after it was deleted.
      renewal.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (isOurs()) {
      files.delete(path);
    }
  }
}
