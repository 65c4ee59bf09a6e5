package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ready tags, audiences and journeys, all together in a workspace as the generator writes it.
 */
class ReadyFilesTest {
  private static final Path GENERATED = Path.of("testdata", "omnichannel");

  @TempDir Path folder;

  private int copy(Path from, String to) throws IOException {
    Files.createDirectories(folder.resolve(to));
    List<Path> files;
    try (Stream<Path> list = Files.list(from)) {
      files = list.toList();
    }
    for (Path file : files) {
      Files.copy(file, folder.resolve(to).resolve(file.getFileName()));
    }
    return files.size();
  }

  @Test
  void allOfThemAreRight() throws IOException {
    Files.copy(GENERATED.resolve("tributary.yaml"), folder.resolve("tributary.yaml"));
    copy(GENERATED.resolve("sources"), "sources");
    copy(Path.of("schemas", "tags"), "tags");
    int audiences = copy(Path.of("schemas", "audiences"), "audiences");
    int journeys = copy(Path.of("schemas", "journeys"), "journeys");

    Workspace workspace = WorkspaceReader.read(folder);

    assertThat(workspace.journeys()).hasSize(journeys);
    assertThat(workspace.audiences().stream().filter(a -> a.step().isEmpty())).hasSize(audiences);
    Journey newMember =
        workspace.journeys().stream()
            .filter(j -> j.name().equals("new_member"))
            .findFirst()
            .orElseThrow();
    assertThat(newMember.steps().stream().map(s -> s.day().orElseThrow()))
        .containsExactly(0, 1, 3, 5, 7, 10, 17, 20, 30, 45);
    assertThat(exit(workspace, "second_order").where())
        .as("no coupon for an order that was returned as a whole")
        .contains("purchases = 0");
    assertThat(
            workspace.audiences().stream()
                .filter(a -> a.name().equals("campaign_gift"))
                .flatMap(a -> a.behaviours().stream())
                .map(b -> b.where().orElseThrow()))
        .as("once per person, and not beside a gift of their own")
        .containsExactly(
            "campaign in ('campaign_gift', 'birthday', 'birthday-coming', 'birthday-day',"
                + " 'anniversary', 'anniversary-day')");
    assertThat(workspace.audiences())
        .extracting(Audience::name)
        .contains("birthday-coming", "birthday-day", "anniversary-day");
  }

  private static Journey.Exit exit(Workspace workspace, String journey) {
    return workspace.journeys().stream()
        .filter(j -> j.name().equals(journey))
        .findFirst()
        .orElseThrow()
        .exit();
  }

  @Test
  void theReadyAudiencesFitTheGeneratedRetailer() {
    Workspace workspace = WorkspaceReader.read(GENERATED);
    assertThat(workspace.audiences()).filteredOn(a -> a.step().isEmpty()).hasSize(5);
    assertThat(workspace.journeys()).hasSize(3);
    assertThat(workspace.warnings()).isEmpty();
  }
}
