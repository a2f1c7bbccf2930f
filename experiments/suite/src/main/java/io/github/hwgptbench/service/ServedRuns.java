package io.github.hwgptbench.service;

import io.github.hwgptbench.adapter.process.AskedEvaluations;
import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.DiskSync;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All recorded runs of a service, those of earlier processes too. Each has a folder {@code run-N},
 * which is that of a suite; beside it is {@code run-N.asked} where a client searches. Those that do
 * not go on are read when they are asked for. Safe for use by many threads.
 */
final class ServedRuns {

  private static final Pattern ID = Pattern.compile("run-[1-9][0-9]{0,8}");
  private static final String ASKED = ".asked";
  /** Folder of the runs that were closed. */
  private static final String CLOSED = "closed";

  /** In evaluations, at the lowest fidelity where cost or time is the budget. */
  static final int LARGEST_BUDGET = 1_000_000;

  private static final int MOST_REMEMBERED = 1000;
  /** Of the latest runs, so that damage is reported soon without a long start. */
  private static final int READ_AT_START = 100;

  private final Path folder;
  private final ServedBenchmark benchmark;
  private final int most;
  private final Duration idle;
  private final PrintWriter log;
  private final AlgorithmRegistry registry = AlgorithmRegistry.load();
  private final NavigableSet<Integer> numbers = new ConcurrentSkipListSet<>();
  private final Map<Integer, ServedRun> going = new ConcurrentSkipListMap<>();
  /** Runs at rest that were asked for lately. */
  private final Map<Integer, ListedRun> remembered =
      Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ListedRun> eldest) {
          return size() > MOST_REMEMBERED;
        }
      });

  private int last;

  /**
   * Takes a folder, and goes on with the runs in it that are not over and not a client's. Those of
   * clients go on when they are asked for.
   *
   * @param most how many may go on at the same time
   * @param idle after which time without a request the run of a client rests
   * @param log receives which records are damaged
   * @throws IOException if the folder can't be read or written
   */
  ServedRuns(Path folder, ServedBenchmark benchmark, int most, Duration idle, PrintWriter log)
      throws IOException {
    this.folder = folder;
    this.benchmark = benchmark;
    this.most = most;
    this.idle = idle;
    this.log = log;
    Files.createDirectories(folder);
    for (int number : numbersIn(folder)) {
      if (hasRecord(folder.resolve(id(number)))) {
        numbers.add(number);
      }
      last = Math.max(last, number);
    }
    if (Files.isDirectory(folder.resolve(CLOSED))) {
      for (int number : numbersIn(folder.resolve(CLOSED))) {
        // A process that ended between the two moves leaves the second one to the next.
        if (!numbers.contains(number) && Files.exists(asked(number))) {
          moveAsked(number);
        }
        last = Math.max(last, number);
      }
    }
    for (int number : numbers) {
      if (!Files.exists(asked(number)) && !isOver(folder.resolve(id(number)))) {
        goOn(number, Integer.MAX_VALUE);
      }
    }
    numbers.descendingSet().stream().limit(READ_AT_START).forEach(this::listed);
  }

  private static List<Integer> numbersIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> ID.matcher(name).matches())
          .map(ServedRuns::number)
          .toList();
    }
  }

  /** A process that was killed as it began a run leaves a folder without anything of a run. */
  private static boolean hasRecord(Path run) throws IOException {
    if (Files.exists(run.resolve("suite.json"))) {
      return true;
    }
    if (!Files.isDirectory(run)) {
      return false;
    }
    try (Stream<Path> files = Files.list(run)) {
      return files.anyMatch(
          file -> Files.isDirectory(file) || file.getFileName().toString().endsWith(".seg"));
    }
  }

  private static boolean isOver(Path run) {
    try {
      return SuiteFolder.hasOutcome(run);
    } catch (IOException e) {
      // Is listed with what is wrong, and does not go on.
      return true;
    }
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring("run-".length()));
  }

  private static String id(int number) {
    return "run-" + number;
  }

  private Path asked(int number) {
    return folder.resolve(id(number) + ASKED);
  }

  /** Returns a run as it is, or what is wrong with its record; nothing if it was closed. */
  private Optional<ListedRun> listed(int number) {
    ListedRun run = going.get(number);
    if (run == null) {
      run = remembered.get(number);
    }
    if (run == null) {
      run = read(number);
      // A record that is moved meanwhile is not damaged.
      if (!numbers.contains(number)) {
        return Optional.empty();
      }
      if (run instanceof DamagedRun damaged) {
        log.printf(
            Locale.ROOT,
            "%s is damaged, the other runs are not: %s%n",
            damaged.folder(),
            damaged.failure());
      }
      remembered.put(number, run);
    }
    return Optional.of(run);
  }

  private ListedRun present(int number) {
    return listed(number).orElseThrow(ServedRuns::unknown);
  }

  private ListedRun read(int number) {
    Path path = folder.resolve(id(number));
    try {
      SuiteArchive archive = SuiteArchive.open(path);
      ArchivedProblem problem = archive.problems().get(0);
      SuitePlan plan = archive.plan();
      for (ArchivedRun run : problem.runs()) {
        // The index of the record alone proves nothing.
        run.open();
      }
      Optional<RunOutcome> over = Stream.concat(
              problem.runs().stream().map(ArchivedRun::outcome), problem.failed().stream())
          .findFirst();
      RunSettings settings = problem.settings();
      int evaluations = 0;
      if (over.isEmpty() && Files.exists(asked(number))) {
        List<AskedFile.Request> requests =
            AskedFile.requests(asked(number), settings.space().genotypes(), settings.fidelities());
        // With several workers, how many have ended depends on their times.
        evaluations = RunRequest.of(settings).workers() > 1
            ? madeAgain(settings, plan.seeds().get(0), requests, Integer.MAX_VALUE)
                .size()
            : requests.stream().mapToInt(request -> request.genotypes().size()).sum();
        if (!settings.metered()) {
          evaluations = Math.min(settings.evaluations(), evaluations);
        }
      }
      return new ServedRun(
          id(number),
          path,
          settings,
          AlgorithmName.parse(plan.algorithms().keySet().iterator().next()),
          plan.seeds().get(0),
          over.orElse(null),
          over.flatMap(RunOutcome::failure).orElse(null),
          evaluations);
    } catch (IOException | RuntimeException e) {
      // What is not as it was written may be wrong in any way.
      return new DamagedRun(id(number), path, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Goes on with a run that is not over.
   *
   * @param atMost how many runs may go on with it
   */
  private ListedRun goOn(int number, int atMost) {
    ListedRun listed = present(number);
    if (!(listed instanceof ServedRun run) || run.state() != ServedRun.State.OPEN) {
      return listed;
    }
    try {
      // Not under the lock: it may open a supernet.
      return goOn(number, run, benchmark.settings(RunRequest.of(run.settings())), atMost);
    } catch (IOException | IllegalArgumentException e) {
      // Of other surrogates, say: the other runs go on, and this one says why it does not.
      ServedRun failed = new ServedRun(
          run.id(),
          run.folder(),
          run.settings(),
          AlgorithmName.parse(run.algorithm()),
          run.seed(),
          null,
          String.valueOf(e.getMessage()),
          run.evaluations());
      remembered.put(number, failed);
      return failed;
    }
  }

  private synchronized ListedRun goOn(
      int number, ServedRun rested, RunSettings settings, int atMost) throws IOException {
    ServedRun going = this.going.get(number);
    if (going != null) {
      return going;
    }
    // It may have gone on and ended since.
    ListedRun now = present(number);
    if (!(now instanceof ServedRun run) || run.state() != ServedRun.State.OPEN) {
      return now;
    }
    checkRoom(atMost);
    ClientSearch client = Files.exists(asked(number))
        ? new ClientSearch(
            AlgorithmName.parse(rested.algorithm()),
            AskedFile.resume(asked(number), settings.space().genotypes(), settings.fidelities()),
            idle)
        : null;
    WatchedSearch search =
        new WatchedSearch(client != null ? client : registry.algorithm(rested.algorithm()));
    Suite suite = new Suite(List.of(settings), List.of(search), List.of(rested.seed()));
    return add(
        number,
        new ServedRun(
            rested.id(),
            SuiteFolder.resume(rested.folder(), suite.plan()),
            suite,
            search,
            client,
            benchmark));
  }

  private ServedRun add(int number, ServedRun run) {
    going.put(number, run);
    run.ended().thenRun(() -> settle(number, run));
    return run;
  }

  /** Lets go of a run that does not go on any more. */
  private synchronized void settle(int number, ServedRun run) {
    if (going.get(number) == run) {
      remembered.put(number, run.atRest());
      going.remove(number);
    }
  }

  /**
   * Begins a run.
   *
   * @param name what the client calls itself, or the algorithm that searches
   * @param byClient whether a client searches
   * @throws IllegalArgumentException if the algorithm is unknown, a client calls itself as an
   *     algorithm is called, the problem can't be recorded, or the time of an algorithm counts
   * @throws RefusedException if too many runs go on
   * @throws IOException if the record can't be written
   */
  ServedRun begin(RunRequest request, AlgorithmName name, boolean byClient, long seed)
      throws IOException {
    checkRoom(most);
    if (byClient) {
      checkNotOurs(name);
    } else if (request.countsProposalTime()) {
      throw UsageException.of(
          "Algorithm '%s' with its own time counted: runs have to be the same after a restart;"
              + " allowed: for clients",
          name);
    }
    RunSettings settings = benchmark.settings(request);
    double longest = settings.budget().unit() == Budget.Unit.EVALUATIONS
        ? settings.evaluations()
        : settings.evaluations() / settings.fidelities().cost(0);
    if (longest > LARGEST_BUDGET) {
      throw UsageException.of(
          "Budget of about %.0f evaluations at the lowest fidelity; allowed: up to %d",
          longest, LARGEST_BUDGET);
    }
    return begin(settings, name, byClient ? null : registry.algorithm(name), seed);
  }

  private synchronized ServedRun begin(
      RunSettings settings, AlgorithmName name, @Nullable SearchAlgorithm algorithm, long seed)
      throws IOException {
    checkRoom(most);
    int number = last + 1;
    while (Files.exists(folder.resolve(id(number))) || Files.exists(asked(number))) {
      number++;
    }
    last = number;
    String id = id(number);
    ClientSearch client =
        algorithm == null ? new ClientSearch(name, AskedFile.begin(asked(number)), idle) : null;
    WatchedSearch search =
        new WatchedSearch(algorithm == null ? Objects.requireNonNull(client) : algorithm);
    Suite suite = new Suite(List.of(settings), List.of(search), List.of(seed));
    ServedRun run = new ServedRun(
        id, SuiteFolder.empty(folder.resolve(id), suite.plan()), suite, search, client, benchmark);
    add(number, run);
    numbers.add(number);
    return run;
  }

  private void checkRoom(int atMost) {
    long open = going.values().stream()
        .filter(run -> run.state() == ServedRun.State.OPEN)
        .count();
    if (open >= atMost) {
      throw new RefusedException(
          429, Text.format("%d runs are in progress, which is the maximum. End one of them", open));
    }
  }

  /** A record under the name of an algorithm would be taken for a run of that algorithm. */
  private void checkNotOurs(AlgorithmName name) {
    String given = name.name().toLowerCase(Locale.ROOT);
    for (AlgorithmFactory factory : registry.factories()) {
      String known = factory.name().toLowerCase(Locale.ROOT);
      String framework = known.substring(0, known.indexOf(':') + 1);
      if (given.equals(known) || !framework.isEmpty() && given.startsWith(framework)) {
        throw UsageException.of(
            "Client '%s': '%s' is a name of the service; take another",
            name, given.equals(known) ? known : framework);
      }
    }
  }

  /**
   * Returns a run.
   *
   * @throws RefusedException if there is none of this id
   */
  ListedRun get(String id) {
    return present(known(id));
  }

  private int known(String id) {
    if (!ID.matcher(id).matches() || !numbers.contains(number(id))) {
      throw unknown();
    }
    return number(id);
  }

  private static RefusedException unknown() {
    return new RefusedException(404, "No such run");
  }

  /**
   * Returns a run with a record that can be read.
   *
   * @throws RefusedException if there is none of this id, or its record is damaged
   */
  ServedRun readable(String id) {
    return readable(get(id));
  }

  private static ServedRun readable(ListedRun listed) {
    if (listed instanceof DamagedRun damaged) {
      throw new RefusedException(409, "The record of the run is damaged: " + damaged.failure());
    }
    return (ServedRun) listed;
  }

  /**
   * Returns a run that takes requests, unless it is over. One of a client that rests goes on.
   *
   * @throws RefusedException if there is none of this id, its record is damaged, or it rests and
   *     too many others go on
   */
  ServedRun awake(String id) throws InterruptedException {
    int number = known(id);
    ServedRun run = going.get(number);
    return run != null && run.takesRequests() ? run : wake(number);
  }

  private ServedRun wake(int number) throws InterruptedException {
    ServedRun run = going.get(number);
    if (run != null && run.takesRequests()) {
      return run;
    }
    if (run != null) {
      run.awaitEnd();
      settle(number, run);
    }
    ServedRun rested = readable(present(number));
    if (!rested.idle()) {
      return rested;
    }
    checkRoom(most);
    return readable(goOn(number, most));
  }

  /**
   * Makes the first evaluations of a client's run that rests once more: the same, since they depend
   * on its seed alone.
   *
   * @param count how many at least, if there are as many
   * @throws IOException if what the client has asked for can't be read
   */
  List<ServedRun.Row> madeAgain(ServedRun run, int count) throws IOException {
    RunSettings settings = run.settings();
    List<AskedFile.Request> requests = AskedFile.requests(
        asked(number(run.id())), settings.space().genotypes(), settings.fidelities());
    return run.rows(madeAgain(settings, run.seed(), requests, count));
  }

  private List<Evaluation> madeAgain(
      RunSettings settings, long seed, List<AskedFile.Request> requests, int count)
      throws IOException {
    List<Evaluation> made = new ArrayList<>();
    List<ObjectiveEvaluator> levels = new ArrayList<>();
    try {
      for (int level = 0; level < settings.fidelities().size(); level++) {
        levels.add(benchmark.evaluator(settings, level));
      }
      AskedEvaluations evaluations = new AskedEvaluations(
          benchmark.observed(settings, levels, seed),
          benchmark.conditions(settings, SearchStart.EMPTY),
          made::add);
      for (AskedFile.Request request : requests) {
        if (evaluations.made() < count) {
          evaluations.take(request.nanos());
          evaluations.evaluate(request.genotypes(), request.fidelity());
        }
      }
    } finally {
      levels.forEach(ObjectiveEvaluator::close);
    }
    return made;
  }

  /** Returns what a run knows of other devices. */
  List<Prior> priors(ServedRun run, Problem searched) {
    return benchmark.priors(run.settings(), run.seed(), searched);
  }

  /**
   * Closes a run that does not go on: it is forgotten, and its record moved to the folder
   * {@code closed}.
   *
   * @return the run as it was
   * @throws RefusedException if there is none of this id, or it goes on
   * @throws IOException if the record can't be moved
   */
  synchronized ListedRun close(String id) throws IOException, InterruptedException {
    int number = known(id);
    ServedRun run = going.get(number);
    if (run != null) {
      if (run.state() == ServedRun.State.OPEN) {
        throw new RefusedException(
            409, "The run is in progress; only a client's can be closed before its end");
      }
      run.awaitEnd();
      settle(number, run);
    }
    ListedRun closed = present(number);
    numbers.remove(number);
    try {
      // In this order: a folder without its .asked file would count as the run of an algorithm.
      Path target = Files.createDirectories(folder.resolve(CLOSED));
      Files.move(closed.folder(), target.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      numbers.add(number);
      throw e;
    }
    remembered.remove(number);
    if (Files.exists(asked(number))) {
      moveAsked(number);
    }
    return closed;
  }

  /** Moves the second file of a run whose folder was moved to the closed ones. */
  private void moveAsked(int number) throws IOException {
    DiskSync.folder(folder.resolve(CLOSED));
    DiskSync.folder(folder);
    Files.move(
        asked(number),
        folder.resolve(CLOSED).resolve(id(number) + ASKED),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Returns some runs, in order.
   *
   * @param after number of the run before the first
   */
  List<ListedRun> list(int after, int most) {
    return numbers.tailSet(after, false).stream()
        .flatMap(number -> listed(number).stream())
        .limit(most)
        .toList();
  }

  /** Returns whether there is a run after another. */
  boolean hasMore(ListedRun run) {
    return numbers.higher(number(run.id())) != null;
  }

  /** Returns the names of some of the algorithms that the service can run. */
  List<String> algorithms(Predicate<AlgorithmFactory> some) {
    return registry.factories().stream()
        .filter(some)
        .map(factory -> factory.preset().equals(AlgorithmName.DEFAULT)
            ? factory.name()
            : factory.name() + "@" + factory.preset())
        .toList();
  }

  /** Stops all runs, which go on when a service takes the folder again. */
  void stop() throws InterruptedException {
    List<ServedRun> stopped = List.copyOf(going.values());
    stopped.forEach(ServedRun::stop);
    for (ServedRun run : stopped) {
      run.awaitEnd();
    }
  }
}
