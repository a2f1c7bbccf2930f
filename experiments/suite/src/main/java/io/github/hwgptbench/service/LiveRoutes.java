package io.github.hwgptbench.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.live.LivePage;
import io.github.hwgptbench.live.LiveSuite;
import io.github.hwgptbench.live.LiveSuites;
import io.github.hwgptbench.live.SuiteStarter;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The live page, and what it asks for. Safe for use by many threads. */
final class LiveRoutes {

  /** Where the page is. */
  static final String PAGE = "/live";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 200;
  private static final byte[] DONE = "{}".getBytes(StandardCharsets.UTF_8);
  /** The page loads nothing from elsewhere, runs no script but its own, and is in no other page. */
  private static final HttpFields PAGE_HEADERS = HttpFields.build()
      .put(HttpHeader.CACHE_CONTROL, "no-cache")
      .put("Referrer-Policy", "no-referrer")
      .put(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src"
              + " 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors"
              + " 'none'")
      .asImmutable();

  private final LiveSuites suites;
  /** Null where none can be started. */
  private final @Nullable SuiteStarter starter;

  private final EventStreams streams;

  LiveRoutes(LiveSuites suites, @Nullable SuiteStarter starter, EventStreams streams) {
    this.suites = suites;
    this.starter = starter;
    this.streams = streams;
  }

  /** Adds the answers to a table. */
  void addTo(RouteTable table) throws IOException {
    table.addOpen(PAGE, page("text/html;charset=utf-8", LivePage.html()));
    table.addOpen(PAGE + "/live.css", page("text/css;charset=utf-8", LivePage.style()));
    table.addOpen(PAGE + "/live.js", page("text/javascript;charset=utf-8", LivePage.script()));
    List<String> startable = starter == null ? List.of() : SuiteStarter.startable();
    table.add("GET", PAGE + "/suites", (input, names) -> new Answer(200, suites.json(startable)));
    table.add("POST", PAGE + "/suites", (input, names) -> start(input));
    table.add(
        "GET",
        PAGE + "/suites/{suite}/events",
        (input, names) -> events(names.get(0), input.query().getValue("problem")),
        "problem");
    table.add("POST", PAGE + "/suites/{suite}/stop", (input, names) -> stop(names.get(0)));
    table.add("POST", PAGE + "/suites/{suite}/resume", (input, names) -> resume(names.get(0)));
  }

  private static Answer page(String type, byte[] body) {
    return new Answer(200, PAGE_HEADERS, type, body, null);
  }

  private LiveSuite suite(String id) throws IOException {
    return suites.find(id).orElseThrow(() -> new RefusedException(404, "No suite '" + id + "'"));
  }

  private Answer events(String id, @Nullable String problem) throws IOException {
    suite(id);
    streams.checkRoom();
    String shown = Objects.requireNonNullElse(problem, "");
    return Answer.of(new EventSource() {
      private @Nullable HashCode last;

      @Override
      public Optional<byte[]> next() throws IOException {
        byte[] state = suite(id).json(shown);
        HashCode hash = Hashing.murmur3_128().hashBytes(state);
        if (hash.equals(last)) {
          return Optional.empty();
        }
        last = hash;
        return Optional.of(state);
      }
    });
  }

  private Answer stop(String id) throws IOException {
    if (!suite(id).stop()) {
      throw new RefusedException(409, "The suite is not running here");
    }
    return new Answer(200, DONE);
  }

  private Answer resume(String id) throws IOException {
    LiveSuite suite = suite(id);
    boolean resumed;
    try {
      resumed = suite.resume();
    } catch (IOException | UsageException e) {
      throw refused(e);
    }
    if (!resumed) {
      throw new RefusedException(409, "The suite can't be resumed here");
    }
    return new Answer(200, DONE);
  }

  private Answer start(Input input) throws IOException {
    JsonFields fields = JsonFields.parse(input.body());
    fields.checkOnly(List.of("suite"));
    String name = fields.text("suite", LONGEST_NAME);
    if (starter == null) {
      throw new RefusedException(409, "Suites can't be started here");
    }
    String id;
    try {
      id = starter.start(name);
    } catch (IOException | UsageException e) {
      throw refused(e);
    }
    return new Answer(201, JSON.writeValueAsBytes(Map.of("suite", id)));
  }

  /** Another suite may run, or the record be of other models: the page is to show why. */
  private static RefusedException refused(Exception e) {
    return new RefusedException(409, String.valueOf(e.getMessage()));
  }
}
