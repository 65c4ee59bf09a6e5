package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.LoadPlan.Known;
import io.tributary.ingest.LoadPlan.SourceFiles;
import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.workspace.EntityCatalog;
import io.tributary.workspace.FilePattern;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.Delivery;
import io.tributary.workspace.Source.EntityMapping;
import io.tributary.workspace.Source.Format;
import io.tributary.workspace.Source.ReadOptions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which files a night reads, from what landing lists and what the ledger says. */
class LoadPlanTest {
  private static final LocalDate NIGHT = LocalDate.of(2025, 6, 1);
  private static final String PATH = "shop/2025-06-01.csv";

  private final List<DumpFile> inspected = new ArrayList<>();

  @Test
  void aFileThatTwoSourcesReadIsLoadedByEach() {
    LoadPlan second = plan(false, "a", List.of("orders", "lines"), "orders");
    assertThat(second.sources().keySet()).containsExactly("lines");
    assertThat(second.sources().get("lines").fresh()).containsExactly(PATH);
    assertThat(second.reasons()).isEmpty();

    LoadPlan third = plan(false, "a", List.of("orders", "lines"), "orders", "lines");
    assertThat(third.isEmpty()).isTrue();
    assertThat(third.takenOver()).isEmpty();
  }

  @Test
  void theFilesOfASourceThatWasRenamedAreBuiltAnew() {
    LoadPlan plan = plan(false, "a", List.of("orders"), "shop");
    assertThat(plan.reasons())
        .containsExactly("orders: it reads a file that was loaded by shop: " + PATH);
    assertThat(plan.rebuilt()).containsExactly("store");
    assertThat(plan.takenOver()).extracting(f -> f.file().source()).containsExactly("shop");
  }

  @Test
  void onlyWhenAllIsBuiltAnewAreBytesComparedThoughSizeAndTimeAreTheSame() {
    assertThat(plan(false, "b", List.of("orders"), "orders").isEmpty()).isTrue();
    assertThat(inspected).isEmpty();

    LoadPlan full = plan(true, "b", List.of("orders"), "orders");
    assertThat(full.sources().get("orders").fresh()).containsExactly(PATH);
    assertThat(full.sources().get("orders").files())
        .extracting(InspectedFile::checksum)
        .containsExactly("b");
    LoadPlan same = plan(true, "a", List.of("orders"), "orders");
    assertThat(same.sources().get("orders").fresh()).isEmpty();
    assertThat(same.sources().get("orders").files()).hasSize(1);
    assertThat(same.unchanged()).isEmpty();
  }

  /** One file in landing, whose bytes have a checksum; some sources loaded it when it was "a". */
  private LoadPlan plan(boolean full, String checksum, List<String> sources, String... loadedBy) {
    Map<String, List<DumpFile>> landing = new TreeMap<>();
    Map<String, String> fingerprints = new TreeMap<>();
    for (String source : sources) {
      landing.put(source, List.of(file(source)));
      fingerprints.put(source, "settings");
    }
    Map<DumpFile.Id, LoadedFile> loaded = new TreeMap<>();
    for (String source : Arrays.asList(loadedBy)) {
      loaded.put(
          file(source).id(),
          new LoadedFile(look(file(source), "a"), 1, 0, "settings", NIGHT, false));
    }
    Known known =
        new Known(
            sources.stream().map(LoadPlanTest::source).toList(),
            landing,
            loaded,
            fingerprints,
            Set.of(),
            full);
    return LoadPlan.make(known, files -> look(files, checksum));
  }

  private List<InspectedFile> look(SourceFiles files, String checksum) {
    inspected.addAll(files.files());
    return files.files().stream().map(file -> look(file, checksum)).toList();
  }

  private static InspectedFile look(DumpFile file, String checksum) {
    return new InspectedFile(file, checksum, List.of("id"), false, "");
  }

  private static DumpFile file(String source) {
    return new DumpFile(source, PATH, NIGHT, 10, 1);
  }

  private static Source source(String name) {
    EntityMapping stores =
        new EntityMapping(
            EntityCatalog.standard().get("store"),
            Optional.empty(),
            Map.of("store_id", "id"),
            Map.of());
    return new Source(
        name,
        "sources/" + name + ".yaml",
        FilePattern.of("shop/{date}.csv"),
        Format.CSV,
        new ReadOptions(true, "UTF-8", ',', '"', Optional.empty()),
        Delivery.CHANGES,
        false,
        0,
        List.of(),
        List.of(stores));
  }
}
