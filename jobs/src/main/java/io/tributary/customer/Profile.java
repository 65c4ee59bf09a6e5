package io.tributary.customer;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/** What a birthday says about a person as of a date. */
final class Profile {
  private static final int OLDEST = 120;

  /** First month and day of each sign, and its name; Capricorn holds the turn of the year. */
  private static final int[] SIGN_FROM = {
    120, 219, 321, 420, 521, 622, 723, 823, 923, 1024, 1123, 1222
  };

  private static final List<String> SIGNS =
      List.of(
          "aquarius",
          "pisces",
          "aries",
          "taurus",
          "gemini",
          "cancer",
          "leo",
          "virgo",
          "libra",
          "scorpio",
          "sagittarius",
          "capricorn");

  private Profile() {}

  /** Adds the columns from {@code age} to {@code zodiac}. */
  static void add(ResultRow result, LocalDate birthday, CustomerRules rules) {
    Integer age = age(birthday, LocalDate.ofEpochDay(rules.date));
    if (age == null) {
      result.addNulls(5);
      return;
    }
    result.add(age);
    result.addText(ageBand(age, rules.ageBands));
    result.addText(generation(birthday));
    result.addText(birthDecade(birthday));
    result.addText(zodiac(birthday));
  }

  /**
   * Whole years. Who was born on 29 February is a year older on 1 March of a common year. Null for
   * a birthday that lies in the future, or more than 120 years back: it was made up.
   */
  static Integer age(LocalDate birthday, LocalDate date) {
    if (birthday == null || birthday.isAfter(date)) {
      return null;
    }
    int years = Period.between(birthday, date).getYears();
    return years > OLDEST ? null : years;
  }

  /** Bands of an age by their lower bounds: {@code <18}, {@code 18-25}, {@code 51+}. */
  static String ageBand(int age, List<Integer> lowerBounds) {
    int band = 0;
    while (band < lowerBounds.size() && age >= lowerBounds.get(band)) {
      band++;
    }
    if (band == lowerBounds.size()) {
      return (band == 0 ? 0 : lowerBounds.get(band - 1)) + "+";
    }
    return band == 0
        ? "<" + lowerBounds.get(0)
        : lowerBounds.get(band - 1) + "-" + (lowerBounds.get(band) - 1);
  }

  /** As Chinese marketing speaks: X (born 1965-79), Y (1980-94), Z (1995-2009); else null. */
  static String generation(LocalDate birthday) {
    int year = birthday.getYear();
    if (year < 1965 || year > 2009) {
      return null;
    }
    return year < 1980 ? "X" : year < 1995 ? "Y" : "Z";
  }

  /** The decade of birth, such as 80后 for 1980 to 1989. */
  static String birthDecade(LocalDate birthday) {
    return birthday.getYear() / 10 % 10 + "0后";
  }

  /** The sign (星座) of a birthday. */
  static String zodiac(LocalDate birthday) {
    int day = 100 * birthday.getMonthValue() + birthday.getDayOfMonth();
    String sign = "capricorn";
    for (int i = 0; i < SIGN_FROM.length; i++) {
      sign = day >= SIGN_FROM[i] ? SIGNS.get(i) : sign;
    }
    return sign;
  }
}
