package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetractDumpTest {
  @TempDir Path folder;

  @Test
  void aFileIsNamedByItsPathFromHereFromTheWorkspaceOrBelowLanding() {
    Workspace workspace =
        WorkspaceFixture.in(folder)
            .source(
                """
                source: shop
                files: shop/{date}.csv
                format: csv
                entities: [{entity: store, columns: {store_id: id}}]
                """)
            .read();
    String full = folder.resolve("landing/shop/x.csv").toString();
    String fromHere = Path.of("").toAbsolutePath().relativize(Path.of(full)).toString();

    assertThat(RetractDump.belowLanding(workspace, full)).startsWith("shop/x.csv");
    assertThat(RetractDump.belowLanding(workspace, fromHere)).startsWith("shop/x.csv");
    assertThat(RetractDump.belowLanding(workspace, "landing/shop/x.csv")).startsWith("shop/x.csv");
    assertThat(RetractDump.belowLanding(workspace, "shop/x.csv")).containsExactly("shop/x.csv");
  }
}
