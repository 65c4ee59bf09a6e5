package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.TestSpark;
import io.tributary.customer.BuildCustomers;
import io.tributary.insight.TableRows;
import io.tributary.lake.TableSpec;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few customers through two nights, and what their reports say. */
class ReportNightTest {
  private static final Job[] JOBS = {new BuildLedger(), new BuildCustomers(), new BuildReport()};

  @TempDir Path folder;

  @Test
  void aNightIsDrawnOnceAndComparedWithTheLastOne() throws IOException {
    Retail retail = Retail.in(folder);
    order(retail, "o1", "ann", "2025-06-20");
    order(retail, "o2", "bob", "2025-03-01");
    order(retail, "o3", "bob", "2025-05-20");
    order(retail, "o4", "cat", "2024-05-01");
    campaign(retail, "spring", "withheld");
    campaign(retail, "summer", "final");
    answers(retail);
    retail.night("2025-06-29", JOBS);

    assertThat(measure("2025-06-29", "buyers").path("now").asLong()).isEqualTo(3);
    assertThat(measure("2025-06-29", "buyers").path("night").isNull()).isTrue();
    assertThat(standings("2025-06-29"))
        .contains(
            "2025-06-29 lifecycle new 1",
            "2025-06-29 lifecycle active 1",
            "2025-06-29 lifecycle dormant 1")
        .containsAll(tonight(retail));

    assertThat(measure("2025-06-29", "campaigns_told").path("now").asInt()).isEqualTo(1);
    assertThat(measure("2025-06-29", "campaign_status.withheld").path("now").asInt()).isEqualTo(1);
    assertThat(view("2025-06-29", "campaign_effects", "campaign", "final_on", "dimension"))
        .as("groups without a number, only of what may be told")
        .containsExactly(
            "[spring, 2025-06-14, all]",
            "[summer, 2025-06-14, all]",
            "[summer, 2025-06-14, lifecycle_group]");
    assertThat(
            view(
                "2025-06-29",
                "channel_answers",
                "touches",
                "response_share",
                "response_low",
                "response_high"))
        .as("one person answered two of four messages, another none of two")
        .containsExactly("[6, 0.333333, 0.0, 0.768881]");

    order(retail, "o5", "dan", "2025-06-30");
    retail.night("2025-06-30", JOBS);
    byte[] drawn = Files.readAllBytes(page("2025-06-30"));
    assertThat(measure("2025-06-30", "buyers").path("now").asLong()).isEqualTo(4);
    assertThat(measure("2025-06-30", "buyers").path("night").asLong()).isEqualTo(3);

    Map<String, Long> versions = retail.versions();
    retail.night("2025-06-30", JOBS);
    assertThat(Files.readAllBytes(page("2025-06-30"))).isEqualTo(drawn);
    assertThat(retail.versions()).isEqualTo(versions);
  }

  /** A campaign without a number: its arms are not of the sizes that were drawn, or all alike. */
  private static void campaign(Retail retail, String name, String status) {
    TableSpec spec = Contracts.table("campaign_effect");
    TableRows rows = new TableRows(spec, LocalDate.parse("2025-06-29"));
    for (String dimension : List.of("all", "lifecycle_group")) {
      rows.next()
          .set("campaign", name)
          .set("arm", "treatment")
          .set("against", "control")
          .set("window", "conversion")
          .set("metric", "conversion")
          .set("variant", "plain")
          .set("role", dimension.equals("all") ? "primary" : "subgroup")
          .set("dimension", dimension)
          .set("level", "all")
          .set("status", status)
          .set("final_on", Date.valueOf("2025-06-14"))
          .set("people", 600L)
          .set("people_against", 400L)
          .set("planned_share", 0.5)
          .add();
    }
    retail.lake().append(spec, rows.dataset(TestSpark.session()));
  }

  private static void answers(Retail retail) {
    TableSpec spec = Contracts.table("channel_response");
    TableRows rows = new TableRows(spec, LocalDate.parse("2025-06-29"));
    for (long touches : List.of(4L, 2L)) {
      rows.next()
          .set("one_id", "p" + touches)
          .set("channel", "sms")
          .set("touches", touches)
          .set("responses", touches - 2)
          .set("conversions", 0L)
          .set("response_rate", 0.3)
          .set("conversion_rate", 0.1)
          .add();
    }
    retail.lake().append(spec, rows.dataset(TestSpark.session()));
  }

  private static void order(Retail retail, String id, String who, String date) {
    retail
        .order(id, who, date, "100")
        .line(id, "1", "shoe", 1, "100")
        .identifier("phone", who, who, date);
  }

  /** What {@code customers} says that the last week of the trend must say, too. */
  private static List<String> tonight(Retail retail) {
    List<String> standings = new ArrayList<>();
    retail
        .lake()
        .read("customers")
        .where("purchases > 0")
        .groupBy("as_of", "stage")
        .count()
        .collectAsList()
        .forEach(
            row -> standings.add("%s stage %s %s".formatted(row.get(0), row.get(1), row.get(2))));
    return standings;
  }

  private Path page(String date) {
    return folder.resolve("exports/" + date + "/report/index.html");
  }

  private JsonNode model(String date) throws IOException {
    String page = Files.readString(page(date));
    String from = "id=\"model\">";
    int start = page.indexOf(from) + from.length();
    return new ObjectMapper().readTree(page.substring(start, page.indexOf("</script>", start)));
  }

  /** Some columns of a view, row by row. */
  private List<String> view(String date, String name, String... columns) throws IOException {
    JsonNode view = model(date).path("views").path(name);
    List<String> names = new ArrayList<>();
    view.path("columns").forEach(column -> names.add(column.asText()));
    List<String> rows = new ArrayList<>();
    for (JsonNode row : view.path("rows")) {
      rows.add(
          Arrays.stream(columns).map(c -> row.get(names.indexOf(c)).asText()).toList().toString());
    }
    return rows;
  }

  private JsonNode measure(String date, String key) throws IOException {
    for (JsonNode measure : model(date).path("measures")) {
      if (measure.path("key").asText().equals(key)) {
        return measure;
      }
    }
    throw new AssertionError("no measure " + key);
  }

  private List<String> standings(String date) throws IOException {
    List<String> standings = new ArrayList<>();
    for (JsonNode row : model(date).at("/views/standings/rows")) {
      standings.add(
          "%s %s %s %s"
              .formatted(
                  row.get(0).asText(),
                  row.get(1).asText(),
                  row.get(2).asText(),
                  row.get(3).asLong()));
    }
    return standings;
  }
}
