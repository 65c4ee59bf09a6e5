package io.tributary.maintenance;

import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.TableFiles;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Keeps the lake quick to read and its disk from filling up: writes small files together where a
 * table has many, and deletes files that no version of the last {@code maintenance.vacuum_days}
 * has. Most nights it only looks at the tables' logs.
 *
 * <p>Rules that surprise: days are those of the clock, not business dates, since it is about files;
 * and a table that some job has not caught up with keeps all its files, for that job will ask what
 * changed in between.
 */
public final class MaintainTables implements Job {
  /**
   * When many tables are due they are spread over nights, so that no night takes longer than
   * others: those that were made together would otherwise all be due together.
   */
  private static final int MOST_PER_NIGHT = 5;

  @Override
  public String name() {
    return "maintenance";
  }

  @Override
  public String description() {
    return "writes small files together, deletes those that are long out of use";
  }

  @Override
  public List<String> reads() {
    // Comes last: nobody is to wait for it.
    return List.of("exports");
  }

  @Override
  public List<String> writes() {
    return List.of();
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    TableFiles files = new TableFiles(run.spark(), lake);
    List<String> scattered = files.scattered().stream().limit(MOST_PER_NIGHT).toList();
    for (String table : scattered) {
      run.lock().verify();
      files.compact(table);
    }
    int days = run.workspace().settings().maintenance().vacuumDays();
    LocalDate today = LocalDate.now(run.workspace().settings().timezone());
    VacuumDates dates = VacuumDates.of(lake);
    List<String> due =
        dates.due(lake.tables(), today.minusDays(days)).stream()
            .filter(table -> !JobState.isAnyBehind(lake, table))
            .limit(MOST_PER_NIGHT)
            .toList();
    for (String table : due) {
      run.lock().verify();
      files.vacuum(table, days);
    }
    dates.save(lake.tables(), due, today);
    if (scattered.isEmpty() && due.isEmpty()) {
      return JobResult.unchanged("no table needs it");
    }
    return new JobResult(
        true,
        0,
        0,
        "%d tables compacted, %d cleared of old files".formatted(scattered.size(), due.size()),
        Map.of("compacted", scattered, "cleared", due));
  }
}
