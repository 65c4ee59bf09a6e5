package io.tributary.audience;

import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Address;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Reads what the files of a night need, and has them written into a folder. */
final class Deliveries {
  private final Run run;
  private final Path folder;

  Deliveries(Run run, Path folder) {
    this.run = run;
    this.folder = folder;
  }

  /**
   * Writes all files.
   *
   * @param tonight rows of {@code audience_ledger}
   * @return by audience, what was written
   */
  Map<String, List<Map<String, Object>>> write(Dataset<Row> tonight) {
    List<Audience> audiences = run.workspace().audiences();
    List<DeliveryProfile> profiles = Selection.profiles(audiences);
    List<Address> kinds = Addresses.kinds(profiles);
    if (kinds.isEmpty()) {
      return Map.of();
    }
    Lake lake = run.lake();
    Dataset<Row> vault = lake.readOrEmpty(Vault.SPEC);
    Dataset<Row> rows =
        Sessions.lenient(
            run.spark(),
            () ->
                new DeliveryRows(audiences, kinds)
                    .of(
                        tonight,
                        lake.read("customers"),
                        Selection.newestAddresses(
                            lake, run.workspace().settings(), kinds, run.date()),
                        names(profiles, vault),
                        vault));
    return new DeliveryFiles(lake.files(), folder, audiences, kinds, new Sealer(run.key()))
        .write(rows);
  }

  private Dataset<Row> names(List<DeliveryProfile> profiles, Dataset<Row> vault) {
    return DeliveryFiles.needNames(profiles)
        ? DeliveryRows.names(
            run.lake().readOrEmpty(CleanTable.spec("member")),
            run.lake().readOrEmpty(IdentityTables.CUSTOMER_RECORDS),
            vault)
        : run.spark()
            .createDataFrame(List.<Row>of(), StructType.fromDDL("one_id string, name binary"));
  }
}
