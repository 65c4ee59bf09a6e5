package io.tributary.workspace;

import io.tributary.workspace.Audience.Arm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A campaign or experiment whose effect is measured: who was assigned to which arm, what counts as
 * its result and when it is read.
 *
 * @param definedIn the file, below the workspace
 * @param arms with the shares that people were assigned by; one of them is {@link Audience#CONTROL}
 * @param from first day of assignment that counts; empty: from the beginning
 * @param until last one; empty only where it is read night after night
 * @param windowDays of each window: the days after the assignment, the same for all arms
 * @param touches names under which messages of this campaign come
 * @param money what it costs and earns
 * @param regions where it was run, if it was run in some regions only
 */
public record Campaign(
    String name,
    String definedIn,
    String owner,
    String description,
    Assignment assignment,
    List<Arm> arms,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    Map<Window, Integer> windowDays,
    List<String> touches,
    Money money,
    Primary primary,
    Optional<Integer> plannedPeople,
    List<String> regions) {

  /** The arm that others are compared with beside control, where a campaign has it. */
  public static final String BASELINE = "baseline";

  /** Where it stands who is in which arm. */
  public sealed interface Assignment permits Drawn, Listed {}

  /** By our own audiences: under the name of their experiment. */
  public record Drawn(String experiment) implements Assignment {}

  /**
   * By another tool, whose list was brought here: whoever was to be contacted, and the control
   * group.
   *
   * @param file a CSV with a header, below the workspace
   * @param namespace of the identifiers in it
   * @param identifier the column with the identifiers
   * @param arm the column with the arm
   * @param assignedOn the column with the date of assignment
   */
  public record Listed(
      String file, String namespace, String identifier, String arm, String assignedOn)
      implements Assignment {}

  /**
   * What a campaign costs and earns.
   *
   * @param margin share of sales, before what the brand paid of coupons, that the brand keeps
   * @param coupons templates of its coupons
   * @param couponFunding the brand's share of a coupon's face value
   * @param touchCosts of a message by channel, where the message itself does not say
   */
  public record Money(
      BigDecimal margin,
      List<String> coupons,
      BigDecimal couponFunding,
      Map<String, BigDecimal> touchCosts) {}

  /** Days after the assignment in which something is looked at. */
  public enum Window {
    RESPONSE,
    CONVERSION;

    /** The name in tables. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What may be named as the result that counts. */
  public enum Metric {
    CONVERSION,
    ORDERS,
    NET,
    MARGIN
  }

  /** How it is computed. */
  public enum Variant {
    PLAIN,
    CAPPED,
    CUPED
  }

  /** The one result that decides; it alone is tested together with those of other campaigns. */
  public record Primary(Metric metric, Window window, Variant variant) {}

  /** Whether it is read night after night, rather than once when all windows have ended. */
  public boolean isReadAlways() {
    return plannedPeople.isPresent();
  }

  /** The longest window, in days. */
  public int longestWindow() {
    return windowDays.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
