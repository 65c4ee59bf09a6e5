package io.tributary.statistics;

import java.io.Serializable;

/**
 * How many people had an event on which day after their start, and how many were still without one
 * when their follow-up ended: all that a survival curve needs to know of any number of people. Days
 * beyond the last one count together.
 *
 * <p>A follow-up is known for everybody, also for those with an event: it is what tells whose
 * window has matured.
 */
public final class SurvivalCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int lastDay;
  private final long[] events;
  private final long[] censored;
  private final long[] followUpsOfEvents;

  /**
   * Nobody yet.
   *
   * @param lastDay the last day that is counted by itself
   */
  public SurvivalCounts(int lastDay) {
    this.lastDay = lastDay;
    events = new long[lastDay + 2];
    censored = new long[lastDay + 2];
    followUpsOfEvents = new long[lastDay + 2];
  }

  /**
   * Adds somebody with an event.
   *
   * @param day from 0, not after {@code followUp}
   */
  public void addEvent(int day, int followUp) {
    if (day < 0 || day > followUp) {
      throw new IllegalArgumentException("event on day " + day + " of " + followUp);
    }
    events[place(day)]++;
    followUpsOfEvents[place(followUp)]++;
  }

  /** Adds somebody without an event until the end of their follow-up. */
  public void addCensored(int followUp) {
    censored[place(followUp)]++;
  }

  private int place(int day) {
    return Math.min(day, lastDay + 1);
  }

  /** Adds other people, who were counted up to the same last day. */
  public void add(SurvivalCounts other) {
    combine(other, 1);
  }

  /** All these people but a part of them. */
  public SurvivalCounts without(SurvivalCounts part) {
    SurvivalCounts rest = new SurvivalCounts(lastDay);
    rest.combine(this, 1);
    rest.combine(part, -1);
    return rest;
  }

  private void combine(SurvivalCounts other, int sign) {
    if (other.lastDay != lastDay) {
      throw new IllegalArgumentException("counted up to day " + other.lastDay + ", not " + lastDay);
    }
    for (int day = 0; day < events.length; day++) {
      events[day] += sign * other.events[day];
      censored[day] += sign * other.censored[day];
      followUpsOfEvents[day] += sign * other.followUpsOfEvents[day];
    }
  }

  /** The last day that is counted by itself. */
  public int lastDay() {
    return lastDay;
  }

  /** How many people. */
  public long people() {
    long people = 0;
    for (int day = 0; day < events.length; day++) {
      people += events[day] + censored[day];
    }
    return people;
  }

  /** Events on a day. */
  public long events(int day) {
    return events[day];
  }

  /** Events up to a day. */
  public long eventsUntil(int day) {
    long sum = 0;
    for (int d = 0; d <= day; d++) {
      sum += events[d];
    }
    return sum;
  }

  /** Follow-ups without an event that ended on a day. */
  public long censored(int day) {
    return censored[day];
  }

  /** Follow-ups of people with an event, whenever it was, that ended on a day. */
  public long followUpsOfEvents(int day) {
    return followUpsOfEvents[day];
  }
}
