package io.tributary.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, by its driver. */
public final class Browser implements AutoCloseable {
  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts the browser that jobs/browser finds or installs; where there can be none, the test is
   * skipped.
   */
  public static Browser start() throws IOException, InterruptedException {
    Process search =
        new ProcessBuilder("jobs/browser").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> found =
        new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    Assumptions.assumeTrue(
        search.waitFor() == 0, "SKIPPED: no Chromium here, nobody looks at the report");
    ChromeOptions options = new ChromeOptions().setBinary(found.get(0));
    // In a container there are no sandbox and little shared memory.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--lang=en-GB");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of(found.get(1)).toFile())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /**
   * Opens a page of so many pixels' width, on a screen; a phone's viewport is as wide as it says, a
   * window's is not.
   */
  public Browser open(Path page, int width) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    driver.manage().window().setSize(new Dimension(Math.max(width, 500), 900));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.get(page.toUri().toString());
    return this;
  }

  /** What a script of the page returns. */
  Object ask(String script, Object... values) {
    return driver.executeScript(script, values);
  }

  long count(String script) {
    return ((Number) ask("return " + script)).longValue();
  }

  @SuppressWarnings("unchecked")
  public List<String> texts(String script) {
    return (List<String>) ask("return " + script);
  }

  /** The rows of a figure's table, cell by cell. */
  public List<String> cells(String figure) {
    return texts(
        "[...document.querySelectorAll('#%s tbody tr')].map(row => [...row.cells].map(cell => cell.textContent).join(' | '))"
            .formatted(figure));
  }

  /** What the browser complained about since the last time. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The page as a sheet of paper has it. */
  void asPrinted() {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    ask("window.dispatchEvent(new Event('beforeprint'))");
  }

  @Override
  public void close() {
    driver.quit();
  }
}
