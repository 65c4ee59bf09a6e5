package io.tributary.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir Path folder;

  @Test
  void aTokenOrAFileWithOne() throws IOException {
    String file = file("secret\n");

    assertThat(Credentials.of(Map.of("AIRFLOW_TOKEN", "secret")))
        .isEqualTo(new Credentials("secret", "", "", "AIRFLOW_TOKEN"));
    assertThat(Credentials.of(Map.of("AIRFLOW_TOKEN_FILE", file)))
        .isEqualTo(new Credentials("secret", "", "", "AIRFLOW_TOKEN_FILE"));
  }

  @Test
  void aFileWithUserAndPassword() throws IOException {
    assertThat(Credentials.of(Map.of("AIRFLOW_LOGIN_FILE", file("ann:a:b\n"))))
        .isEqualTo(new Credentials("", "ann", "a:b", "AIRFLOW_LOGIN_FILE"))
        .hasToString("credentials from AIRFLOW_LOGIN_FILE");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    String noColon = file("ann\n");

    assertMistake(
        Map.of(),
        "Airflow wants to know who asks. Set AIRFLOW_TOKEN to a token, AIRFLOW_TOKEN_FILE to a file with one, or AIRFLOW_LOGIN_FILE to a file with one line, user:password.");
    assertMistake(
        Map.of("AIRFLOW_LOGIN_FILE", noColon),
        "The file that AIRFLOW_LOGIN_FILE names must have one line, user:password.");
    assertMistake(
        Map.of("AIRFLOW_TOKEN_FILE", "nowhere"),
        "Cannot read nowhere, the file that AIRFLOW_TOKEN_FILE names.");
  }

  private static void assertMistake(Map<String, String> environment, String message) {
    assertThatThrownBy(() -> Credentials.of(environment))
        .isInstanceOf(UserMistake.class)
        .hasMessage(message);
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("file"), content).toString();
  }
}
