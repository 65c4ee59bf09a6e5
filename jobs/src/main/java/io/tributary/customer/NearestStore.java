package io.tributary.customer;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The great-circle distance to the nearest store (haversine, mean Earth radius 6,371.0088 km).
 * Stores are sorted by latitude, and the search ends where the difference of latitudes alone is
 * farther than the nearest store so far.
 */
final class NearestStore implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double RADIUS_KM = 6371.0088;

  private final double[] latitudes;
  private final double[] longitudes;

  /** Stores by latitude and longitude, in degrees. */
  NearestStore(double[][] stores) {
    double[][] sorted = stores.clone();
    Arrays.sort(sorted, (a, b) -> Double.compare(a[0], b[0]));
    latitudes = Arrays.stream(sorted).mapToDouble(s -> s[0]).toArray();
    longitudes = Arrays.stream(sorted).mapToDouble(s -> s[1]).toArray();
  }

  /** Kilometres from a place to the nearest store; null if there is no store. */
  Double kilometres(double latitude, double longitude) {
    if (latitudes.length == 0) {
      return null;
    }
    int place = Arrays.binarySearch(latitudes, latitude);
    int north = place >= 0 ? place : -place - 1;
    int south = north - 1;
    double nearest = Double.MAX_VALUE;
    boolean goOn = true;
    while (goOn) {
      goOn = false;
      if (north < latitudes.length && apart(latitude, latitudes[north]) < nearest) {
        nearest = Math.min(nearest, distance(latitude, longitude, north++));
        goOn = true;
      }
      if (south >= 0 && apart(latitude, latitudes[south]) < nearest) {
        nearest = Math.min(nearest, distance(latitude, longitude, south--));
        goOn = true;
      }
    }
    return nearest;
  }

  private static double apart(double latitude, double other) {
    return Math.toRadians(Math.abs(latitude - other)) * RADIUS_KM;
  }

  private double distance(double latitude, double longitude, int store) {
    double phi = Math.toRadians(latitude);
    double storePhi = Math.toRadians(latitudes[store]);
    double halfLatitude = Math.sin((storePhi - phi) / 2);
    double halfLongitude = Math.sin(Math.toRadians(longitudes[store] - longitude) / 2);
    double square =
        halfLatitude * halfLatitude
            + Math.cos(phi) * Math.cos(storePhi) * halfLongitude * halfLongitude;
    return 2 * RADIUS_KM * Math.asin(Math.min(Math.sqrt(square), 1));
  }
}
