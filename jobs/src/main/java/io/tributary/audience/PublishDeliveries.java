package io.tributary.audience;

import io.tributary.delivery.SendFiles;
import io.tributary.lake.FileStore;
import io.tributary.pipeline.Run;
import io.tributary.workspace.Audience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the files of a night, a manifest last in each folder, shows them, and sends them. */
final class PublishDeliveries {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private final Run run;

  PublishDeliveries(Run run) {
    this.run = run;
  }

  /** Where the audiences of a night appear. */
  static Path shown(String exports, Object date) {
    return new Path(exports, date + "/audiences");
  }

  /**
   * Publishes.
   *
   * @param tonight rows of {@code audience_ledger}
   * @param tables the versions that everything was made from
   * @return how many files were sent to platforms
   */
  int publish(Dataset<Row> tonight, List<AudienceResult> results, Map<String, Long> tables) {
    FileStore files = run.lake().files();
    Path shown = shown(run.workspace().exports(), run.date());
    List<Audience> audiences = run.workspace().audiences();
    DeliveryFolder folder = DeliveryFolder.begin(files, shown);
    Map<String, List<Map<String, Object>>> written =
        new Deliveries(run.spark(), run.lake(), run.workspace().settings(), run.key(), run.date())
            .write(tonight, audiences, folder.written());
    Set<String> names = new TreeSet<>();
    for (AudienceResult result : results) {
      String name = result.audience().name();
      List<Map<String, Object>> parts = written.getOrDefault(name, List.of());
      parts.forEach(part -> names.add(name + "/" + part.get("file")));
      names.add(name + "/" + DeliveryFolder.MANIFEST);
      String manifest =
          Manifest.of(
              result.audience(),
              run.workspace().journeys(),
              run.date(),
              result.counts(),
              parts,
              tables);
      files.createNew(new Path(folder.written(), name + "/" + DeliveryFolder.MANIFEST), manifest);
    }
    run.lock().verify();
    folder.show(names);
    return send(audiences, written, shown);
  }

  private int send(
      List<Audience> audiences, Map<String, List<Map<String, Object>>> written, Path shown) {
    SendFiles sender = new SendFiles(run, System.getenv(), FIRST_PAUSE);
    int sent = 0;
    for (Audience audience : audiences) {
      for (String delivery : audience.deliver()) {
        List<Map<String, Object>> parts =
            written.getOrDefault(audience.name(), List.of()).stream()
                .filter(part -> part.get("delivery").equals(delivery))
                // A platform is told of people, not that there are none.
                .filter(part -> (long) part.get("rows") > 0)
                .toList();
        sent += sender.send(audience.name(), delivery, new Path(shown, audience.name()), parts);
      }
    }
    return sent;
  }
}
