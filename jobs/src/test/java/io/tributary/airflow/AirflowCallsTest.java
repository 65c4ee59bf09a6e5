package io.tributary.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.airflow.client.AirflowApi;
import io.tributary.pipeline.UserMistake;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AirflowCallsTest {
  private static final String VERSION = "GET /api/v2/version";
  private static final String OK = "{\"version\": \"3.3.2\", \"git_version\": null}";
  private static final Credentials TOKEN = new Credentials("t", "", "", "AIRFLOW_TOKEN");
  private static final Credentials LOGIN = new Credentials("", "ann", "pw", "AIRFLOW_LOGIN_FILE");

  private final FakeAirflow airflow = new FakeAirflow();

  @AfterEach
  void stop() {
    airflow.close();
  }

  private String version(Credentials credentials) {
    return airflow.calls(credentials).ask(AirflowApi::getVersion).getVersion();
  }

  @Test
  void theTokenIsSent() {
    airflow.on(VERSION, 200, OK);

    assertThat(version(TOKEN)).isEqualTo("3.3.2");
    assertThat(airflow.requests()).containsExactly(VERSION + " as Bearer t");
  }

  @Test
  void aUserGetsATokenOnceAndAnotherWhenItExpires() {
    airflow
        .on("POST /auth/token", 201, "{\"access_token\": \"one\"}")
        .on("POST /auth/token", 201, "{\"access_token\": \"two\"}")
        .on(VERSION, 200, OK)
        .on(VERSION, 401, "{\"detail\": \"Token expired\"}")
        .on(VERSION, 200, OK);
    AirflowCalls calls = airflow.calls(LOGIN);

    calls.ask(AirflowApi::getVersion);
    calls.ask(AirflowApi::getVersion);

    String login = "POST /auth/token {\"username\":\"ann\",\"password\":\"pw\"}";
    assertThat(airflow.requests())
        .containsExactly(
            login,
            VERSION + " as Bearer one",
            VERSION + " as Bearer one",
            login,
            VERSION + " as Bearer two");
  }

  @Test
  void theVersionIsToldToEverybody() {
    airflow.on(VERSION, 503, "").on(VERSION, 200, OK);

    assertThat(airflow.calls(LOGIN).version()).isEqualTo("3.3.2");
    assertThat(airflow.requests()).containsExactly(VERSION, VERSION);
  }

  @Test
  void whatIsNoAirflow3() {
    airflow
        .on(VERSION, 404, "<html>Airflow 404</html>")
        .on(VERSION, 200, "<html>Another program</html>")
        .on(VERSION, 200, "{\"version\": \"2.11.0\"}");

    String none =
        "There is no Airflow 3 at %s: it does not know /api/v2/version. Is it the right address?"
            .formatted(airflow.url());
    assertThatThrownBy(() -> airflow.calls(TOKEN).version())
        .isInstanceOf(UserMistake.class)
        .hasMessage(none);
    assertThatThrownBy(() -> airflow.calls(TOKEN).version())
        .isInstanceOf(UserMistake.class)
        .hasMessage(none);
    assertThatThrownBy(() -> airflow.calls(TOKEN).version())
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            "Airflow at %s is version 2.11.0; the DAG and these commands are for Airflow 3.",
            airflow.url());
    assertThat(airflow.requests()).hasSize(3);
  }

  @Test
  void whatMayPassIsTriedAgain() {
    airflow
        .on(VERSION, 503, "")
        .on(VERSION, 502, "<html>")
        .on(VERSION, 429, "")
        .on(VERSION, 200, OK);

    assertThat(version(TOKEN)).isEqualTo("3.3.2");
    assertThat(airflow.requests()).hasSize(4);
  }

  @Test
  void whatDoesNotPassIsAFailure() {
    airflow.on(VERSION, 503, "");

    assertThatThrownBy(() -> version(TOKEN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Airflow at %s answers with status 503.", airflow.url());
    assertThat(airflow.requests()).hasSize(7);
  }

  @Test
  void anOrderThatMayHaveBeenCarriedOutIsNotRepeated() {
    airflow.on(VERSION, 504, "");

    assertThatThrownBy(() -> airflow.calls(TOKEN).order(AirflowApi::getVersion))
        .isInstanceOf(IllegalStateException.class);
    assertThat(airflow.requests()).hasSize(1);
  }

  @Test
  void nobodyAnswers() {
    airflow.close();

    assertThatThrownBy(() -> version(TOKEN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Airflow at %s does not answer: ", airflow.url());
  }

  @Test
  void anUnknownTokenAndAWrongPassword() {
    airflow
        .on(VERSION, 401, "{\"detail\": \"Invalid JWT token\"}")
        .on("POST /auth/token", 401, "{\"detail\": \"Invalid credentials\"}");

    assertThatThrownBy(() -> version(TOKEN))
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            "Airflow at %s does not accept the token from AIRFLOW_TOKEN: Invalid JWT token.",
            airflow.url());
    assertThatThrownBy(() -> version(LOGIN))
        .hasMessage(
            "Airflow at %s does not accept the user and password from AIRFLOW_LOGIN_FILE: Invalid credentials.",
            airflow.url());
  }

  @Test
  void whatAirflowRefuses() {
    airflow
        .on(VERSION, 403, "{\"detail\": \"Forbidden\"}")
        .on(VERSION, 404, "{\"detail\": \"DAG 'x' was not found\"}")
        .on(VERSION, 409, "{\"detail\": \"DAG run exists\"}")
        .on(
            VERSION,
            409,
            "{\"detail\": {\"reason\": \"Unique constraint violation\", \"message\": \"x\"}}")
        .on(VERSION, 422, "{\"detail\": [{\"msg\": \"Field required\"}]}");

    assertThat(List.of(refusal(), refusal(), refusal(), refusal(), refusal()))
        .containsExactly(
            "The user of AIRFLOW_TOKEN may not do this in Airflow at %s: Forbidden."
                .formatted(airflow.url()),
            "Airflow at %s has no such thing: DAG 'x' was not found. Is it the right address, and has Airflow read the DAG?"
                .formatted(airflow.url()),
            "Airflow has that already: DAG run exists.",
            "Airflow has that already: Unique constraint violation.",
            "Airflow does not accept the request: [{\"msg\":\"Field required\"}].");
  }

  private String refusal() {
    try {
      return version(TOKEN);
    } catch (UserMistake mistake) {
      return mistake.getMessage();
    }
  }
}
