package io.tributary.identity;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * OneID as semantics.md tells it, steps 2 to 7, one plain step after the other. It shares no code
 * with the job: where the two differ, one of them has misread the document.
 */
final class ReferenceIdentity {
  /** A namespace's settings. */
  record Kind(
      String name,
      int priority,
      Optional<Integer> perCustomer,
      Optional<Integer> sharedAbove,
      Optional<Integer> recycledAfter) {}

  /** A value of a namespace. */
  record Value(String namespace, String value) {
    String text() {
      return namespace + ":" + value;
    }
  }

  /** A value in one of its tenures, from 1. */
  record Identifier(Value value, int tenure) {
    @Override
    public String toString() {
      return value.text() + "#" + tenure;
    }
  }

  /** A record: from when to when it stands, and whom it names. */
  record Evidence(String entity, String key, LocalDate start, LocalDate end, Set<Value> values) {
    String id() {
      return entity + " " + key;
    }
  }

  /** A link that a limit refused. */
  record Refused(Identifier a, Identifier b, String limit, long records, LocalDate last) {}

  private record Pair(Identifier a, Identifier b) {}

  private final Map<String, Kind> kinds = new HashMap<>();
  private final Predicate<Value> isBlocked;
  private final List<Evidence> records;

  final Map<Identifier, String> statuses = new LinkedHashMap<>();
  final List<Set<Identifier>> groups = new ArrayList<>();
  final List<Refused> refused = new ArrayList<>();
  final Map<String, Set<Identifier>> owners = new TreeMap<>();
  private final Map<Value, List<LocalDate[]>> tenures = new HashMap<>();

  ReferenceIdentity(
      Collection<Kind> kinds, Predicate<Value> isBlocked, Collection<Evidence> records) {
    kinds.forEach(k -> this.kinds.put(k.name(), k));
    this.isBlocked = isBlocked;
    this.records = List.copyOf(records);
    findTenures();
    setSharedAside();
    connect();
    resolve();
  }

  /** Text by code point. */
  static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private void findTenures() {
    Map<Value, List<Evidence>> mentions = new HashMap<>();
    for (Evidence record : records) {
      for (Value value : record.values()) {
        mentions.computeIfAbsent(value, v -> new ArrayList<>()).add(record);
      }
    }
    mentions.forEach(
        (value, theirs) -> {
          if (isBlocked.test(value)) {
            statuses.put(new Identifier(value, 1), "blocked");
            return;
          }
          theirs.sort(Comparator.comparing(Evidence::start));
          List<LocalDate[]> found = new ArrayList<>();
          for (Evidence record : theirs) {
            LocalDate[] last = found.isEmpty() ? null : found.get(found.size() - 1);
            Optional<Integer> silence = kinds.get(value.namespace()).recycledAfter();
            boolean isNew =
                last == null
                    || silence.isPresent()
                        && ChronoUnit.DAYS.between(last[1], record.start()) > silence.get();
            if (isNew) {
              found.add(new LocalDate[] {record.start(), record.end()});
            } else if (record.end().isAfter(last[1])) {
              last[1] = record.end();
            }
          }
          tenures.put(value, found);
        });
  }

  private Identifier meant(Value value, Evidence record) {
    List<LocalDate[]> all = tenures.get(value);
    for (int i = all.size(); i > 0; i--) {
      if (!record.start().isBefore(all.get(i - 1)[0])) {
        return new Identifier(value, i);
      }
    }
    throw new AssertionError(value);
  }

  private void setSharedAside() {
    Map<Identifier, Map<String, Set<Value>>> met = new HashMap<>();
    for (Evidence record : records) {
      for (Value value : record.values()) {
        if (isBlocked.test(value)) {
          continue;
        }
        Map<String, Set<Value>> ofIt =
            met.computeIfAbsent(meant(value, record), i -> new HashMap<>());
        for (Value other : record.values()) {
          boolean isOne = kinds.get(other.namespace()).perCustomer().equals(Optional.of(1));
          if (isOne && !other.equals(value) && !isBlocked.test(other)) {
            ofIt.computeIfAbsent(other.namespace(), n -> new HashSet<>()).add(other);
          }
        }
      }
    }
    met.forEach(
        (identifier, others) -> {
          Optional<Integer> above = kinds.get(identifier.value().namespace()).sharedAbove();
          boolean isShared =
              above.isPresent() && others.values().stream().anyMatch(v -> v.size() > above.get());
          statuses.put(identifier, isShared ? "shared" : "usable");
        });
  }

  private List<Identifier> usable(Evidence record) {
    return record.values().stream()
        .filter(value -> !isBlocked.test(value))
        .map(value -> meant(value, record))
        .filter(identifier -> statuses.get(identifier).equals("usable"))
        .toList();
  }

  private static final Comparator<Identifier> BY_TEXT =
      Comparator.comparing((Identifier i) -> i.value().text(), BY_CODE_POINT)
          .thenComparingInt(Identifier::tenure);

  private void connect() {
    Map<Pair, List<Evidence>> links = new HashMap<>();
    for (Evidence record : records) {
      List<Identifier> named = new ArrayList<>(usable(record));
      named.sort(BY_TEXT);
      for (int i = 0; i < named.size(); i++) {
        for (int j = i + 1; j < named.size(); j++) {
          links
              .computeIfAbsent(new Pair(named.get(i), named.get(j)), p -> new ArrayList<>())
              .add(record);
        }
      }
    }
    Map<Identifier, Set<Identifier>> component = alone();
    links.keySet().forEach(link -> merge(component, link));
    Set<Set<Identifier>> broken = new HashSet<>();
    for (Set<Identifier> one : new HashSet<>(component.values())) {
      if (brokenLimit(one).isPresent()) {
        broken.add(one);
      }
    }
    Map<Identifier, Set<Identifier>> rebuilt = alone();
    List<Pair> strongestFirst = new ArrayList<>(links.keySet());
    strongestFirst.sort(strength(links));
    for (Pair link : strongestFirst) {
      Set<Identifier> together = new HashSet<>(rebuilt.get(link.a()));
      together.addAll(rebuilt.get(link.b()));
      Optional<String> limit =
          broken.contains(component.get(link.a())) ? brokenLimit(together) : Optional.empty();
      if (limit.isEmpty()) {
        merge(rebuilt, link);
      } else {
        List<Evidence> both = links.get(link);
        refused.add(new Refused(link.a(), link.b(), limit.get(), both.size(), last(both)));
      }
    }
    groups.addAll(new HashSet<>(rebuilt.values()));
  }

  private Map<Identifier, Set<Identifier>> alone() {
    Map<Identifier, Set<Identifier>> groups = new HashMap<>();
    statuses.forEach(
        (identifier, status) -> {
          if (status.equals("usable")) {
            groups.put(identifier, Set.of(identifier));
          }
        });
    return groups;
  }

  private static void merge(Map<Identifier, Set<Identifier>> groups, Pair link) {
    Set<Identifier> together = new HashSet<>(groups.get(link.a()));
    together.addAll(groups.get(link.b()));
    together.forEach(identifier -> groups.put(identifier, together));
  }

  /** The strongest namespace of which there are too many values. */
  private Optional<String> brokenLimit(Set<Identifier> group) {
    Map<String, Set<Value>> values = new HashMap<>();
    group.forEach(
        i -> values.computeIfAbsent(i.value().namespace(), n -> new HashSet<>()).add(i.value()));
    return kinds.values().stream()
        .filter(k -> k.perCustomer().isPresent())
        .filter(k -> values.getOrDefault(k.name(), Set.of()).size() > k.perCustomer().get())
        .min(Comparator.comparingInt(Kind::priority))
        .map(Kind::name);
  }

  private Comparator<Pair> strength(Map<Pair, List<Evidence>> links) {
    return Comparator.comparingInt((Pair p) -> Math.max(priority(p.a()), priority(p.b())))
        .thenComparingInt(p -> Math.min(priority(p.a()), priority(p.b())))
        .thenComparingInt(p -> -links.get(p).size())
        .thenComparing(p -> last(links.get(p)), Comparator.reverseOrder())
        .thenComparing(p -> p.a().value().text(), BY_CODE_POINT)
        .thenComparing(p -> p.b().value().text(), BY_CODE_POINT)
        .thenComparingInt(p -> p.a().tenure())
        .thenComparingInt(p -> p.b().tenure());
  }

  private static LocalDate last(List<Evidence> records) {
    return records.stream().map(Evidence::end).max(Comparator.naturalOrder()).orElseThrow();
  }

  private int priority(Identifier identifier) {
    return kinds.get(identifier.value().namespace()).priority();
  }

  private void resolve() {
    Map<Identifier, Set<Identifier>> group = new HashMap<>();
    groups.forEach(g -> g.forEach(identifier -> group.put(identifier, g)));
    for (Evidence record : records) {
      usable(record).stream()
          .min(Comparator.comparingInt(this::priority).thenComparing(BY_TEXT))
          .ifPresent(strongest -> owners.put(record.id(), group.get(strongest)));
    }
  }

  /** The group's identifiers as text, to compare groups by. */
  static String name(Set<Identifier> group) {
    Set<String> names = new TreeSet<>();
    group.forEach(identifier -> names.add(identifier.toString()));
    return names.toString();
  }

  /** Which of these identifiers one of the night before is: the tenure, or tenures, of its days. */
  private Set<Identifier> now(Identifier then, ReferenceIdentity before) {
    List<LocalDate[]> theirs = before.tenures.get(then.value());
    List<LocalDate[]> ours = tenures.getOrDefault(then.value(), List.of());
    LocalDate[] days = theirs.get(then.tenure() - 1);
    boolean isMoved = ours.stream().noneMatch(tenure -> overlap(tenure, days));
    Set<Identifier> now = new HashSet<>();
    for (int i = 0; i < ours.size(); i++) {
      LocalDate[] tenure = ours.get(i);
      boolean isNew = theirs.stream().noneMatch(other -> overlap(tenure, other));
      if (isMoved ? isNew : overlap(tenure, days)) {
        now.add(new Identifier(then.value(), i + 1));
      }
    }
    return now;
  }

  private static boolean overlap(LocalDate[] a, LocalDate[] b) {
    return !a[0].isAfter(b[1]) && !b[0].isAfter(a[1]);
  }

  /** Whether one of these identifiers has a value that is among this evidence. */
  boolean knows(Set<Identifier> identifiers) {
    return identifiers.stream().anyMatch(identifier -> tenures.containsKey(identifier.value()));
  }

  /**
   * Step 6: the id that each group keeps.
   *
   * @param customers the identifiers of each customer of the night before, and their first days
   * @param before what the evidence said then
   */
  Map<String, String> kept(
      Map<String, Set<Identifier>> customers,
      Map<String, LocalDate> firstSeen,
      ReferenceIdentity before) {
    record Claim(String oneId, Set<Identifier> group, long shared) {}
    List<Claim> claims = new ArrayList<>();
    customers.forEach(
        (oneId, then) -> {
          Set<Identifier> identifiers = new HashSet<>();
          then.forEach(identifier -> identifiers.addAll(now(identifier, before)));
          groups.forEach(
              group -> {
                long shared = group.stream().filter(identifiers::contains).count();
                if (shared > 0) {
                  claims.add(new Claim(oneId, group, shared));
                }
              });
        });
    claims.sort(
        Comparator.comparingLong((Claim c) -> -c.shared())
            .thenComparing(c -> firstSeen.get(c.oneId()))
            .thenComparing(Claim::oneId)
            .thenComparing(c -> c.group().stream().min(BY_TEXT).orElseThrow(), BY_TEXT));
    Map<String, String> kept = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Claim claim : claims) {
      if (!kept.containsKey(name(claim.group())) && taken.add(claim.oneId())) {
        kept.put(name(claim.group()), claim.oneId());
      }
    }
    return kept;
  }
}
