package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.workspace.Source.Delivery;
import io.tributary.workspace.Source.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code sources/*.yaml}. */
final class SourceReader {
  private final Optional<Set<String>> namespaces;

  /**
   * A reader for one workspace.
   *
   * @param namespaces the namespaces that it has; empty if its settings could not be read, and then
   *     any is taken
   */
  SourceReader(Optional<Set<String>> namespaces) {
    this.namespaces = namespaces;
  }

  /** A source whose mappings still have to be held against those of the other sources. */
  record Draft(Source source, List<MappingReader.Draft> mappings) {
    /**
     * The source as it is in its workspace; required columns that it does not map are noted.
     *
     * @param mappedEntities what all sources together map
     */
    Source among(Set<String> mappedEntities) {
      return source.withEntities(mappings.stream().map(m -> m.among(mappedEntities)).toList());
    }
  }

  /**
   * Reads a mapping file. Where something in it is wrong, problems were noted, and what is returned
   * only serves to find more of them.
   *
   * @param name the file's name without the ending
   */
  Draft read(ConfigMap file, String name, String definedIn) {
    MappingTypes types = new MappingTypes();
    MappingReader mappings = new MappingReader(namespaces, types);
    file.require("source", "source: " + name, node -> sameAsFile(node, name));
    Optional<FilePattern> files =
        file.require("files", "files: " + name + "/dt={date}/*.csv", SourceReader::pattern);
    Optional<Format> format =
        file.require("format", "format: csv", node -> node.oneOf(Format.class));
    Source source =
        new Source(
            name,
            definedIn,
            files.orElse(null),
            format.orElse(Format.CSV),
            ReadOptionsReader.read(file.section("options"), format),
            file.read("delivery", node -> node.oneOf(Delivery.class)).orElse(Delivery.CHANGES),
            file.read("required", ConfigNode::bool).orElse(false),
            file.read("min_rows", node -> node.wholeNumber(0, Long.MAX_VALUE)).orElse(0L),
            file.read("checks", node -> node.list(types::dumpCondition)).orElse(List.of()),
            List.of());
    List<MappingReader.Draft> drafts = new ArrayList<>();
    file.require(
        "entities",
        "entities: [{entity: order, columns: {…}}]",
        node -> mappings(node, mappings, drafts));
    file.rejectOtherKeys();
    types.check();
    return new Draft(source, drafts);
  }

  /** Collects what could be read, even where one of the list is wrong. */
  private Optional<List<MappingReader.Draft>> mappings(
      ConfigNode node, MappingReader mappings, List<MappingReader.Draft> drafts) {
    Optional<List<MappingReader.Draft>> all =
        node.list(
            item -> {
              Optional<MappingReader.Draft> draft = mappings.read(item);
              draft.ifPresent(drafts::add);
              return draft;
            });
    all.filter(List::isEmpty).ifPresent(none -> node.wrong("is empty; map at least one entity"));
    return all;
  }

  private static Optional<String> sameAsFile(ConfigNode node, String name) {
    Optional<String> given = node.text();
    if (given.isPresent() && !given.get().equals(name)) {
      node.wrong(
          "`"
              + given.get()
              + "` is not the file's name; write `source: "
              + name
              + "`, or rename the file to "
              + given.get()
              + ".yaml");
    }
    return given;
  }

  private static Optional<FilePattern> pattern(ConfigNode node) {
    try {
      return node.text().map(FilePattern::of);
    } catch (IllegalArgumentException e) {
      node.wrong(e.getMessage());
      return Optional.empty();
    }
  }
}
