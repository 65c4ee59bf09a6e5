package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceCountsTest {
  private static final List<DeliveryProfile> PROFILES =
      List.of(DeliveryCatalog.standard().get("meta"), DeliveryCatalog.standard().get("sms"));

  private static Audience audience(String name, Map<String, String> arms) {
    return TestAudience.of(name, arms, List.of("meta", "sms"), null);
  }

  /** Meta takes lists of 100; both audiences would send it 400 and 120 people, control included. */
  @Test
  void whereEachArmIsAListTheSmallestMustBeLargeEnough() {
    AudienceCounts counts =
        AudienceCounts.of(
            TestSpark.session()
                .sql(
                    "select if(id < 400, 0, 1) as audience, string(id) as one_id,"
                        + " string(null) as reason, 3L as deliveries from range(520)"));
    Audience three = audience("a", Map.of("control", "0.1", "small", "0.2", "large", "0.7"));
    Audience two = audience("b", Map.of("control", "0.1", "treatment", "0.9"));

    assertThat(counts.tooSmall(List.of(three, two), PROFILES)).isEqualTo(Map.of(0, 0b01L));
  }
}
