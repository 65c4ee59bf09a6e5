package io.tributary.airflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.airflow.client.AirflowApi;
import io.tributary.airflow.client.ApiClient;
import io.tributary.airflow.client.ApiException;
import io.tributary.airflow.client.TokenApi;
import io.tributary.airflow.client.model.Login;
import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Set;

/**
 * Calls to one Airflow. What may pass by itself is tried again, after pauses that double; what the
 * user has to put right is said in a sentence.
 */
final class AirflowCalls {
  /** With {@link #FIRST_PAUSE}: about a minute, as long as Airflow takes to start anew. */
  private static final int ATTEMPTS = 7;

  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Too many requests, bad gateway, unavailable, gateway timeout. */
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One call of the generated client. */
  interface Call<T> {
    T on(AirflowApi airflow) throws ApiException;
  }

  private final URI url;
  private final Credentials credentials;
  private final Duration firstPause;
  private final ApiClient client;
  private String token;

  AirflowCalls(URI url, Credentials credentials, Duration firstPause) {
    this.url = url;
    this.credentials = credentials;
    this.firstPause = firstPause;
    this.token = credentials.token();
    this.client = new ApiClient();
    client.updateBaseUri(url.toString().replaceAll("/+$", ""));
    client.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    client.setConnectTimeout(PATIENCE);
    client.setReadTimeout(PATIENCE);
    client.setRequestInterceptor(
        request -> {
          if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
          }
        });
  }

  /**
   * Asks for something, which is harmless to repeat.
   *
   * @throws UserMistake if Airflow refuses
   * @throws IllegalStateException if it cannot be reached
   */
  <T> T ask(Call<T> call) {
    return perform(call, true);
  }

  /** Has something done: repeated only if Airflow has certainly not begun. */
  <T> T order(Call<T> call) {
    return perform(call, false);
  }

  /**
   * The version of the Airflow that answers, which it tells everybody.
   *
   * @throws UserMistake if it is none that has this API
   */
  String version() {
    String version;
    try {
      version = insist(AirflowApi::getVersion, true, false).getVersion();
    } catch (ApiException e) {
      if (e.getCode() == 404 || isNoAnswerOfAirflow(e)) {
        throw new UserMistake(
            "There is no Airflow 3 at %s: it does not know /api/v2/version. Is it the right address?"
                .formatted(url));
      }
      throw explain(e);
    }
    if (!String.valueOf(version).startsWith("3.")) {
      throw new UserMistake(
          "Airflow at %s is version %s; the DAG and these commands are for Airflow 3."
              .formatted(url, version));
    }
    return version;
  }

  URI url() {
    return url;
  }

  private <T> T perform(Call<T> call, boolean harmless) {
    try {
      return insist(call, harmless, true);
    } catch (ApiException e) {
      throw explain(e);
    }
  }

  private <T> T insist(Call<T> call, boolean harmless, boolean asUser) throws ApiException {
    boolean renewed = false;
    for (int attempt = 1; ; attempt++) {
      try {
        if (token.isEmpty() && asUser) {
          token = login();
        }
        return call.on(new AirflowApi(client));
      } catch (ApiException e) {
        // Tokens expire, and a night may be longer than one lives.
        if (e.getCode() == 401 && credentials.isLogin() && !renewed && !token.isEmpty()) {
          renewed = true;
          token = "";
        } else if (attempt < ATTEMPTS && mayPass(e, harmless)) {
          pause(firstPause.multipliedBy(1L << (attempt - 1)));
        } else {
          throw e;
        }
      }
    }
  }

  private String login() throws ApiException {
    Login login = new Login().username(credentials.user()).password(credentials.password());
    return new TokenApi(client).createToken(login).getAccessToken();
  }

  private static boolean mayPass(ApiException failure, boolean harmless) {
    if (PASSING.contains(failure.getCode())) {
      return harmless || failure.getCode() != 504;
    }
    Throwable cause = failure.getCause();
    boolean neverArrived =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    return neverArrived
        || (harmless
            && cause instanceof IOException
            && failure.getCode() == 0
            && !isNoAnswerOfAirflow(failure));
  }

  /** Whether something answered that is not JSON, such as the page of another program. */
  private static boolean isNoAnswerOfAirflow(ApiException failure) {
    return failure.getCause() instanceof JsonProcessingException;
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Airflow", e);
    }
  }

  private RuntimeException explain(ApiException failure) {
    String detail = detail(failure);
    return switch (failure.getCode()) {
      case 400, 422 -> new UserMistake("Airflow does not accept the request" + detail);
      case 401 ->
          new UserMistake(
              "Airflow at %s does not accept the %s from %s%s"
                  .formatted(
                      url,
                      credentials.isLogin() ? "user and password" : "token",
                      credentials.from(),
                      detail));
      case 403 ->
          new UserMistake(
              "The user of %s may not do this in Airflow at %s%s"
                  .formatted(credentials.from(), url, detail));
      case 404 ->
          new UserMistake(
              "Airflow at %s has no such thing%s Is it the right address, and has Airflow read the DAG?"
                  .formatted(url, detail));
      case 409 -> new UserMistake("Airflow has that already" + detail);
      case 0 ->
          new IllegalStateException(
              "Airflow at %s does not answer: %s".formatted(url, reason(failure)));
      default ->
          new IllegalStateException(
              "Airflow at %s answers with status %d%s".formatted(url, failure.getCode(), detail));
    };
  }

  private static String reason(ApiException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Airflow's own words, as the end of a sentence. */
  private static String detail(ApiException failure) {
    String body = failure.getResponseBody() == null ? "" : failure.getResponseBody();
    try {
      JsonNode detail = JSON.readTree(body).path("detail");
      if (detail.isMissingNode()) {
        return ".";
      }
      // Of what the database refused, Airflow says the reason beside much for its own log.
      JsonNode words = detail.path("reason").isTextual() ? detail.path("reason") : detail;
      String text = words.isTextual() ? words.asText() : words.toString();
      return ": " + text.replaceAll("\\.$", "") + ".";
    } catch (JsonProcessingException e) {
      // A proxy's page, not Airflow's answer.
      return ".";
    }
  }
}
