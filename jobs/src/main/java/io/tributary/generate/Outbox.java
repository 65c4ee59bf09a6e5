package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the systems send about one person, night by night, with what goes wrong on the way: rows
 * that come twice, late, or in an order other than that of their states. Notes in the truth what
 * was really sent.
 */
final class Outbox {
  private static final double TWICE = 0.01;
  private static final double LATE = 0.05;

  /** Of old rows: such as the receipts of a till that was offline. */
  private static final double FORGOTTEN = 0.006;

  private static final double BOTH_STATES_AT_ONCE = 0.10;
  private static final int MOST_NIGHTS_LATE = 3;

  /** One line of one file; {@code at} and {@code sequence} give its place among the others. */
  record Sent(Dump dump, int night, long at, int sequence, String text) {}

  /**
   * A record of a system.
   *
   * @param entity the canonical entity of which the truth tells the person
   * @param key the entity's key as the mapping makes it; what has no key, in its own words
   */
  record Item(Dump dump, String entity, String key, List<Mention> mentions) {}

  /** One state of a record: since when it holds, and the rows that say so. */
  record State(LocalDateTime changedAt, List<String> rows) {}

  private final long person;
  private final Nights nights;
  private final Draw draw;
  private final List<Sent> sent = new ArrayList<>();
  private final Map<List<Object>, LocalDateTime[]> identifiers = new LinkedHashMap<>();

  Outbox(long person, Nights nights, Draw draw) {
    this.person = person;
    this.nights = nights;
    this.draw = draw;
  }

  /** Everything sent so far. */
  List<Sent> sent() {
    return sent;
  }

  /** A record that never changes. */
  void send(Item item, LocalDateTime at, String... rows) {
    send(item, at, List.of(new State(at, List.of(rows))));
  }

  /**
   * A record of a dump that brings changes.
   *
   * @param at the record's own date, as evidence of who is who
   * @param states oldest first
   */
  void send(Item item, LocalDateTime at, List<State> states) {
    Draw luck = draw.fork(item.dump().name() + item.key());
    List<Integer> onNight = new ArrayList<>();
    for (State state : states) {
      int night = nights.nightOf(state.changedAt());
      if (night < 0) {
        break;
      }
      onNight.add(arrival(night, luck));
    }
    if (onNight.isEmpty()) {
      return;
    }
    boolean anyOrder = item.dump().layout().hasVersionedRows();
    if (!anyOrder) {
      // Without a moment of change in every row the newest dump wins: states must keep their order.
      for (int i = 1; i < onNight.size(); i++) {
        onNight.set(i, Math.max(onNight.get(i), onNight.get(i - 1)));
      }
    }
    int first = Integer.MAX_VALUE;
    int newest = -1;
    for (int i = 0; i < onNight.size(); i++) {
      int night = onNight.get(i);
      boolean overtaken = i + 1 < onNight.size() && onNight.get(i + 1) == night;
      if (overtaken && !(anyOrder && luck.chance(BOTH_STATES_AT_ONCE))) {
        continue;
      }
      note(item, night, states.get(i), newest);
      write(item, night, states.get(i), luck);
      first = Math.min(first, night);
      newest = Math.max(newest, night);
    }
    known(item, at, first);
  }

  /** A record of a dump that brings the whole state each time. */
  void sendEveryNight(Item item, LocalDateTime at, Function<LocalDate, Optional<String>> row) {
    int first = -1;
    for (int night = 0; night < nights.count(); night++) {
      Optional<String> text = row.apply(nights.date(night));
      if (text.isPresent()) {
        write(item.dump(), night, at, text.get());
        first = first < 0 ? night : first;
      }
    }
    if (first >= 0) {
      known(item, at, first);
    }
  }

  /** A line of what is no dump: the truth, or a list. */
  void tell(Dump file, String text) {
    write(file, 0, nights.opening().atStartOfDay(), text);
  }

  /** Tells which identifiers the records have mentioned, when first and when last. */
  void tellIdentifiers() {
    identifiers.forEach(
        (key, moments) ->
            tell(
                Dump.TRUTH_IDENTIFIERS,
                Csv.line(
                    key.get(0),
                    key.get(1),
                    person,
                    key.get(2),
                    moments[0].toLocalDate(),
                    moments[1].toLocalDate())));
  }

  private int arrival(int night, Draw luck) {
    int last = nights.count() - 1;
    if (night == 0) {
      return luck.chance(FORGOTTEN) ? luck.between(0, last) : 0;
    }
    return luck.chance(LATE) ? Math.min(last, night + luck.between(1, MOST_NIGHTS_LATE)) : night;
  }

  /** Notes what went wrong, given the newest night that brought an older state; -1: none. */
  private void note(Item item, int night, State state, int newest) {
    if (night > nights.nightOf(state.changedAt())) {
      mess("late", item, night);
    }
    if (newest >= 0 && night >= newest) {
      mess("corrected", item, night);
    }
    if (night < newest) {
      mess("overtaken", item, newest);
    }
  }

  private void write(Item item, int night, State state, Draw luck) {
    for (String row : state.rows()) {
      write(item.dump(), night, state.changedAt(), row);
      if (item.dump().layout().hasRowKeys() && luck.chance(TWICE)) {
        write(item.dump(), night, state.changedAt().plusMinutes(luck.between(0, 90)), row);
        mess("twice", item, night);
      }
    }
  }

  private void write(Dump dump, int night, LocalDateTime at, String text) {
    sent.add(new Sent(dump, night, at.toEpochSecond(ZoneOffset.UTC), sent.size(), text));
  }

  private void mess(String kind, Item item, int night) {
    tell(
        Dump.TRUTH_MESS,
        Csv.line(kind, item.dump().source(), item.entity(), item.key(), nights.date(night)));
  }

  private void known(Item item, LocalDateTime at, int firstNight) {
    tell(
        Dump.TRUTH_RECORDS,
        Csv.line(item.dump().source(), item.entity(), item.key(), person, nights.date(firstNight)));
    for (Mention mention : item.mentions()) {
      List<Object> key =
          List.of(
              mention.namespace(),
              mention.value(),
              mention.use().name().toLowerCase(java.util.Locale.ROOT));
      LocalDateTime[] moments = identifiers.computeIfAbsent(key, k -> new LocalDateTime[] {at, at});
      moments[0] = at.isBefore(moments[0]) ? at : moments[0];
      moments[1] = at.isAfter(moments[1]) ? at : moments[1];
    }
  }
}
