package io.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A night of three jobs in a row and one that needs only the first, each in a run of its own. */
class NightProgressTest {
  private static final Job INGEST = job("ingest", List.of("landing"), List.of("orders"));
  private static final Job CUSTOMERS = job("customers", List.of("orders"), List.of("customers"));
  private static final Job STORES = job("stores", List.of("orders"), List.of("stores"));
  private static final Job EXPORT = job("export", List.of("customers", "stores"), List.of());
  private static final List<Job> NIGHT = List.of(INGEST, CUSTOMERS, STORES, EXPORT);

  private static Job job(String name, List<String> reads, List<String> writes) {
    return new Job() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String description() {
        return name;
      }

      @Override
      public List<String> reads() {
        return reads;
      }

      @Override
      public List<String> writes() {
        return writes;
      }

      @Override
      public JobResult run(Run run) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static Map<String, Object> entry(Job job, String status) {
    return Map.of("job", job.name(), "status", status);
  }

  private static List<Object> jobs(NightProgress progress) {
    return progress.entries().stream().<Object>map(e -> e.get("job")).toList();
  }

  @Test
  void aNightIsDoneWhenItsLastJobIs() {
    NightProgress begun = new NightProgress(NIGHT, List.of());
    begun.add(INGEST, entry(INGEST, "done"), true);
    begun.add(STORES, entry(STORES, "done"), true);
    assertThat(begun.status()).isEqualTo("unfinished");

    NightProgress ended = new NightProgress(NIGHT, begun.entries());
    ended.add(CUSTOMERS, entry(CUSTOMERS, "unchanged"), false);
    ended.add(EXPORT, entry(EXPORT, "done"), true);

    assertThat(ended.status()).isEqualTo("done");
    assertThat(jobs(ended)).containsExactly("ingest", "customers", "stores", "export");
  }

  @Test
  void whatWasMadeOfSomethingThatChangedIsToBeMadeAgain() {
    NightProgress progress =
        new NightProgress(NIGHT, NIGHT.stream().map(job -> entry(job, "done")).toList());

    progress.add(CUSTOMERS, entry(CUSTOMERS, "done"), true);

    assertThat(progress.status()).isEqualTo("unfinished");
    assertThat(jobs(progress)).containsExactly("ingest", "customers", "stores");
  }

  @Test
  void aJobThatChangedNothingLeavesTheNightDone() {
    NightProgress progress =
        new NightProgress(NIGHT, NIGHT.stream().map(job -> entry(job, "done")).toList());

    progress.add(INGEST, entry(INGEST, "unchanged"), false);

    assertThat(progress.status()).isEqualTo("done");
  }

  @Test
  void aJobThatFailedCountsUntilItIsRunAgain() {
    NightProgress failed = new NightProgress(NIGHT, List.of(entry(INGEST, "done")));
    failed.add(CUSTOMERS, entry(CUSTOMERS, "stopped"), false);
    failed.add(STORES, entry(STORES, "done"), true);
    assertThat(failed.status()).isEqualTo("stopped");

    NightProgress mended = new NightProgress(NIGHT, failed.entries());
    mended.add(CUSTOMERS, entry(CUSTOMERS, "done"), true);
    assertThat(mended.status()).isEqualTo("unfinished");
  }
}
