package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.audience.ContactRules.Decision;
import io.tributary.audience.ContactRules.Person;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Settings.Cap;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One person, some audiences, and what the rules say; profiles are sms, then wecom. */
class ContactRulesTest {
  private static final List<DeliveryProfile> PROFILES =
      List.of(DeliveryCatalog.standard().get("sms"), DeliveryCatalog.standard().get("wecom"));
  private static final List<Cap> CAPS =
      List.of(new Cap("sms", 1, Period.ofDays(7)), new Cap("any", 2, Period.ofDays(7)));

  private static Audience audience(String name, Integer priority, String... deliver) {
    return TestAudience.of(name, priority, null, deliver);
  }

  private static long flags(int... values) {
    long flags = 0;
    for (int i = 0; i < values.length; i++) {
      flags |= (long) values[i] << i;
    }
    return flags;
  }

  private static Person person(
      long fits,
      long excluded,
      long hasAddress,
      long consents,
      long tired,
      int[] contacts,
      boolean heldOut) {
    return new Person(
        new long[] {fits}, new long[] {excluded}, hasAddress, consents, tired, contacts, heldOut);
  }

  /** Somebody with both addresses who allows both, was never contacted and fits two audiences. */
  private static Person anybody() {
    return person(
        flags(1, 1), flags(0, 0), flags(1, 1), flags(1, 1), flags(0, 0), new int[] {0, 0}, false);
  }

  private static Decision[] decide(Person person, Audience... audiences) {
    return new ContactRules(List.of(audiences), PROFILES, CAPS)
        .decide(person, audience -> false, new long[audiences.length]);
  }

  private static Decision no(Reason reason) {
    return new Decision(reason, 0);
  }

  @Test
  void whatNothingIsAgainstIsDelivered() {
    assertThat(decide(anybody(), audience("a", null, "wecom"), audience("b", null)))
        .containsExactly(new Decision(null, 0b10), new Decision(null, 0));
  }

  @Test
  void whoDoesNotFitHasNoDecision() {
    Person person =
        person(flags(0, 1), flags(0, 0), flags(0, 0), flags(1, 1), flags(0, 0), new int[2], false);

    assertThat(decide(person, audience("a", null, "sms"), audience("b", null, "sms")))
        .containsExactly(null, no(Reason.NO_IDENTIFIER));
  }

  @Test
  void oneDeliveryThatMayBeUsedIsEnough() {
    Person person =
        person(flags(1, 1), flags(0, 1), flags(1, 1), flags(0, 1), flags(0, 0), new int[2], false);

    assertThat(decide(person, audience("a", null, "sms", "wecom"), audience("b", null, "sms")))
        .containsExactly(new Decision(null, 0b10), no(Reason.EXCLUDED));
  }

  @Test
  void holdoutComesAfterConsentAndBeforeCaps() {
    Person held =
        person(
            flags(1, 1),
            flags(0, 0),
            flags(1, 1),
            flags(1, 0),
            flags(0, 0),
            new int[] {1, 1},
            true);

    assertThat(decide(held, audience("a", null, "sms"), audience("b", null, "wecom")))
        .containsExactly(no(Reason.GLOBAL_HOLDOUT), no(Reason.NO_CONSENT));
  }

  @Test
  void aPersonIsInTheHighestPriorityOnly() {
    assertThat(decide(anybody(), audience("a", 2, "wecom"), audience("b", 1, "sms")))
        .containsExactly(no(Reason.HIGHER_PRIORITY), new Decision(null, 0b01));
  }

  @Test
  void whatTonightDeliversCountsTowardsCaps() {
    assertThat(decide(anybody(), audience("a", null, "sms"), audience("b", null, "sms")))
        .containsExactly(new Decision(null, 0b01), no(Reason.CONTACT_CAP));
  }

  @Test
  void ofSeveralDeliveriesTheFirstUseUpACap() {
    Person nearlyCapped =
        person(
            flags(1, 1),
            flags(0, 0),
            flags(1, 1),
            flags(1, 1),
            flags(0, 0),
            new int[] {0, 1},
            false);

    assertThat(
            decide(nearlyCapped, audience("a", null, "wecom", "sms"), audience("b", null, "sms")))
        .as("one contact is left of two within a week")
        .containsExactly(new Decision(null, 0b10), no(Reason.CONTACT_CAP));
  }

  @Test
  void aChannelThatIsGivenUpLeavesTheOthers() {
    Person tired =
        person(flags(1, 1), flags(0, 0), flags(1, 1), flags(1, 1), flags(1, 0), new int[2], false);

    assertThat(decide(tired, audience("a", null, "sms"), audience("b", null, "sms", "wecom")))
        .containsExactly(no(Reason.CHANNEL_FATIGUE), new Decision(null, 0b10));
  }

  /** Everything is against a person; then one thing after the other no longer is. */
  @Test
  void ofSeveralReasonsTheFirstInTheirOrderCounts() {
    int[] capped = {1, 0};
    Person[] people = {
      person(flags(1, 1), flags(0, 1), flags(1, 0), flags(1, 0), flags(0, 1), capped, true),
      person(flags(1, 1), flags(0, 0), flags(1, 0), flags(1, 0), flags(0, 1), capped, true),
      person(flags(1, 1), flags(0, 0), flags(1, 1), flags(1, 0), flags(0, 1), capped, true),
      person(flags(1, 1), flags(0, 0), flags(1, 1), flags(1, 1), flags(0, 1), capped, true),
      person(flags(1, 1), flags(0, 0), flags(1, 1), flags(1, 1), flags(0, 1), capped, false),
      person(flags(0, 1), flags(0, 0), flags(1, 1), flags(1, 1), flags(0, 1), capped, false),
      person(flags(0, 1), flags(0, 0), flags(1, 1), flags(1, 1), flags(0, 1), new int[2], false)
    };
    Audience higher = audience("a", 1);
    Audience lower = audience("b", 2, "wecom");
    List<Cap> caps = List.of(new Cap("wechat", 1, Period.ofDays(7)), CAPS.get(1));

    assertThat(people)
        .extracting(
            p ->
                new ContactRules(List.of(higher, lower), PROFILES, caps)
                    .decide(p, audience -> false, new long[2])[1].reason())
        .containsExactly(
            Reason.EXCLUDED,
            Reason.NO_IDENTIFIER,
            Reason.NO_CONSENT,
            Reason.GLOBAL_HOLDOUT,
            Reason.HIGHER_PRIORITY,
            Reason.CONTACT_CAP,
            Reason.CHANNEL_FATIGUE);
  }
}
