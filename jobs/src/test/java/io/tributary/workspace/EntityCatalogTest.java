package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntityCatalogTest {
  private static final String MINIMAL =
      """
      entity: parcel
      meaning: One parcel
      label_zh: 包裹
      key: [parcel_id]
      takes_identifiers: true
      columns:
        parcel_id: {type: string, required: true, meaning: Its number, label_zh: 包裹号}
      """;

  @Test
  void everyFileOfTheFolderIsInTheList() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("schemas/entities"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(EntityCatalog.NAMES);
    }
  }

  @Test
  void requiredColumnsAreThoseOfTheContract() {
    assertThat(EntityCatalog.standard().entities())
        .extracting(
            e ->
                e.name()
                    + e.columns().stream().filter(c -> c.required()).map(c -> c.name()).toList())
        .containsExactly(
            "order[order_id, channel, ordered_at]",
            "order_line[order_id, sku, quantity, line_amount]",
            "refund[refund_id, refunded_at, refund_amount]",
            "member[member_id]",
            "product[sku]",
            "store[store_id]",
            "event[event_type, occurred_at]",
            "touch[touch_id, campaign, channel, sent_at, status]",
            "coupon[coupon_id]",
            "consent[channel, granted, at]",
            "follow[platform, kind]",
            "link[]");
  }

  @Test
  void linesStandInForOrdersWhereNoSourceMapsThem() {
    Entity line = EntityCatalog.standard().get("order_line");

    assertThat(line.among(Set.of("order_line")).column("ordered_at").orElseThrow().required())
        .isTrue();
    assertThat(line.among(Set.of("order_line", "order"))).isEqualTo(line);
  }

  @Test
  void rowsWithoutAnIdOfTheirOwnAreKnownByAllColumnsAndIdentifiers() {
    assertThat(EntityCatalog.standard().entities().stream().filter(Entity::keyIncludesIdentifiers))
        .extracting(Entity::name)
        .containsExactly("consent", "follow", "link");
    assertThat(EntityCatalog.standard().get("follow").key())
        .isEqualTo(List.of("platform", "kind", "since", "until"));
  }

  @Test
  void aColumnAddedToAFileIsKnown() {
    Entity parcel =
        EntityCatalog.parse(
            "parcel",
            MINIMAL
                + "  weight: {type: double, meaning: In grams, label_zh: 重量, check: weight > 0}\n");

    assertThat(parcel.column("weight").orElseThrow().check()).contains("weight > 0");
  }

  @Test
  void aMistakeOfOursNamesTheFile() {
    assertThatThrownBy(() -> EntityCatalog.parse("parcel", MINIMAL.replace("string", "strng")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "schemas/entities/parcel.yaml:7 columns.parcel_id.type: expected a Spark SQL type such"
                + " as decimal(18,2), but found `strng`");
    assertThatThrownBy(() -> EntityCatalog.parse("parcel", MINIMAL.replace("[parcel_id]", "[id]")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("schemas/entities/parcel.yaml: key names [id], which is no column");
    String check = "required: true, check: \"%s\"";
    assertThatThrownBy(
            () ->
                EntityCatalog.parse(
                    "parcel", MINIMAL.replace("required: true", check.formatted("weight > 0"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "schemas/entities/parcel.yaml: parcel_id: its check names `weight`, which is no column");
    assertThatThrownBy(
            () ->
                EntityCatalog.parse(
                    "parcel", MINIMAL.replace("required: true", check.formatted("parcel_id >"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "schemas/entities/parcel.yaml:7 columns.parcel_id.check: is not valid Spark SQL: ");
  }
}
