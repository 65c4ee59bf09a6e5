package io.tributary.ingest;

import java.io.Serializable;
import java.nio.charset.Charset;

/**
 * The encoding of a text dump, and what its bytes allow.
 *
 * @param name a Java charset name
 */
record TextEncoding(String name) implements Serializable {

  Charset charset() {
    return Charset.forName(name);
  }

  /**
   * Whether a line of text is a line of bytes. UTF-16 and UTF-32 have zero bytes around their line
   * breaks, EBCDIC has others, and ISO-2022 uses the byte of a quote within other characters: a
   * splitting reader garbles them, so they are always read by one parser, from the start.
   */
  boolean hasByteLines() {
    byte[] lineBreak = "\n".getBytes(charset());
    return lineBreak.length == 1 && lineBreak[0] == '\n' && !charset().name().contains("2022");
  }

  /**
   * Whether a byte that looks like an ASCII character is one. In UTF-8 and in one-byte charsets
   * always. In GBK, GB18030, Big5 and Shift_JIS the second byte of a character may be any from
   * {@code @} on ({@code |} is), and GB18030 has digits at second and fourth place; what is below
   * is safe: comma, tab, semicolon, quotes, and the line breaks.
   */
  boolean isByte(char c) {
    return charset().name().equals("UTF-8")
        || charset().newEncoder().maxBytesPerChar() == 1
        || (c < '@' && !Character.isDigit(c));
  }
}
