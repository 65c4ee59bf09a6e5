package io.tributary.effect;

import io.tributary.effect.CampaignCounts.StageMove;
import io.tributary.insight.TableRows;
import io.tributary.pipeline.Contracts;
import io.tributary.statistics.WilsonInterval;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of {@code campaign_stages}: of the people of an arm who were in a stage when they were
 * assigned, how many are in which one at the end of the window. The same cycle is taken at both
 * ends.
 */
final class StageRows {
  static final String TABLE = "campaign_stages";

  private static final Comparator<StageMove> ORDER =
      Comparator.comparing(StageMove::campaign)
          .thenComparing(StageMove::from)
          .thenComparing(StageMove::to)
          .thenComparing(StageMove::arm);

  private StageRows() {}

  private record Start(String campaign, String arm, String from) {}

  static TableRows of(CampaignCounts counts, LocalDate date) {
    Map<Start, Long> starts = new HashMap<>();
    counts.moves().forEach((move, people) -> starts.merge(start(move), people, Long::sum));
    TableRows rows = new TableRows(Contracts.table(TABLE), date);
    counts.moves().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .forEach(
            e -> {
              long all = starts.get(start(e.getKey()));
              WilsonInterval interval = WilsonInterval.of(e.getValue(), all);
              rows.next()
                  .set("campaign", e.getKey().campaign())
                  .set("arm", e.getKey().arm())
                  .set("stage_from", e.getKey().from())
                  .set("stage_to", e.getKey().to())
                  .set("people", e.getValue())
                  .share("share", e.getValue(), all)
                  .set("share_low", interval.low())
                  .set("share_high", interval.high())
                  .add();
            });
    return rows;
  }

  private static Start start(StageMove move) {
    return new Start(move.campaign(), move.arm(), move.from());
  }
}
