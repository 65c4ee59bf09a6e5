package io.tributary.identity;

import io.tributary.identity.EvidenceChain.Step;
import io.tributary.vault.Masking;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why an identifier belongs to a customer, as text for people. Values are masked unless asked for.
 *
 * @param oneId the customer
 * @param members the customer's identifiers
 * @param asked the identifier in question; empty if the customer's id was asked for
 * @param links pairs of the customer's identifiers, with the earliest record of each
 * @param refused links that a limit keeps from them
 * @param history what happened to the customer's id, and to others in favour of it
 */
record Explanation(
    String oneId,
    List<Member> members,
    Optional<Member> asked,
    List<Step<Member, Source>> links,
    List<Refusal> refused,
    List<Change> history) {

  /** How many identifiers and refusals are shown. */
  private static final int SHOWN = 50;

  /** One of the customer's identifiers. */
  record Member(
      long node,
      int rank,
      String namespace,
      String value,
      int tenure,
      LocalDate firstSeen,
      Optional<LocalDate> lastSeen,
      long records) {

    String text(boolean reveal) {
      return new End(namespace, value, tenure).text(reveal);
    }
  }

  /** An identifier by its name alone. */
  record End(String namespace, String value, int tenure) {
    String text(boolean reveal) {
      String shown = reveal ? value : Masking.identifier(value);
      return namespace + ":" + shown + (tenure > 1 ? " (tenure " + tenure + ")" : "");
    }
  }

  /** A record, and where it stands. */
  record Source(
      String entity, String key, LocalDate on, String source, String file, LocalDate dumpDate) {

    private static final List<String> KEYED_BY_HASH =
        List.of("member", "consent", "follow", "link");

    String text(Function<Source, String> row) {
      String name = KEYED_BY_HASH.contains(entity) ? entity : entity + " " + key;
      return "%s of %s (source %s, file %s, %s, dump of %s)"
          .formatted(name, on, source, file, row.apply(this), dumpDate);
    }
  }

  /** A link of the customer's that a limit refused. */
  record Refusal(
      End one, End other, String limitNamespace, long records, Optional<LocalDate> last) {}

  /** A row of the id's history. */
  record Change(String oneId, String event, String other, LocalDate on, String evidence) {
    boolean isMerge() {
      return event.equals(IdHistory.MERGED);
    }
  }

  static final Comparator<Member> STRONGEST_FIRST =
      Comparator.comparingInt(Member::rank)
          .thenComparing(Member::value, TextOrder.INSTANCE)
          .thenComparingInt(Member::tenure);

  /**
   * The explanation, line by line.
   *
   * @param row says where in its file a record stands
   */
  List<String> lines(boolean reveal, Function<Source, String> row) {
    List<String> lines = new ArrayList<>();
    List<Member> sorted = members.stream().sorted(STRONGEST_FIRST).toList();
    asked.ifPresent(i -> lines.add(i.text(reveal) + " belongs to customer " + oneId));
    lines.add(
        "Customer %s: %d identifier%s, strongest first"
            .formatted(oneId, sorted.size(), sorted.size() == 1 ? "" : "s"));
    sorted.stream().limit(SHOWN).forEach(m -> lines.add("  " + line(m, reveal)));
    more(lines, sorted.size());
    asked.ifPresent(i -> chain(lines, i, sorted.get(0), reveal, row));
    if (!refused.isEmpty()) {
      lines.add("Refused links:");
      refused.stream().limit(SHOWN).forEach(r -> lines.add("  " + line(r, reveal)));
      more(lines, refused.size());
    }
    lines.add("History of the id:");
    history.forEach(change -> lines.add("  " + line(change)));
    return lines;
  }

  private static void more(List<String> lines, int size) {
    if (size > SHOWN) {
      lines.add("  … and " + (size - SHOWN) + " more");
    }
  }

  private static String line(Member m, boolean reveal) {
    return String.format(
        Locale.ROOT,
        "%s, seen from %s %s, in %d record%s",
        m.text(reveal),
        m.firstSeen(),
        m.lastSeen().map(last -> "to " + last).orElse("and still standing"),
        m.records(),
        m.records() == 1 ? "" : "s");
  }

  private void chain(
      List<String> lines,
      Member from,
      Member strongest,
      boolean reveal,
      Function<Source, String> row) {
    if (from.equals(strongest)) {
      lines.add("It is the customer's strongest identifier.");
      return;
    }
    Optional<List<Step<Member, Source>>> chain = EvidenceChain.between(from, strongest, links);
    lines.add("What ties it to " + strongest.text(reveal) + ":");
    if (chain.isEmpty()) {
      lines.add("  nothing in the records as they stand now; they changed since the last night");
      return;
    }
    for (Step<Member, Source> step : chain.get()) {
      lines.add(
          "  %s and %s stand together in %s"
              .formatted(
                  step.from().text(reveal), step.to().text(reveal), step.record().text(row)));
    }
  }

  private static String line(Refusal r, boolean reveal) {
    return "%s and %s: together they would give one customer more values of %s than its per_customer allows; %d record%s, last %s"
        .formatted(
            r.one().text(reveal),
            r.other().text(reveal),
            r.limitNamespace(),
            r.records(),
            r.records() == 1 ? "" : "s",
            r.last().map(LocalDate::toString).orElse("still standing"));
  }

  private String line(Change c) {
    boolean isOurs = c.oneId().equals(oneId);
    return switch (c.event()) {
      case IdHistory.CREATED -> c.on() + " created";
      case IdHistory.SPLIT ->
          isOurs
              ? c.on() + " split from " + (c.other() == null ? "an erased one" : c.other())
              : c.on() + " " + c.oneId() + " split from this customer";
      default ->
          isOurs
              ? c.on() + " merged into " + c.other()
              : c.on()
                  + " "
                  + c.oneId()
                  + " merged into this customer"
                  + (c.evidence() == null ? "" : ", by " + c.evidence());
    };
  }
}
