package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Journey.Anchor;
import io.tributary.workspace.Journey.Exit;
import io.tributary.workspace.Journey.Kind;
import io.tributary.workspace.JourneyStep.Learned;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads one file of {@code journeys/}: the journey, and an audience per step. Problems are noted in
 * the map's own list.
 */
final class JourneyReader {
  private static final int ENTER_WITHIN_DAYS = 7;
  private static final int MAX_LEAD_DAYS = 180;

  private final AudienceReader audiences;
  private final CustomerExpressions expressions;

  /** A reader whose steps may say what audiences may say. */
  JourneyReader(AudienceReader audiences, CustomerExpressions expressions) {
    this.audiences = audiences;
    this.expressions = expressions;
  }

  /** A journey, and the audiences of its steps. */
  record Draft(Journey journey, List<AudienceDraft> audiences) {}

  /** What all steps of a journey have in common as audiences. */
  private record Common(
      String owner,
      String description,
      List<String> excludes,
      Optional<Integer> priority,
      List<Arm> arms,
      String experiment) {}

  /**
   * Reads a journey; empty if something is wrong.
   *
   * @param name the file's name without its ending, which the journey must have
   * @param taken the names of audiences that have files of their own
   */
  Optional<Draft> read(ConfigMap map, String name, String definedIn, List<String> taken) {
    map.require("journey", "journey: " + name, node -> AudienceReader.fileName(node, name));
    Optional<Anchor> anchor = map.require("anchor", "anchor: joined", AnchorReader::read);
    Optional<String> where = map.read("where", expressions::condition);
    Exit exit = exit(map.section("exit"));
    Optional<Integer> oncePer = map.read("once_per", ConfigNode::days);
    int enterWithin = map.read("enter_within", ConfigNode::days).orElse(ENTER_WITHIN_DAYS);
    int catchUp = map.read("catch_up", ConfigNode::days).orElse(0);
    Common common = common(map, name);
    String version =
        Fingerprint.ofSettings(anchor, where, exit, oncePer, enterWithin, catchUp).substring(0, 12);
    List<JourneyStep> steps = new ArrayList<>();
    List<Audience> reached = new ArrayList<>();
    // A step may not take the place of an audience.
    Set<String> names = new HashSet<>();
    taken.stream()
        .filter(audience -> audience.startsWith(JourneyStep.audience(name, "")))
        .forEach(
            audience -> names.add(audience.substring(JourneyStep.audience(name, "").length())));
    Function<ConfigMap, Optional<Audience>> readStep =
        step -> {
          Optional<JourneyStep> read = step(step, name, anchor.map(Anchor::kind), names, version);
          Optional<Audience> audience = audience(step, read, definedIn, common);
          step.rejectOtherKeys();
          read.ifPresent(steps::add);
          audience.ifPresent(reached::add);
          return audience;
        };
    map.require(
        "steps",
        "steps: [{step: t0, day: 0, deliver: [sms], template: welcome}]",
        node -> node.list(item -> item.map().flatMap(readStep)));
    map.rejectOtherKeys();
    return map.isSound()
        ? Optional.of(
            new Draft(
                new Journey(
                    name,
                    definedIn,
                    anchor.orElseThrow(),
                    where,
                    exit,
                    oncePer,
                    enterWithin,
                    catchUp,
                    List.copyOf(steps)),
                reached.stream().map(a -> new AudienceDraft(a, map)).toList()))
        : Optional.empty();
  }

  private Common common(ConfigMap map, String name) {
    return new Common(
        map.read("owner", ConfigNode::text).orElse(""),
        map.read("description", ConfigNode::text).orElse(""),
        map.read("exclude_audiences", node -> node.list(audiences::audience)).orElse(List.of()),
        map.read("priority", node -> node.integer(1, Integer.MAX_VALUE)),
        map.read("arms", AudienceReader::arms).orElse(List.of()),
        map.read("experiment", ConfigNode::text).orElse(name));
  }

  private Exit exit(ConfigMap map) {
    Exit exit =
        new Exit(
            map.read("where", expressions::condition),
            map.read("bought_since_anchor", ConfigNode::bool).orElse(false),
            map.read("responded", ConfigNode::bool).orElse(false));
    map.rejectOtherKeys();
    return exit;
  }

  private static Optional<JourneyStep> step(
      ConfigMap map, String journey, Optional<Kind> anchor, Set<String> names, String version) {
    Optional<String> name = map.require("step", "step: t0", node -> stepName(node, names));
    Optional<Boolean> isLearned = map.read("at", JourneyReader::learned);
    Optional<Learned> learned =
        map.read("learned", node -> node.oneOf(Learned.class))
            .or(() -> isLearned.map(yes -> Learned.DAY_25));
    if (isLearned.isEmpty() && map.find("learned").isPresent()) {
      map.missing("at", "is missing; write `at: learned` beside `learned`");
    }
    if (isLearned.isPresent() && anchor.isPresent() && !anchor.get().isPurchase()) {
      map.find("at")
          .orElseThrow()
          .wrong(
              "a learned day is counted from a purchase; write `day: 30`, or take"
                  + " first_purchase or last_purchase for the journey's anchor");
    }
    boolean isYearly = anchor.map(Kind::isYearly).orElse(false);
    Optional<Integer> day =
        map.read("day", node -> node.integer(isYearly ? -MAX_LEAD_DAYS : 0, ConfigNode.MAX_DAYS));
    if (isLearned.isEmpty() && map.find("at").isEmpty() && map.find("day").isEmpty()) {
      map.missing("day", "is missing; write `day: 3`, or `at: learned`");
    }
    Optional<Boolean> bought = map.read("bought_since_anchor", ConfigNode::bool);
    Optional<Boolean> responded = map.read("responded", ConfigNode::bool);
    return name.map(n -> new JourneyStep(journey, n, day, learned, bought, responded, version));
  }

  private static Optional<String> stepName(ConfigNode node, Set<String> names) {
    Optional<String> name = node.text();
    if (name.isPresent() && !name.get().matches("[\\p{L}\\p{N}_]+")) {
      return node.expected("letters, digits and _, since it names a folder");
    }
    if (name.isPresent() && !names.add(name.get())) {
      node.wrong(
          "an audience or another step of this journey has that name; give it one of its own");
      return Optional.empty();
    }
    return name;
  }

  private static Optional<Boolean> learned(ConfigNode node) {
    return node.is("learned")
        ? Optional.of(true)
        : node.expected("learned; a fixed day is written as `day: 3`");
  }

  private Optional<Audience> audience(
      ConfigMap map, Optional<JourneyStep> step, String definedIn, Common common) {
    Optional<String> where = map.read("where", expressions::condition);
    List<Behaviour> behaviours =
        new ArrayList<>(AudienceReader.behaviours(map, "did", Measure.DID));
    behaviours.addAll(AudienceReader.behaviours(map, "did_not", Measure.DID_NOT));
    List<String> deliver =
        map.read("deliver", node -> node.list(audiences::profile)).orElse(List.of());
    Map<String, String> variables = new LinkedHashMap<>();
    map.read("template", node -> TemplateReader.read(node, common.arms()))
        .ifPresent(template -> variables.put("template", template));
    variables.putAll(map.section("variables").readAll(expressions::variable));
    return step.map(
        s ->
            new Audience(
                s.audience(),
                definedIn + " " + s.name(),
                common.owner(),
                common.description(),
                where,
                behaviours,
                common.excludes(),
                common.priority(),
                Optional.empty(),
                common.arms(),
                deliver,
                variables,
                common.experiment(),
                step,
                Audience.Period.ALWAYS));
  }
}
