package io.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.max;

import io.tributary.ingest.LoadPlan.SourcePlan;
import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.lake.Lake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.EntityCatalog;
import io.tributary.workspace.Source;
import io.tributary.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where in its file a record of a clean table stands. Clean tables do not keep the row, so this
 * takes a second look at that one file, if it still lies in landing.
 */
public final class RecordPlace {
  private final Workspace workspace;
  private final Lake lake;
  private final VaultKey key;
  private final SparkSession mappings;

  /**
   * Looks into a workspace's landing folder.
   *
   * @param mappings a session to evaluate mappings in
   */
  public RecordPlace(Workspace workspace, Lake lake, VaultKey key, SparkSession mappings) {
    this.workspace = workspace;
    this.lake = lake;
    this.key = key;
    this.mappings = mappings;
  }

  /**
   * The record's number among the data records of its file, from 1; of several versions in the
   * file, that of the last. Empty if the file is not there any more, or was replaced.
   *
   * @param recordKey the key in the clean table; several columns with # between
   */
  public OptionalLong row(String sourceName, String file, String entity, String recordKey) {
    Optional<Source> source =
        workspace.sources().stream().filter(s -> s.name().equals(sourceName)).findFirst();
    LoadedFile loaded =
        new LoadedFiles(lake, mappings).read().get(new DumpFile.Id(file, sourceName));
    if (source.isEmpty()
        || loaded == null
        || !lake.files().exists(new Path(workspace.landing(), file))) {
      return OptionalLong.empty();
    }
    return row(source.get(), loaded.inspected(), entity, recordKey);
  }

  private OptionalLong row(Source source, InspectedFile file, String entity, String recordKey) {
    Dataset<Row> dump =
        DumpReader.read(
            mappings, workspace.landing(), source, List.of(file), true, source.usedColumns());
    Dataset<Row> applied =
        new StageDumps(
                source, key, workspace.settings().identity().namespaces(), Tombstones.of(lake))
            .apply(dump);
    StagedSource staged =
        new StagedSource(
            new SourcePlan(source, List.of(file), Set.of(), false), applied, null, List.of());
    CleanTable table = new CleanTable(EntityCatalog.standard().get(entity));
    Column itsKey =
        concat_ws("#", table.key().stream().map(k -> col("`" + k + "`")).toArray(Column[]::new));
    OptionalLong last = OptionalLong.empty();
    for (int mapping : staged.mappingsOf(entity)) {
      Row found =
          NewestVersions.keyed(staged.entityRows(mapping, table, false), table)
              .where(itsKey.equalTo(recordKey))
              .agg(max("_seq"))
              .head();
      if (!found.isNullAt(0)) {
        last = OptionalLong.of(Math.max(last.orElse(0), found.getLong(0)));
      }
    }
    return last;
  }
}
