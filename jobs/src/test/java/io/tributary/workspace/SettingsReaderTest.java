package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Settings.Attach;
import io.tributary.workspace.Settings.Cap;
import io.tributary.workspace.Settings.CategoryPreference;
import io.tributary.workspace.Settings.ConsentDefault;
import io.tributary.workspace.Settings.ContactPolicy;
import io.tributary.workspace.Settings.Cycle;
import io.tributary.workspace.Settings.Exclude;
import io.tributary.workspace.Settings.Export;
import io.tributary.workspace.Settings.History;
import io.tributary.workspace.Settings.Identity;
import io.tributary.workspace.Settings.Level;
import io.tributary.workspace.Settings.Lifecycle;
import io.tributary.workspace.Settings.Maintenance;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import io.tributary.workspace.Settings.PurchaseUnit;
import io.tributary.workspace.Settings.Quality;
import io.tributary.workspace.Settings.Repurchase;
import io.tributary.workspace.Settings.Rfm;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  @TempDir Path folder;

  @Test
  void aBrandAloneHasTheDefaultsOfTheContract() {
    Settings settings = WorkspaceFolder.valid(folder).read().settings();

    Optional<Integer> none = Optional.empty();
    Optional<String> anywhere = Optional.empty();
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "Demo Footwear",
                ZoneId.of("Asia/Shanghai"),
                "CNY",
                "landing",
                "lake",
                "exports",
                PurchaseUnit.DAY,
                new Identity(
                    Map.of(
                        "member_id",
                        new Namespace(
                            "member_id", 1, Optional.of(1), Normalise.TRIM, anywhere, none, none),
                        "unionid",
                        new Namespace(
                            "unionid", 2, Optional.of(1), Normalise.TRIM, anywhere, none, none),
                        "phone",
                        new Namespace(
                            "phone",
                            3,
                            Optional.of(3),
                            Normalise.PHONE,
                            Optional.of("CN"),
                            Optional.of(5),
                            Optional.of(730)),
                        "email",
                        new Namespace(
                            "email", 4, none, Normalise.EMAIL, anywhere, Optional.of(5), none),
                        "openid_mp",
                        new Namespace("openid_mp", 5, none, Normalise.TRIM, anywhere, none, none),
                        "device_id",
                        new Namespace(
                            "device_id",
                            9,
                            none,
                            Normalise.TRIM,
                            anywhere,
                            Optional.of(4),
                            Optional.of(180))),
                    List.of()),
                new Lifecycle(90, 180, 365),
                new Rfm(Optional.of(365), 5, Optional.empty()),
                new Cycle(30, 180),
                Map.of(),
                List.of(),
                new History(Optional.empty(), 365),
                new Exclude(Optional.empty(), Optional.empty()),
                List.of(new BigDecimal("100"), new BigDecimal("300")),
                List.of(18, 26, 31, 41, 51),
                new CategoryPreference(Level.L2, 365, 3, 12, 2, 7, 7, new BigDecimal("0.2")),
                new Repurchase(90, 365, 15, 100, 30),
                new Attach(Level.L2, 365),
                new ContactPolicy(
                    ConsentDefault.DENY,
                    List.of(
                        new Cap("sms", 1, Period.ofDays(7)), new Cap("any", 3, Period.ofDays(7))),
                    List.of(),
                    new BigDecimal("0.0")),
                Map.of(),
                new Quality(
                    new BigDecimal("0.02"),
                    new BigDecimal("0.5"),
                    new BigDecimal("0.5"),
                    10_000,
                    new BigDecimal("0.2"),
                    new BigDecimal("0.2")),
                new Export(false),
                new Maintenance(30)));
    assertThat(settings.identity().namespaces().keySet())
        .containsExactly("member_id", "unionid", "phone", "email", "openid_mp", "device_id");
  }

  @Test
  void theSettingsPrintedInTheContractAreTheDefaultsPlusItsExamples() {
    Settings defaults = WorkspaceFolder.valid(folder).read().settings();
    Settings settings =
        WorkspaceFolder.valid(folder)
            .with(
                "tributary.yaml",
                """
                brand: Demo Footwear
                timezone: Asia/Shanghai
                currency: CNY
                landing: landing
                lake: lake
                exports: exports
                purchase_unit: day
                identity:
                  namespaces:
                    member_id: {priority: 1, per_customer: 1}
                    unionid:   {priority: 2, per_customer: 1}
                    phone:     {priority: 3, per_customer: 3, normalise: phone, region: CN, shared_above: 5, recycled_after: 730d}
                    email:     {priority: 4, normalise: email, shared_above: 5}
                    openid_mp: {priority: 5}
                    device_id: {priority: 9, shared_above: 4, recycled_after: 180d}
                  blocklist: ["phone:13800138000", "device_id:/^0+$/"]
                lifecycle: {new_days: 90, active_days: 180, dormant_days: 365}
                rfm: {window_days: 365, scores: 5, threshold: mean}
                cycle: {min: 30, max: 180}
                channels: {pos: {side: offline, domain: private}}
                calendar: [{name: double11, from: 2024-11-01, to: 2024-11-11}]
                history: {from: null, burn_in_days: 365}
                exclude: {orders: null, customers: ~}
                aov_bands: [100, 300]
                age_bands: [18, 26, 31, 41, 51]
                category_preference: {level: l2, window_days: 365, k: [3, 12], min_purchases: 2, seed: 7,
                  retrain_days: 7, drift: 0.2}
                repurchase: {horizon_days: 90, curve_days: 365, refund_settle_days: 15, min_customers: 100, min_events: 30}
                attach: {level: l2, window_days: 365}
                contact_policy: {consent_default: deny, caps: [{channel: sms, max: 1, per: 7d}, {channel: any, max: 3, per: 7d}], global_holdout: 0.0}
                quality: {max_reject_rate: 0.02, min_rows_vs_previous: 0.5, max_audience_change: 0.5}
                """)
            .read()
            .settings();

    assertThat(settings.identity().blocklist())
        .containsExactly(
            new Settings.BlockedValue("phone", "13800138000", false),
            new Settings.BlockedValue("device_id", "^0+$", true));
    assertThat(settings.channels())
        .isEqualTo(
            Map.of(
                "pos",
                new Settings.SalesChannel(
                    Optional.of(Settings.Side.OFFLINE), Optional.of(Settings.Domain.PRIVATE))));
    assertThat(settings.calendar())
        .containsExactly(
            new Settings.Promotion(
                "double11", LocalDate.of(2024, 11, 1), LocalDate.of(2024, 11, 11)));
    assertThat(settings)
        .usingRecursiveComparison()
        .ignoringFields("identity.blocklist", "channels", "calendar")
        .isEqualTo(defaults);
  }

  @Test
  void phoneNumbersWithoutARegionAreChinese() {
    assertThat(region("{priority: 1, normalise: phone}")).contains("CN");
    assertThat(region("{priority: 1, normalise: phone, region: SG}")).contains("SG");
    assertThat(region("{priority: 1}")).isEmpty();
  }

  private Optional<String> region(String namespace) {
    return WorkspaceFolder.valid(folder)
        .with("tributary.yaml", "brand: A\nidentity: {namespaces: {phone: " + namespace + "}}\n")
        .read()
        .settings()
        .identity()
        .namespaces()
        .get("phone")
        .region();
  }

  @Test
  void aGivenSectionMergesKeyByKeyButNamespacesAndCapsAreReplacedWhole() {
    Settings settings =
        WorkspaceFolder.valid(folder)
            .with(
                "tributary.yaml",
                """
                brand: Demo Footwear
                lifecycle: {active_days: 365}
                rfm: {window_days: all, threshold: {recency: 60, frequency: 2, monetary: 500}}
                identity: {namespaces: {phone: {priority: 1}}}
                contact_policy: {caps: []}
                quality: {max_audience_change: 2}
                """)
            .read()
            .settings();

    assertThat(settings.quality().maxAudienceChange())
        .as("an audience may treble")
        .isEqualByComparingTo("2");
    assertThat(settings.lifecycle()).isEqualTo(new Lifecycle(90, 365, 365));
    assertThat(settings.rfm())
        .isEqualTo(
            new Rfm(
                Optional.empty(),
                5,
                Optional.of(
                    new Settings.RfmThreshold(
                        new BigDecimal("60"), new BigDecimal("2"), new BigDecimal("500")))));
    assertThat(settings.identity().namespaces().keySet()).containsExactly("phone");
    assertThat(settings.contactPolicy())
        .isEqualTo(
            new ContactPolicy(ConsentDefault.DENY, List.of(), List.of(), new BigDecimal("0.0")));
  }
}
