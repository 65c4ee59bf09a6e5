package io.tributary.vault;

import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 256-bit key that protects identifiers. It comes from outside the workspace and never leaves
 * this object in clear: what is used are keys derived from it, one per purpose, and its {@code
 * toString} shows nothing.
 */
public final class VaultKey implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Environment variable with the path of the key's file. */
  public static final String FILE_VARIABLE = "TRIBUTARY_KEY_FILE";

  /** Environment variable with the key itself. */
  public static final String VARIABLE = "TRIBUTARY_KEY";

  private static final int BYTES = 32;
  private static final String HOW_TO_MAKE_ONE =
      "Make one with: openssl rand -hex 32 > tributary.key && chmod 600 tributary.key; export "
          + FILE_VARIABLE
          + "=$PWD/tributary.key. Keep it: without it the lake's identifiers cannot be read again.";

  private final byte[] bytes;

  private VaultKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The key that the environment names.
   *
   * @throws UserMistake if there is none, or it cannot be read
   */
  public static VaultKey fromEnvironment(Map<String, String> environment) {
    String file = environment.get(FILE_VARIABLE);
    if (file != null && !file.isBlank()) {
      return parse(readFile(Path.of(file)), FILE_VARIABLE + " (" + file + ")");
    }
    String text = environment.get(VARIABLE);
    if (text != null && !text.isBlank()) {
      return parse(text, VARIABLE);
    }
    throw new UserMistake(
        "No key to protect identifiers: neither "
            + FILE_VARIABLE
            + " nor "
            + VARIABLE
            + " is set. "
            + HOW_TO_MAKE_ONE);
  }

  /** Reads a key from 64 hexadecimal digits, or from the base64 form of 32 bytes. */
  public static VaultKey parse(String text, String origin) {
    String trimmed = text.strip();
    byte[] decoded = null;
    if (trimmed.matches("[0-9A-Fa-f]{64}")) {
      decoded = HexFormat.of().parseHex(trimmed);
    } else {
      try {
        decoded = Base64.getDecoder().decode(trimmed);
      } catch (IllegalArgumentException e) {
        // Answered below, without the text: it may be a secret with a typing error.
      }
    }
    if (decoded == null || decoded.length != BYTES) {
      throw new UserMistake(
          "The key in "
              + origin
              + " is not 64 hexadecimal digits (or base64 of 32 bytes). "
              + HOW_TO_MAKE_ONE);
    }
    return new VaultKey(decoded);
  }

  /** A new random key, as text that {@link #parse} reads. */
  public static String random() {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    return HexFormat.of().formatHex(fresh);
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UserMistake(
          "The key file that "
              + FILE_VARIABLE
              + " names cannot be read: "
              + file
              + ". "
              + HOW_TO_MAKE_ONE);
    }
  }

  /** A key of its own for one purpose, so that no two uses of the secret can disturb each other. */
  byte[] derive(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
    }
  }

  /** What may be stored to recognise the key later: says nothing about it. */
  public String checkValue() {
    return HexFormat.of().formatHex(derive("check"), 0, 8);
  }

  @Override
  public String toString() {
    return "VaultKey(hidden)";
  }
}
