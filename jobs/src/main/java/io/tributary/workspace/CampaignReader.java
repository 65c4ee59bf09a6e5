package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Campaign.Assignment;
import io.tributary.workspace.Campaign.Drawn;
import io.tributary.workspace.Campaign.Listed;
import io.tributary.workspace.Campaign.Metric;
import io.tributary.workspace.Campaign.Money;
import io.tributary.workspace.Campaign.Primary;
import io.tributary.workspace.Campaign.Variant;
import io.tributary.workspace.Campaign.Window;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads one file of {@code campaigns/}. Problems are noted in the map's own list. */
final class CampaignReader {
  private static final int RESPONSE_DAYS = 7;
  private static final int CONVERSION_DAYS = 30;

  private final Path workspace;
  private final Set<String> namespaces;
  private final Map<String, List<Arm>> experiments = new TreeMap<>();

  /**
   * A reader.
   *
   * @param workspace its folder, where lists lie
   * @param namespaces those of the workspace; empty where they could not be read
   */
  CampaignReader(Path workspace, Set<String> namespaces, List<Audience> audiences) {
    this.workspace = workspace;
    this.namespaces = namespaces;
    audiences.stream()
        .filter(a -> !a.arms().isEmpty())
        .forEach(a -> experiments.putIfAbsent(a.experiment(), a.arms()));
  }

  /**
   * Reads a campaign; empty if something is wrong.
   *
   * @param name the file's name without its ending, which the campaign must have
   */
  Optional<Campaign> read(ConfigMap map, String name, String definedIn) {
    map.require("campaign", "campaign: " + name, node -> AudienceReader.fileName(node, name));
    String owner = map.read("owner", ConfigNode::text).orElse("");
    String description = map.read("description", ConfigNode::text).orElse("");
    Optional<Assignment> assignment =
        map.require("assignment", "assignment: {experiment: <experiment>}", this::assignment);
    List<Arm> arms = arms(map, assignment);
    ConfigMap assigned = map.section("assigned");
    Optional<LocalDate> from = assigned.read("from", ConfigNode::date);
    Optional<LocalDate> until = assigned.read("until", ConfigNode::date);
    assigned.rejectOtherKeys();
    Map<Window, Integer> windows = windows(map.section("windows"));
    List<String> touches = texts(map, "touches", List.of(name));
    Optional<Money> money = money(map);
    Primary primary = primary(map.section("primary"));
    Optional<Integer> planned = looks(map, until);
    List<String> regions = texts(map, "regions", List.of());
    if (!regions.isEmpty() && from.isEmpty()) {
      map.missing(
          "assigned.from",
          "is missing; regions are compared before and after it: write `assigned: {from: 2025-06-01}`");
    }
    map.rejectOtherKeys();
    return map.isSound()
        ? Optional.of(
            new Campaign(
                name,
                definedIn,
                owner,
                description,
                assignment.orElseThrow(),
                arms,
                from,
                until,
                windows,
                touches,
                money.orElseThrow(),
                primary,
                planned,
                regions))
        : Optional.empty();
  }

  private static List<String> texts(ConfigMap map, String key, List<String> usual) {
    return map.read(key, node -> node.list(ConfigNode::text)).orElse(usual);
  }

  private static Optional<Money> money(ConfigMap map) {
    List<String> coupons = texts(map, "coupons", List.of());
    BigDecimal funding = map.read("coupon_funding", ConfigNode::share).orElse(BigDecimal.ONE);
    Map<String, BigDecimal> costs = map.section("cost").readAll(ConfigNode::amount);
    return map.require("margin", "margin: 0.4", ConfigNode::share)
        .map(margin -> new Money(margin, coupons, funding, costs));
  }

  private Optional<Assignment> assignment(ConfigNode node) {
    return node.map().flatMap(map -> map.find("file").isPresent() ? listed(map) : drawn(map));
  }

  private Optional<Assignment> drawn(ConfigMap map) {
    Optional<String> experiment =
        map.require("experiment", "experiment: <experiment>", this::experiment);
    map.rejectOtherKeys();
    return experiment.map(Drawn::new);
  }

  private Optional<String> experiment(ConfigNode node) {
    Optional<String> name = node.text();
    if (name.isPresent() && !experiments.containsKey(name.get())) {
      node.wrong(
          "no audience with arms has this experiment; "
              + Suggestion.among(name.get(), experiments.keySet()));
      return Optional.empty();
    }
    return name;
  }

  private Optional<Assignment> listed(ConfigMap map) {
    Optional<String> file =
        map.require("file", "file: lists/spring.csv", node -> TagReader.readable(node, workspace));
    Optional<String> namespace =
        map.require("namespace", "namespace: phone", node -> TagReader.namespace(node, namespaces));
    Optional<String> identifier = map.require("identifier", "identifier: 手机", ConfigNode::text);
    String arm = map.read("arm", ConfigNode::text).orElse("arm");
    String assignedOn = map.read("assigned_on", ConfigNode::text).orElse("assigned_on");
    map.rejectOtherKeys();
    return map.isSound()
        ? Optional.of(
            new Listed(
                file.orElseThrow(),
                namespace.orElseThrow(),
                identifier.orElseThrow(),
                arm,
                assignedOn))
        : Optional.empty();
  }

  private List<Arm> arms(ConfigMap map, Optional<Assignment> assignment) {
    Optional<List<Arm>> given = map.read("arms", AudienceReader::arms);
    if (given.isEmpty() && map.find("arms").isEmpty() && assignment.isPresent()) {
      if (assignment.get() instanceof Drawn drawn) {
        given = Optional.of(experiments.get(drawn.experiment()));
      } else {
        map.missing(
            "arms",
            "is missing; in which shares were people assigned? Write `arms: {control: 0.5, treatment: 0.5}`");
      }
    }
    if (given.isPresent()
        && (given.get().size() < 2
            || given.get().stream().noneMatch(a -> a.name().equals(Audience.CONTROL)))) {
      map.missing("arms", "have no `control` beside another arm; an effect is a difference to it");
    }
    return given.orElse(List.of());
  }

  private static Map<Window, Integer> windows(ConfigMap map) {
    Map<Window, Integer> days = new EnumMap<>(Window.class);
    days.put(Window.RESPONSE, map.read("response", ConfigNode::days).orElse(RESPONSE_DAYS));
    days.put(Window.CONVERSION, map.read("conversion", ConfigNode::days).orElse(CONVERSION_DAYS));
    map.rejectOtherKeys();
    return days;
  }

  private static Primary primary(ConfigMap map) {
    Metric metric = map.read("metric", n -> n.oneOf(Metric.class)).orElse(Metric.CONVERSION);
    Window window = map.read("window", n -> n.oneOf(Window.class)).orElse(Window.CONVERSION);
    Variant variant = map.read("variant", n -> n.oneOf(Variant.class)).orElse(Variant.PLAIN);
    boolean isCount = metric == Metric.CONVERSION || metric == Metric.ORDERS;
    if (isCount && variant == Variant.CAPPED) {
      map.wrong("`capped` is for amounts; take plain or cuped, or the metric net or margin");
    }
    map.rejectOtherKeys();
    return new Primary(metric, window, variant);
  }

  /** The number of people that was planned, if the campaign is read night after night. */
  private static Optional<Integer> looks(ConfigMap map, Optional<LocalDate> until) {
    boolean isAlways =
        map.read(
                "looks",
                node ->
                    node.is("once") || node.is("always")
                        ? Optional.of(node.is("always"))
                        : node.<Boolean>expected("once or always"))
            .orElse(false);
    Optional<Integer> planned =
        map.read("planned_people", node -> node.integer(1, Integer.MAX_VALUE));
    if (isAlways && map.find("planned_people").isEmpty()) {
      map.missing(
          "planned_people",
          "is missing; intervals that hold at every look are shortest at a number of people: write `planned_people: 20000`");
    }
    if (!isAlways && map.find("looks").isEmpty() && planned.isPresent()) {
      map.missing("looks", "is missing; `planned_people` is for `looks: always`");
    }
    if (!isAlways && until.isEmpty()) {
      map.missing(
          "assigned.until",
          "is missing; a result that is read once needs its last day of assignment: write `assigned: {until: 2025-06-30}`, or `looks: always`");
    }
    return isAlways ? planned : Optional.empty();
  }
}
