package io.tributary.audience;

import io.tributary.lake.FileStore;
import io.tributary.lake.TaskFiles;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Column;
import io.tributary.workspace.DeliveryProfile.Value;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the files of all deliveries, by Spark's tasks. Addresses and names are in clear in the
 * tasks that write them and in the files, nowhere else: what tasks give back only says what was
 * written. Rows come in the order of the files, so that memory holds one at a time, and the same
 * night always writes the same bytes.
 */
final class DeliveryFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final DeliveryLine line;

  /** What the audiences' variables are called, by audience. */
  private final Map<String, List<String>> variables = new HashMap<>();

  /**
   * A writer.
   *
   * @param folder where each audience gets a folder
   */
  DeliveryFiles(Path folder, List<Audience> audiences, DeliveryLine line) {
    this.folder = folder.toString();
    this.line = line;
    audiences.forEach(a -> variables.put(a.name(), new ArrayList<>(a.variables().keySet())));
  }

  /** A delivery of an audience; arm: empty where the arms share a file. */
  private record Place(String audience, String delivery, String arm) implements Serializable {
    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::audience)
            .thenComparing(Place::delivery)
            .thenComparing(Place::arm);

    static Place of(Row row) {
      return new Place(
          row.getAs("audience"),
          row.getAs("delivery"),
          Objects.requireNonNullElse(row.<String>getAs("file_arm"), ""));
    }
  }

  /** What was written for a delivery, part by part. */
  private record Written(Place place, ArrayList<Map<String, Object>> parts)
      implements Serializable {}

  /**
   * Writes all files.
   *
   * @param rows as {@link DeliveryRows} gives them
   * @param files where the folder is
   * @return by audience, what was written
   */
  Map<String, List<Map<String, Object>>> write(
      Dataset<Row> rows, List<Audience> audiences, FileStore files) {
    TaskFiles inTasks = TaskFiles.of(rows.sparkSession());
    List<Written> all =
        new ArrayList<>(
            rows.toJavaRDD().mapPartitions(some -> write(some, inTasks.store())).collect());
    all.sort(Comparator.comparing(Written::place, Place.ORDER));
    Map<String, List<Map<String, Object>>> written = new TreeMap<>();
    all.forEach(w -> partsOf(w.place().audience(), written).addAll(w.parts()));
    for (Audience audience : audiences) {
      writeEmpty(audience, partsOf(audience.name(), written), files);
    }
    return written;
  }

  private static List<Map<String, Object>> partsOf(
      String audience, Map<String, List<Map<String, Object>>> written) {
    return written.computeIfAbsent(audience, none -> new ArrayList<>());
  }

  private Iterator<Written> write(Iterator<Row> rows, FileStore files) {
    List<Written> written = new ArrayList<>();
    Place current = null;
    DeliveryFile file = null;
    try {
      while (rows.hasNext()) {
        Row row = rows.next();
        Place next = Place.of(row);
        if (!next.equals(current)) {
          finish(file, current, written);
          file = begin(next, files);
          current = next;
        }
        file.add(line.cells(row));
      }
      finish(file, current, written);
      return written.iterator();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the deliveries", e);
    }
  }

  private static void finish(DeliveryFile file, Place place, List<Written> written)
      throws IOException {
    if (file != null) {
      file.close();
      written.add(new Written(place, new ArrayList<>(file.parts())));
    }
  }

  private DeliveryFile begin(Place place, FileStore files) {
    DeliveryProfile profile = DeliveryCatalog.standard().get(place.delivery());
    List<String> header = new ArrayList<>(profile.columns().stream().map(Column::header).toList());
    if (profile.takesVariables()) {
      header.addAll(variables.get(place.audience()));
    }
    String name = place.arm().isEmpty() ? profile.name() : profile.name() + "-" + place.arm();
    return new DeliveryFile(files, new Path(folder, place.audience()), profile, name, header);
  }

  /** A delivery that nobody is in has one file, which says so. */
  private void writeEmpty(Audience audience, List<Map<String, Object>> parts, FileStore files) {
    for (String delivery : audience.deliver()) {
      if (parts.stream().noneMatch(part -> part.get("delivery").equals(delivery))) {
        DeliveryFile file = begin(new Place(audience.name(), delivery, ""), files);
        try {
          file.requirePart();
          file.close();
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot write the deliveries", e);
        }
        parts.addAll(file.parts());
      }
    }
  }

  /** Whether some profile of the audiences writes people's names. */
  static boolean needNames(List<DeliveryProfile> profiles) {
    return profiles.stream()
        .flatMap(p -> p.columns().stream())
        .anyMatch(c -> c.value() == Value.NAME);
  }
}
