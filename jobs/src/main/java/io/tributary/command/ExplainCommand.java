package io.tributary.command;

import io.tributary.identity.ExplainIdentifier;
import io.tributary.ingest.RecordPlace;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain IDENTIFIER}: why an identifier belongs to its customer. */
@Command(
    name = "explain",
    description =
        "Tells why an identifier belongs to its customer: the chain of records that ties it to them, refused links, the history of the id.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @Mixin LakeDateOptions asOf;

  @Option(names = "--reveal", description = "Show identifiers in clear; else they are masked.")
  boolean reveal;

  @Parameters(
      paramLabel = "IDENTIFIER",
      description = "Such as phone:13812345678, a value alone, or a customer's id.")
  String identifier;

  @Override
  public Integer call() {
    Workspace read = workspace.readForKey();
    VaultKey key = VaultKey.fromEnvironment(System.getenv());
    SparkSession session = Sessions.forWorkspace(Sessions.start(workspace.master), read.settings());
    Lake lake = new Lake(session, read.lake());
    asOf.check(lake);
    RecordPlace places = new RecordPlace(read, lake, key, Sessions.forMappings(session));
    ExplainIdentifier.RowNumber row =
        (source, file, entity, recordKey) -> {
          OptionalLong number = places.row(source, file, entity, recordKey);
          return number.isPresent() ? "row " + number.getAsLong() : "no longer in landing";
        };
    new ExplainIdentifier(lake, read.settings().identity(), key, reveal, row)
        .lines(identifier)
        .forEach(System.out::println);
    return 0;
  }
}
