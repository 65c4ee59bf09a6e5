package io.tributary.audience;

import io.tributary.config.Suggestion;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** What an audience would be on the lake's last night, counted without writing anything. */
public final class Preview {
  private final SparkSession spark;
  private final Lake lake;
  private final Workspace workspace;

  public Preview(SparkSession spark, Lake lake, Workspace workspace) {
    this.spark = spark;
    this.lake = lake;
    this.workspace = workspace;
  }

  /**
   * The counts, a line each. All audiences are gone through: who is in another one may not be in
   * this one.
   *
   * @throws UserMistake if there is no such audience, or no night yet
   */
  public List<String> lines(String name) {
    List<Audience> audiences = workspace.audiences();
    int place = place(audiences, name);
    LocalDate date = lastNight(lake);
    Sessions.fit(spark, lake.bytes(new BuildAudiences().reads()));
    try (Selection selection = new Selection(spark, lake, workspace, date)) {
      return lines(audiences.get(place), place, selection.decided().counts(), date);
    }
  }

  /** The place of an audience, or of a step of a journey, among all of them. */
  static int place(List<Audience> audiences, String name) {
    List<String> names = audiences.stream().map(Audience::name).toList();
    int place = names.indexOf(name);
    if (place < 0) {
      throw new UserMistake(
          "There is no audience and no step of a journey called %s; %s"
              .formatted(name, Suggestion.among(name, names)));
    }
    return place;
  }

  /** The date that the lake's customers stand at. */
  static LocalDate lastNight(Lake lake) {
    return LakeState.of(lake)
        .lastDate()
        .filter(date -> lake.has("customers"))
        .orElseThrow(() -> new UserMistake("The lake has no customers yet; run `nightly` first."));
  }

  private static List<String> lines(
      Audience audience, int place, AudienceCounts counts, LocalDate date) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Audience %s as of %s, definition %s".formatted(audience.name(), date, audience.version()));
    lines.add("%,12d fit its conditions".formatted(counts.fitting(place)));
    Map<String, Long> leftOut = counts.leftOut(place);
    for (Reason reason : Reason.values()) {
      if (leftOut.containsKey(reason.code())) {
        lines.add(
            "%,12d left out, %s: %s"
                .formatted(-leftOut.get(reason.code()), reason.code(), reason.wording()));
      }
    }
    lines.add("%,12d pass".formatted(counts.passing(place)));
    for (Arm arm : audience.arms()) {
      lines.add(
          "             arm %s: a share of %s of those who are new to experiment %s"
              .formatted(arm.name(), arm.share().toPlainString(), audience.experiment()));
    }
    return lines;
  }
}
