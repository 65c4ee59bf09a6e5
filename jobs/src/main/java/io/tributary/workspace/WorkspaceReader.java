package io.tributary.workspace;

import io.tributary.config.ConfigFile;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Problems;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a workspace folder: everything that is wrong in any of its files is reported together. */
public final class WorkspaceReader {
  private static final String SETTINGS = "tributary.yaml";

  private final Path folder;
  private final Problems problems = new Problems();
  private final List<String> warnings = new ArrayList<>();

  private WorkspaceReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads and checks a workspace. Nothing but its YAML files is looked at.
   *
   * @throws UserMistake with all problems of all files
   */
  public static Workspace read(Path folder) {
    return new WorkspaceReader(folder).read();
  }

  private Workspace read() {
    if (!Files.isDirectory(folder)) {
      throw new UserMistake(
          folder + ": is not a folder; name a workspace, the folder that holds " + SETTINGS);
    }
    Optional<Settings> settings =
        isThere(SETTINGS)
            ? ConfigFile.read(folder.resolve(SETTINGS), SETTINGS, problems)
                .map(SettingsReader::read)
            : Optional.empty();
    List<Source> sources = sources(settings);
    int before = problems.count();
    List<Tag> tags = tags(settings);
    CustomerExpressions expressions = expressions(tags, problems.count() == before);
    AudienceReader reader = audienceReader(settings, expressions);
    List<AudienceDraft> drafts = new ArrayList<>(audiences(reader));
    List<JourneyReader.Draft> journeys = journeys(new JourneyReader(reader, expressions));
    journeys.forEach(journey -> drafts.addAll(journey.audiences()));
    Experiments.check(drafts);
    List<Audience> audiences = Exclusions.inOrder(drafts);
    List<Campaign> campaigns = campaigns(settings, audiences);
    problems.throwIfAny();
    settings.ifPresent(this::warnOfAddressesAsTheyStand);
    settings.ifPresent(s -> warnOfUselessMappings(s, sources));
    return new Workspace(
        folder,
        settings.orElseThrow(),
        sources,
        tags,
        audiences,
        journeys.stream().map(JourneyReader.Draft::journey).toList(),
        campaigns,
        List.copyOf(warnings));
  }

  private boolean isThere(String name) {
    if (Files.exists(folder.resolve(name))) {
      return true;
    }
    problems.add(
        name,
        "is missing in "
            + folder
            + "; a workspace needs this file, with at least `brand: <the retailer's name>`");
    return false;
  }

  private List<Source> sources(Optional<Settings> settings) {
    // Where no namespace could be read, that was reported; any name is taken then.
    Optional<Set<String>> namespaces =
        settings.map(s -> s.identity().namespaces().keySet()).filter(names -> !names.isEmpty());
    SourceReader reader = new SourceReader(namespaces);
    List<SourceReader.Draft> drafts = new ArrayList<>();
    int before = problems.count();
    for (Path file : sourceFiles()) {
      String definedIn = "sources/" + file.getFileName();
      String name = nameOf(file);
      ConfigFile.read(file, definedIn, problems)
          .ifPresent(map -> drafts.add(reader.read(map, name, definedIn)));
    }
    boolean allRead = problems.count() == before;
    Set<String> mapped =
        allRead
            ? drafts.stream()
                .flatMap(draft -> draft.mappings().stream())
                .map(draft -> draft.mapping().entity().name())
                .collect(Collectors.toSet())
            // What could not be read may map any entity: nothing is said to be missing because of
            // it.
            : Set.copyOf(EntityCatalog.standard().names());
    return drafts.stream().map(draft -> draft.among(mapped)).toList();
  }

  private List<Tag> tags(Optional<Settings> settings) {
    TagReader reader =
        new TagReader(
            folder,
            settings.map(s -> s.identity().namespaces().keySet()).orElse(Set.of()),
            Set.copyOf(names("tags")));
    List<Tag> tags = new ArrayList<>();
    int before = problems.count();
    for (Path file : optionalFiles("tags")) {
      String definedIn = "tags/" + file.getFileName();
      String name = nameOf(file);
      ConfigFile.read(file, definedIn, problems)
          .flatMap(map -> reader.read(map, name, definedIn))
          .ifPresent(tags::add);
    }
    return problems.count() == before ? TagTypes.of(tags, problems) : tags;
  }

  private CustomerExpressions expressions(List<Tag> tags, boolean areSound) {
    List<String> columns = new ArrayList<>(Contracts.table("customers").columnNames());
    // A tag that could not be read was reported, and is no unknown column.
    columns.addAll(names("tags"));
    return new CustomerExpressions(
        columns, areSound ? Optional.of(TagTypes.customers(tags)) : Optional.empty());
  }

  private AudienceReader audienceReader(
      Optional<Settings> settings, CustomerExpressions expressions) {
    return new AudienceReader(
        expressions,
        new TreeSet<>(names("audiences")),
        settings.map(s -> s.identity().namespaces().values()).orElse(List.of()));
  }

  private List<AudienceDraft> audiences(AudienceReader reader) {
    List<AudienceDraft> audiences = new ArrayList<>();
    for (Path file : optionalFiles("audiences")) {
      String definedIn = "audiences/" + file.getFileName();
      ConfigFile.read(file, definedIn, problems)
          .flatMap(map -> reader.read(map, nameOf(file), definedIn))
          .ifPresent(audiences::add);
    }
    return audiences;
  }

  private List<JourneyReader.Draft> journeys(JourneyReader reader) {
    List<String> taken = names("audiences");
    List<JourneyReader.Draft> journeys = new ArrayList<>();
    for (Path file : optionalFiles("journeys")) {
      String definedIn = "journeys/" + file.getFileName();
      ConfigFile.read(file, definedIn, problems)
          .flatMap(map -> reader.read(map, nameOf(file), definedIn, taken))
          .ifPresent(journeys::add);
    }
    return journeys;
  }

  private List<Campaign> campaigns(Optional<Settings> settings, List<Audience> audiences) {
    CampaignReader reader =
        new CampaignReader(
            folder,
            settings.map(s -> s.identity().namespaces().keySet()).orElse(Set.of()),
            audiences);
    List<Campaign> campaigns = new ArrayList<>();
    for (Path file : optionalFiles("campaigns")) {
      String definedIn = "campaigns/" + file.getFileName();
      ConfigFile.read(file, definedIn, problems)
          .flatMap(map -> reader.read(map, nameOf(file), definedIn))
          .ifPresent(campaigns::add);
    }
    return campaigns;
  }

  private List<Path> optionalFiles(String name) {
    return Files.isDirectory(folder.resolve(name)) ? yamlFiles(name) : List.of();
  }

  /** The names of the files of a folder, if it is there. */
  private List<String> names(String directory) {
    return Files.isDirectory(folder.resolve(directory))
        ? list(folder.resolve(directory)).stream()
            .filter(file -> hasEnding(file, ".yaml"))
            .map(WorkspaceReader::nameOf)
            .toList()
        : List.of();
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.yaml$", "");
  }

  private List<Path> sourceFiles() {
    Path sources = folder.resolve("sources");
    if (!Files.isDirectory(sources)) {
      problems.add(
          "sources",
          "there is no such folder in "
              + folder
              + "; make it, with one <source>.yaml per kind of dump");
      return List.of();
    }
    List<Path> files = yamlFiles("sources");
    Map<String, Path> names = new HashMap<>();
    for (Path file : files) {
      Path other = names.putIfAbsent(file.getFileName().toString().toLowerCase(Locale.ROOT), file);
      if (other != null) {
        problems.add(
            "sources/" + file.getFileName(),
            "has the same name as " + other.getFileName() + ", capitals aside; rename one of them");
      }
    }
    if (files.isEmpty()) {
      problems.add("sources", "holds no .yaml file; write one per kind of dump");
    }
    return files;
  }

  /** The YAML files of a folder; those whose ending is not quite right are noted. */
  private List<Path> yamlFiles(String name) {
    List<Path> visible = list(folder.resolve(name));
    for (Path file : visible) {
      if (hasEnding(file, ".yml")) {
        String written = file.getFileName().toString();
        problems.add(
            name + "/" + written, "is not read; rename it to " + written.replace(".yml", ".yaml"));
      }
    }
    return visible.stream().filter(file -> hasEnding(file, ".yaml")).toList();
  }

  private List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      problems.add(
          folder.relativize(directory).toString(),
          "cannot be listed (" + e + "); make it a readable folder");
      return List.of();
    }
  }

  private static boolean hasEnding(Path file, String ending) {
    return file.getFileName().toString().endsWith(ending);
  }

  private void warnOfAddressesAsTheyStand(Settings settings) {
    for (String name : List.of("phone", "email")) {
      Namespace namespace = settings.identity().namespaces().get(name);
      if (namespace != null && namespace.normalise() == Normalise.TRIM) {
        warnings.add(
            "tributary.yaml: values of namespace `%1$s` are compared as they stand, so that masked ones identify people and one value in two spellings is two; add `normalise: %1$s`"
                .formatted(name));
      }
    }
  }

  private void warnOfUselessMappings(Settings settings, List<Source> sources) {
    for (Source source : sources) {
      for (Source.EntityMapping mapping : source.entities()) {
        for (Entity.Column column : mapping.entity().columns()) {
          column
              .namespace()
              .filter(namespace -> mapping.columns().containsKey(column.name()))
              .filter(namespace -> !settings.identity().namespaces().containsKey(namespace))
              .ifPresent(
                  namespace ->
                      warnings.add(
                          source.definedIn()
                              + ": `"
                              + column.name()
                              + "` identifies nobody, because tributary.yaml has no namespace `"
                              + namespace
                              + "`; add it under identity.namespaces"));
        }
      }
    }
  }
}
