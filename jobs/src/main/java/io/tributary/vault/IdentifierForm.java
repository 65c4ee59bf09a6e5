package io.tributary.vault;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.tributary.workspace.Settings.Namespace;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Brings the values of one namespace to one form (semantics.md, OneID step 1), so that the same
 * identifier is the same text wherever it was found.
 */
public final class IdentifierForm implements Serializable {
  private static final long serialVersionUID = 1L;

  /** RFC 5321 allows far more; this is what mail systems accept in practice. */
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\"<>(),;:]+@[^@\\s\"<>(),;:.]+(\\.[^@\\s\"<>(),;:.]+)+");

  /** Marketplaces mask with stars, full-width stars, dots or a run of x. */
  private static final Pattern MASK = Pattern.compile("[*＊•●✱]|[xX]{2,}");

  private final String namespace;
  private final io.tributary.workspace.Settings.Normalise normalise;
  private final String region;

  /** How E.164 numbers of the region begin; null: values have no region. */
  private final String countryCode;

  public IdentifierForm(Namespace namespace) {
    this.namespace = namespace.name();
    this.normalise = namespace.normalise();
    this.region = namespace.region().orElse(null);
    this.countryCode =
        normalise == io.tributary.workspace.Settings.Normalise.PHONE && region != null
            ? "+" + PhoneNumberUtil.getInstance().getCountryCodeForRegion(region)
            : null;
  }

  /**
   * What became of a value.
   *
   * @param value the normalised value; null if there is none
   * @param dropped why there is none: {@code masked} or {@code invalid}; null for a blank one,
   *     which is no identifier to begin with
   */
  public record Result(String value, String dropped) {}

  private static final Result BLANK = new Result(null, null);
  private static final Result MASKED = new Result(null, "masked");
  private static final Result INVALID = new Result(null, "invalid");

  /** The namespace whose values this brings to one form. */
  public String namespace() {
    return namespace;
  }

  /** Normalises one value as a dump has it. */
  public Result of(String raw) {
    String text = raw == null ? "" : raw.strip();
    if (text.isEmpty()) {
      return BLANK;
    }
    return switch (normalise) {
      case TRIM -> new Result(text, null);
      case EMAIL -> email(text);
      case PHONE -> phone(text);
    };
  }

  /**
   * How people write a normalised value: itself, and a phone number of the namespace's region also
   * without the country's code, {@code 13812345678} beside {@code +8613812345678}.
   */
  public List<String> spellings(String value) {
    String national = national(value);
    return national.equals(value) ? List.of(value) : List.of(value, national);
  }

  /**
   * A normalised phone number of the namespace's region without the country's code. Any other value
   * stays: without its code, a foreign number may be that of a stranger at home. No country's code
   * begins with that of another one (ITU-T E.164), so that nothing has to be parsed again.
   */
  public String national(String value) {
    return countryCode != null && value.startsWith(countryCode)
        ? value.substring(countryCode.length())
        : value;
  }

  private static Result email(String text) {
    if (text.indexOf('*') >= 0) {
      return MASKED;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return EMAIL.matcher(lower).matches() ? new Result(lower, null) : INVALID;
  }

  /** E.164, as libphonenumber reads it for the namespace's region. */
  private Result phone(String text) {
    if (MASK.matcher(text).find()) {
      return MASKED;
    }
    // A spreadsheet turns a number column into 13812345678.0; that is how many dumps have it.
    String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    try {
      PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
      PhoneNumber number = phones.parse(digits, region);
      if (!phones.isValidNumber(number)) {
        return INVALID;
      }
      return new Result(phones.format(number, PhoneNumberUtil.PhoneNumberFormat.E164), null);
    } catch (NumberParseException e) {
      return INVALID;
    }
  }
}
