package io.tributary.airflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Airflow that gives the answers that a test has written down, and notes what it was asked. */
final class FakeAirflow implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();

  FakeAirflow() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Adds an answer; the last one of a request is given from then on.
   *
   * @param request such as {@code GET /api/v2/version}, without the query
   */
  FakeAirflow on(String request, int status, String body) {
    answers.computeIfAbsent(request, r -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String as = exchange.getRequestHeaders().getFirst("Authorization");
    requests.add(request + (as == null ? "" : " as " + as) + (body.isEmpty() ? "" : " " + body));
    Deque<Answer> given = answers.getOrDefault(request, new ArrayDeque<>());
    Answer answer =
        given.isEmpty()
            ? new Answer(404, "{\"detail\": \"Not Found\"}")
            : given.size() == 1 ? given.peek() : given.poll();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Request line, token and body of everything that was asked. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  AirflowCalls calls(Credentials credentials) {
    return new AirflowCalls(url(), credentials, Duration.ofMillis(1));
  }

  /** The runs of the DAG, in Shanghai, with the token {@code t}. */
  NightRuns nights() {
    return new NightRuns(
        calls(new Credentials("t", "", "", "AIRFLOW_TOKEN")),
        "tributary_nightly",
        ZoneId.of("Asia/Shanghai"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
