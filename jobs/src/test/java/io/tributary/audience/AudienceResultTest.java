package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Audience;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class AudienceResultTest {
  @Test
  void theGateComparesWithTheLastNightOfTheSameDefinition() {
    Audience nightly = TestAudience.of("nightly", null, null);
    Audience weekly = TestAudience.of("weekly", null, null);
    Audience changed = TestAudience.of("changed", null, null);
    Audience old = TestAudience.of("old", null, null);
    List<Row> people = new ArrayList<>();
    people.addAll(people(1, nightly.name(), nightly.version(), "2025-01-01"));
    people.addAll(people(2, nightly.name(), nightly.version(), "2025-01-08"));
    people.addAll(people(9, nightly.name(), nightly.version(), "2025-01-09"));
    people.addAll(people(3, weekly.name(), weekly.version(), "2024-12-25"));
    people.addAll(people(4, weekly.name(), weekly.version(), "2025-01-01"));
    people.addAll(people(5, changed.name(), changed.version(), "2025-01-07"));
    people.addAll(people(6, changed.name(), "another", "2025-01-08"));
    people.addAll(people(7, old.name(), old.version(), "2024-11-09"));
    Dataset<Row> ledger =
        TestSpark.session()
            .createDataFrame(
                people,
                StructType.fromDDL("audience string, definition_version string, as_of date"));
    LocalDate date = LocalDate.parse("2025-01-09");

    assertThat(AudienceResult.fittingBefore(ledger, List.of(nightly, weekly, changed, old), date))
        .isEqualTo(Map.of("nightly", 2L, "weekly", 4L, "changed", 5L));
    assertThat(AudienceResult.fittingBefore(ledger.limit(0), List.of(nightly), date)).isEmpty();
  }

  private static List<Row> people(int many, String audience, String version, String date) {
    return Collections.nCopies(many, RowFactory.create(audience, version, Date.valueOf(date)));
  }
}
