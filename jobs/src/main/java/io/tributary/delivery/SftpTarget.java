package io.tributary.delivery;

import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Sending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * A folder on an SFTP server. The server must show a key that {@code known_hosts} has for it; what
 * this machine's user has in {@code ~/.ssh} is not looked at. A file is written beside its place,
 * as {@code .<name>.part}, and renamed.
 */
final class SftpTarget implements Target {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SSH_PORT = 22;

  private final SshClient client;
  private final ClientSession session;
  private final SftpClient sftp;
  private final String folder;

  private SftpTarget(SshClient client, ClientSession session, SftpClient sftp, String folder) {
    this.client = client;
    this.session = session;
    this.sftp = sftp;
    this.folder = folder;
  }

  /**
   * Connects.
   *
   * @throws UserMistake if the server is not the one that is known, or does not let us in: to try
   *     again would not help
   */
  static SftpTarget open(Sending.Target target, Path workspace, Map<String, String> environment)
      throws IOException {
    Credentials credentials = new Credentials(target, environment);
    AtomicBoolean isStranger = new AtomicBoolean();
    SshClient client = client(workspace.resolve(target.server().orElseThrow().knownHosts()));
    ServerKeyVerifier known = client.getServerKeyVerifier();
    client.setServerKeyVerifier(
        (s, address, key) -> {
          boolean isKnown = known.verifyServerKey(s, address, key);
          isStranger.set(!isKnown);
          return isKnown;
        });
    client.start();
    try {
      ClientSession session = session(client, target, credentials, isStranger);
      SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
      String path = target.url().getPath();
      return new SftpTarget(client, session, sftp, path.endsWith("/") ? path : path + "/");
    } catch (IOException | RuntimeException e) {
      client.stop();
      throw e;
    }
  }

  private static SshClient client(Path knownHosts) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier(
        new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, knownHosts));
    return client;
  }

  private static ClientSession session(
      SshClient client, Sending.Target target, Credentials credentials, AtomicBoolean isStranger)
      throws IOException {
    int port = target.url().getPort() < 0 ? SSH_PORT : target.url().getPort();
    ClientSession session =
        client
            .connect(target.url().getUserInfo(), target.url().getHost(), port)
            .verify(PATIENCE)
            .getSession();
    credentials.addTo(session);
    try {
      session.auth().verify(PATIENCE);
      return session;
    } catch (IOException e) {
      if (isStranger.get()) {
        throw new UserMistake(
            "%s shows a key that %s does not have for it. Ask its owner for the key's fingerprint; if it changed rightly, put the new key there."
                .formatted(target.shown(), target.server().orElseThrow().knownHosts()));
      }
      if (session.isOpen()) {
        throw new UserMistake(
            "%s does not accept %s (or its user): it refused to let us in."
                .formatted(target.shown(), credentials));
      }
      throw e;
    }
  }

  @Override
  public boolean has(String path, long bytes, String sha256) throws IOException {
    try {
      return sftp.stat(folder + path).getSize() == bytes
          && Checksum.of(sftp.read(folder + path)).equals(sha256);
    } catch (SftpException e) {
      if (isAbsent(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void put(String path, Content content) throws IOException {
    String place = folder + path;
    int name = place.lastIndexOf('/') + 1;
    String beside = place.substring(0, name) + "." + place.substring(name) + ".part";
    makeFolders(place.substring(0, name - 1));
    try (InputStream bytes = content.open();
        OutputStream out = sftp.write(beside, OpenMode.Create, OpenMode.Truncate, OpenMode.Write)) {
      bytes.transferTo(out);
    }
    OpenSSHPosixRenameExtension posix = sftp.getExtension(OpenSSHPosixRenameExtension.class);
    if (posix != null && posix.isSupported()) {
      posix.posixRename(beside, place);
    } else {
      // Plain SFTP does not rename over a file; for a moment there is none.
      delete(path);
      sftp.rename(beside, place);
    }
  }

  private void makeFolders(String path) throws IOException {
    for (int end = path.indexOf('/', 1); end != -1; end = path.indexOf('/', end + 1)) {
      makeFolder(path.substring(0, end));
    }
    makeFolder(path);
  }

  private void makeFolder(String path) throws IOException {
    try {
      sftp.stat(path);
    } catch (SftpException e) {
      if (!isAbsent(e)) {
        throw e;
      }
      sftp.mkdir(path);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    try {
      sftp.remove(folder + path);
    } catch (SftpException e) {
      if (!isAbsent(e)) {
        throw e;
      }
    }
  }

  private static boolean isAbsent(SftpException e) {
    return e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
        || e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
  }

  @Override
  public void close() throws IOException {
    try (client;
        session) {
      sftp.close();
    }
  }
}
