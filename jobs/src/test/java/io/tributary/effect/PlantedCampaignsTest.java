package io.tributary.effect;

import static io.tributary.workspace.Campaign.Window.CONVERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.effect.Finding.Role;
import io.tributary.effect.Reading.Status;
import io.tributary.generate.GenerateOptions;
import io.tributary.generate.ListedPeople;
import io.tributary.generate.ListedPeople.Listed;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The campaigns that the generator plants, from its people's plans alone: a night of as many
 * customers would cost a minute. Files and truth are those of the committed retailer: they are the
 * same at any size.
 */
class PlantedCampaignsTest {
  private static final Path RETAILER = Path.of("testdata", "omnichannel");
  private static final LocalDate LAST_NIGHT = GenerateOptions.DEFAULT_LAST_NIGHT;
  private static final int SETTLE_DAYS = 15;

  /** As many people as the demo has, and its seed. */
  private static final GenerateOptions DEMO = new GenerateOptions(1_000, 1, 7, "unused");

  private static final GenerateOptions MANY = new GenerateOptions(20_000, 1, 7, "unused");

  @Test
  void theDemoHasAFinishedAnImmatureAndABrokenOne() throws IOException {
    assertThat(primary(DEMO, "june_points").reading().status()).isEqualTo(Status.IMMATURE);
    assertThat(primary(DEMO, "may_reminder").reading().status()).isEqualTo(Status.WITHHELD);

    Finding finished = primary(DEMO, "summer_news");
    assertThat(finished.reading().status()).isEqualTo(Status.FINAL);
    assertThat(finished.contrast().low()).as("it worked").isPositive();
    assertCovers(finished, planted(people(DEMO, "summer_news")));
  }

  @Test
  void everyTasteIsMovedAsPlanted() throws IOException {
    List<Listed> people = people(MANY, "summer_news");
    Map<String, Finding> found = new TreeMap<>();
    for (Finding finding : findings(MANY, "summer_news")) {
      if (finding.dimension().equals(Cell.Dimension.PREFERENCE_CLUSTER.text())) {
        found.put(finding.level(), finding);
      }
    }

    assertThat(found.keySet()).isEqualTo(moved("summer_news").keySet());
    for (Finding finding : found.values()) {
      assertCovers(
          finding,
          planted(people.stream().filter(p -> p.cluster().equals(finding.level())).toList()));
    }
  }

  private static List<Listed> people(GenerateOptions options, String campaign) {
    return ListedPeople.of(options, campaign, campaign(campaign).windowDays().get(CONVERSION));
  }

  /** Of those treated, the share whom only the campaign made buy, as the truth expects it. */
  private static double planted(List<Listed> people) throws IOException {
    Map<String, Double> moved = moved("summer_news");
    return people.stream()
        .filter(p -> p.arm().equals("treatment"))
        .mapToDouble(p -> p.canBeMoved() ? moved.get(p.cluster()) : 0)
        .average()
        .orElseThrow();
  }

  /** By taste, the share of the treated customers who buy once more. */
  private static Map<String, Double> moved(String campaign) throws IOException {
    Map<String, Double> moved = new TreeMap<>();
    for (String line : Files.readAllLines(RETAILER.resolve("truth/campaigns.csv"))) {
      String[] cells = line.split(",");
      if (cells[0].equals(campaign)) {
        moved.put(cells[1], Double.valueOf(cells[2]));
      }
    }
    return moved;
  }

  private static Campaign campaign(String name) {
    return WorkspaceReader.read(RETAILER).campaigns().stream()
        .filter(campaign -> campaign.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Finding primary(GenerateOptions options, String campaign) {
    return findings(options, campaign).stream()
        .filter(finding -> finding.role() == Role.PRIMARY)
        .findFirst()
        .orElseThrow();
  }

  private static List<Finding> findings(GenerateOptions options, String name) {
    Campaign campaign = campaign(name);
    CampaignCounts counts = new CampaignCounts();
    Map<String, Long> assigned = new HashMap<>();
    for (Listed person : people(options, name)) {
      assigned.merge(person.arm(), 1L, Long::sum);
      long[] values = new long[Variable.values().length];
      values[Variable.CONVERTED.ordinal()] = person.hasBought() ? 1 : 0;
      counts.add(
          new Cell(
              name,
              CONVERSION.text(),
              person.arm(),
              state(campaign),
              "active",
              person.cluster(),
              "0-6"),
          values);
    }
    Map<Window, Reading> readings = new EnumMap<>(Window.class);
    for (Window window : Window.values()) {
      readings.put(window, Reading.of(campaign, window, assigned, counts, SETTLE_DAYS, LAST_NIGHT));
    }
    return Findings.of(campaign, counts, readings);
  }

  private static String state(Campaign campaign) {
    LocalDate endsOn =
        campaign.until().orElseThrow().plusDays(campaign.windowDays().get(CONVERSION));
    return endsOn.plusDays(SETTLE_DAYS).isAfter(LAST_NIGHT) ? Cell.OPEN : Cell.SETTLED;
  }

  private static void assertCovers(Finding finding, double truth) {
    assertThat(truth)
        .as("%s, %s", finding.campaign().name(), finding.level())
        .isBetween(finding.contrast().low(), finding.contrast().high());
  }
}
