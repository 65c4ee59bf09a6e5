package io.tributary.delivery;

import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Sending;
import io.tributary.workspace.Sending.Credential;
import io.tributary.workspace.Sending.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** What proves to an SFTP server who we are. No message shows more than where it was found. */
final class Credentials {
  private final String origin;
  private final Optional<String> password;
  private final List<KeyPair> keys = new ArrayList<>();

  /**
   * Reads them.
   *
   * @throws UserMistake if they are not where the settings say
   */
  Credentials(Sending.Target target, Map<String, String> environment) {
    Credential credential = target.server().orElseThrow().credential();
    origin =
        switch (credential.kind()) {
          case PRIVATE_KEY_FILE -> "the key in " + credential.place();
          case PASSWORD_FILE -> "the password in " + credential.place();
          case PASSWORD_ENV -> "the password in the variable " + credential.place();
        };
    if (credential.kind() == Kind.PRIVATE_KEY_FILE) {
      password = Optional.empty();
      readKeys(target, Path.of(credential.place()));
    } else {
      password = Optional.of(password(target, credential, environment));
    }
  }

  private String password(
      Sending.Target target, Credential credential, Map<String, String> environment) {
    String text = null;
    if (credential.kind() == Kind.PASSWORD_ENV) {
      text = environment.get(credential.place());
    } else {
      try {
        text = Files.readString(Path.of(credential.place()), StandardCharsets.UTF_8).strip();
      } catch (IOException e) {
        // Answered below: the exception could say no more.
      }
    }
    if (text == null || text.isEmpty()) {
      throw missing(target);
    }
    return text;
  }

  private void readKeys(Sending.Target target, Path file) {
    try (var in = Files.newInputStream(file)) {
      Iterable<KeyPair> read =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY);
      if (read != null) {
        read.forEach(keys::add);
      }
    } catch (IOException | GeneralSecurityException e) {
      // Answered below: what a key's reader says may quote the key.
    }
    if (keys.isEmpty()) {
      throw missing(target);
    }
  }

  private UserMistake missing(Sending.Target target) {
    return new UserMistake(
        "Cannot deliver to %s: %s is not there or cannot be read (a private key is RSA or ECDSA, without passphrase)."
            .formatted(target.shown(), origin));
  }

  void addTo(ClientSession session) {
    password.ifPresent(session::addPasswordIdentity);
    keys.forEach(session::addPublicKeyIdentity);
  }

  @Override
  public String toString() {
    return origin;
  }
}
