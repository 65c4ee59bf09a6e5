package io.tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.audience.BuildAudiences;
import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three people on their way through a journey: what each night leaves, and finds. */
class JourneyNightsTest {
  private static final BuildLedger LEDGER = new BuildLedger();
  private static final BuildCustomers CUSTOMERS = new BuildCustomers();
  private static final BuildAudiences AUDIENCES = new BuildAudiences();

  private static final String JOURNEY =
      """
      journey: care
      anchor: first_purchase
      catch_up: 1d
      exit: {where: "net > 500"}
      arms: {plain: 1}
      steps:
        - {step: thanks, day: 0, deliver: [sms], template: {plain: thank_you}}
        - {step: more, day: 2, bought_since_anchor: false, deliver: [sms], template: more}
        - {step: clicked, day: 2, responded: true, deliver: [sms], template: details}
        - {step: late, day: 9, deliver: [sms], template: care}
      """;

  private static final String UNPAID =
      """
      journey: unpaid
      anchor: unpaid_order
      steps:
        - {step: remind, day: 3, deliver: [sms], template: your_order_waits}
      """;

  private static final String CARE = "journey = 'care'";

  private static final String[] STEPS = {"one_id", "step", "due_on", "outcome", "done_on"};

  @TempDir Path folder;

  private static void night(Retail retail, String date) {
    retail.night(date, LEDGER, CUSTOMERS, AUDIENCES);
  }

  private Retail retail() {
    Retail retail =
        Retail.in(
            folder,
            "identity: {namespaces: {phone: {priority: 1, normalise: phone}}}",
            "contact_policy: {consent_default: allow, caps: []}");
    for (String who : List.of("ann", "bob", "cat")) {
      retail.order(who, who, "2024-09-01", "100").line(who, "1", "shoe", 1, "100");
      String phone = "+861381234000" + who.charAt(0) % 10;
      retail
          .identifier("phone", phone, who, "2024-05-01")
          .secret("identifier", "phone", phone.getBytes(StandardCharsets.UTF_8), phone);
    }
    retail.order("old", "old", "2024-01-01", "100").line("old", "1", "shoe", 1, "100");
    for (String who : List.of("ann", "cat")) {
      String order = "unpaid-" + who;
      retail.order(order, who, "2024-09-01", "50").line(order, "1", "shoe", 1, "50");
      retail.column("order", "status", "unpaid", order);
    }
    return retail.file("journeys/care.yaml", JOURNEY).file("journeys/unpaid.yaml", UNPAID);
  }

  @Test
  void stepsAreDoneOnTheirNightsAndAgainChangesNothing() {
    Retail retail = retail();
    night(retail, "2024-09-01");

    assertThat(retail.rowsWhere("journey_steps", CARE, STEPS))
        .as("who bought first long ago does not enter")
        .hasSize(12)
        .contains(
            "ann | thanks | 2024-09-01 | selected | 2024-09-01",
            "ann | more | 2024-09-03 | - | -",
            "bob | late | 2024-09-10 | - | -");
    assertThat(retail.rows("journey_steps", "as_of")).containsOnly("2024-09-01");
    assertThat(folder.resolve("exports/2024-09-01/audiences/care-thanks/sms.csv"))
        .content()
        .startsWith("phone,name,gender,arm,template\n")
        .contains(",plain,thank_you\n");
    Map<String, Long> versions = retail.versions();
    retail.night("2024-09-01", AUDIENCES);
    assertThat(retail.versions()).as("again is harmless").isEqualTo(versions);

    // The night of the 3rd is missed. Ann bought again and cancelled what she had not paid for; Bob
    // clicked; Cat spent a lot.
    retail.column("order", "status", "cancelled", "unpaid-ann");
    retail.order("ann2", "ann", "2024-09-02", "10").line("ann2", "1", "sock", 1, "10");
    retail.order("cat2", "cat", "2024-09-02", "900").line("cat2", "1", "coat", 1, "900");
    retail
        .set(
            "touch",
            Map.of(
                "touch_id", "t1",
                "campaign", "care-thanks",
                "channel", "sms",
                "status", "clicked",
                "sent_at", Retail.at("2024-09-02")))
        .belongs("touch", "t1", "bob");
    night(retail, "2024-09-04");

    List<String> after =
        List.of(
            "ann | clicked | 2024-09-03 | selected | 2024-09-04",
            "ann | late | 2024-09-10 | - | -",
            "ann | more | 2024-09-03 | not_met | 2024-09-04",
            "ann | thanks | 2024-09-01 | selected | 2024-09-01",
            "bob | clicked | 2024-09-03 | selected | 2024-09-04",
            "bob | late | 2024-09-10 | - | -",
            "bob | more | 2024-09-03 | selected | 2024-09-04",
            "bob | thanks | 2024-09-01 | selected | 2024-09-01",
            "cat | clicked | 2024-09-03 | exited | 2024-09-04",
            "cat | late | 2024-09-10 | exited | 2024-09-04",
            "cat | more | 2024-09-03 | exited | 2024-09-04",
            "cat | thanks | 2024-09-01 | selected | 2024-09-01");
    // Ann was never touched: her purchase answers nothing.
    assertThat(retail.rowsWhere("journey_steps", CARE, STEPS))
        .containsExactlyElementsOf(
            after.stream()
                .map(r -> r.startsWith("ann | clicked") ? r.replace("selected", "not_met") : r)
                .toList());

    assertThat(retail.rowsWhere("journey_steps", "journey = 'unpaid'", STEPS))
        .containsExactly(
            "ann | remind | 2024-09-04 | exited | 2024-09-04",
            "cat | remind | 2024-09-04 | selected | 2024-09-04");

    // A touch of Ann's arrives late, and the night is done again.
    retail
        .set(
            "touch",
            Map.of(
                "touch_id", "t2",
                "campaign", "care",
                "channel", "sms",
                "status", "sent",
                "sent_at", Retail.at("2024-09-02")))
        .belongs("touch", "t2", "ann");
    retail.night("2024-09-04", AUDIENCES);
    assertThat(retail.rowsWhere("journey_steps", CARE, STEPS))
        .as("from where the night began, not from what it had left")
        .containsExactlyElementsOf(after);
  }
}
