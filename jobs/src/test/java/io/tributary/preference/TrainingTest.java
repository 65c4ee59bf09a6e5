package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.customer.Catalogue;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.Retail;
import io.tributary.preference.Training.Learned;
import io.tributary.workspace.Settings;
import io.tributary.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When there is a training and what comes of it; all on one ledger, as of several dates. */
class TrainingTest {
  private static final String[] SKUS = {"shoe", "sock", "skirt", "bag", "hat"};

  @TempDir static Path folder;

  private static Retail retail;
  private static Dataset<Row> ledger;
  private static Catalogue catalogue;

  /**
   * Sixty customers who buy twice by March: one of three products, or that and a bag. From July on
   * they all buy hats. Who has order x has no lines; level 3 of the catalogue is empty.
   */
  @BeforeAll
  static void aLedger() {
    retail = Retail.in(folder);
    for (String sku : SKUS) {
      retail.set("product", Map.of("sku", sku, "category_l1", "all", "category_l2", sku + "s"));
    }
    for (int i = 0; i < 60; i++) {
      buys(i, "2025-01-15", SKUS[i % 3]);
      buys(i, "2025-03-15", SKUS[i % 7 == 0 ? 3 : i % 3]);
      buys(i, "2026-07-01", "hat");
    }
    retail.order("x1", "x", "2025-01-01", "10").order("x2", "x", "2025-01-02", "10");
    retail.night("2026-07-01", new BuildLedger());
    ledger = retail.lake().read(LedgerTable.NAME);
    catalogue = Catalogue.read(retail.lake());
  }

  private static void buys(int customer, String date, String sku) {
    String order = customer + " " + date;
    retail.order(order, "c" + customer, date, "100").line(order, "1", sku, 1, "100");
  }

  private static Optional<Learned> learn(
      Dataset<Row> rows, String preference, String date, Optional<PreferenceModel> last) {
    retail.file("tributary.yaml", "brand: Demo\ncategory_preference: " + preference + "\n");
    Settings settings = WorkspaceReader.read(folder).settings();
    return new Training(rows, catalogue, settings, LocalDate.parse(date), last).learn();
  }

  private static Learned first(String preference) {
    return learn(ledger, preference, "2025-06-01", Optional.empty()).orElseThrow();
  }

  @Test
  void thePartitionsAndTheOrderOfTheRowsDecideNothing() {
    PreferenceModel model = first("{}").model();
    Dataset<Row> shuffled =
        ledger.repartition(5).sortWithinPartitions(functions.hash(functions.col("owner")));
    Learned again = learn(shuffled, "{}", "2025-06-01", Optional.empty()).orElseThrow();

    assertThat(model.ids()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(model.labels()).contains("shoes", "skirts", "socks", "bags + shoes");
    assertThat(model.customers()).isEqualTo(60);
    assertThat(again.model()).usingRecursiveComparison().isEqualTo(model);
    assertThat(again.mix()).usingRecursiveComparison().isEqualTo(first("{}").mix());
  }

  @Test
  void theModelIsKeptUntilItIsSevenDaysOld() {
    Optional<PreferenceModel> last = Optional.of(first("{}").model());
    Learned kept = learn(ledger, "{}", "2025-06-07", last).orElseThrow();
    Learned trained = learn(ledger, "{}", "2025-06-08", last).orElseThrow();

    assertThat(kept.isNew()).isFalse();
    assertThat(kept.why()).isEqualTo("the last training still fits");
    assertThat(kept.drift()).contains(0.0);
    assertThat(trained.why()).isEqualTo("the last training was 7 days ago");
    assertThat(trained.model().ids()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(trained.model().labels()).isEqualTo(last.get().labels());
    assertThat(trained.model().training()).isEqualTo(2);
  }

  @Test
  void settingsThatChangedAskForATraining() {
    Optional<PreferenceModel> last = Optional.of(first("{}").model());
    Learned trained = learn(ledger, "{k: [2, 2]}", "2025-06-02", last).orElseThrow();

    assertThat(trained.why()).isEqualTo("the settings changed");
    assertThat(trained.model().ids()).hasSize(2);
    assertThat(learn(ledger, "{drift: 0.3}", "2025-06-02", last).orElseThrow().isNew()).isFalse();
  }

  @Test
  void aDriftAsksForATrainingAndVanishedClustersKeepTheirIds() {
    Optional<PreferenceModel> last = Optional.of(first("{}").model());
    Learned trained = learn(ledger, "{retrain_days: 1000}", "2026-07-01", last).orElseThrow();

    assertThat(trained.why())
        .startsWith("what customers buy drifted by ")
        .endsWith("more than 0.2");
    assertThat(trained.model().ids()).containsExactly(7);
    assertThat(trained.model().labels()).containsExactly("mixed");
    assertThat(trained.model().lastId()).isEqualTo(7);
  }

  @Test
  void withoutCategoriesThereIsOneClusterOfUnknown() {
    Learned learned = first("{level: l3}");

    assertThat(learned.model().categories()).containsExactly("unknown");
    assertThat(learned.model().labels()).containsExactly("mixed");
    assertThat(learned.mix().customers()).isEqualTo(60);
  }

  @Test
  void oneCategoryIsOneCluster() {
    assertThat(first("{level: l1}").model().labels()).containsExactly("mixed");
    assertThat(first("{level: l1}").model().silhouette()).isEmpty();
  }

  @Test
  void whereNobodyHasEnoughPurchasesThereIsNoModelAndAnOldOneStays() {
    assertThat(learn(ledger, "{}", "2024-12-31", Optional.empty())).isEmpty();
    assertThat(learn(ledger, "{}", "2025-01-20", Optional.empty())).isEmpty();

    PreferenceModel old = PreferenceModelTest.of(List.of("shoes"), new double[] {1});
    Learned kept = learn(ledger, "{}", "2025-01-20", Optional.of(old)).orElseThrow();

    assertThat(kept.isNew()).isFalse();
    assertThat(kept.why()).isEqualTo("nobody has enough purchases to learn from");
    assertThat(kept.mix().customers()).isEqualTo(60);
  }
}
