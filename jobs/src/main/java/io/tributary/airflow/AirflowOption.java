package io.tributary.airflow;

import io.tributary.pipeline.UserMistake;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that speaks to Airflow. */
public final class AirflowOption {
  private static final String URL = "AIRFLOW_URL";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Airflow's address (default: the variable AIRFLOW_URL, else http://localhost:8080).")
  String url;

  @Option(
      names = "--dag",
      paramLabel = "ID",
      defaultValue = "tributary_nightly",
      description = "The DAG (default: ${DEFAULT-VALUE}).")
  String dag;

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      defaultValue = "Asia/Shanghai",
      description = "The brand's time zone, as in tributary.yaml (default: ${DEFAULT-VALUE}).")
  String timezone;

  @Option(names = "--quiet", description = "Say nothing but warnings and errors.")
  boolean quiet;

  /**
   * The runs of the DAG, as the environment's user.
   *
   * @throws UserMistake if what is at the address is no Airflow 3
   */
  NightRuns nights(Map<String, String> environment) {
    String address = url != null ? url : environment.getOrDefault(URL, "http://localhost:8080");
    Credentials credentials = Credentials.of(environment);
    AirflowCalls calls = new AirflowCalls(uri(address), credentials, AirflowCalls.FIRST_PAUSE);
    NightRuns nights = new NightRuns(calls, dag, zone());
    calls.version();
    return nights;
  }

  private static URI uri(String address) {
    if (!address.matches("https?://.+")) {
      throw new UserMistake(
          "Airflow's address is such as http://localhost:8080, not '" + address + "'.");
    }
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new UserMistake("Airflow's address '" + address + "' is not a URL.");
    }
  }

  ZoneId zone() {
    try {
      return ZoneId.of(timezone);
    } catch (DateTimeException e) {
      throw new UserMistake("--timezone takes one such as Asia/Shanghai, not '" + timezone + "'.");
    }
  }

  /** A date that was given, or yesterday. */
  LocalDate dateOrYesterday(String text) {
    return text == null ? LocalDate.now(zone()).minusDays(1) : date(text, "--date");
  }

  static LocalDate date(String text, String option) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UserMistake(option + " takes a date such as 2025-06-30, not '" + text + "'.");
    }
  }
}
