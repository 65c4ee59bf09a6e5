package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ClusterCardsTest {
  private static final StructType CLUSTERS =
      StructType.fromDDL(
          "cluster int, label string, label_zh string, share double, top_categories array<string>");
  private static final StructType PEOPLE =
      StructType.fromDDL(
          "cluster int, age_band string, main_channel string, customers bigint, orders bigint,"
              + " net decimal(18,2)");

  @Test
  void equalChannelsStandInTheOrderOfCodePoints() {
    // As UTF-16, the second one's first half is smaller.
    List<Row> people = List.of(people("\uD83D\uDED2"), people("ｗｅｂ"));

    Row card =
        ClusterCards.of(
                List.of(row(CLUSTERS, 1, "shoes", "鞋", 1.0, List.of())),
                people,
                LocalDate.of(2025, 6, 30))
            .get(0);

    assertThat(card.<List<Row>>getAs(9))
        .extracting(r -> r.getString(0))
        .containsExactly("ｗｅｂ", "\uD83D\uDED2");
  }

  private static Row people(String channel) {
    return row(PEOPLE, 1, "18-25", channel, 2L, 2L, new BigDecimal("10.00"));
  }

  private static Row row(StructType schema, Object... values) {
    return new GenericRowWithSchema(values, schema);
  }
}
