package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.lake.FileStore;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/**
 * Deletes the files of audiences, of all nights, in which an erased person is. Nobody can take one
 * line out of a file of hashes that a platform has counted and checked; so the whole file goes, and
 * its manifest says so. What platforms were sent is theirs to delete.
 */
public final class EraseDeliveries {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Run run;
  private final FileStore files;
  private final LocalDate on;
  private final List<Delivery> deliveries;

  /** A delivery of one night to a platform. */
  private record Delivery(LocalDate date, String audience, String name) {}

  /**
   * Looks into the ledger.
   *
   * @param oneIds of the person
   * @param on the date of the erasure, for the manifests
   */
  public EraseDeliveries(Run run, List<String> oneIds, LocalDate on) {
    this.run = run;
    this.files = run.lake().files();
    this.on = on;
    this.deliveries =
        run
            .lake()
            .readOrEmpty(Contracts.table(Selection.LEDGER))
            .where(col("one_id").isin(oneIds.toArray()))
            .select(col("as_of"), col("audience"), explode(col("deliveries")).as("delivery"))
            .distinct()
            .orderBy("as_of", "audience", "delivery")
            .collectAsList()
            .stream()
            .map(EraseDeliveries::delivery)
            .toList();
  }

  private static Delivery delivery(Row row) {
    return new Delivery(row.getDate(0).toLocalDate(), row.getString(1), row.getString(2));
  }

  /** How many files there are. */
  public long count() {
    return deliveries.stream().mapToLong(delivery -> partsOf(delivery).size()).sum();
  }

  /** What platforms have been sent, a line each. */
  public List<String> sent() {
    return deliveries.stream()
        .filter(
            d ->
                files.exists(
                    run.lake()
                        .internal(
                            "sent/%s/%s/%s.json".formatted(d.date(), d.audience(), d.name()))))
        .map(d -> "%s of audience %s, %s".formatted(d.name(), d.audience(), d.date()))
        .toList();
  }

  /** Deletes them. */
  public void carryOut() {
    for (Delivery delivery : deliveries) {
      run.lock().verify();
      partsOf(delivery).forEach(files::delete);
      note(delivery);
    }
  }

  private Path folder(Delivery delivery) {
    Path audiences = PublishDeliveries.shown(run.workspace().exports(), delivery.date());
    return new Path(audiences, delivery.audience());
  }

  private List<Path> partsOf(Delivery delivery) {
    Optional<String> manifest = files.read(manifest(delivery));
    return files.list(folder(delivery)).stream()
        .filter(file -> isOf(delivery.name(), file.getName(), manifest))
        .toList();
  }

  /** Whether a file is a delivery's: a part of it, or the list of one of its arms. */
  static boolean isOf(String delivery, String file, Optional<String> manifest) {
    return manifest
        .map(
            text ->
                filesIn(json(text), delivery).anyMatch(f -> f.path("file").asText().equals(file)))
        // A night that was interrupted on an object store has left files without a manifest.
        .orElseGet(() -> file.startsWith(delivery + ".") || file.startsWith(delivery + "-"));
  }

  private static Stream<JsonNode> filesIn(JsonNode manifest, String delivery) {
    return manifest
        .path("files")
        .valueStream()
        .filter(f -> f.path("delivery").asText().equals(delivery));
  }

  private Path manifest(Delivery delivery) {
    return new Path(folder(delivery), DeliveryFolder.MANIFEST);
  }

  private void note(Delivery delivery) {
    Path manifest = manifest(delivery);
    files
        .read(manifest)
        .ifPresent(text -> replace(manifest, withErasure(text, delivery.name(), on)));
  }

  /** A manifest that says of a delivery's files that an erasure took them. */
  static String withErasure(String manifest, String delivery, LocalDate on) {
    JsonNode json = json(manifest);
    filesIn(json, delivery).forEach(file -> ((ObjectNode) file).put("erased_on", on.toString()));
    return json.toPrettyString() + "\n";
  }

  private static JsonNode json(String manifest) {
    try {
      return JSON.readTree(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A manifest is not readable", e);
    }
  }

  private void replace(Path manifest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (files.isObjectStore(manifest)) {
        files.replace(manifest, new ByteArrayInputStream(bytes));
        return;
      }
      Path beside = new Path(manifest.getParent(), "." + manifest.getName() + ".new");
      try (OutputStream out = files.createPrivate(beside)) {
        out.write(bytes);
      }
      files.move(beside, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + manifest, e);
    }
  }
}
