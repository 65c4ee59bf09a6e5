package io.tributary.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The few facts about a lake that are not in a table: the last date that a night was begun for,
 * which key its identifiers were hashed with, and whether its orders are delivered or summed up
 * from lines.
 */
public final class LakeState {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final ObjectNode facts;

  private LakeState(Lake lake, ObjectNode facts) {
    this.lake = lake;
    this.facts = facts;
  }

  /** The state of a lake; of a new one, if there is none yet. */
  public static LakeState of(Lake lake) {
    Optional<String> text = lake.files().read(lake.internal("state.json"));
    try {
      ObjectNode facts =
          text.isPresent() ? (ObjectNode) JSON.readTree(text.get()) : JSON.createObjectNode();
      return new LakeState(lake, facts);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new UserMistake(
          "The lake's state file is not readable: "
              + lake.internal("state.json")
              + ". Restore it from a backup.");
    }
  }

  /** The last date that a night was begun for, if any was. */
  public Optional<LocalDate> lastDate() {
    return Optional.ofNullable(facts.path("last_date").asText(null)).map(LocalDate::parse);
  }

  /**
   * How the lake's orders come about: {@code mapped} or {@code derived}; empty before the first
   * night.
   */
  public Optional<String> orders() {
    return Optional.ofNullable(facts.path("orders").asText(null));
  }

  /** Whether the lake's orders are summed up from lines. */
  public boolean ordersAreDerived() {
    return orders().filter("derived"::equals).isPresent();
  }

  /**
   * Makes sure that a night may be run.
   *
   * @throws UserMistake if the date lies before the lake's last one, or the key is not the lake's
   */
  public void check(LocalDate date, VaultKey key) {
    String checkValue = facts.path("key_check").asText(null);
    if (checkValue != null && !checkValue.equals(key.checkValue())) {
      throw new UserMistake(
          "This lake's identifiers are protected by another key than the one given. Use the key that its first night was run with: with another one, nobody would be recognised.");
    }
    checkDate(date);
  }

  /**
   * Makes sure that the lake does not stand at a later date.
   *
   * @throws UserMistake if it does
   */
  public void checkDate(LocalDate date) {
    Optional<LocalDate> last = lastDate();
    if (last.isPresent() && date.isBefore(last.get())) {
      throw new UserMistake(
          "The lake already stands at %s; a night for %s would have to forget what it knows. Run %s or later, or build an earlier state in another lake."
              .formatted(last.get(), date, last.get()));
    }
  }

  /** Notes a night that passed its gates, before it writes anything into a table. */
  public void begin(LocalDate date, VaultKey key) {
    boolean known = facts.has("key_check") && lastDate().filter(date::equals).isPresent();
    if (!known) {
      facts.put("key_check", key.checkValue());
      facts.put("last_date", date.toString());
      save();
    }
  }

  /** Notes how the lake's orders come about. */
  public void setOrders(String orders) {
    if (!orders.equals(facts.path("orders").asText(null))) {
      facts.put("orders", orders);
      save();
    }
  }

  private void save() {
    lake.files().replace(lake.internal("state.json"), facts.toPrettyString() + "\n");
  }
}
