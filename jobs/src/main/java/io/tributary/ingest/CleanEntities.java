package io.tributary.ingest;

import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.ingest.TableChanges.FullDumps;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.StagedChanges;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Entity;
import io.tributary.workspace.EntityCatalog;
import io.tributary.workspace.Source;
import io.tributary.workspace.Workspace;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Writes what the staged dumps bring into the vault, the clean tables and {@code rejects}. Every
 * step may be repeated: a night that was killed in between is done again and finds its own rows in
 * place.
 */
final class CleanEntities {
  private static final String ORDER = "order";
  private static final String ORDER_LINE = "order_line";

  private final Run run;
  private final Lake lake;
  private final LoadPlan plan;
  private final Map<String, StagedSource> staged;
  private final Map<DumpFile.Id, LoadedFile> loaded;
  private final boolean smallLake;

  CleanEntities(
      Run run,
      LoadPlan plan,
      Map<String, StagedSource> staged,
      Map<DumpFile.Id, LoadedFile> loaded) {
    this.run = run;
    this.lake = run.lake();
    this.plan = plan;
    this.staged = staged;
    this.loaded = loaded;
    this.smallLake = Sessions.isSmall(LoadedFiles.bytes(loaded));
  }

  /** Whether the workspace has no source of orders, so that they are summed up from lines. */
  static boolean ordersAreDerived(List<Source> sources) {
    return !mapped(sources).contains(ORDER) && mapped(sources).contains(ORDER_LINE);
  }

  /**
   * {@code order}, if the workspace has begun or ceased to map orders since the lake was written.
   */
  static Set<String> switchedOrders(Workspace workspace, Lake lake) {
    String now = ordersAreDerived(workspace.sources()) ? "derived" : "mapped";
    return LakeState.of(lake).orders().filter(before -> !before.equals(now)).isPresent()
        ? Set.of(ORDER)
        : Set.of();
  }

  /** Entities with a clean table that no source feeds any more. */
  static Set<String> unmapped(Workspace workspace, Lake lake) {
    Set<String> entities = new TreeSet<>(EntityCatalog.standard().names());
    entities.removeAll(mapped(workspace.sources()));
    entities.removeIf(entity -> !lake.has(CleanTable.name(entity)));
    if (ordersAreDerived(workspace.sources())) {
      entities.remove(ORDER);
    }
    return entities;
  }

  private static Set<String> mapped(List<Source> sources) {
    Set<String> entities = new TreeSet<>();
    sources.forEach(s -> s.entities().forEach(m -> entities.add(m.entity().name())));
    return entities;
  }

  /**
   * Writes everything.
   *
   * @return rows added, replaced or deleted, by table
   */
  Map<String, Long> write() {
    Vault.add(lake, staged.values());
    boolean derived = ordersAreDerived(run.workspace().sources());
    Set<String> entities = new TreeSet<>(plan.rebuilt());
    staged
        .values()
        .forEach(s -> s.plan().source().entities().forEach(m -> entities.add(m.entity().name())));
    List<Callable<Map.Entry<String, Long>>> tasks = new ArrayList<>();
    for (String entity : entities) {
      if (!(derived && entity.equals(ORDER))) {
        CleanTable table = new CleanTable(EntityCatalog.standard().get(entity));
        tasks.add(() -> Map.entry(table.name(), write(table)));
      }
    }
    tasks.add(() -> Map.entry(RejectedRows.TABLE, writeRejects()));
    Map<String, Long> changed = new TreeMap<>();
    Parallel.all(run.spark(), tasks).forEach(e -> changed.put(e.getKey(), e.getValue()));
    if (derived) {
      CleanTable orders = new CleanTable(EntityCatalog.standard().get(ORDER));
      changed.put(orders.name(), deriveOrders(orders));
    }
    LakeState.of(lake).setOrders(derived ? "derived" : "mapped");
    return changed;
  }

  private long write(CleanTable table) {
    Entity entity = table.entity();
    TableSpec spec = table.spec();
    boolean complete = plan.rebuilt().contains(entity.name());
    Dataset<Row> rows = null;
    Dataset<Row> present = null;
    long records = 0;
    for (StagedSource source : staged.values()) {
      for (int mapping : source.mappingsOf(entity.name())) {
        boolean isFull = source.plan().source().delivery() == Source.Delivery.FULL;
        long ofMapping = source.counts().ofMapping().get(mapping);
        if (ofMapping == 0 && !isFull && lake.has(table.name())) {
          continue;
        }
        records += ofMapping;
        Dataset<Row> versions = source.entityRows(mapping, table, !complete);
        rows = rows == null ? versions : rows.unionByName(versions);
        if (isFull) {
          Dataset<Row> keys = source.present(mapping, table, !complete);
          present = present == null ? keys : present.unionByName(keys);
        }
      }
    }
    if (rows == null && !complete) {
      return 0;
    }
    if (rows == null) {
      // Rebuilt, and no dump is left that has any of it.
      return replace(spec, lake.empty(spec), lake.readOrEmpty(spec));
    }
    Map<String, FullDumps> full = plan.fullDumps(run.workspace().sources(), entity.name(), loaded);
    TableChanges changes = new TableChanges(table, full, complete, smallLake, records);
    Dataset<Row> newest =
        NewestVersions.of(
            rows,
            table,
            Sessions.isSmall(plan.bytes()),
            groups -> lake.keep("doubtful/" + table.name(), groups));
    if (!lake.has(table.name())) {
      lake.append(spec, changes.between(newest, present, null));
      return lake.read(table.name()).count();
    }
    lake.ensure(spec);
    Dataset<Row> current = lake.read(table.name()).select(spec.select());
    return apply(spec, changes.between(newest, present, current));
  }

  private long deriveOrders(CleanTable orders) {
    CleanTable lines = new CleanTable(EntityCatalog.standard().get(ORDER_LINE));
    if (!lake.has(lines.name())) {
      return 0;
    }
    TableSpec spec = orders.spec();
    Dataset<Row> allLines = lake.read(lines.name());
    if (!lake.has(orders.name())) {
      lake.append(spec, DerivedOrders.of(allLines, orders));
      return lake.read(orders.name()).count();
    }
    lake.ensure(spec);
    Dataset<Row> current = lake.read(orders.name()).select(spec.select());
    if (plan.rebuilt().contains(ORDER) || linesMayGo()) {
      return replace(spec, DerivedOrders.of(allLines, orders), current);
    }
    // Not what changed in the lines tonight, but what differs from them: a night that was killed
    // between the two
    // tables is made good as well.
    Dataset<Row> touched = null;
    for (StagedSource source : staged.values()) {
      for (int mapping : source.mappingsOf(ORDER_LINE)) {
        Dataset<Row> ids = source.entityRows(mapping, lines, false).select("order_id");
        touched = touched == null ? ids : touched.unionByName(ids);
      }
    }
    if (touched == null) {
      return 0;
    }
    Dataset<Row> ids = touched.distinct();
    Dataset<Row> desired =
        DerivedOrders.of(allLines.join(ids, new String[] {"order_id"}, "left_semi"), orders);
    return replace(spec, desired, current.join(ids, new String[] {"order_id"}, "left_semi"));
  }

  /** Whether tonight takes lines away whose orders no dump of tonight names. */
  private boolean linesMayGo() {
    return plan.rebuilt().contains(ORDER_LINE)
        || staged.values().stream()
            .filter(source -> source.plan().source().delivery() == Source.Delivery.FULL)
            .anyMatch(source -> !source.mappingsOf(ORDER_LINE).isEmpty());
  }

  private long writeRejects() {
    TableSpec spec =
        Contracts.table(RejectedRows.TABLE)
            .withInternal(RejectedRows.INTERNAL, List.of(RejectedRows.KEY));
    lake.ensure(spec);
    boolean anyAgain =
        staged.values().stream().anyMatch(source -> source.plan().reload())
            || !plan.takenOver().isEmpty()
            || loaded.values().stream().anyMatch(LoadedFile::isRetractionPending);
    if (!anyAgain && staged.values().stream().allMatch(s -> s.counts().allRejected() == 0)) {
      return 0;
    }
    Dataset<Row> files = nights();
    Dataset<Row> found = lake.empty(spec);
    for (StagedSource source : staged.values()) {
      if (source.counts().allRejected() > 0) {
        found = found.unionByName(RejectedRows.of(source, files).select(spec.select()));
      }
    }
    Dataset<Row> current =
        lake.read(spec.name())
            .select(spec.select())
            .join(files, new String[] {"source", "file"}, "left_semi")
            .select(spec.select());
    return replace(spec, found, current);
  }

  /** Tonight's files and those that are taken back, with the night that took each in. */
  private Dataset<Row> nights() {
    Map<DumpFile.Id, LocalDate> nights = new TreeMap<>();
    loaded.values().stream()
        .filter(f -> f.isRetractionPending() || plan.takenOver().contains(f))
        .forEach(f -> nights.put(f.file().id(), f.night()));
    for (StagedSource source : staged.values()) {
      for (InspectedFile file : source.plan().files()) {
        boolean isFresh = source.plan().fresh().contains(file.file().path());
        DumpFile.Id id = file.file().id();
        nights.put(id, isFresh ? run.date() : loaded.get(id).night());
      }
    }
    List<Row> rows = new ArrayList<>();
    nights.forEach(
        (id, night) -> rows.add(RowFactory.create(id.source(), id.path(), Date.valueOf(night))));
    return run.spark()
        .createDataFrame(rows, StructType.fromDDL("source string, file string, as_of date"));
  }

  /** Makes the rows of a part of a table what they should be. */
  private long replace(TableSpec spec, Dataset<Row> desired, Dataset<Row> current) {
    return apply(spec, Lake.difference(spec, desired, current));
  }

  private long apply(TableSpec spec, Dataset<Row> changes) {
    StagedChanges staged = StagedChanges.write(lake, spec, changes);
    staged.apply(lake, run.lock());
    return staged.count();
  }
}
