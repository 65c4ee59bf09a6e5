package io.tributary.airflow;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code airflow}: speaks to the Airflow that schedules the nights. */
@Command(
    name = "airflow",
    description = {
      "Speaks to the Airflow that schedules the nights: starts one, follows it, runs it again.",
      "Who asks: AIRFLOW_TOKEN, AIRFLOW_TOKEN_FILE, or AIRFLOW_LOGIN_FILE with user:password."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run succeeded, or what was asked for is done",
      "1:the run failed, or Airflow does not answer",
      "2:wrong usage, or Airflow refuses",
      "3:a quality gate stopped the run",
      "4:the run has not ended"
    },
    subcommands = {
      TriggerCommand.class,
      StatusCommand.class,
      WaitCommand.class,
      RetryCommand.class,
      BackfillCommand.class,
      LogsCommand.class
    })
public final class AirflowCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: trigger, status, wait, retry, backfill or logs.");
  }
}
