package io.tributary.airflow;

import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * As whom Airflow is spoken to: a token, or a user and password that Airflow gives a token for.
 * They come from the environment or from a file that it names, never from the command line, which
 * other users of the machine can read.
 *
 * @param token empty if there is a user
 * @param user empty if there is a token
 * @param from where they were found, for messages
 */
record Credentials(String token, String user, String password, String from) {
  static final String TOKEN = "AIRFLOW_TOKEN";
  static final String TOKEN_FILE = "AIRFLOW_TOKEN_FILE";
  static final String LOGIN_FILE = "AIRFLOW_LOGIN_FILE";

  /** What the environment says; the first of the three variables that is set counts. */
  static Credentials of(Map<String, String> environment) {
    if (environment.containsKey(TOKEN)) {
      return new Credentials(environment.get(TOKEN).strip(), "", "", TOKEN);
    }
    if (environment.containsKey(TOKEN_FILE)) {
      return new Credentials(read(TOKEN_FILE, environment.get(TOKEN_FILE)), "", "", TOKEN_FILE);
    }
    if (environment.containsKey(LOGIN_FILE)) {
      return login(read(LOGIN_FILE, environment.get(LOGIN_FILE)));
    }
    throw new UserMistake(
        "Airflow wants to know who asks. Set %s to a token, %s to a file with one, or %s to a file with one line, user:password."
            .formatted(TOKEN, TOKEN_FILE, LOGIN_FILE));
  }

  private static Credentials login(String line) {
    int colon = line.indexOf(':');
    if (colon < 1 || line.lines().count() > 1) {
      throw new UserMistake(
          "The file that " + LOGIN_FILE + " names must have one line, user:password.");
    }
    return new Credentials("", line.substring(0, colon), line.substring(colon + 1), LOGIN_FILE);
  }

  private static String read(String variable, String file) {
    try {
      String text = Files.readString(Path.of(file)).strip();
      if (text.isEmpty()) {
        throw new UserMistake("The file " + file + ", which " + variable + " names, is empty.");
      }
      return text;
    } catch (IOException e) {
      throw new UserMistake("Cannot read " + file + ", the file that " + variable + " names.");
    }
  }

  boolean isLogin() {
    return !user.isEmpty();
  }

  /** Without the secrets: records show all that they hold. */
  @Override
  public String toString() {
    return "credentials from " + from;
  }
}
