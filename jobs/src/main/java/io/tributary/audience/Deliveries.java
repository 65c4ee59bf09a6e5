package io.tributary.audience;

import static org.apache.spark.sql.functions.col;

import io.tributary.identity.IdentityTables;
import io.tributary.identity.UsableIdentifiers;
import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Address;
import io.tributary.workspace.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads what the files of a night need, and has them written into a folder. */
final class Deliveries {
  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final VaultKey key;
  private final LocalDate date;

  Deliveries(SparkSession spark, Lake lake, Settings settings, VaultKey key, LocalDate date) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.key = key;
    this.date = date;
  }

  /**
   * Writes all files.
   *
   * @param tonight rows of {@code audience_ledger}
   * @param folder where each audience gets a folder
   * @return by audience, what was written
   */
  Map<String, List<Map<String, Object>>> write(
      Dataset<Row> tonight, List<Audience> audiences, Path folder) {
    List<DeliveryProfile> profiles = Selection.profiles(audiences);
    List<Address> kinds = Addresses.kinds(profiles);
    if (kinds.isEmpty()) {
      return Map.of();
    }
    Dataset<Row> vault = lake.readOrEmpty(Vault.SPEC);
    Dataset<Row> rows =
        Sessions.lenient(
            spark,
            () ->
                new DeliveryRows(audiences, kinds)
                    .of(
                        tonight,
                        lake.read("customers"),
                        addresses(tonight, kinds),
                        names(profiles, vault),
                        vault));
    DeliveryLine line = new DeliveryLine(kinds, settings, new Sealer(key));
    return new DeliveryFiles(folder, audiences, line).write(rows, audiences, lake.files());
  }

  private Dataset<Row> addresses(Dataset<Row> tonight, List<Address> kinds) {
    Dataset<Row> people = tonight.where(col("status").equalTo("selected")).select("one_id");
    return lake.lookup(
        "addresses",
        Addresses.of(
            UsableIdentifiers.of(lake, date),
            lake.lookup("addressed", people),
            settings.identity().namespaces().values(),
            kinds));
  }

  private Dataset<Row> names(List<DeliveryProfile> profiles, Dataset<Row> vault) {
    return DeliveryFiles.needNames(profiles)
        ? DeliveryRows.names(
            lake.readOrEmpty(CleanTable.spec("member")),
            lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS),
            vault)
        : spark.createDataFrame(List.<Row>of(), StructType.fromDDL("one_id string, name binary"));
  }
}
