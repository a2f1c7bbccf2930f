package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page of a suite in a browser. */
class LivePageTest {

  private static final Pattern ADDRESS =
      Pattern.compile("Live page: (http://127\\.0\\.0\\.1:(\\d+)/\\S+)");
  private static final String STATUS = "document.querySelector('#facts dd').textContent";
  private static final String CURVE =
      "Array.from(document.querySelectorAll('#figure-curves path')).map(path => path.getAttribute('d')).join()";
  private static final String POINTS = "document.querySelectorAll('#figure-fronts [role=button]')";
  private static final String ARCHITECTURE = "document.querySelector('.point code').textContent";

  @TempDir
  private Path temp;

  private final List<Process> started = new ArrayList<>();
  private Chromium browser;

  @BeforeEach
  void startBrowser() throws Exception {
    assumeTrue(Chromium.program().isPresent(), "There is no Chromium");
    browser = new Chromium(Files.createDirectories(temp.resolve("profile")));
    browser.show(1200, 2000, false);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Runs a suite that takes long enough to be looked at, as at a terminal. */
  private Path run(int port, String... more) throws IOException {
    Path output = temp.resolve("output-" + started.size());
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dhwgptbench.terminal=true",
        "-cp",
        System.getProperty("java.class.path"),
        HwGpt.class.getName(),
        "run",
        "--objectives",
        "perplexity,energy@rtx2080",
        "--algorithms",
        "random,ehvi",
        "--seeds",
        "4",
        "--evaluations",
        "900",
        "--threads",
        "2",
        "--out",
        temp.resolve("suites").resolve("shown").toString(),
        "--live",
        "--live-port",
        String.valueOf(port)));
    command.addAll(List.of(more));
    started.add(new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start());
    return output;
  }

  private static Matcher address(Path output) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (Instant.now().isBefore(end)) {
      Matcher matcher = ADDRESS.matcher(Files.readString(output));
      if (matcher.find()) {
        return matcher;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(Files.readString(output));
  }

  @Test
  void showsSuiteAsItRuns() throws Exception {
    Matcher address = address(run(0));
    browser.open(URI.create(address.group(1)));
    browser.await(STATUS + " === 'running'");
    browser.await(CURVE + " !== ''");
    String curve = browser.eval(CURVE);
    browser.await(CURVE + " !== " + quoted(curve));

    browser.await(POINTS + ".length > 3");
    String[] place = browser
        .eval("(box => [box.left + box.width / 2, box.top + box.height / 2])(" + POINTS
            + "[1].getBoundingClientRect())")
        .split(",");
    browser.click(Double.parseDouble(place[0]), Double.parseDouble(place[1]));
    browser.await(ARCHITECTURE + " !== ''");
    String architecture = browser.eval(ARCHITECTURE);
    assertTrue(browser.eval("document.querySelector('.point').innerText").contains("perplexity"));
    browser.eval("document.querySelector('#figure-fronts [tabindex=\"0\"][role=button]').focus()");
    browser.await("document.querySelector('.point code').textContent !== ''");
    String focused = browser.eval(ARCHITECTURE);
    browser.press("ArrowRight");
    browser.await(ARCHITECTURE + " !== " + quoted(focused));
    assertNotEquals("", architecture);

    browser.reload();
    browser.await(STATUS + " === 'running'");

    browser.eval("document.getElementById('stop').click()");
    browser.await(STATUS + " === 'incomplete'");
    browser.await("!document.getElementById('resume').hidden");
    browser.eval("document.getElementById('resume').click()");
    browser.await(STATUS + " === 'running'");

    started.get(0).destroyForcibly().waitFor();
    browser.await("document.getElementById('connection').textContent.includes('lost')");
    run(Integer.parseInt(address.group(2)), "--resume");
    browser.await("document.getElementById('connection').hidden");
    browser.await(STATUS + " === 'running'");

    browser.eval("document.getElementById('back').click()");
    browser.await("document.querySelector('#suites a').textContent === 'shown'");
    browser.show(390, 800, true);
    assertEquals("390", browser.eval("document.documentElement.scrollWidth"));
    assertFalse(browser.eval("getComputedStyle(document.body).backgroundColor").contains("255"));
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
