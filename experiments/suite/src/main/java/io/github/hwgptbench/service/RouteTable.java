package io.github.hwgptbench.service;

import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.util.Fields;

/** What is answered on which path. Filled by one thread, then safe for use by many. */
final class RouteTable {

  /** Answers whether the service is up, to anybody. */
  static final String HEALTH = "/health";

  /** Answers a request; the names are what stands in the places of the path. */
  @FunctionalInterface
  interface Handler {
    Answer answer(Input input, List<String> names) throws IOException, InterruptedException;
  }

  /** Answers a request that waits for a run. */
  @FunctionalInterface
  interface WaitingHandler {
    CompletableFuture<Answer> answer(Input input, List<String> names)
        throws IOException, InterruptedException;
  }

  /**
   * What one method of a path does.
   *
   * @param parameters of its query, all optional
   */
  private record Route(WaitingHandler handler, List<String> parameters) {}

  /** By path, in which braces stand for any name, then by method. */
  private final Map<String, Map<String, Route>> handlers = new LinkedHashMap<>();

  private final Set<String> open = new HashSet<>();

  /** Adds an answer; the parameters are all that its query may have. */
  void add(String method, String path, Handler handler, String... parameters) {
    addWaiting(
        method,
        path,
        (input, names) -> CompletableFuture.completedFuture(handler.answer(input, names)),
        parameters);
  }

  /** Adds an answer to GET that has no secrets in it and needs no token. */
  void addOpen(String path, Answer answer) {
    add("GET", path, (input, names) -> answer);
    open.add(path);
  }

  void addWaiting(String method, String path, WaitingHandler handler, String... parameters) {
    handlers
        .computeIfAbsent(path, key -> new LinkedHashMap<>())
        .put(method, new Route(handler, List.of(parameters)));
  }

  /** Returns whether a path is answered without a token. */
  boolean isOpen(String path) {
    return open.contains(path);
  }

  /**
   * What answers a request.
   *
   * @param names what stands in the places of the path
   * @param immediate whether it takes no time, and so is answered also where all workers are busy
   */
  record Place(Route route, List<String> names, boolean immediate) {

    /**
     * Refuses a query that the path does not have.
     *
     * @throws IllegalArgumentException if a parameter is unknown, or given twice; lists those
     *     allowed
     */
    void check(Fields query) {
      for (Fields.Field field : query) {
        String name = field.getName();
        if (!route.parameters.contains(name) || field.hasMultipleValues()) {
          throw UsageException.of(
              "Query parameter '%s': %s; allowed here: %s",
              name,
              field.hasMultipleValues() ? "given twice" : "unknown",
              route.parameters.isEmpty() ? "none" : String.join(", ", route.parameters));
        }
      }
    }

    /**
     * Answers a request. May take long, but does not wait for others.
     *
     * @throws RefusedException if the request is refused
     * @throws IllegalArgumentException if the request is wrong
     * @throws IOException if the body is not JSON, or a file can't be read or written
     * @throws InterruptedException if the service stops
     */
    CompletableFuture<Answer> answer(Input input) throws IOException, InterruptedException {
      return route.handler.answer(input, names);
    }
  }

  /**
   * Finds what answers on a path. HEAD is answered as GET is; the server drops the body.
   *
   * @throws RefusedException if there is no such path, or it does not have the method
   */
  Place find(String method, String path) {
    String[] parts = path.split("/", -1);
    for (Map.Entry<String, Map<String, Route>> entry : handlers.entrySet()) {
      Optional<List<String>> names = names(entry.getKey(), parts);
      if (names.isPresent()) {
        Route route = entry.getValue().get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
          throw RefusedException.ofMethod(entry.getValue().keySet());
        }
        return new Place(route, names.get(), entry.getKey().equals(HEALTH));
      }
    }
    throw new RefusedException(404, "Not found; /openapi.json lists all paths");
  }

  private static Optional<List<String>> names(String path, String[] parts) {
    String[] expected = path.split("/", -1);
    if (expected.length != parts.length) {
      return Optional.empty();
    }
    String[] names = new String[parts.length];
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (expected[i].startsWith("{") && !parts[i].isEmpty()) {
        names[count++] = parts[i];
      } else if (!expected[i].equals(parts[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(Arrays.asList(names).subList(0, count));
  }
}
