package io.tributary.command;

import io.tributary.config.Suggestion;
import io.tributary.pipeline.Contract;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Entity;
import io.tributary.workspace.EntityCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code tables [NAME]}: the dictionary, from the contracts. It needs no lake and starts no Spark;
 * in a workspace, {@code customers} has the workspace's tags.
 */
@Command(
    name = "tables",
    description =
        "Shows what tables there are, or what a row and each column of one means (the data dictionary).",
    mixinStandardHelpOptions = true)
public final class TablesCommand implements Runnable {
  private static final String CLEAN = "clean_";

  @Mixin WorkspaceOption workspace;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "A table, such as customers or clean_order (default: all, a line each).")
  String name;

  @Override
  public void run() {
    lines().forEach(System.out::println);
  }

  List<String> lines() {
    return name == null ? overview() : table(name);
  }

  /** What one row of each table is. */
  static List<String> overview() {
    TextTable published = new TextTable("table", "label", "one row is");
    for (String table : Contracts.PUBLISHED) {
      Contract contract = Contracts.contract(table);
      published.add(List.of(table, contract.labelZh(), contract.row()));
    }
    TextTable clean = new TextTable("table", "label", "one row is");
    for (Entity entity : EntityCatalog.standard().entities()) {
      clean.add(List.of(CLEAN + entity.name(), entity.labelZh(), entity.meaning()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("Published tables, in the lake and in exports/<date>/tables:");
    lines.addAll(published.lines(TextTable.ANY_WIDTH));
    lines.add("");
    lines.add("Clean tables, in the lake, of what the workspace's sources map:");
    lines.addAll(clean.lines(TextTable.ANY_WIDTH));
    lines.add("");
    lines.add("`tributary tables NAME` says what the columns mean.");
    return lines;
  }

  private List<String> table(String table) {
    if (Contracts.PUBLISHED.contains(table)) {
      Contract contract = Contracts.contract(table);
      return published(isWorkspace() ? Contracts.contract(table, workspace.read()) : contract);
    }
    return EntityCatalog.standard().entities().stream()
        .filter(entity -> table.equals(CLEAN + entity.name()))
        .findFirst()
        .map(TablesCommand::clean)
        .orElseThrow(() -> unknown(table));
  }

  /** The current folder need not be a workspace; one that was named must be. */
  private boolean isWorkspace() {
    return !workspace.folder.equals(Path.of("."))
        || Files.exists(workspace.folder.resolve("tributary.yaml"));
  }

  private static UserMistake unknown(String table) {
    List<String> known =
        Stream.concat(
                Contracts.PUBLISHED.stream(),
                EntityCatalog.standard().names().stream().map(CLEAN::concat))
            .toList();
    return new UserMistake(
        "There is no table `%s`; %s".formatted(table, Suggestion.among(table, known)));
  }

  private static List<String> published(Contract contract) {
    TextTable columns = new TextTable("column", "type", "unit", "label", "meaning");
    for (Contract.Column column : contract.columns()) {
      String meaning = column.meaning() + (column.nullable() ? ". May be empty." : "");
      columns.add(List.of(column.name(), column.type(), column.unit(), column.labelZh(), meaning));
    }
    return dictionary(
        contract.table(), contract.labelZh(), contract.row(), contract.key(), columns);
  }

  private static List<String> clean(Entity entity) {
    TextTable columns = new TextTable("column", "type", "label", "meaning");
    for (Entity.Column column : entity.columns()) {
      String meaning = column.meaning() + (column.isProtected() ? ". Its keyed hash." : "");
      columns.add(List.of(column.name(), column.type(), column.labelZh(), meaning));
    }
    List<String> lines =
        new ArrayList<>(
            dictionary(
                CLEAN + entity.name(), entity.labelZh(), entity.meaning(), entity.key(), columns));
    lines.add("Every clean table also says where a row comes from: source, file, dump_date.");
    return lines;
  }

  private static List<String> dictionary(
      String table, String label, String row, List<String> key, TextTable columns) {
    List<String> lines = new ArrayList<>();
    lines.add(table + " " + label);
    lines.add("One row: " + row.strip());
    lines.add("Key: " + String.join(", ", key));
    lines.add("");
    lines.addAll(columns.lines(TextTable.ANY_WIDTH));
    return lines;
  }
}
