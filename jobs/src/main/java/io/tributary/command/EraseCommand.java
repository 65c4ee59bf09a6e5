package io.tributary.command;

import io.tributary.erasure.EraseRequest;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code erase IDENTIFIER}: removes a person from everything that the workspace keeps. */
@Command(
    name = "erase",
    description =
        "Removes a person from every table and file of the lake and its exports; their orders stay, without a person. It cannot be undone.",
    mixinStandardHelpOptions = true)
public final class EraseCommand implements Callable<Integer> {
  private static final String WORD = "erase";

  @Mixin WorkspaceOption workspace;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description =
          "What is dated up to this date does not come back from any dump (default: the lake's last date; or later).")
  String date;

  @Option(names = "--full", description = "Changes nothing here: everything is always erased.")
  boolean full;

  @Option(names = "--dry-run", description = "Say what would go, and change nothing.")
  boolean isTrial;

  @Option(
      names = "--yes",
      description = "Do not ask; needed where nobody sits at a terminal to be asked.")
  boolean isConfirmed;

  @Parameters(
      paramLabel = "IDENTIFIER",
      description = "Such as phone:13812345678, a value alone, or a customer's id.")
  String identifier;

  @Override
  public Integer call() {
    if (!isTrial && !isConfirmed && !Terminal.isThere()) {
      throw new UserMistake(
          "An erasure cannot be undone, and there is no terminal to ask at. Say --yes, or --dry-run to see what would go.");
    }
    Workspace read = workspace.readForKey();
    VaultKey key = VaultKey.fromEnvironment(System.getenv());
    new EraseRequest(
            identifier,
            Optional.ofNullable(date).map(text -> NightlyCommand.date(text, "--date")),
            isTrial,
            () -> isConfirmed || isTyped())
        .run(read, Sessions.start(workspace.master), key, new Console(System.out, false));
    return 0;
  }

  private static boolean isTyped() {
    String answer = System.console().readLine("Type %s to go on: ", WORD);
    return answer != null && answer.strip().equals(WORD);
  }
}
