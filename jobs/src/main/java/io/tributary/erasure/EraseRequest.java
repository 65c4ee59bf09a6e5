package io.tributary.erasure;

import io.tributary.identity.Erasures;
import io.tributary.identity.FindPerson;
import io.tributary.identity.Person;
import io.tributary.ingest.Tombstones;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.RunLock;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;

/**
 * Somebody asks for a person to be erased: says whom the identifier means and what would go, and
 * does it once that is confirmed. An erasure that was not finished is finished first.
 *
 * @param asked {@code namespace:value}, a bare value, or a customer's id
 * @param on the date up to which nothing comes back; empty: the lake's last date
 * @param isTrial whether only to say what would go
 * @param confirmed asked after that was said
 */
public record EraseRequest(
    String asked, Optional<LocalDate> on, boolean isTrial, BooleanSupplier confirmed) {

  /** How many identifiers are shown. */
  private static final int SHOWN = 20;

  /**
   * Carries the request out, under the workspace's lock.
   *
   * @throws UserMistake if the identifier means nobody, or more than one person
   */
  public void run(Workspace workspace, SparkSession spark, VaultKey key, Console console) {
    SparkSession session = Sessions.forWorkspace(spark, workspace.settings());
    SparkSession.setActiveSession(session);
    Lake lake = new Lake(session, workspace.lake());
    LocalDate last =
        LakeState.of(lake)
            .lastDate()
            .orElseThrow(
                () -> new UserMistake("The lake has no night yet; there is nobody to erase."));
    LakeState.of(lake).check(last, key);
    LocalDate day = on.orElse(last);
    requirePossible(day, last, LocalDate.now(workspace.settings().timezone()));
    // The identifier is not for the lock's file: others read it.
    try (RunLock lock = RunLock.acquire(lake, "erase")) {
      run(new Run("erase", workspace, session, lake, key, last, false, console, lock), day);
    } finally {
      SparkSession.clearActiveSession();
    }
  }

  private static void requirePossible(LocalDate day, LocalDate last, LocalDate today) {
    if (day.isBefore(last)) {
      throw new UserMistake(
          "The lake stands at %s, and a person is erased with all that it knows: --date may be that date or later."
              .formatted(last));
    }
    if (day.isAfter(last) && day.isAfter(today)) {
      throw new UserMistake(
          "--date %s lies in the future: what the person does until then would not count."
              .formatted(day));
    }
  }

  private void run(Run run, LocalDate day) {
    Sessions.fit(run.spark(), run.lake().bytes(run.lake().tables()));
    ErasePerson erase = new ErasePerson(run);
    Optional<Erasure> unfinished = erase.unfinished();
    if (unfinished.isPresent()) {
      boolean isMeant = isAbout(unfinished.get(), finder(run));
      finish(erase, unfinished.get(), run.console());
      if (isTrial || isMeant) {
        return;
      }
    }
    find(finder(run), run.lake(), run.console())
        .ifPresent(person -> ask(erase, person, day, run.console()));
  }

  private static FindPerson finder(Run run) {
    return new FindPerson(run.lake(), run.workspace().settings().identity(), run.key());
  }

  private void finish(ErasePerson erase, Erasure unfinished, Console console) {
    console.say(
        "An erasure that was begun at %s was not finished%s."
            .formatted(unfinished.begunAt(), isTrial ? "" : ", and is now"));
    if (!isTrial) {
      erase.carryOut(unfinished);
      report(unfinished, console);
    }
  }

  private void ask(ErasePerson erase, Person person, LocalDate day, Console console) {
    Erasure erasure = erase.plan(person, day);
    show(person, erasure, console);
    if (isTrial || !confirmed.getAsBoolean()) {
      console.say(isTrial ? "Nothing was changed." : "Not confirmed; nothing was changed.");
      return;
    }
    erase.carryOut(erasure);
    report(erasure, console);
  }

  private boolean isAbout(Erasure erasure, FindPerson find) {
    return erasure.oneIds().contains(asked.strip())
        || !FindPerson.isOneId(asked.strip())
            && find.hashes(asked).stream().anyMatch(erasure.keys()::contains);
  }

  private Optional<Person> find(FindPerson find, Lake lake, Console console) {
    Optional<Person> person = find.find(asked);
    Optional<LocalDate> before = person.flatMap(p -> Erasures.dateOf(lake, p.oneId()));
    if (before.isPresent()) {
      console.say(
          "Customer %s was erased already, on %s.".formatted(person.get().oneId(), before.get()));
      return Optional.empty();
    }
    if (person.isEmpty() && wasErased(find, lake)) {
      console.say("Whoever had this identifier was erased already; there is nothing left of them.");
      return Optional.empty();
    }
    if (person.isEmpty()) {
      throw new UserMistake(
          "Nobody in this lake has that identifier. It may be withdrawn, or written in another way than the records have it; `tributary explain` says more.");
    }
    return person;
  }

  private boolean wasErased(FindPerson find, Lake lake) {
    Tombstones tombstones = Tombstones.of(lake);
    return find.hashes(asked).stream()
        .anyMatch(hash -> tombstones.know(HexFormat.of().parseHex(hash)));
  }

  private static void show(Person person, Erasure erasure, Console console) {
    int identifiers = person.identifiers().size();
    console.say(
        "Customer %s: %d identifier%s%s"
            .formatted(
                person.oneId(),
                identifiers,
                identifiers == 1 ? "" : "s",
                person.oneIds().size() == 1
                    ? ""
                    : ", and ids of old that became part of them: "
                        + String.join(", ", person.oneIds().subList(1, person.oneIds().size()))));
    person.identifiers().stream().limit(SHOWN).forEach(i -> console.say("  " + i.masked()));
    if (identifiers > SHOWN) {
      console.say("  … and %d more".formatted(identifiers - SHOWN));
    }
    console.say("What goes, or stays without the person, in rows:");
    erasure
        .rows()
        .forEach(
            (table, rows) -> console.say(String.format(Locale.ROOT, "  %-20s %,d", table, rows)));
    console.say(
        "What is dated up to %s does not come back. This cannot be undone."
            .formatted(erasure.on()));
  }

  private static void report(Erasure erasure, Console console) {
    console.say("Erased customer %s.".formatted(erasure.oneIds().get(0)));
    console.say(
        "Dumps in landing are yours, and still name the person; the lake will not take them from there again.");
    console.say("Sums that counted them are made again by the next night.");
    if (!erasure.sent().isEmpty()) {
      console.say("Platforms were sent them before; ask these to delete what they have:");
      erasure.sent().forEach(line -> console.say("  " + line));
    }
  }
}
