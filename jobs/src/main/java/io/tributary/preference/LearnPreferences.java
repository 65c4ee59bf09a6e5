package io.tributary.preference;

import io.tributary.customer.Catalogue;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.preference.Training.Learned;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what kinds of taste there are: {@code preference_models} gains a row when clusters are
 * trained, and {@code preference_clusters} has a row per cluster of the newest training. Which
 * cluster a customer belongs to says {@code customers}, which looks for the nearest centre in its
 * own pass over the ledger.
 *
 * <p>Rules that surprise: most nights do not train. They keep the model until it is {@code
 * retrain_days} old, settings changed, or the mix of categories drifted by more than {@code drift};
 * a full run keeps it, too, as it keeps ids. And a cluster keeps the label of its training until
 * the next one, while its numbers are tonight's.
 */
public final class LearnPreferences implements Job {
  private static final List<String> INPUTS =
      List.of(LedgerTable.NAME, Codes.TABLE, CleanTable.name("product"));

  private static final JobResult NOTHING =
      new JobResult(true, 0, 0, "no clusters: nobody has enough purchases to learn from", Map.of());

  @Override
  public String name() {
    return "preference";
  }

  @Override
  public String description() {
    return "finds clusters of customers by the categories that they buy";
  }

  @Override
  public List<String> reads() {
    return INPUTS;
  }

  @Override
  public List<String> writes() {
    return List.of(PreferenceModels.TABLE, PreferenceClusters.SPEC.name());
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    String fingerprint =
        Fingerprint.ofSettings(run.date(), settings.purchaseUnit(), settings.categoryPreference());
    Map<String, Long> read = lake.versions(INPUTS);
    JobState last = JobState.of(lake, name());
    if (!run.full() && last.isUpToDate(fingerprint, read)) {
      return JobResult.unchanged("the clusters stand as of " + run.date());
    }
    last.rollBack(List.of(PreferenceModels.TABLE));
    Sessions.fit(run.spark(), lake.bytes(INPUTS));
    Optional<PreferenceModel> known = PreferenceModels.current(lake);
    Catalogue catalogue = Catalogue.read(lake);
    Training training =
        new Training(lake.read(LedgerTable.NAME), catalogue, settings, run.date(), known);
    Optional<Learned> learned = training.learn();
    run.lock().verify();
    if (learned.isPresent() && learned.get().isNew()) {
      PreferenceModels.add(lake, run.spark(), learned.get().model());
    }
    lake.overwrite(
        PreferenceClusters.SPEC,
        PreferenceClusters.of(learned, catalogue, run.spark(), run.date()));
    last.save(fingerprint, read, writes());
    return learned.map(LearnPreferences::result).orElse(NOTHING);
  }

  private static JobResult result(Learned learned) {
    PreferenceModel model = learned.model();
    long customers = learned.mix().customers();
    int clusters = model.ids().length;
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("trained", learned.isNew());
    details.put("why", learned.why());
    learned.drift().ifPresent(drift -> details.put("drift", drift));
    details.put("trained_on", model.trainedOn().toString());
    details.put("sample", model.customers());
    details.put("silhouettes", model.scores());
    return new JobResult(
        true,
        customers,
        clusters,
        "%,d customers in %d clusters, %s: %s"
            .formatted(customers, clusters, learned.isNew() ? "trained" : "kept", learned.why()),
        details);
  }
}
