package io.tributary.audience;

import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Settings.Cap;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who may be contacted: the rules that look at one person alone, in the order of {@link Reason}.
 *
 * <p>A person who can be reached by one of an audience's deliveries passes; otherwise the reason is
 * the rule at which the last delivery failed. Audiences are gone through by priority, then by name,
 * those without a priority last; the deliveries of one in the order in which it names them. What an
 * earlier one delivers counts towards the caps of the later ones, whether or not its control arm
 * takes it away again: so a cap is never broken. Whom its limit or a platform's minimum leaves out
 * is free for the others.
 */
final class ContactRules implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ANY = "any";

  /** The audiences' places, in the order in which they are decided. */
  private final int[] order;

  private final boolean[] hasPriority;

  /** Of each audience, the places of its deliveries. */
  private final int[][] deliveries;

  private final String[] channels;
  private final boolean[] isContact;
  private final String[] capChannels;
  private final int[] capMax;

  /**
   * The rules of a night.
   *
   * @param profiles all that any audience is delivered to
   */
  ContactRules(List<Audience> audiences, List<DeliveryProfile> profiles, List<Cap> caps) {
    Comparator<Integer> byPriority =
        Comparator.comparing(i -> audiences.get(i).priority().orElse(Integer.MAX_VALUE));
    order =
        IntStream.range(0, audiences.size())
            .boxed()
            .sorted(byPriority.thenComparing(i -> audiences.get(i).name()))
            .mapToInt(Integer::intValue)
            .toArray();
    List<String> names = profiles.stream().map(DeliveryProfile::name).toList();
    hasPriority = new boolean[audiences.size()];
    deliveries = new int[audiences.size()][];
    for (int i = 0; i < deliveries.length; i++) {
      hasPriority[i] = audiences.get(i).priority().isPresent();
      deliveries[i] =
          audiences.get(i).deliver().stream().mapToInt(names::indexOf).distinct().toArray();
    }
    channels = profiles.stream().map(DeliveryProfile::channel).toArray(String[]::new);
    isContact = new boolean[channels.length];
    for (int p = 0; p < isContact.length; p++) {
      isContact[p] = profiles.get(p).isContact();
    }
    capChannels = caps.stream().map(Cap::channel).toArray(String[]::new);
    capMax = caps.stream().mapToInt(Cap::max).toArray();
  }

  /**
   * What the rules look at.
   *
   * @param fits {@link Flags} by audience: whether its conditions hold
   * @param excluded flags by audience: whether one that it excludes has this person
   * @param hasAddress a bit per profile
   * @param consents a bit per profile
   * @param tired a bit per profile: whether its channel is given up for this person
   * @param contacts by cap: how many there were within its days
   */
  record Person(
      long[] fits,
      long[] excluded,
      long hasAddress,
      long consents,
      long tired,
      int[] contacts,
      boolean heldOut) {}

  /**
   * What the rules say about a person and an audience.
   *
   * @param reason null: nothing against it
   * @param deliveries a bit per profile that may be used
   */
  record Decision(Reason reason, long deliveries) {
    private static Decision no(Reason reason) {
      return new Decision(reason, 0);
    }
  }

  /** The audiences' places, in the order in which they are decided. */
  IntStream inOrder() {
    return Arrays.stream(order);
  }

  /** Whether who is in an audience matters for the ones after it. */
  boolean bindsOthers(int audience) {
    return hasPriority[audience] || Arrays.stream(deliveries[audience]).anyMatch(p -> isContact[p]);
  }

  /**
   * By audience; null where the person does not fit it.
   *
   * @param isBeyond whether this person comes after the limit of an audience
   * @param closed by audience, a bit per delivery that its platform does not take, for it is too
   *     small
   */
  Decision[] decide(Person person, IntPredicate isBeyond, long[] closed) {
    Decision[] decisions = new Decision[order.length];
    int[] contacts = person.contacts().clone();
    boolean claimed = false;
    for (int audience : order) {
      if (Flags.isSet(person.fits(), audience)) {
        Decision decision = decide(person, audience, contacts, claimed);
        if (decision.reason() == null) {
          decision = asAWhole(decision.deliveries(), isBeyond.test(audience), closed[audience]);
        }
        decisions[audience] = decision;
        if (decision.reason() == null) {
          claimed |= hasPriority[audience];
          count(decision.deliveries(), contacts);
        }
      }
    }
    return decisions;
  }

  /** What the rules for the audience as a whole leave of deliveries that nothing is against. */
  private static Decision asAWhole(long usable, boolean isBeyond, long closed) {
    if (isBeyond) {
      return Decision.no(Reason.LIMIT);
    }
    long open = usable & ~closed;
    return open == 0 && usable != 0
        ? Decision.no(Reason.PLATFORM_MINIMUM)
        : new Decision(null, open);
  }

  private Decision decide(Person person, int audience, int[] contacts, boolean claimed) {
    if (Flags.isSet(person.excluded(), audience)) {
      return Decision.no(Reason.EXCLUDED);
    }
    long usable = 0;
    Reason failed = Reason.NO_IDENTIFIER;
    boolean isAllowed = deliveries[audience].length == 0;
    // A copy, for the audience may yet be refused.
    int[] counted = contacts.clone();
    for (int profile : deliveries[audience]) {
      Reason reason = against(person, profile, counted);
      if (reason == null) {
        usable |= 1L << profile;
        count(1L << profile, counted);
      } else if (reason.compareTo(failed) > 0) {
        failed = reason;
      }
      isAllowed |= reason == null || reason.compareTo(Reason.NO_CONSENT) > 0;
    }
    if (!isAllowed) {
      return Decision.no(failed);
    }
    if (person.heldOut()) {
      return Decision.no(Reason.GLOBAL_HOLDOUT);
    }
    if (claimed && hasPriority[audience]) {
      return Decision.no(Reason.HIGHER_PRIORITY);
    }
    boolean isReached = usable != 0 || deliveries[audience].length == 0;
    return isReached ? new Decision(null, usable) : Decision.no(failed);
  }

  private Reason against(Person person, int profile, int[] contacts) {
    if (!Flags.isSet(person.hasAddress(), profile)) {
      return Reason.NO_IDENTIFIER;
    }
    if (!Flags.isSet(person.consents(), profile)) {
      return Reason.NO_CONSENT;
    }
    if (isContact[profile]) {
      for (int cap = 0; cap < capMax.length; cap++) {
        if (isOf(cap, profile) && contacts[cap] >= capMax[cap]) {
          return Reason.CONTACT_CAP;
        }
      }
    }
    return Flags.isSet(person.tired(), profile) ? Reason.CHANNEL_FATIGUE : null;
  }

  private void count(long used, int[] contacts) {
    for (int profile = 0; profile < channels.length; profile++) {
      if (Flags.isSet(used, profile) && isContact[profile]) {
        for (int cap = 0; cap < capMax.length; cap++) {
          contacts[cap] += isOf(cap, profile) ? 1 : 0;
        }
      }
    }
  }

  private boolean isOf(int cap, int profile) {
    return capChannels[cap].equals(ANY) || capChannels[cap].equals(channels[profile]);
  }
}
