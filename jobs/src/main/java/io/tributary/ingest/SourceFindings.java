package io.tributary.ingest;

import io.tributary.ingest.LoadPlan.Known;
import io.tributary.ingest.LoadPlan.SourceFiles;
import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.Delivery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How the files of one source stand against the ledger. A file counts as the one that was loaded
 * where size and time of change are the same; where only the time differs, and whenever everything
 * is built anew, its bytes decide.
 *
 * @param fresh files that are not loaded, or were loaded with other bytes
 * @param kept files that are loaded as they are
 * @param touched rows of the ledger of files whose time of change moved, but not their bytes
 * @param missing loaded files that are no longer in landing
 * @param replaced paths of fresh files that were loaded with other bytes
 * @param takenOver files of this source that another one had loaded
 */
record SourceFindings(
    Source source,
    List<InspectedFile> fresh,
    List<InspectedFile> kept,
    List<LoadedFile> touched,
    List<LoadedFile> missing,
    List<String> replaced,
    List<LoadedFile> takenOver) {

  static SourceFindings of(
      Source source,
      Known known,
      List<LoadedFile> takenOver,
      Function<SourceFiles, List<InspectedFile>> inspect) {
    List<DumpFile> toInspect = new ArrayList<>();
    List<InspectedFile> kept = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (DumpFile file : known.landing().get(source.name())) {
      there.add(file.path());
      LoadedFile before = known.loaded().get(file.id());
      if (before != null && before.file().equals(file) && !known.full()) {
        if (!before.retracted()) {
          kept.add(before.inspected());
        }
      } else {
        toInspect.add(file);
      }
    }
    List<InspectedFile> fresh = new ArrayList<>();
    List<LoadedFile> touched = new ArrayList<>();
    List<String> replaced = new ArrayList<>();
    for (InspectedFile file : inspect.apply(new SourceFiles(source, toInspect))) {
      LoadedFile before = known.loaded().get(file.file().id());
      if (before == null) {
        fresh.add(file);
      } else if (before.inspected().checksum().equals(file.checksum())) {
        if (!before.file().equals(file.file())) {
          touched.add(before.seenAgain(file));
        }
        if (!before.retracted()) {
          kept.add(file);
        }
      } else {
        fresh.add(file);
        replaced.add(file.file().path());
      }
    }
    List<LoadedFile> missing =
        known.loaded().values().stream()
            .filter(f -> f.file().source().equals(source.name()) && !f.retracted())
            .filter(f -> !there.contains(f.file().path()) && !takenOver.contains(f))
            .toList();
    List<LoadedFile> ofOthers =
        takenOver.stream().filter(f -> there.contains(f.file().path())).toList();
    return new SourceFindings(source, fresh, kept, touched, missing, replaced, ofOthers);
  }

  /** All files of the source that are to be read when its entities are rebuilt. */
  List<InspectedFile> all() {
    List<InspectedFile> all = new ArrayList<>(kept);
    all.addAll(fresh);
    all.sort(Comparator.comparing(f -> f.file().path()));
    return all;
  }

  /** Why the source's entities must be rebuilt; null if they need not. */
  String rebuildReason(Known known) {
    if (known.full()) {
      return source.name() + ": --full was asked for";
    }
    if (!replaced.isEmpty()) {
      return source.name() + ": a loaded file was replaced: " + replaced.get(0);
    }
    if (!takenOver.isEmpty()) {
      DumpFile file = takenOver.get(0).file();
      return "%s: it reads a file that was loaded by %s: %s"
          .formatted(source.name(), file.source(), file.path());
    }
    LocalDate newest = null;
    for (LoadedFile loaded : known.loaded().values()) {
      if (!loaded.file().source().equals(source.name())) {
        continue;
      }
      if (loaded.isRetractionPending()) {
        return source.name() + ": a loaded file was retracted: " + loaded.file().path();
      }
      if (loaded.retracted()) {
        continue;
      }
      if (!loaded.fingerprint().equals(known.fingerprints().get(source.name()))) {
        return source.name() + ": its settings changed since its files were loaded";
      }
      newest =
          newest == null || newest.isBefore(loaded.file().dumpDate())
              ? loaded.file().dumpDate()
              : newest;
    }
    if (source.delivery() == Delivery.FULL && newest != null) {
      for (InspectedFile file : fresh) {
        if (!file.file().dumpDate().isAfter(newest)) {
          return source.name() + ": a full dump came late: " + file.file().path();
        }
      }
    }
    return null;
  }
}
