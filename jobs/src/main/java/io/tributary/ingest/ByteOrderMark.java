package io.tributary.ingest;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/** The bytes with which programs, spreadsheets above all, announce a text file's encoding. */
enum ByteOrderMark {
  UTF_8("UTF-8", 0xEF, 0xBB, 0xBF),
  // Before UTF-16, whose mark is the beginning of this one.
  UTF_32LE("UTF-32LE", 0xFF, 0xFE, 0x00, 0x00),
  UTF_32BE("UTF-32BE", 0x00, 0x00, 0xFE, 0xFF),
  UTF_16LE("UTF-16LE", 0xFF, 0xFE),
  UTF_16BE("UTF-16BE", 0xFE, 0xFF),
  GB18030("GB18030", 0x84, 0x31, 0x95, 0x33);

  /** What all of them are decoded to, unless the decoder takes them away. */
  private static final char DECODED = '\uFEFF';

  private static final int MAX_LENGTH = 4;

  private final String encoding;
  private final byte[] bytes;

  ByteOrderMark(String encoding, int... bytes) {
    this.encoding = encoding;
    this.bytes = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      this.bytes[i] = (byte) bytes[i];
    }
  }

  /** The mark that a stream starts with; the stream stays where it is. */
  private static Optional<ByteOrderMark> at(BufferedInputStream stream) throws IOException {
    stream.mark(MAX_LENGTH);
    byte[] start = stream.readNBytes(MAX_LENGTH);
    stream.reset();
    return Arrays.stream(values())
        .filter(
            mark ->
                start.length >= mark.bytes.length
                    && Arrays.equals(start, 0, mark.bytes.length, mark.bytes, 0, mark.bytes.length))
        .findFirst();
  }

  /** Moves a stream behind its mark, if it starts with one. */
  static void skip(BufferedInputStream stream) throws IOException {
    Optional<ByteOrderMark> mark = at(stream);
    if (mark.isPresent()) {
      stream.skipNBytes(mark.get().bytes.length);
    }
  }

  /**
   * Checks that a stream's mark, if there is one, announces the encoding that it will be read in.
   *
   * @throws UnreadableDump if it does not
   */
  static void check(BufferedInputStream stream, Charset charset)
      throws IOException, UnreadableDump {
    Optional<ByteOrderMark> mark = at(stream);
    if (mark.isPresent() && !mark.get().announces(charset)) {
      throw new UnreadableDump(
          "starts with the byte order mark of %1$s, but is to be read as %2$s; set options.encoding: %1$s"
              .formatted(mark.get().encoding, charset.name()));
    }
  }

  /** Moves a reader behind a decoded mark, if it starts with one. */
  static void skipDecoded(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != DECODED) {
      reader.reset();
    }
  }

  private boolean announces(Charset charset) {
    return charset.name().contains(encoding) || encoding.startsWith(charset.name());
  }
}
