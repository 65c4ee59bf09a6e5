package io.tributary.statistics;

/**
 * The share of people who have had the event by each day, as Kaplan and Meier (1958) estimate it
 * from people who were followed for different lengths of time: {@code 1 - product(1 - events /
 * at_risk)}. Somebody is at risk on a day if neither event nor end of follow-up came before it.
 *
 * <p>Intervals of 95 % are Greenwood's, on the log-log scale, so that they stay between 0 and 1
 * (Kalbfleisch and Prentice). They are undefined before the first event and where nobody is left.
 */
public final class KaplanMeier {
  private final SurvivalCounts counts;
  private final long people;
  private final int lastDay;
  private final long[] atRisk;
  private final double[] survival;
  private final double[] greenwood;
  private final long[] eventsUntil;
  private final long[] followUpsBefore;
  private final long[] followUpsOfEventsBefore;

  /** The curve of some people. */
  public KaplanMeier(SurvivalCounts counts) {
    this.counts = counts;
    people = counts.people();
    int days = counts.lastDay() + 1;
    atRisk = new long[days];
    survival = new double[days];
    greenwood = new double[days];
    eventsUntil = new long[days];
    followUpsBefore = new long[days];
    followUpsOfEventsBefore = new long[days];
    int last = -1;
    long left = people;
    for (int day = 0; day < days; day++) {
      atRisk[day] = left;
      addDay(day, left);
      last = left > 0 ? day : last;
      left -= counts.events(day) + counts.censored(day);
    }
    lastDay = last;
  }

  private void addDay(int day, long left) {
    boolean isFirst = day == 0;
    long events = counts.events(day);
    double before = isFirst ? 1 : survival[day - 1];
    survival[day] = events == 0 ? before : before * ((double) (left - events) / left);
    double variance = isFirst ? 0 : greenwood[day - 1];
    greenwood[day] = events == 0 ? variance : variance + events / ((double) left * (left - events));
    eventsUntil[day] = (isFirst ? 0 : eventsUntil[day - 1]) + events;
    if (!isFirst) {
      long ofEvents = counts.followUpsOfEvents(day - 1);
      followUpsOfEventsBefore[day] = followUpsOfEventsBefore[day - 1] + ofEvents;
      followUpsBefore[day] = followUpsBefore[day - 1] + ofEvents + counts.censored(day - 1);
    }
  }

  /** How many people. */
  public long people() {
    return people;
  }

  /** The last day that is counted on which somebody is at risk; -1: none. */
  public int lastDay() {
    return lastDay;
  }

  /** How many are at risk on a day. */
  public long atRisk(int day) {
    return atRisk[day];
  }

  /** Events on a day. */
  public long events(int day) {
    return counts.events(day);
  }

  /** Events up to a day. */
  public long eventsUntil(int day) {
    return eventsUntil[day];
  }

  /** Of those at risk on a day, the share that has the event on it; 0 where nobody is. */
  public double hazard(int day) {
    return atRisk[day] == 0 ? 0 : (double) counts.events(day) / atRisk[day];
  }

  /** The share of people with an event by a day; null where nobody was followed so long. */
  public Double rate(int day) {
    return isKnown(day) ? 1 - survival[day] : null;
  }

  /** Where everybody has had the event, no follow-up is too short to say so. */
  private boolean isKnown(int day) {
    return atRisk[day] > 0 || people > 0 && survival[day] == 0;
  }

  /** The lower end of the rate's interval; null where it is undefined. */
  public Double low(int day) {
    return bound(day, -1);
  }

  /** The upper end of the rate's interval; null where it is undefined. */
  public Double high(int day) {
    return bound(day, 1);
  }

  private Double bound(int day, int side) {
    double left = survival[day];
    if (atRisk[day] == 0 || left == 0 || left == 1) {
      return null;
    }
    double log = StrictMath.log(left);
    double error = StrictMath.sqrt(greenwood[day]) / -log;
    return 1 - StrictMath.pow(left, StrictMath.exp(side * Distributions.Z_95 * error));
  }

  /** The share with an event by a day among all: too low while follow-ups are short. */
  public double naiveRate(int day) {
    return (double) eventsUntil[day] / people;
  }

  /** How many people were followed until a day or longer. */
  public long matured(int day) {
    return people - followUpsBefore[day];
  }

  /** The share with an event by a day among those; null if there are none. */
  public Double matureRate(int day) {
    long matured = matured(day);
    // An event never comes after the follow-up: of those who ended earlier, each one's was earlier.
    return matured == 0
        ? null
        : Double.valueOf((double) (eventsUntil[day] - followUpsOfEventsBefore[day]) / matured);
  }
}
