package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.DeliveryProfile.Writing;
import io.tributary.workspace.Sending.Credential;
import io.tributary.workspace.Sending.Kind;
import io.tributary.workspace.Sending.Server;
import io.tributary.workspace.Sending.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code deliveries}: where the files of a profile go. */
final class SendingReader {
  private static final String SFTP = "sftp";

  private SendingReader() {}

  static Map<String, Sending> read(ConfigMap map) {
    return map.readAll(SendingReader::sending);
  }

  private static Optional<Sending> sending(ConfigNode node) {
    Set<String> profiles = DeliveryCatalog.standard().names();
    if (!profiles.contains(node.name())) {
      node.wrong("unknown delivery profile; " + Suggestion.among(node.name(), profiles));
      return Optional.empty();
    }
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ConfigMap map = given.get();
    Optional<URI> url = map.read("to", SendingReader::url);
    Optional<String> knownHosts = map.read("known_hosts", ConfigNode::text);
    List<Credential> credentials = credentials(map);
    boolean isSftp = url.isPresent() && url.get().getScheme().equals(SFTP);
    if (map.isSound() && isSftp) {
      requireServer(map, knownHosts, credentials);
    } else if (map.isSound() && (knownHosts.isPresent() || !credentials.isEmpty())) {
      map.wrong(
          "known_hosts and credentials are of SFTP only; write `to: sftp://user@host/folder`, or"
              + " take them away (other file systems have their credentials from Hadoop's settings)");
    }
    Optional<Writing> phones = map.read("phones", n -> n.oneOf(Writing.class));
    map.rejectOtherKeys();
    if (!map.isSound()) {
      return Optional.empty();
    }
    Optional<Server> server =
        isSftp ? Optional.of(new Server(knownHosts.get(), credentials.get(0))) : Optional.empty();
    return Optional.of(new Sending(url.map(u -> new Target(u, server)), phones));
  }

  private static void requireServer(
      ConfigMap map, Optional<String> knownHosts, List<Credential> credentials) {
    if (knownHosts.isEmpty()) {
      map.missing(
          "known_hosts",
          "is missing; write `known_hosts: known_hosts`, a file below the workspace with the"
              + " server's key (ssh-keyscan HOST gives it; compare it with what its owner says)");
    }
    if (credentials.size() != 1) {
      map.wrong(
          "needs one of private_key_file, password_file and password_env, but has "
              + credentials.size());
    }
  }

  private static List<Credential> credentials(ConfigMap map) {
    List<Credential> credentials = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      map.read(kind.name().toLowerCase(Locale.ROOT), node -> place(node, kind))
          .ifPresent(place -> credentials.add(new Credential(kind, place)));
    }
    return credentials;
  }

  private static Optional<String> place(ConfigNode node, Kind kind) {
    Optional<String> place = node.text();
    if (kind == Kind.PASSWORD_ENV) {
      return place.filter(name -> isVariable(node, name));
    }
    if (place.isPresent() && !Path.of(place.get()).isAbsolute()) {
      return node.expected("an absolute path: secrets are not kept in the workspace");
    }
    return place;
  }

  private static boolean isVariable(ConfigNode node, String name) {
    if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      return true;
    }
    // What was written may be the password itself: it is not repeated.
    node.wrong("names an environment variable, such as SMS_PASSWORD; it never holds the password");
    return false;
  }

  /** The messages do not repeat what was written: people put passwords into addresses. */
  private static Optional<URI> url(ConfigNode node) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text.get());
      boolean isSftp = SFTP.equals(url.getScheme());
      String user = url.getUserInfo();
      if (user != null && (!isSftp || user.contains(":"))) {
        node.wrong("holds a secret; take it out of the address (see the keys for credentials)");
      } else if (isSftp && (user == null || url.getHost() == null)) {
        node.wrong("needs user and server: sftp://user@host/folder");
      } else if (url.getScheme() == null || url.getPath() == null) {
        node.wrong(
            "needs its scheme, such as sftp://user@host/folder, s3a://bucket/folder or file:///folder");
      } else {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      node.wrong("is no address; write such as sftp://user@host/folder or s3a://bucket/folder");
    }
    return Optional.empty();
  }
}
