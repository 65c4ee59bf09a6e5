package io.tributary.audience;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
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
   */
  static String of(String address, Writing writing, Hash hash) {
    String written =
        switch (writing) {
          case AS_IS -> address;
          case DIGITS -> address.startsWith("+") ? address.substring(1) : address;
          case NATIONAL -> national(address);
        };
    return switch (hash) {
      case NONE -> written;
      case MD5 -> hex("MD5", written);
      case SHA256 -> hex("SHA-256", written);
    };
  }

  private static String national(String phone) {
    try {
      PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
      return phones.getNationalSignificantNumber(phones.parse(phone, null));
    } catch (NumberParseException e) {
      // A namespace that is not normalised as phone numbers: it is what the source had.
      return phone;
    }
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
