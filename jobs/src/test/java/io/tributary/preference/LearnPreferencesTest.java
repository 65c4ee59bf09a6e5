package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import io.tributary.pipeline.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of a small retailer, night by night. */
class LearnPreferencesTest {
  private static final Job[] LEARN = {new BuildLedger(), new LearnPreferences()};
  private static final Job[] ALL = {
    new BuildLedger(), new LearnPreferences(), new BuildCustomers(), new DescribeClusters()
  };
  private static final String[] CLUSTER = {
    "cluster", "label", "label_zh", "customers", "formed_by", "share"
  };

  @TempDir Path folder;

  private Retail retail(String preference) {
    Retail retail = Retail.in(folder, "category_preference: " + preference);
    for (String sku : new String[] {"shoe", "sock", "skirt", "bag"}) {
      retail.set(
          "product",
          Map.of("sku", sku, "category_l1", sku + "s", "category_l2", sku + "s of all kinds"));
    }
    return retail;
  }

  private static int orders;

  /** An order of one product, or of two for half the money each. */
  private static void buys(Retail retail, String customer, String date, String... skus) {
    String order = "o" + orders++;
    retail.order(order, customer, date, "100");
    for (int line = 0; line < skus.length; line++) {
      retail.line(order, "" + line, skus[line], 1, skus.length == 1 ? "100" : "50");
    }
    retail.identifier("openid_oa", customer, customer, "2025-01-01");
  }

  /** Three who like shoes, two who like skirts, one of each with a single purchase. */
  private Retail twoTastes(String drift) {
    Retail retail = retail("{level: l1, k: [2, 3], drift: " + drift + "}");
    for (String runner : new String[] {"r1", "r2", "r3"}) {
      buys(retail, runner, "2025-01-10", "shoe");
      buys(retail, runner, "2025-03-10", "shoe", "sock");
    }
    for (String lady : new String[] {"l1", "l2"}) {
      buys(retail, lady, "2025-02-01", "skirt");
      buys(retail, lady, "2025-04-01", "skirt", "bag");
    }
    buys(retail, "once1", "2025-05-01", "sock", "shoe");
    buys(retail, "once2", "2025-05-01", "bag");
    retail.identifier("openid_oa", "never", "never", "2025-01-01");
    return retail;
  }

  private static JsonNode report(Retail retail, String date) throws IOException {
    JsonNode run =
        new ObjectMapper()
            .readTree(retail.folder().resolve("exports/" + date + "/run.json").toFile());
    for (JsonNode job : run.path("jobs")) {
      if (job.path("job").asText().equals("preference")) {
        return job;
      }
    }
    throw new IllegalStateException("no preference in " + run);
  }

  @Test
  void everyCustomerWithAPurchaseHasACluster() throws IOException {
    Retail retail = twoTastes("0.2").night("2025-06-01", ALL);

    assertThat(retail.rows("preference_clusters", CLUSTER))
        .containsExactly(
            "1 | shoes + socks | shoes、socks偏好 | 4 | 3 | 0.5714285714285714",
            "2 | skirts + bags | skirts、bags偏好 | 3 | 2 | 0.42857142857142855");
    assertThat(
            retail.rows(
                "preference_clusters",
                "cluster",
                "top_categories[0].category",
                "round(silhouette, 9)"))
        .containsExactly("1 | shoes | 1.0", "2 | skirts | 1.0");
    assertThat(
            retail.rows(
                "customers",
                "one_id",
                "preference_cluster",
                "preference_label",
                "preference_assigned",
                "array_join(top_category_l1, ',')"))
        .containsExactly(
            "l1 | 2 | skirts + bags | kmeans | skirts,bags",
            "l2 | 2 | skirts + bags | kmeans | skirts,bags",
            "never | - | - | - | -",
            "once1 | 1 | shoes + socks | nearest | shoes,socks",
            "once2 | 2 | skirts + bags | nearest | bags",
            "r1 | 1 | shoes + socks | kmeans | shoes,socks",
            "r2 | 1 | shoes + socks | kmeans | shoes,socks",
            "r3 | 1 | shoes + socks | kmeans | shoes,socks");
    assertThat(
            retail.rows("preference_by_group", "lifecycle_group", "cluster", "customers", "share"))
        .containsExactly(
            "active | 1 | 3 | 0.6",
            "active | 2 | 2 | 0.4",
            "new | 1 | 1 | 0.5",
            "new | 2 | 1 | 0.5");
    assertThat(
            retail.rows(
                "preference_cards",
                "cluster",
                "label_zh",
                "customers",
                "age_band",
                "aov",
                "channels[0].channel",
                "channels[0].share"))
        .containsExactly(
            "1 | shoes、socks偏好 | 4 | - | 100.0 | web | 1.0",
            "2 | skirts、bags偏好 | 3 | - | 100.0 | web | 1.0");
    assertThat(report(retail, "2025-06-01").path("why").asText()).isEqualTo("the first training");
    Map<String, Long> versions = retail.versions();
    assertThat(retail.night("2025-06-01", ALL).versions()).isEqualTo(versions);
  }

  @Test
  void aModelIsKeptForAWeekAndIdsForGood() throws IOException {
    Retail retail = twoTastes("10").night("2025-06-01", LEARN);
    for (int i = 0; i < 9; i++) {
      buys(retail, "new" + i, "2025-06-02", "skirt");
      buys(retail, "new" + i, "2025-06-03", "skirt", "bag");
    }
    retail.night("2025-06-07", LEARN);

    assertThat(report(retail, "2025-06-07").path("trained").asBoolean()).isFalse();
    assertThat(report(retail, "2025-06-07").path("trained_on").asText()).isEqualTo("2025-06-01");
    assertThat(retail.rows("preference_clusters", "cluster", "customers", "label"))
        .containsExactly("1 | 4 | shoes + socks", "2 | 12 | skirts + bags");

    retail.night("2025-06-08", LEARN);

    // Skirts are the larger cluster by now, and still the second.
    assertThat(report(retail, "2025-06-08").path("why").asText())
        .isEqualTo("the last training was 7 days ago");
    assertThat(retail.rows("preference_clusters", "cluster", "customers", "label"))
        .containsExactly("1 | 4 | shoes + socks", "2 | 12 | skirts + bags");
    assertThat(retail.rows("preference_models", "training", "trained_on", "reason", "last_id"))
        .containsExactly(
            "1 | 2025-06-01 | the first training | 2",
            "2 | 2025-06-08 | the last training was 7 days ago | 2");
  }
}
