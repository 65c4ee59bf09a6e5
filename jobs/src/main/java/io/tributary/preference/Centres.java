package io.tributary.preference;

import io.tributary.customer.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Centres of clusters in the dimensions of a catalogue, one per category.
 *
 * @param coordinates of each centre, by category number
 * @param squaredLengths of each centre; categories that the catalogue does not have any more count
 */
record Centres(double[][] coordinates, double[] squaredLengths) {

  /** Centres that lie in these dimensions wholly. */
  static Centres of(double[][] coordinates) {
    double[] squaredLengths = new double[coordinates.length];
    for (int i = 0; i < coordinates.length; i++) {
      squaredLengths[i] = squaredLength(coordinates[i]);
    }
    return new Centres(coordinates, squaredLengths);
  }

  /** The same centres in the dimensions of another catalogue, found by the categories' names. */
  Centres on(List<String> categories, Catalogue.Names today) {
    Map<String, Integer> number = new HashMap<>();
    for (int code = 0; code < today.count(); code++) {
      number.put(today.name(code), code);
    }
    double[][] moved = new double[coordinates.length][today.count()];
    for (int i = 0; i < coordinates.length; i++) {
      for (int c = 0; c < categories.size(); c++) {
        Integer code = number.get(categories.get(c));
        if (code != null) {
          moved[i][code] = coordinates[i][c];
        }
      }
    }
    return new Centres(moved, squaredLengths);
  }

  private static double squaredLength(double[] centre) {
    double sum = 0;
    for (double value : centre) {
      sum += value * value;
    }
    return sum;
  }
}
