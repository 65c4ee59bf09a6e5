package io.tributary.command;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * How many cells of a terminal a text takes: a Chinese character takes two, an accent that combines
 * with its letter none (Unicode Standard Annex 11, East Asian Width).
 */
final class DisplayWidth {
  private static final String CUT = "…";

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    int width = UCharacter.getIntPropertyValue(character, UProperty.EAST_ASIAN_WIDTH);
    return width == UCharacter.EastAsianWidth.WIDE || width == UCharacter.EastAsianWidth.FULLWIDTH
        ? 2
        : 1;
  }

  /** The text, if it fits; else its beginning and an ellipsis. */
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder beginning = new StringBuilder();
    int used = 1;
    for (int character : text.codePoints().toArray()) {
      used += of(character);
      if (used > width) {
        break;
      }
      beginning.appendCodePoint(character);
    }
    return beginning + CUT;
  }

  /** The text with spaces after it, or before it, up to the width. */
  static String pad(String text, int width, boolean right) {
    String spaces = " ".repeat(Math.max(0, width - of(text)));
    return right ? spaces + text : text + spaces;
  }
}
