package io.tributary.preference;

import io.tributary.customer.Catalogue;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.CategoryPreference;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The training of a model as of a date: when there is to be one, and what comes of it.
 *
 * @param ledger rows of the ledger
 * @param last the model in use
 */
record Training(
    Dataset<Row> ledger,
    Catalogue catalogue,
    Settings settings,
    LocalDate date,
    Optional<PreferenceModel> last) {

  /**
   * A model, and what its clusters buy.
   *
   * @param isNew whether it was trained just now
   * @param why it was, or was not
   */
  record Learned(
      PreferenceModel model, ClusterMix mix, boolean isNew, String why, Optional<Double> drift) {}

  /** What a model's clusters depend on beside the ledger and the catalogue. */
  private String fingerprint() {
    CategoryPreference p = settings.categoryPreference();
    return Fingerprint.ofSettings(
        settings.purchaseUnit(),
        p.level(),
        p.windowDays(),
        p.kFrom(),
        p.kTo(),
        p.minPurchases(),
        p.seed());
  }

  /** Keeps the model or trains one; empty if there is none and nobody to learn from. */
  Optional<Learned> learn() {
    Optional<String> due = due();
    if (due.isPresent()) {
      return train(due.get(), Optional.empty())
          .or(() -> last.map(model -> kept(model, "nobody has enough purchases to learn from")));
    }
    Learned kept = kept(last.orElseThrow(), "the last training still fits");
    return kept.drift()
        .flatMap(this::tooFar)
        .flatMap(reason -> train(reason, kept.drift()))
        .or(() -> Optional.of(kept));
  }

  /** Why there is to be a training whatever customers buy by now. */
  private Optional<String> due() {
    if (last.isEmpty()) {
      return Optional.of("the first training");
    }
    if (!last.get().fingerprint().equals(fingerprint())) {
      return Optional.of("the settings changed");
    }
    long age = ChronoUnit.DAYS.between(last.get().trainedOn(), date);
    return age < settings.categoryPreference().retrainDays()
        ? Optional.empty()
        : Optional.of("the last training was %d days ago".formatted(age));
  }

  private Optional<String> tooFar(double drift) {
    BigDecimal most = settings.categoryPreference().drift();
    return drift <= most.doubleValue()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "what customers buy drifted by %.2f, more than %s", drift, most));
  }

  private Learned kept(PreferenceModel model, String why) {
    ClusterMix mix = mix(model);
    double drift = MixDrift.since(model, mix.shares(), catalogue.categories(model.level()));
    return new Learned(model, mix, false, why, Optional.of(drift));
  }

  private ClusterMix mix(PreferenceModel model) {
    return ClusterSums.of(ledger, catalogue, rules(), model.on(catalogue));
  }

  private Optional<Learned> train(String reason, Optional<Double> drift) {
    int level = settings.categoryPreference().level().ordinal();
    Catalogue.Names today = catalogue.categories(level);
    PreferenceSample.Drawn sample = PreferenceSample.of(ledger, catalogue, rules(), level);
    if (sample.points().isEmpty()) {
      return Optional.empty();
    }
    Centres known =
        last.map(m -> m.centres().on(m.categories(), today)).orElse(Centres.of(new double[0][]));
    ClusterTrainer.Clusters found =
        ClusterTrainer.train(
            ledger.sparkSession(),
            settings.categoryPreference(),
            sample.points(),
            known.coordinates(),
            last.map(PreferenceModel::k).orElse(0));
    PreferenceModel nameless = model(found, known, reason, sample.customers(), today);
    ClusterMix mix = mix(nameless);
    String[] labels =
        ClusterLabels.of(
            mix, nameless.ids(), last.map(PreferenceModel::labelsById).orElse(Map.of()), today);
    return Optional.of(new Learned(nameless.named(labels, mix.shares()), mix, true, reason, drift));
  }

  private PreferenceModel model(
      ClusterTrainer.Clusters found,
      Centres known,
      String reason,
      int customers,
      Catalogue.Names today) {
    int lastId = last.map(PreferenceModel::lastId).orElse(0);
    int[] ids =
        ClusterIds.match(
            Centres.of(found.centres()),
            known,
            last.map(PreferenceModel::ids).orElse(new int[0]),
            lastId);
    List<Integer> byId =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted(Comparator.comparingInt(place -> ids[place]))
            .toList();
    return new PreferenceModel(
        last.map(PreferenceModel::training).orElse(0) + 1,
        date,
        reason,
        fingerprint(),
        settings.categoryPreference().level().ordinal(),
        customers,
        IntStream.range(0, today.count()).mapToObj(today::name).toList(),
        new double[today.count()],
        byId.stream().mapToInt(place -> ids[place]).toArray(),
        new String[ids.length],
        Centres.of(byId.stream().map(place -> found.centres()[place]).toArray(double[][]::new)),
        found.k(),
        found.scores(),
        Math.max(lastId, IntStream.of(ids).max().orElseThrow()));
  }

  private PreferenceRules rules() {
    return PreferenceRules.of(settings, date);
  }
}
