package io.tributary.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Sending.Credential;
import io.tributary.workspace.Sending.Kind;
import io.tributary.workspace.Sending.Server;
import io.tributary.workspace.Sending.Target;
import io.tributary.workspace.WorkspaceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SSH server, in this process. */
class SftpTargetTest {
  private static final KeyPair KEY = SftpServer.keyPair();
  private static final Map<String, String> PASSWORD = Map.of("SMS_PASSWORD", SftpServer.PASSWORD);

  // printf hello | sha256sum
  private static final String SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path workspace;
  @TempDir Path remote;
  private SftpServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SftpServer(remote, KEY.getPublic());
    Files.writeString(workspace.resolve("known_hosts"), server.knownHosts());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Target target(Kind kind, String place) {
    return new Target(
        URI.create(server.url("/in/sms")),
        Optional.of(new Server("known_hosts", new Credential(kind, place))));
  }

  private SftpTarget open(Map<String, String> environment) throws IOException {
    return SftpTarget.open(target(Kind.PASSWORD_ENV, "SMS_PASSWORD"), workspace, environment);
  }

  private static io.tributary.delivery.Target.Content text(String text) {
    return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(remote)) {
      return files.filter(Files::isRegularFile).map(f -> remote.relativize(f).toString()).toList();
    }
  }

  @Test
  void aFileIsPutReplacedAndTakenAway() throws IOException {
    try (SftpTarget target = open(PASSWORD)) {
      assertThat(target.has("a/sms.csv", 5, SHA256)).isFalse();
      target.put("a/sms.csv", text("longer than hello"));
      target.put("a/sms.csv", text("hello"));

      assertThat(target.has("a/sms.csv", 5, SHA256)).isTrue();
      assertThat(target.has("a/sms.csv", 5, "00")).isFalse();
      assertThat(names()).containsExactly("in/sms/a/sms.csv");
      assertThat(remote.resolve("in/sms/a/sms.csv")).hasContent("hello");

      target.delete("a/sms.csv");
      target.delete("a/sms.csv");
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void aFileThatBreaksOffIsNotThereAndTheNextOneTakesItsPlace() throws IOException {
    InputStream broken =
        new InputStream() {
          private int left = 3;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("the disk is gone");
            }
            return 'x';
          }
        };
    try (SftpTarget target = open(PASSWORD)) {
      target.put("sms.csv", text("old"));

      assertThatThrownBy(() -> target.put("sms.csv", () -> broken)).hasMessage("the disk is gone");
      assertThat(remote.resolve("in/sms/sms.csv")).hasContent("old");

      target.put("sms.csv", text("new"));
      assertThat(names()).containsExactly("in/sms/sms.csv");
    }
  }

  @Test
  void aPrivateKeyOpensTheDoor() throws IOException {
    Path file = workspace.resolve("key.pem");
    String text = Base64.getMimeEncoder().encodeToString(KEY.getPrivate().getEncoded());
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");

    try (SftpTarget target =
        SftpTarget.open(target(Kind.PRIVATE_KEY_FILE, file.toString()), workspace, Map.of())) {
      target.put("x", text("hello"));
    }
    assertThat(names()).containsExactly("in/sms/x");
  }

  @Test
  void aServerWithAnotherKeyIsNotSpokenTo() throws IOException {
    Files.writeString(workspace.resolve("known_hosts"), server.knownHosts(KEY.getPublic()));
    assertThatThrownBy(() -> open(PASSWORD))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("shows a key that known_hosts does not have for it");

    Files.delete(workspace.resolve("known_hosts"));
    assertThatThrownBy(() -> open(PASSWORD))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("shows a key that known_hosts does not have for it");
  }

  @Test
  void aWrongPasswordIsNotTriedAgainAndNotRepeated() {
    assertThatThrownBy(() -> open(Map.of("SMS_PASSWORD", "abracadabra")))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("does not accept the password in the variable SMS_PASSWORD")
        .message()
        .doesNotContain("abracadabra");
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("the password in the variable SMS_PASSWORD is not there");
  }

  @Test
  void beforeANightAllThatIsMissingIsSaidTogether() throws IOException {
    Files.createDirectories(workspace.resolve("audiences"));
    Files.createDirectories(workspace.resolve("sources"));
    Files.writeString(
        workspace.resolve("tributary.yaml"),
        "brand: B\ndeliveries: {sms: {to: 'sftp://b@example.com/in', known_hosts: hosts,"
            + " password_env: NO_SUCH}, crm_task: {to: 'sftp://b@example.com', known_hosts: none,"
            + " password_env: NO_SUCH}}\n");
    Files.writeString(workspace.resolve("audiences/a.yaml"), "audience: a\ndeliver: [sms]\n");
    Files.writeString(
        workspace.resolve("sources/pos.yaml"),
        "source: pos\nfiles: '{date}.csv'\nformat: csv\nentities: [{entity: product, columns: {sku:"
            + " a}}]\n");

    assertThatThrownBy(
            () -> SendFiles.requireCredentials(WorkspaceReader.read(workspace), Map.of()))
        .isInstanceOf(UserMistake.class)
        .hasMessageContainingAll(
            "there is no hosts in the workspace",
            "the password in the variable NO_SUCH is not there or cannot be read")
        .message()
        .doesNotContain("none");
  }

  @Test
  void aServerThatIsAwayIsWorthAnotherAttempt() {
    server.close();

    assertThatThrownBy(() -> open(PASSWORD)).isInstanceOf(IOException.class);
  }
}
