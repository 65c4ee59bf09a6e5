package io.tributary.workspace;

import io.tributary.workspace.Tag.Behaviour;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People whom a campaign team wants to reach: who they are, who of them is kept apart to compare
 * with, and where they are delivered.
 *
 * @param definedIn the file, below the workspace
 * @param where SQL over the columns of {@code customers}; empty: everybody
 * @param behaviours what they did and did not do; all must hold
 * @param excludes audiences whose people are not in this one
 * @param priority of audiences with a priority a person is in one only, that with the smallest
 *     number; empty: takes no part in that
 * @param arms empty: everybody is treated alike
 * @param deliver names of delivery profiles
 * @param variables what a message says about its receiver: SQL over the columns of {@code
 *     customers} and {@code arm}, by name
 * @param experiment under whose name arms are drawn: audiences that share it share the arms
 * @param step the step of a journey whose people these are; empty: an audience of its own
 * @param period outside of it nobody fits
 */
public record Audience(
    String name,
    String definedIn,
    String owner,
    String description,
    Optional<String> where,
    List<Behaviour> behaviours,
    List<String> excludes,
    Optional<Integer> priority,
    Optional<Limit> limit,
    List<Arm> arms,
    List<String> deliver,
    Map<String, String> variables,
    String experiment,
    Optional<JourneyStep> step,
    Period period) {

  /** The nights on which an audience is selected, both ends included; an empty end is open. */
  public record Period(Optional<LocalDate> from, Optional<LocalDate> until) {
    static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());

    /** Whether a night lies in it. */
    public boolean contains(LocalDate night) {
      return from.map(day -> !night.isBefore(day)).orElse(true)
          && until.map(day -> !night.isAfter(day)).orElse(true);
    }
  }

  /** An audience of its own, on all nights. */
  public Audience(
      String name,
      String definedIn,
      String owner,
      String description,
      Optional<String> where,
      List<Behaviour> behaviours,
      List<String> excludes,
      Optional<Integer> priority,
      Optional<Limit> limit,
      List<Arm> arms,
      List<String> deliver,
      Map<String, String> variables,
      String experiment) {
    this(
        name,
        definedIn,
        owner,
        description,
        where,
        behaviours,
        excludes,
        priority,
        limit,
        arms,
        deliver,
        variables,
        experiment,
        Optional.empty(),
        Period.ALWAYS);
  }

  /** The arm that is measured against: it gets nothing. */
  public static final String CONTROL = "control";

  /**
   * At most so many people.
   *
   * @param orderBy SQL over the columns of {@code customers}: a number or a date
   * @param largestFirst whether those with the largest value stay
   */
  public record Limit(int people, String orderBy, boolean largestFirst) {}

  /** A part of the audience that is treated alike; the shares add up to 1. */
  public record Arm(String name, BigDecimal share) {}

  /** The share of people who get nothing. */
  public BigDecimal controlShare() {
    return arms.stream()
        .filter(arm -> arm.name().equals(CONTROL))
        .map(Arm::share)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  /**
   * The version of the definition: a hash of all that decides who is in the audience and what they
   * get; owner and description do not.
   */
  public String version() {
    List<Object> parts =
        new ArrayList<>(
            List.of(
                name,
                where,
                behaviours,
                excludes,
                priority,
                limit,
                arms,
                deliver,
                List.copyOf(variables.entrySet()),
                experiment));
    step.ifPresent(parts::add);
    if (!period.equals(Period.ALWAYS)) {
      parts.add(period);
    }
    return Fingerprint.ofSettings(parts.toArray()).substring(0, 12);
  }
}
