package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.Tombstones.Tombstone;
import io.tributary.workspace.EntityCatalog;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** What is left of the identifiers of a record when somebody was erased. */
class KeptIdentifiersTest {
  private static final LocalDate ERASED = LocalDate.of(2025, 6, 30);

  private static final Map<String, Namespace> NAMESPACES =
      Map.of(
          "unionid", namespace("unionid", 1),
          "member_id", namespace("member_id", 2),
          "phone", namespace("phone", 3),
          "email", namespace("email", 4));

  private static Namespace namespace(String name, int priority) {
    Optional<Integer> none = Optional.empty();
    return new Namespace(name, priority, none, Normalise.TRIM, Optional.empty(), none, none);
  }

  private static Tombstone tombstone(String value, LocalDate from, LocalDate until, boolean open) {
    return new Tombstone(
        namespaceOf(value), HexFormat.of().formatHex(key(value)), from, until, open);
  }

  private static Tombstone erased(String value) {
    return tombstone(value, null, ERASED, true);
  }

  private static String namespaceOf(String value) {
    return value.substring(0, value.indexOf(':'));
  }

  private static byte[] key(String value) {
    return Arrays.copyOf(value.getBytes(StandardCharsets.UTF_8), 16);
  }

  /** What is left, null if the record was theirs. */
  private static List<String> kept(
      String entity, LocalDate day, List<Tombstone> tombstones, String... values) {
    List<Row> identifiers =
        Arrays.stream(values).map(v -> RowFactory.create(namespaceOf(v), key(v))).toList();
    List<Row> kept =
        new KeptIdentifiers(
                new Tombstones(tombstones), NAMESPACES, EntityCatalog.standard().get(entity))
            .kept(identifiers, day == null ? null : (int) day.toEpochDay());
    return kept == null
        ? null
        : kept.stream()
            .map(row -> new String(row.<byte[]>getAs(1), StandardCharsets.UTF_8).strip())
            .map(text -> text.replace("\0", ""))
            .toList();
  }

  private static List<String> kept(LocalDate day, List<Tombstone> tombstones, String... values) {
    return kept("order", day, tombstones, values);
  }

  @Test
  void aRecordWhoseStrongestIdentifierWasErasedIsTheirs() {
    List<Tombstone> ann = List.of(erased("phone:1"));
    assertThat(kept(ERASED, ann, "phone:1")).isNull();
    assertThat(kept(ERASED, ann, "email:b", "phone:1")).isNull();
    assertThat(kept(ERASED, ann, "phone:2", "phone:1")).as("of two as strong").isNull();
  }

  @Test
  void somebodyElsesRecordLosesOnlyWhatWasErased() {
    List<Tombstone> ann = List.of(erased("phone:1"), erased("email:a"));
    assertThat(kept(ERASED, ann, "email:a", "email:b", "member_id:B", "phone:1"))
        .containsExactly("email:b", "member_id:B");
    assertThat(kept(ERASED, ann, "email:b", "phone:2")).containsExactly("email:b", "phone:2");
    assertThat(kept(ERASED, ann)).isEmpty();
  }

  @Test
  void aMemberWhoseNumberWasErasedIsTheirsWhateverIsStronger() {
    List<Tombstone> ann = List.of(erased("member_id:A"));
    assertThat(kept("member", ERASED, ann, "member_id:A", "unionid:u")).isNull();
    assertThat(kept("order", ERASED, ann, "member_id:A", "unionid:u")).containsExactly("unionid:u");
  }

  @Test
  void whatIsDatedAfterTheErasureIsAnybodys() {
    List<Tombstone> ann = List.of(erased("phone:1"));
    assertThat(kept(ERASED.plusDays(1), ann, "phone:1")).containsExactly("phone:1");
    assertThat(kept(null, ann, "phone:1")).as("without a date nobody can tell").isNull();
  }

  @Test
  void aNumberThatWasPassedOnIsCoveredWhileItWasTheirs() {
    LocalDate from = LocalDate.of(2020, 1, 1);
    LocalDate until = LocalDate.of(2022, 12, 31);
    List<Tombstone> ann = List.of(tombstone("phone:1", from, until, false));
    assertThat(kept(from.minusDays(1), ann, "phone:1")).containsExactly("phone:1");
    assertThat(kept(from, ann, "phone:1")).isNull();
    assertThat(kept(until, ann, "phone:1")).isNull();
    assertThat(kept(until.plusDays(1), ann, "phone:1")).containsExactly("phone:1");
    assertThat(kept(null, ann, "phone:1")).containsExactly("phone:1");
  }
}
