package io.tributary.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A platform's SSH server, on a port of its own, with a folder for user {@code brand}. */
public final class SftpServer implements AutoCloseable {
  public static final String PASSWORD = "opensesame";

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey = keyPair();

  /** Starts it. */
  public SftpServer(Path folder, PublicKey... allowed) {
    server.setHost("localhost");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator(
        (user, password, session) -> user.equals("brand") && password.equals(PASSWORD));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            List.of(allowed).stream().anyMatch(a -> KeyUtils.compareKeys(a, key)));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some key. */
  public static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url(String path) {
    return "sftp://brand@localhost:" + server.getPort() + path;
  }

  /** The server's line in a {@code known_hosts}. */
  public String knownHosts() {
    return knownHosts(hostKey.getPublic());
  }

  /** The same with some other key. */
  public String knownHosts(PublicKey key) {
    int port = server.getPort();
    return "[localhost]:%d,[127.0.0.1]:%d %s\n".formatted(port, port, PublicKeyEntry.toString(key));
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
