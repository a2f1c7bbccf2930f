package io.github.hwgptbench.service;

import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All recorded runs of a service, those of earlier processes too. Each has a folder {@code run-N},
 * which is that of a suite; beside it is {@code run-N.asked} where a client searches. Safe for use
 * by many threads.
 */
final class ServedRuns {

  private static final Pattern ID = Pattern.compile("run-[1-9][0-9]{0,8}");
  private static final String ASKED = ".asked";

  private final Path folder;
  private final ServedBenchmark benchmark;
  private final int most;
  private final AlgorithmRegistry registry = AlgorithmRegistry.load();
  private final Map<Integer, ServedRun> runs = new ConcurrentSkipListMap<>();

  /**
   * Takes a folder, and goes on with the runs in it that are not over.
   *
   * @param most how many may go on at the same time
   * @throws IOException if the folder can't be read or written
   */
  ServedRuns(Path folder, ServedBenchmark benchmark, int most) throws IOException {
    this.folder = folder;
    this.benchmark = benchmark;
    this.most = most;
    Files.createDirectories(folder);
    for (Path run : folders()) {
      String id = run.getFileName().toString();
      runs.put(number(id), reopen(id, run));
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> ID.matcher(file.getFileName().toString()).matches())
          .filter(file -> Files.exists(file.resolve("suite.json")))
          .sorted(Comparator.comparing(file -> number(file.getFileName().toString())))
          .toList();
    }
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring("run-".length()));
  }

  private ServedRun reopen(String id, Path path) throws IOException {
    SuiteArchive archive = SuiteArchive.open(path);
    ArchivedProblem problem = archive.problems().get(0);
    SuitePlan plan = archive.plan();
    AlgorithmName name =
        AlgorithmName.parse(plan.algorithms().keySet().iterator().next());
    long seed = plan.seeds().get(0);
    List<RunOutcome> over = Stream.concat(
            problem.runs().stream().map(run -> run.outcome()), problem.failed().stream())
        .toList();
    if (!over.isEmpty()) {
      return new ServedRun(
          id,
          path,
          problem.settings(),
          name,
          seed,
          Optional.of(over.get(0)),
          over.get(0).failure());
    }
    Path askedFile = folder.resolve(id + ASKED);
    try {
      Optional<ClientSearch> client = Files.exists(askedFile)
          ? Optional.of(new ClientSearch(
              name, AskedFile.resume(askedFile, problem.settings().space().genotypes())))
          : Optional.empty();
      WatchedSearch search =
          new WatchedSearch(client.isPresent() ? client.get() : registry.algorithm(name));
      RunSettings settings = benchmark.settings(
          problem.settings().problem(),
          problem.settings().evaluations(),
          problem.settings().noisy());
      Suite suite = new Suite(List.of(settings), List.of(search), List.of(seed));
      return new ServedRun(
          id, SuiteFolder.resume(path, suite.plan()), suite, search, client, benchmark);
    } catch (IOException | IllegalArgumentException e) {
      // Of other surrogates, say: the other runs go on, and this one says why it does not.
      return new ServedRun(
          id, path, problem.settings(), name, seed, Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /**
   * Begins a run.
   *
   * @param name what the client calls itself, or the algorithm that searches
   * @param byClient whether a client searches
   * @throws IllegalArgumentException if the algorithm is unknown, a client calls itself as an
   *     algorithm is called, or the problem can't be recorded
   * @throws RefusedException if too many runs go on
   * @throws IOException if the record can't be written
   */
  synchronized ServedRun begin(
      String problem, int budget, boolean noisy, AlgorithmName name, boolean byClient, long seed)
      throws IOException {
    long open = runs.values().stream()
        .filter(run -> run.state() == ServedRun.State.OPEN)
        .count();
    if (open >= most) {
      throw new RefusedException(
          429,
          String.format(Locale.ROOT, "%d runs go on; allowed: that many. End one of them", open));
    }
    if (byClient) {
      checkNotOurs(name);
    }
    RunSettings settings = benchmark.settings(problem, budget, noisy);
    SearchAlgorithm known = byClient ? null : registry.algorithm(name);
    int number = 1 + runs.keySet().stream().reduce(0, Math::max);
    while (Files.exists(folder.resolve("run-" + number))
        || Files.exists(folder.resolve("run-" + number + ASKED))) {
      number++;
    }
    String id = "run-" + number;
    Optional<ClientSearch> client = byClient
        ? Optional.of(new ClientSearch(name, AskedFile.begin(folder.resolve(id + ASKED))))
        : Optional.empty();
    WatchedSearch search = new WatchedSearch(client.isPresent() ? client.get() : known);
    Suite suite = new Suite(List.of(settings), List.of(search), List.of(seed));
    ServedRun run = new ServedRun(
        id, SuiteFolder.empty(folder.resolve(id), suite.plan()), suite, search, client, benchmark);
    runs.put(number, run);
    return run;
  }

  /** A record under the name of an algorithm would be taken for a run of that algorithm. */
  private void checkNotOurs(AlgorithmName name) {
    String given = name.name().toLowerCase(Locale.ROOT);
    for (AlgorithmFactory factory : registry.factories()) {
      String known = factory.name().toLowerCase(Locale.ROOT);
      String framework = known.substring(0, known.indexOf(':') + 1);
      if (given.equals(known) || !framework.isEmpty() && given.startsWith(framework)) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "Client '%s': '%s' is a name of the service; take another",
            name,
            given.equals(known) ? known : framework));
      }
    }
  }

  /**
   * Returns a run.
   *
   * @throws RefusedException if there is none of this id
   */
  ServedRun get(String id) {
    ServedRun run = ID.matcher(id).matches() ? runs.get(number(id)) : null;
    if (run == null) {
      throw new RefusedException(404, "No such run");
    }
    return run;
  }

  List<ServedRun> all() {
    return new ArrayList<>(runs.values());
  }

  List<String> algorithms() {
    return registry.factories().stream()
        .map(factory -> factory.preset().equals(AlgorithmName.DEFAULT)
            ? factory.name()
            : factory.name() + "@" + factory.preset())
        .toList();
  }

  /** Stops all runs, which go on when a service takes the folder again. */
  void stop() throws InterruptedException {
    runs.values().forEach(ServedRun::stop);
    for (ServedRun run : runs.values()) {
      run.awaitEnd();
    }
  }
}
