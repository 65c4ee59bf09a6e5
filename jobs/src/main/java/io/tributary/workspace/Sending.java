package io.tributary.workspace;

import io.tributary.workspace.DeliveryProfile.Writing;
import java.net.URI;
import java.util.Optional;

/**
 * What a workspace says about one delivery profile: where its files go beside {@code exports}, and
 * how they differ from what the profile says.
 *
 * @param phones how phone numbers are written; empty: as the profile says
 */
public record Sending(Optional<Target> to, Optional<Writing> phones) {

  /**
   * Where files are brought to.
   *
   * @param url {@code sftp://user@host/folder}, or a folder of any Hadoop file system
   * @param server of SFTP only
   */
  public record Target(URI url, Optional<Server> server) {
    /** The place without its user, as messages may show it. */
    public String shown() {
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      return url.getScheme()
          + "://"
          + (url.getHost() == null ? "" : url.getHost() + port)
          + url.getPath();
    }
  }

  /**
   * How an SFTP server is known, and how it knows us.
   *
   * @param knownHosts the file with its key, as OpenSSH writes it; below the workspace
   */
  public record Server(String knownHosts, Credential credential) {}

  /**
   * Where a secret is found; it never is in the workspace.
   *
   * @param place a file, or an environment variable
   */
  public record Credential(Kind kind, String place) {}

  /** Kinds of credentials, as the keys are called. */
  public enum Kind {
    PRIVATE_KEY_FILE,
    PASSWORD_FILE,
    PASSWORD_ENV
  }
}
