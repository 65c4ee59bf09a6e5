package io.tributary.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts the page together: one file that needs no other and no network. What the model holds may be
 * anything that a dump holds; it stands in a block of data, from which no text can break out, and
 * the page's policy lets no script run but its own two.
 */
final class ReportPage {
  private static final String FOLDER = "/report/";

  /** Apache ECharts, Apache License 2.0, by way of WebJars; its version is that of pom.xml. */
  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  /** In the order in which they build on each other. */
  private static final List<String> SCRIPTS =
      List.of(
          "model.js",
          "words.js",
          "readings.js",
          "charts.js",
          "night.js",
          "people.js",
          "repurchase.js",
          "taste.js",
          "trade.js",
          "campaigns.js",
          "answers.js",
          "outcome.js",
          "page.js");

  private static final Pattern HOLE = Pattern.compile("\\{\\{([a-z-]+)}}");

  private ReportPage() {}

  /**
   * The page.
   *
   * @param model JSON
   */
  static String html(String title, String model) {
    String charts = resource(CHARTS);
    String script = script();
    Map<String, String> parts =
        Map.of(
            "title",
            escaped(title),
            "style",
            resource(FOLDER + "style.css"),
            "model",
            forScriptBlock(model),
            "echarts",
            charts,
            "script",
            script,
            "script-hashes",
            "'sha256-" + hash(charts) + "' 'sha256-" + hash(script) + "'");
    return HOLE.matcher(resource(FOLDER + "page.html"))
        .replaceAll(hole -> Matcher.quoteReplacement(parts.get(hole.group(1))));
  }

  /**
   * All that the page is made of beside the model: where it changes, the same night looks
   * different.
   */
  static String frame() {
    return resource(FOLDER + "page.html") + resource(FOLDER + "style.css") + script() + CHARTS;
  }

  private static String script() {
    return SCRIPTS.stream().map(name -> resource(FOLDER + name)).collect(Collectors.joining("\n"));
  }

  /** JSON that ends no block and starts no comment, whatever its texts hold. */
  static String forScriptBlock(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
