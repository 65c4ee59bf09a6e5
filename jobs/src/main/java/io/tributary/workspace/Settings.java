package io.tributary.workspace;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code tributary.yaml} says, merged with its defaults. Each section is a record of its own;
 * the names are the file's keys in camel case.
 *
 * @param landing where the dumps lie, absolute or relative to the workspace folder; any Hadoop path
 * @param purchaseUnit whether the orders of one date count as one purchase
 * @param aovBands lower bounds of the bands above the first, ascending, in the currency's unit
 * @param ageBands lower bounds of the bands above the first, ascending, in years
 * @param deliveries where the files of delivery profiles go, by profile
 */
public record Settings(
    String brand,
    ZoneId timezone,
    String currency,
    String landing,
    String lake,
    String exports,
    PurchaseUnit purchaseUnit,
    Identity identity,
    Lifecycle lifecycle,
    Rfm rfm,
    Cycle cycle,
    Map<String, SalesChannel> channels,
    List<Promotion> calendar,
    History history,
    Exclude exclude,
    List<BigDecimal> aovBands,
    List<Integer> ageBands,
    CategoryPreference categoryPreference,
    Repurchase repurchase,
    Attach attach,
    ContactPolicy contactPolicy,
    Map<String, Sending> deliveries,
    Quality quality,
    Export export,
    Maintenance maintenance) {

  /** What counts as one purchase. */
  public enum PurchaseUnit {
    DAY,
    ORDER
  }

  /** Category levels of a product. */
  public enum Level {
    L1,
    L2,
    L3
  }

  /** Which identifiers there are, strongest first, and the values that never identify anybody. */
  public record Identity(Map<String, Namespace> namespaces, List<BlockedValue> blocklist) {}

  /**
   * A kind of identifier.
   *
   * @param priority smaller is stronger; no two namespaces share one
   * @param perCustomer how many values one person may have, if limited
   * @param sharedAbove how many values of a one-per-customer namespace a value may meet before it
   *     is shared
   * @param recycledAfter silence after which a value is taken to belong to somebody else
   * @param region ISO country of phone numbers that have no country code
   */
  public record Namespace(
      String name,
      int priority,
      Optional<Integer> perCustomer,
      Normalise normalise,
      Optional<String> region,
      Optional<Integer> sharedAbove,
      Optional<Integer> recycledAfterDays) {}

  /** How a namespace's values are brought to one form; TRIM where the workspace says nothing. */
  public enum Normalise {
    TRIM,
    PHONE,
    EMAIL
  }

  /**
   * A blocklist entry of a namespace: a literal value, or a regular expression over the normalised
   * value.
   */
  public record BlockedValue(String namespace, String value, boolean regex) {}

  /** Bounds of the lifecycle groups, in days. */
  public record Lifecycle(int newDays, int activeDays, int dormantDays) implements Serializable {}

  /**
   * RFM settings.
   *
   * @param windowDays empty: the whole history
   * @param threshold empty: the mean of the capped values
   */
  public record Rfm(Optional<Integer> windowDays, int scores, Optional<RfmThreshold> threshold) {}

  /** Fixed bounds between low and high. */
  public record RfmThreshold(BigDecimal recency, BigDecimal frequency, BigDecimal monetary) {}

  /** Bounds of the purchase cycle, in days. */
  public record Cycle(int min, int max) {}

  /** Where a sales channel stands; empty where the workspace does not say. */
  public record SalesChannel(Optional<Side> side, Optional<Domain> domain) {}

  /** Side of a channel. */
  public enum Side {
    ONLINE,
    OFFLINE
  }

  /** Public marketplaces against the brand's own (private) channels. */
  public enum Domain {
    PUBLIC,
    PRIVATE
  }

  /** A promotion, both dates included. */
  public record Promotion(String name, LocalDate from, LocalDate to) {}

  /**
   * From when the order history is complete; entries within the burn-in after it are not known to
   * be first.
   */
  public record History(Optional<LocalDate> from, int burnInDays) {}

  /** SQL conditions over order and member columns: who and what is left out of every count. */
  public record Exclude(Optional<String> orders, Optional<String> customers) {}

  /**
   * Settings of the preference clusters; k is a closed range.
   *
   * @param retrainDays how old a training may become
   * @param drift how far what customers buy may move before they are trained anew: a population
   *     stability index
   */
  public record CategoryPreference(
      Level level,
      int windowDays,
      int kFrom,
      int kTo,
      int minPurchases,
      long seed,
      int retrainDays,
      BigDecimal drift) {}

  /** Settings of the repurchase curves. */
  public record Repurchase(
      int horizonDays, int curveDays, int refundSettleDays, int minCustomers, int minEvents) {}

  /** Settings of category pairs. */
  public record Attach(Level level, int windowDays) {}

  /** Who may be contacted how often. */
  public record ContactPolicy(
      ConsentDefault consentDefault,
      List<Cap> caps,
      List<Fatigue> fatigue,
      BigDecimal globalHoldout) {}

  /** What a person without a consent record is taken to have said. */
  public enum ConsentDefault {
    DENY,
    ALLOW
  }

  /** A channel is given up for a person after so many touches that never led to anything. */
  public record Fatigue(String channel, int touches) {}

  /** At most {@code max} touches per {@code per} on a channel ({@code any}: on all together). */
  public record Cap(String channel, int max, Period per) {}

  /**
   * Bounds of the gates; shares are between 0 and 1.
   *
   * @param maxCustomerIdentifiers identifiers of one customer
   * @param maxIdChanges share of last night's customers who lose their id or an identifier to
   *     another customer
   * @param maxMerges share of last night's customers who are merged into another one
   */
  public record Quality(
      BigDecimal maxRejectRate,
      BigDecimal minRowsVsPrevious,
      BigDecimal maxAudienceChange,
      int maxCustomerIdentifiers,
      BigDecimal maxIdChanges,
      BigDecimal maxMerges) {}

  /**
   * How tables are exported.
   *
   * @param csvBom whether each CSV begins with a byte order mark, by which Excel knows UTF-8
   */
  public record Export(boolean csvBom) {}

  /**
   * The upkeep of the lake's files.
   *
   * @param vacuumDays for how long files of earlier versions are kept
   */
  public record Maintenance(int vacuumDays) {}
}
