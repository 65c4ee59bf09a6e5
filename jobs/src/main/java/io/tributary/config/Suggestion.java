package io.tributary.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody probably meant who wrote a name that nobody knows. */
public final class Suggestion {
  private Suggestion() {}

  /** The known name closest to the given one, if one is close enough to be worth mentioning. */
  public static Optional<String> closest(String given, Collection<String> known) {
    // One slip in a short name, two in a usual one, more only in long ones.
    int tolerance = given.length() <= 3 ? 1 : Math.max(2, given.length() / 4);
    LevenshteinDistance distance = new LevenshteinDistance(tolerance);
    String lower = given.toLowerCase(Locale.ROOT);
    record Candidate(String name, int distance) {}
    return known.stream()
        .map(name -> new Candidate(name, distance.apply(lower, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance() >= 0)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** The end of a message about an unknown name: the closest one, or else all there are. */
  public static String among(String given, Collection<String> known) {
    return closest(given, known)
        .map(name -> "did you mean `" + name + "`?")
        .orElseGet(() -> "known: " + (known.isEmpty() ? "none" : String.join(", ", known)));
  }
}
