package io.tributary.audience;

import static org.apache.spark.sql.functions.col;

import io.tributary.lake.FileStore;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the files of an audience of an earlier night again, from the table versions in their
 * manifest. They take the place of what is there now only if they are what the manifest says, byte
 * for byte.
 */
public final class ReplayDeliveries {
  private final SparkSession spark;
  private final Lake lake;
  private final Workspace workspace;
  private final VaultKey key;

  public ReplayDeliveries(SparkSession spark, Lake lake, Workspace workspace, VaultKey key) {
    this.spark = spark;
    this.lake = lake;
    this.workspace = workspace;
    this.key = key;
  }

  /**
   * Makes them, and says where they are.
   *
   * @throws UserMistake if that night delivered no such audience
   * @throws IllegalStateException if they cannot be made any more, or came out different
   */
  public String replay(String audience, LocalDate date) {
    FileStore files = lake.files();
    Path shown = new Path(PublishDeliveries.shown(workspace.exports(), date), audience);
    OldManifest manifest =
        files
            .read(new Path(shown, DeliveryFolder.MANIFEST))
            .map(OldManifest::parse)
            .orElseThrow(
                () ->
                    new UserMistake(
                        "There is no %s for audience %s of %s: %s"
                            .formatted(DeliveryFolder.MANIFEST, audience, date, shown)));
    Path fresh = new Path(shown.getParent().getParent(), ".replay");
    files.delete(fresh);
    try {
      Map<String, String> made = make(manifest, date, fresh);
      requireEqual(manifest.checksums(), made, audience, date);
      show(manifest, new Path(fresh, audience), shown);
    } finally {
      files.delete(fresh);
    }
    return "%s of %s: %d files as they were, in %s"
        .formatted(audience, date, manifest.checksums().size(), shown);
  }

  private Map<String, String> make(OldManifest manifest, LocalDate date, Path folder) {
    Lake then = lake.asOf(manifest.tables());
    Sessions.fit(spark, lake.bytes(List.copyOf(manifest.tables().keySet())));
    try {
      Dataset<Row> selected =
          BuildAudiences.tonight(then, date)
              .where(col("audience").equalTo(manifest.audience().name()));
      Map<String, String> made = new TreeMap<>();
      new Deliveries(spark, then, workspace.settings(), key, date)
          .write(selected, List.of(manifest.audience()), folder)
          .values()
          .forEach(
              parts ->
                  parts.forEach(
                      part -> made.put((String) part.get("file"), (String) part.get("sha256"))));
      return made;
    } catch (Exception e) {
      // Delta's and Spark's own: checked, but not declared by their Scala code.
      if (Lake.isGone(e)) {
        IllegalStateException gone =
            new IllegalStateException(
                "The files of audience %s of %s cannot be made again: vacuum or an erasure took table versions that they were made from"
                    .formatted(manifest.audience().name(), date));
        gone.addSuppressed(e);
        throw gone;
      }
      throw e;
    }
  }

  private static void requireEqual(
      Map<String, String> then, Map<String, String> now, String audience, LocalDate date) {
    if (!then.equals(now)) {
      Map<String, String> differing = new TreeMap<>(then);
      now.forEach(
          (file, sha256) -> differing.merge(file, sha256, (a, b) -> a.equals(b) ? null : a));
      throw new IllegalStateException(
          "The files of audience %s of %s came out different (%s): the delivery profile, the namespaces or the settings of the delivery have changed since"
              .formatted(audience, date, String.join(", ", differing.keySet())));
    }
  }

  private void show(OldManifest manifest, Path fresh, Path shown) {
    FileStore files = lake.files();
    if (!files.isObjectStore(shown)) {
      files.createNew(new Path(fresh, DeliveryFolder.MANIFEST), manifest.text());
      files.swap(fresh, shown);
      return;
    }
    for (String file : manifest.checksums().keySet()) {
      try (InputStream bytes = files.open(new Path(fresh, file))) {
        files.replace(new Path(shown, file), bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot put " + file + " in place", e);
      }
    }
  }
}
