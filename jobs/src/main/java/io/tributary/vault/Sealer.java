package io.tributary.vault;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes and encrypts values that point to a person. Both are deterministic, so that a repeated
 * night writes the same bytes: the hash is HMAC-SHA-256 cut to 128 bits, and the AES-GCM nonce is
 * the HMAC of the value under another key (a synthetic nonce: equal plaintexts give equal
 * ciphertexts, which the hash tells anyway; different ones do not share a nonce). One object serves
 * one thread: Spark gives each task its own copy.
 */
public final class Sealer implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int HASH_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final VaultKey key;
  private transient Mac hashMac;
  private transient Mac nonceMac;
  private transient SecretKeySpec cipherKey;
  private transient Cipher cipher;
  private transient byte[] lastSealed;

  public Sealer(VaultKey key) {
    this.key = key;
  }

  /** The keyed hash under which a value of a namespace is known outside the vault; 16 bytes. */
  public byte[] hash(String namespace, String value) {
    prepare();
    return Arrays.copyOf(hashMac.doFinal(bytes(namespace, value)), HASH_BYTES);
  }

  /** The value, encrypted; the namespace is authenticated with it. */
  public byte[] seal(String namespace, String value) {
    prepare();
    byte[] nonce = Arrays.copyOf(nonceMac.doFinal(bytes(namespace, value)), NONCE_BYTES);
    if (lastSealed != null && Arrays.equals(nonce, 0, NONCE_BYTES, lastSealed, 0, NONCE_BYTES)) {
      // The same value again: Java's cipher would refuse the same nonce twice in a row.
      return lastSealed.clone();
    }
    byte[] encrypted =
        crypt(Cipher.ENCRYPT_MODE, namespace, nonce, value.getBytes(StandardCharsets.UTF_8));
    byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
    System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
    lastSealed = sealed;
    return sealed.clone();
  }

  /**
   * The value that was sealed.
   *
   * @throws IllegalStateException if it was sealed with another key, for another namespace, or was
   *     damaged
   */
  public String open(String namespace, byte[] sealed) {
    prepare();
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] encrypted = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return new String(
        crypt(Cipher.DECRYPT_MODE, namespace, nonce, encrypted), StandardCharsets.UTF_8);
  }

  private byte[] crypt(int mode, String namespace, byte[] nonce, byte[] input) {
    try {
      cipher.init(mode, cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(namespace.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          mode == Cipher.DECRYPT_MODE
              ? "A value of the vault cannot be decrypted: it was sealed with another key, or is damaged"
              : "A value cannot be encrypted",
          e);
    }
  }

  private static byte[] bytes(String namespace, String value) {
    return (namespace + '\0' + value).getBytes(StandardCharsets.UTF_8);
  }

  private void prepare() {
    if (cipher != null) {
      return;
    }
    try {
      hashMac = Mac.getInstance("HmacSHA256");
      hashMac.init(new SecretKeySpec(key.derive("hash"), "HmacSHA256"));
      nonceMac = Mac.getInstance("HmacSHA256");
      nonceMac.init(new SecretKeySpec(key.derive("nonce"), "HmacSHA256"));
      cipherKey = new SecretKeySpec(key.derive("seal"), "AES");
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks HMAC-SHA-256 or AES-GCM", e);
    }
  }
}
