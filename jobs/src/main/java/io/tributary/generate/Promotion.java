package io.tributary.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The yearly sales that bring new people: 618 and Double 11. */
record Promotion(String name, LocalDate from, LocalDate to) {

  /** Those that lie within the history, oldest first. */
  static List<Promotion> during(Nights nights) {
    List<Promotion> all = new ArrayList<>();
    for (int year = nights.opening().getYear(); year <= nights.last().getYear(); year++) {
      all.add(new Promotion("618", LocalDate.of(year, 6, 1), LocalDate.of(year, 6, 18)));
      all.add(new Promotion("double11", LocalDate.of(year, 11, 1), LocalDate.of(year, 11, 11)));
    }
    all.removeIf(p -> p.from.isBefore(nights.opening()) || p.to.isAfter(nights.last()));
    return all;
  }

  /** A day of the promotion nearest to a day. */
  static LocalDate nearest(LocalDate day, Nights nights, Draw draw) {
    return during(nights).stream()
        .min(Comparator.comparingLong(p -> Math.abs(p.from.toEpochDay() - day.toEpochDay())))
        .map(p -> p.from.plusDays(draw.between(0, (int) (p.to.toEpochDay() - p.from.toEpochDay()))))
        .orElse(day);
  }
}
