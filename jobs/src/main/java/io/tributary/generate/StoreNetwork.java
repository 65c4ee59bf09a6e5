package io.tributary.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The stores; the first ones are the busiest. */
final class StoreNetwork {
  private static final int PEOPLE_PER_STORE = 500;
  private static final int FEWEST = 4;
  private static final int MOST = 300;
  private static final int ONE_WITH_TABLET_HABIT_IN = 4;
  private static final double STAYS_IN_TOWN = 0.9;
  private static final List<String> STREETS = List.of("南京路店", "万象城店", "银泰店", "大悦城店", "万达店", "奥莱店");

  private final List<Store> all = new ArrayList<>();
  private final Map<City, List<Store>> byCity = new HashMap<>();

  /** The stores of a retailer with that many people. */
  StoreNetwork(long customers) {
    int count = (int) Math.max(FEWEST, Math.min(MOST, customers / PEOPLE_PER_STORE));
    for (int i = 0; i < count; i++) {
      City city = City.at(i);
      List<Store> inCity = byCity.computeIfAbsent(city, c -> new ArrayList<>());
      int round = inCity.size() / STREETS.size();
      String street = STREETS.get(inCity.size() % STREETS.size());
      String town = city.name().replace("市", "");
      String name = town + street + (round == 0 ? "" : String.valueOf(round + 1));
      String code = String.format(Locale.ROOT, "S%03d", i + 1);
      Store store = new Store(i, code, name, city, i % ONE_WITH_TABLET_HABIT_IN == 0);
      all.add(store);
      inCity.add(store);
    }
  }

  List<Store> all() {
    return all;
  }

  /** A store that a person of that city visits: mostly one of the city, if it has any. */
  Store visitedFrom(City home, Draw draw) {
    List<Store> near = byCity.getOrDefault(home, List.of());
    if (!near.isEmpty() && draw.chance(STAYS_IN_TOWN)) {
      return draw.oneOf(near);
    }
    // The square of a uniform draw: the first stores are the big ones.
    double u = draw.uniform();
    return all.get((int) (u * u * all.size()));
  }
}
