package io.tributary.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** The bytes of one dump file, decompressed where its name's ending says so ({@code .gz} ...). */
final class DumpBytes {
  private static final int BUFFER = 1 << 20;

  private final Configuration hadoop;
  private final Path path;
  private final CompressionCodec codec;

  DumpBytes(Configuration hadoop, Path path) {
    this.hadoop = hadoop;
    this.path = path;
    this.codec = new CompressionCodecFactory(hadoop).getCodec(path);
  }

  /** What looks at all bytes of a file in turn. */
  @FunctionalInterface
  interface Visitor {
    /** Reads the stream to its end, or as far as it cares. */
    void visit(InputStream content) throws IOException;
  }

  Configuration hadoop() {
    return hadoop;
  }

  Path path() {
    return path;
  }

  /** Opens the file as it lies there. */
  InputStream openRaw() throws IOException {
    return path.getFileSystem(hadoop).open(path);
  }

  /** Opens the file's content. */
  InputStream open() throws IOException, UnreadableDump {
    InputStream raw = openRaw();
    return codec == null ? raw : decompressed(raw);
  }

  /**
   * The checksum of the bytes as they lie there, and on the way the content shown to a visitor.
   *
   * <p>SHA-256, since a file whose checksum is known is never read again: nobody can make two files
   * that share one. With a processor's SHA instructions it runs at 1 GB a second and core
   * (measured; CRC-32C at 50, but its 32 bits are meant for noise on a wire), faster than landings
   * deliver.
   */
  String checksum(Visitor visitor) throws IOException, UnreadableDump {
    MessageDigest digest = sha256();
    try (DigestInputStream raw = new DigestInputStream(openRaw(), digest)) {
      if (codec == null) {
        visitor.visit(raw);
      } else {
        visitDecompressed(raw, visitor);
      }
      drain(raw);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void visitDecompressed(InputStream raw, Visitor visitor)
      throws IOException, UnreadableDump {
    // Not closed here: that would close the raw stream, whose rest belongs to the checksum.
    InputStream content = decompressed(raw);
    try {
      visitor.visit(content);
      drain(content);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private InputStream decompressed(InputStream raw) throws UnreadableDump {
    try {
      return codec.createInputStream(raw);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private UnreadableDump broken(IOException e) {
    return new UnreadableDump(
        "cannot be decompressed as its ending "
            + codec.getDefaultExtension()
            + " says ("
            + e.getMessage()
            + "); deliver it again, or under another name if it is not compressed",
        e);
  }

  private static void drain(InputStream stream) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (stream.read(buffer) >= 0) {
      continue;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
