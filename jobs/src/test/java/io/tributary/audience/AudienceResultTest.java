package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Audience;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AudienceResultTest {
  @Test
  void theGateComparesWithTheLastNightOfTheSameDefinition() {
    Audience a =
        new Audience(
            "a",
            "",
            "",
            "",
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            "a");
    Dataset<Row> ledger =
        TestSpark.session()
            .sql(
                ("select * from values ('a', '%1$s', date '2025-01-01'), ('a', '%1$s', date '2025-01-02'), ('a', '%1$s', date '2025-01-02'), ('a', '%1$s', date '2025-01-03'), ('b', 'x', date '2025-01-02')"
                        + " as t(audience, definition_version, as_of)")
                    .formatted(a.version()));

    assertThat(AudienceResult.fittingBefore(ledger, List.of(a), LocalDate.parse("2025-01-03")))
        .isEqualTo(Map.of("a", 2L));
  }
}
