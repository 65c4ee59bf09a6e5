package io.tributary.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static Integer age(String birthday, String date) {
    return Profile.age(LocalDate.parse(birthday), LocalDate.parse(date));
  }

  @Test
  void ageTurnsOnTheBirthday() {
    assertThat(age("1990-06-15", "2025-06-14")).isEqualTo(34);
    assertThat(age("1990-06-15", "2025-06-15")).isEqualTo(35);
  }

  @Test
  void bornOnTheTwentyNinthOfFebruaryAgeTurnsOnTheFirstOfMarchOfACommonYear() {
    assertThat(age("1996-02-29", "2025-02-28")).isEqualTo(28);
    assertThat(age("1996-02-29", "2025-03-01")).isEqualTo(29);
    assertThat(age("1996-02-29", "2024-02-29")).isEqualTo(28);
  }

  @Test
  void birthdaysThatCannotBeTrueHaveNoAge() {
    assertThat(age("2025-06-16", "2025-06-15")).isNull();
    assertThat(age("1900-01-01", "2025-06-15")).isNull();
    assertThat(Profile.age(null, LocalDate.EPOCH)).isNull();
  }

  @Test
  void bandsBeginAtTheirLowerBound() {
    List<Integer> bounds = List.of(18, 26, 51);

    assertThat(Profile.ageBand(17, bounds)).isEqualTo("<18");
    assertThat(Profile.ageBand(18, bounds)).isEqualTo("18-25");
    assertThat(Profile.ageBand(50, bounds)).isEqualTo("26-50");
    assertThat(Profile.ageBand(51, bounds)).isEqualTo("51+");
    assertThat(Profile.ageBand(51, List.of())).isEqualTo("0+");

    AmountBands amounts = new AmountBands(List.of(new BigDecimal("100"), new BigDecimal("299.50")));
    assertThat(amounts.of(99_99)).isEqualTo("<100");
    assertThat(amounts.of(100_00)).isEqualTo("100-299.5");
    assertThat(amounts.of(299_50)).isEqualTo(">=299.5");
    assertThat(new AmountBands(List.of()).of(-5)).isEqualTo(">=0");
  }

  @Test
  void generationsAndDecadesGoByTheYearOfBirth() {
    assertThat(
            List.of(
                "1964-12-31", "1965-01-01", "1979-12-31", "1980-01-01", "1995-01-01", "2010-01-01"))
        .extracting(d -> Profile.generation(LocalDate.parse(d)))
        .containsExactly(null, "X", "X", "Y", "Z", null);
    assertThat(List.of("1969-12-31", "1980-01-01", "2000-01-01", "2012-01-01"))
        .extracting(d -> Profile.birthDecade(LocalDate.parse(d)))
        .containsExactly("60后", "80后", "00后", "10后");
  }

  @Test
  void capricornHoldsTheTurnOfTheYear() {
    assertThat(List.of("2000-01-19", "2000-01-20", "2000-02-29", "2000-12-21", "2000-12-22"))
        .extracting(d -> Profile.zodiac(LocalDate.parse(d)))
        .containsExactly("capricorn", "aquarius", "pisces", "sagittarius", "capricorn");
  }

  @Test
  void theNearestStoreIsFoundAlongTheGreatCircle() {
    double[] shanghai = {31.2304, 121.4737};
    double[] beijing = {39.9042, 116.4074};
    NearestStore stores = new NearestStore(new double[][] {beijing, shanghai, {-31, 121}});

    assertThat(stores.kilometres(31.2304, 121.4737)).isZero();
    assertThat(new NearestStore(new double[][] {beijing}).kilometres(31.2304, 121.4737))
        .isBetween(1066.0, 1069.0);
    assertThat(stores.kilometres(36.0, 118.0)).isBetween(450.0, 460.0);
    assertThat(new NearestStore(new double[][] {{0, 179.5}}).kilometres(0, -179.5))
        .as("across the date line")
        .isBetween(111.0, 111.4);
    assertThat(new NearestStore(new double[0][]).kilometres(0, 0)).isNull();
  }

  @Test
  void theNearestOfManyStoresIsTheOneThatLookingAtAllOfThemFinds() {
    java.util.Random random = new java.util.Random(3);
    double[][] places = new double[200][];
    for (int i = 0; i < places.length; i++) {
      places[i] = new double[] {18 + 30 * random.nextDouble(), 75 + 60 * random.nextDouble()};
    }
    NearestStore all = new NearestStore(places);
    for (int i = 0; i < 200; i++) {
      double latitude = 18 + 30 * random.nextDouble();
      double longitude = 75 + 60 * random.nextDouble();
      double nearest = Double.MAX_VALUE;
      for (double[] place : places) {
        nearest =
            Math.min(
                nearest, new NearestStore(new double[][] {place}).kilometres(latitude, longitude));
      }
      assertThat(all.kilometres(latitude, longitude)).isEqualTo(nearest);
    }
  }
}
