package io.tributary.ingest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people write them: no exponent, no zeros at the end. */
final class PlainNumber {
  /** What a spreadsheet shows of a number; digits beyond are left over from binary fractions. */
  private static final MathContext SPREADSHEET = new MathContext(15, RoundingMode.HALF_UP);

  private PlainNumber() {}

  /** A floating-point number's own text, such as 1.38E10, plain; NaN and infinity as they are. */
  static String of(String floating) {
    boolean number = Character.isDigit(floating.charAt(floating.length() - 1));
    return number ? plain(new BigDecimal(floating)) : floating;
  }

  /**
   * A number of a spreadsheet, which keeps 19.9 as 19.899999999999999. An integer stays as it is
   * written: other programs write order numbers of 19 digits.
   */
  static String ofSpreadsheet(BigDecimal number) {
    return plain(number.scale() == 0 ? number : number.round(SPREADSHEET));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
