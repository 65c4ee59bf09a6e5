package io.tributary.pipeline;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import io.tributary.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The contracts of the published tables, {@code schemas/tables/<table>.yaml}: what a row is, and
 * each column's type, unit and meaning. What a job writes is cut to its contract; exports and the
 * dictionary are made from it.
 */
public final class Contracts {
  /** The published tables of this version, in the order of the data dictionary. */
  public static final List<String> PUBLISHED =
      List.of(
          "customers",
          "orders",
          "identity_summary",
          "identity_conflicts",
          "one_id_history",
          "rfm_cuts",
          "group_transitions",
          "preference_clusters",
          "preference_by_group",
          "preference_cards",
          "tag_history",
          "rejects",
          "runs");

  private static final Map<String, TableSpec> TABLES = load();

  private Contracts() {}

  /** The contract of a published table. */
  public static TableSpec table(String name) {
    TableSpec spec = TABLES.get(name);
    if (spec == null) {
      throw new IllegalArgumentException("No contract for table " + name + " in schemas/tables");
    }
    return spec;
  }

  /** The contract of a published table in a workspace: {@code customers} has a column per tag. */
  public static TableSpec table(String name, Workspace workspace) {
    TableSpec spec = table(name);
    if (!name.equals("customers")) {
      return spec;
    }
    List<ColumnSpec> columns = new ArrayList<>();
    workspace
        .tags()
        .forEach(tag -> columns.add(new ColumnSpec(tag.name(), tag.type(), true, tag.meaning())));
    return spec.withInternal(columns, spec.key());
  }

  private static Map<String, TableSpec> load() {
    Map<String, TableSpec> tables = new LinkedHashMap<>();
    PUBLISHED.forEach(name -> tables.put(name, read(name)));
    return tables;
  }

  private static TableSpec read(String name) {
    String resource = "/schemas/tables/" + name + ".yaml";
    try (InputStream in = Contracts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + resource);
      }
      Map<String, Object> contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      List<String> key = ((List<?>) contract.get("key")).stream().map(String::valueOf).toList();
      List<ColumnSpec> columns = new ArrayList<>();
      for (Map.Entry<?, ?> column : ((Map<?, ?>) contract.get("columns")).entrySet()) {
        Map<?, ?> properties = (Map<?, ?>) column.getValue();
        columns.add(
            new ColumnSpec(
                String.valueOf(column.getKey()),
                String.valueOf(properties.get("type")),
                Boolean.TRUE.equals(properties.get("nullable")),
                String.valueOf(properties.get("meaning"))));
      }
      return new TableSpec(name, String.valueOf(contract.get("row")), key, columns, false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
