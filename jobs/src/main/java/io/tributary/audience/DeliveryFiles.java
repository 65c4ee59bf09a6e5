package io.tributary.audience;

import io.tributary.lake.FileStore;
import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Address;
import io.tributary.workspace.DeliveryProfile.Column;
import io.tributary.workspace.DeliveryProfile.Value;
import io.tributary.workspace.DeliveryProfile.Writing;
import io.tributary.workspace.Sending;
import io.tributary.workspace.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes the rows of all deliveries, one after the other, and opens addresses and names while it
 * does: the only place where they are in clear. Rows come in the order of the files, so that memory
 * holds one at a time, and the same night always writes the same bytes.
 */
final class DeliveryFiles {
  private static final String NAME = "name";

  private final FileStore files;
  private final Path folder;
  private final Map<String, Audience> audiences = new TreeMap<>();
  private final List<Address> kinds;
  private final Settings settings;
  private final Sealer sealer;
  private final Map<String, List<Map<String, Object>>> written = new TreeMap<>();

  /**
   * A writer.
   *
   * @param folder where each audience gets a folder
   * @param settings with what the workspace says about profiles, and its namespaces
   */
  DeliveryFiles(
      FileStore files,
      Path folder,
      List<Audience> audiences,
      List<Address> kinds,
      Settings settings,
      Sealer sealer) {
    this.files = files;
    this.folder = folder;
    this.kinds = kinds;
    this.settings = settings;
    this.sealer = sealer;
    audiences.forEach(a -> this.audiences.put(a.name(), a));
  }

  /**
   * Writes all files.
   *
   * @param rows as {@link DeliveryRows} gives them
   * @return by audience, what was written
   */
  Map<String, List<Map<String, Object>>> write(Dataset<Row> rows) {
    List<String> current = List.of();
    DeliveryFile file = null;
    Iterator<Row> lines = rows.toLocalIterator();
    try {
      while (lines.hasNext()) {
        Row row = lines.next();
        List<String> next =
            List.of(
                row.<String>getAs("audience"),
                row.<String>getAs("delivery"),
                Objects.requireNonNullElse(row.<String>getAs("file_arm"), ""));
        if (!next.equals(current)) {
          finish(file, current);
          file = begin(next);
          current = next;
        }
        file.add(cells(row));
      }
      finish(file, current);
      writeEmpty();
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the deliveries", e);
    }
  }

  private DeliveryFile begin(List<String> place) {
    Audience audience = audiences.get(place.get(0));
    DeliveryProfile profile = DeliveryCatalog.standard().get(place.get(1));
    List<String> header = new ArrayList<>(profile.columns().stream().map(Column::header).toList());
    if (profile.takesVariables()) {
      header.addAll(audience.variables().keySet());
    }
    String name = place.get(2).isEmpty() ? profile.name() : profile.name() + "-" + place.get(2);
    return new DeliveryFile(files, new Path(folder, audience.name()), profile, name, header);
  }

  private void finish(DeliveryFile file, List<String> place) throws IOException {
    if (file != null) {
      file.close();
      written.computeIfAbsent(place.get(0), none -> new ArrayList<>()).addAll(file.parts());
    }
  }

  /** A delivery that nobody is in has one file, which says so. */
  private void writeEmpty() throws IOException {
    for (Audience audience : audiences.values()) {
      for (String delivery : audience.deliver()) {
        List<Map<String, Object>> parts = written.getOrDefault(audience.name(), List.of());
        if (parts.stream().noneMatch(part -> part.get("delivery").equals(delivery))) {
          List<String> place = List.of(audience.name(), delivery, "");
          DeliveryFile file = begin(place);
          file.requirePart();
          finish(file, place);
        }
      }
    }
  }

  private List<String> cells(Row row) {
    DeliveryProfile profile = DeliveryCatalog.standard().get(row.getAs("delivery"));
    Iterator<String> texts = row.<String>getList(row.fieldIndex("texts")).iterator();
    List<String> cells = new ArrayList<>();
    for (Column column : profile.columns()) {
      cells.add(
          switch (column.value()) {
            case ADDRESS -> address(row, profile, column);
            case NAME -> opened(NAME, row.getAs(NAME));
            case ARM -> Objects.requireNonNullElse(row.<String>getAs("arm"), "");
            case AUDIENCE -> row.getAs("audience");
            case CUSTOMER -> texts.next();
          });
    }
    texts.forEachRemaining(cells::add);
    return cells;
  }

  private String address(Row row, DeliveryProfile profile, Column column) {
    int kind = kinds.indexOf(column.address().orElseThrow());
    byte[] sealed = row.getAs(DeliveryRows.sealed(kind));
    if (sealed == null) {
      return "";
    }
    String namespace = row.getAs(DeliveryRows.namespace(kind));
    IdentifierForm form = new IdentifierForm(settings.identity().namespaces().get(namespace));
    return AddressText.of(
        sealer.open(namespace, sealed), form, writing(profile, column), column.hash());
  }

  private Writing writing(DeliveryProfile profile, Column column) {
    boolean isPhone = column.address().equals(Optional.of(new Address("phone")));
    return Optional.ofNullable(settings.deliveries().get(profile.name()))
        .flatMap(Sending::phones)
        .filter(writing -> isPhone)
        .orElse(column.writing());
  }

  private String opened(String namespace, byte[] sealed) {
    return sealed == null ? "" : sealer.open(namespace, sealed);
  }

  /** Whether some profile of the audiences writes people's names. */
  static boolean needNames(List<DeliveryProfile> profiles) {
    return profiles.stream()
        .flatMap(p -> p.columns().stream())
        .anyMatch(c -> c.value() == Value.NAME);
  }
}
