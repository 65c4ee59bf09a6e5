package io.tributary.audience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Journey;
import io.tributary.workspace.JourneyStep;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code manifest.json} of an audience: what it means, how many people became what, the files with
 * their checksums, and the table versions that they were made from. It is written last, so that
 * files with a manifest are complete. It names no time: the same night writes the same bytes.
 */
final class Manifest {
  static final String FILE = "manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Manifest() {}

  /** Where an audience's manifest lies, below the folder of all audiences. */
  static String in(Audience audience) {
    return audience.name() + "/" + FILE;
  }

  /**
   * The text.
   *
   * @param journeys those of the workspace, of which the audience may be a step
   * @param counts how many people, by status, reason and arm
   * @param files as {@link DeliveryFile} describes them
   * @param tables the versions of the tables that were read
   */
  static String of(
      Audience audience,
      List<Journey> journeys,
      LocalDate date,
      List<Map<String, Object>> counts,
      List<Map<String, Object>> files,
      Map<String, Long> tables) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("audience", audience.name());
    manifest.put("as_of", date.toString());
    manifest.put("owner", audience.owner());
    manifest.put("description", audience.description());
    manifest.put("definition_version", audience.version());
    manifest.put("definition", definition(audience, journeys));
    manifest.put("counts", counts);
    manifest.put("files", files);
    manifest.put("tables", new TreeMap<>(tables));
    try {
      return JSON.writeValueAsString(manifest) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the manifest of " + audience.name(), e);
    }
  }

  private static Map<String, Object> definition(Audience audience, List<Journey> journeys) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("where", audience.where().orElse(null));
    definition.put("behaviours", audience.behaviours().stream().map(Manifest::behaviour).toList());
    definition.put("exclude_audiences", audience.excludes());
    definition.put("priority", audience.priority().orElse(null));
    definition.put("limit", audience.limit().map(Audience.Limit::people).orElse(null));
    definition.put("order_by", audience.limit().map(Manifest::order).orElse(null));
    definition.put("experiment", audience.arms().isEmpty() ? null : audience.experiment());
    Map<String, Object> arms = new LinkedHashMap<>();
    audience.arms().forEach(arm -> arms.put(arm.name(), arm.share()));
    definition.put("arms", arms);
    definition.put("deliver", audience.deliver());
    definition.put("variables", audience.variables());
    audience.period().from().ifPresent(from -> definition.put("from", from.toString()));
    audience.period().until().ifPresent(until -> definition.put("until", until.toString()));
    audience.step().ifPresent(step -> definition.put("journey", step(step, journeys)));
    return definition;
  }

  private static Map<String, Object> step(JourneyStep step, List<Journey> journeys) {
    Map<String, Object> what = new LinkedHashMap<>();
    what.put("journey", step.journey());
    journeys.stream()
        .filter(journey -> journey.name().equals(step.journey()))
        .forEach(journey -> what.putAll(journey(journey)));
    what.put("step", step.name());
    what.put("day", step.day().orElse(null));
    what.put("learned", step.learned().map(l -> l.name().toLowerCase(Locale.ROOT)).orElse(null));
    what.put("bought_since_anchor", step.bought().orElse(null));
    what.put("responded", step.responded().orElse(null));
    return what;
  }

  /** Who enters the journey, and for whom it ends. */
  private static Map<String, Object> journey(Journey journey) {
    Map<String, Object> anchor = new LinkedHashMap<>();
    anchor.put("on", journey.anchor().kind().name().toLowerCase(Locale.ROOT));
    anchor.put("groups", journey.anchor().groups());
    anchor.put("where", journey.anchor().condition().orElse(null));
    Map<String, Object> exit = new LinkedHashMap<>();
    exit.put("where", journey.exit().where().orElse(null));
    exit.put("bought_since_anchor", journey.exit().bought());
    exit.put("responded", journey.exit().responded());
    Map<String, Object> what = new LinkedHashMap<>();
    what.put("anchor", anchor);
    what.put("where", journey.where().orElse(null));
    what.put("exit", exit);
    what.put("once_per_days", journey.oncePerDays().orElse(null));
    what.put("enter_within_days", journey.enterWithinDays());
    what.put("catch_up_days", journey.catchUpDays());
    return what;
  }

  private static Map<String, Object> behaviour(io.tributary.workspace.Tag.Behaviour behaviour) {
    Map<String, Object> what = new LinkedHashMap<>();
    what.put("measure", behaviour.measure().name().toLowerCase(Locale.ROOT));
    what.put("of", behaviour.of().name().toLowerCase(Locale.ROOT));
    what.put("where", behaviour.where().orElse(null));
    what.put("window_days", behaviour.windowDays().orElse(null));
    what.put("count", behaviour.atLeast());
    return what;
  }

  private static String order(Audience.Limit limit) {
    return limit.orderBy() + (limit.largestFirst() ? " desc" : " asc");
  }
}
