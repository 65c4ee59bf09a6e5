package io.tributary.audience;

import io.tributary.vault.IdentifierForm;
import io.tributary.workspace.DeliveryProfile.Hash;
import io.tributary.workspace.DeliveryProfile.Writing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes an address as a platform wants it. */
final class AddressText {
  private AddressText() {}

  /**
   * The text.
   *
   * @param address as the vault has it; of phone numbers E.164
   * @param form that of the address's namespace
   */
  static String of(String address, IdentifierForm form, Writing writing, Hash hash) {
    String written =
        switch (writing) {
          case AS_IS -> address;
          case DIGITS -> address.startsWith("+") ? address.substring(1) : address;
          case NATIONAL -> form.national(address);
        };
    return switch (hash) {
      case NONE -> written;
      case MD5 -> hex("MD5", written);
      case SHA256 -> hex("SHA-256", written);
    };
  }

  private static String hex(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
