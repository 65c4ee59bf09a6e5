package io.tributary.delivery;

import io.tributary.lake.FileStore;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Sending;
import io.tributary.workspace.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Brings the files of a night to their platforms: {@code <to>/<D>/<audience>/<file>}, and {@code
 * <delivery>.manifest.json} beside them when all are there. What was sent once, or is there with
 * the same checksum, is not sent again.
 */
public final class SendFiles {
  private final Run run;
  private final Map<String, String> environment;
  private final Duration pause;

  /**
   * A sender.
   *
   * @param environment where passwords may be
   * @param pause between the first two attempts; doubled each time
   */
  public SendFiles(Run run, Map<String, String> environment, Duration pause) {
    this.run = run;
    this.environment = environment;
    this.pause = pause;
  }

  /**
   * Looks at what is needed to send the files of a workspace's audiences, before a night begins.
   *
   * @throws UserMistake with all that is not there
   */
  public static void requireCredentials(Workspace workspace, Map<String, String> environment) {
    List<String> missing = new ArrayList<>();
    workspace.settings().deliveries().entrySet().stream()
        .filter(e -> workspace.audiences().stream().anyMatch(a -> a.deliver().contains(e.getKey())))
        .flatMap(e -> e.getValue().to().stream())
        .filter(to -> to.server().isPresent())
        .forEach(
            to -> {
              String knownHosts = to.server().get().knownHosts();
              if (!Files.isReadable(workspace.folder().resolve(knownHosts))) {
                missing.add(
                    "Cannot deliver to %s: there is no %s in the workspace (ssh-keyscan HOST gives the server's key; compare it with what its owner says)."
                        .formatted(to.shown(), knownHosts));
              }
              try {
                new Credentials(to, environment);
              } catch (UserMistake e) {
                missing.addAll(e.problems());
              }
            });
    if (!missing.isEmpty()) {
      throw new UserMistake(missing);
    }
  }

  /**
   * Sends the files of one audience and profile; nothing happens if the profile is not sent
   * anywhere.
   *
   * @param folder where the files lie
   * @param parts as the audience's manifest describes them
   * @return how many files were sent
   */
  public int send(String audience, String delivery, Path folder, List<Map<String, Object>> parts) {
    Optional<Sending.Target> target =
        Optional.ofNullable(run.workspace().settings().deliveries().get(delivery))
            .flatMap(Sending::to);
    return target.map(to -> send(to, audience, delivery, folder, parts)).orElse(0);
  }

  private int send(
      Sending.Target to,
      String audience,
      String delivery,
      Path folder,
      List<Map<String, Object>> parts) {
    Lake lake = run.lake();
    Path note = lake.internal("sent/%s/%s/%s.json".formatted(run.date(), audience, delivery));
    Optional<SentFiles> before = SentFiles.read(lake.files(), note);
    SentFiles now = SentFiles.of(to.shown(), audience, run.date().toString(), delivery, parts);
    if (before.equals(Optional.of(now)) || before.isEmpty() && parts.isEmpty()) {
      return 0;
    }
    run.lock().verify();
    Set<String> sent = new HashSet<>();
    Retries.run(
        to.shown(),
        pause,
        () -> {
          try (Target open = open(to)) {
            sendTo(open, now, before, delivery, audience, folder, parts, sent);
          }
        });
    now.write(lake.files(), note);
    return sent.size();
  }

  private void sendTo(
      Target target,
      SentFiles now,
      Optional<SentFiles> before,
      String delivery,
      String audience,
      Path folder,
      List<Map<String, Object>> parts,
      Set<String> sent)
      throws IOException {
    FileStore files = run.lake().files();
    String place = run.date() + "/" + audience + "/";
    for (Map<String, Object> part : parts) {
      String file = (String) part.get("file");
      String sha256 = (String) part.get("sha256");
      boolean wasSent =
          sent.contains(file)
              || before.map(b -> b.has(now.to(), file, sha256)).orElse(false)
              || target.has(place + file, ((Number) part.get("bytes")).longValue(), sha256);
      if (!wasSent) {
        target.put(place + file, () -> files.open(new Path(folder, file)));
        sent.add(file);
      }
    }
    for (String file : before.map(b -> b.files().keySet()).orElse(Set.of())) {
      if (!now.files().containsKey(file)) {
        target.delete(place + file);
      }
    }
    byte[] manifest = now.manifest().getBytes(StandardCharsets.UTF_8);
    target.put(place + delivery + ".manifest.json", () -> new ByteArrayInputStream(manifest));
  }

  private Target open(Sending.Target to) throws IOException {
    return to.server().isPresent()
        ? SftpTarget.open(to, run.workspace().folder(), environment)
        : new StoreTarget(run.lake().files(), new Path(to.url()));
  }
}
