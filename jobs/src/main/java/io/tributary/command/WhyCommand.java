package io.tributary.command;

import io.tributary.audience.WhyInAudience;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Workspace;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code why ONE_ID --audience X}: why a customer is or is not in an audience. */
@Command(
    name = "why",
    description = "Tells why a customer is in an audience or left out of it, night by night.",
    mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @Mixin LakeDateOptions asOf;

  @Option(names = "--audience", required = true, description = "The audience.")
  String audience;

  @Parameters(paramLabel = "ONE_ID", description = "The customer's id, of today or of old.")
  String oneId;

  @Override
  public Integer call() {
    Workspace read = workspace.read();
    SparkSession session = Sessions.forWorkspace(Sessions.start(workspace.master), read.settings());
    Lake lake = new Lake(session, read.lake());
    asOf.check(lake);
    new WhyInAudience(lake).lines(oneId, audience).forEach(System.out::println);
    return 0;
  }
}
