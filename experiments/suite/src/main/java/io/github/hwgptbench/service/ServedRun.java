package io.github.hwgptbench.service;

import io.github.hwgptbench.adapter.process.GenotypeReader;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.indicator.Normalization;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.suite.ProblemAnswers;
import io.github.hwgptbench.suite.Shard;
import io.github.hwgptbench.suite.Suite;
import io.github.hwgptbench.suite.SuiteListener;
import io.github.hwgptbench.suite.SuiteRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A recorded run: a suite of one run, in a folder of its own. It goes on in a thread of its own, or
 * is at rest: over, or one of a client that has not asked for long. Safe for use by many threads.
 */
final class ServedRun implements ListedRun {

  /**
   * One evaluation.
   *
   * @param architecture in the authors' form
   * @param objectives in their units and with their signs
   * @param violations one per constraint
   * @param expense null where evaluations are counted only
   */
  record Row(
      String architecture,
      double[] objectives,
      double[] violations,
      @Nullable Expense expense) {}

  /** How far a run has come. */
  enum State {
    OPEN,
    FINISHED,
    FAILED
  }

  private final String id;
  private final Path folder;
  private final RunSettings settings;
  private final GenotypeReader reader;
  private final AlgorithmName name;
  /** Null where the run is at rest. */
  private final @Nullable WatchedSearch search;

  private final long seed;
  /** Null where an algorithm searches, or the run is at rest. */
  private final @Nullable ClientSearch client;

  /** How many were made before the run came to rest. */
  private final int earlier;

  /** Null where the run is at rest. */
  private final @Nullable Thread thread;

  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile State state = State.OPEN;
  private volatile @Nullable RunOutcome outcome;
  private volatile @Nullable String failure;

  /**
   * Begins or goes on with a run.
   *
   * @param client the search; null where it is no client's
   */
  ServedRun(
      String id,
      SuiteFolder folder,
      Suite suite,
      WatchedSearch search,
      @Nullable ClientSearch client,
      ProblemAnswers answers) {
    this.id = id;
    this.folder = folder.path();
    this.settings = suite.problems().get(0);
    this.reader = new GenotypeReader(settings.space().genotypes());
    this.name = search.name();
    this.search = search;
    this.seed = suite.seeds().get(0);
    this.client = client;
    this.earlier = 0;
    this.thread = new Thread(() -> run(folder, suite, search, answers), id);
    thread.setDaemon(true);
    thread.start();
    if (client != null) {
      client.rests().thenRun(this::stop);
    }
  }

  /**
   * Takes note of a run that is at rest.
   *
   * @param outcome null where it is not over
   * @param failure why it failed or can't be gone on with; null where it did not
   * @param evaluations how many were made
   */
  ServedRun(
      String id,
      Path folder,
      RunSettings settings,
      AlgorithmName name,
      long seed,
      @Nullable RunOutcome outcome,
      @Nullable String failure,
      int evaluations) {
    this.id = id;
    this.folder = folder;
    this.settings = settings;
    this.reader = new GenotypeReader(settings.space().genotypes());
    this.name = name;
    this.search = null;
    this.seed = seed;
    this.client = null;
    this.earlier = evaluations;
    this.thread = null;
    this.outcome = outcome;
    this.failure = failure;
    ended.complete(null);
    if (failure != null) {
      this.state = State.FAILED;
    } else if (outcome != null) {
      this.state = State.FINISHED;
    }
  }

  private void run(SuiteFolder record, Suite suite, WatchedSearch search, ProblemAnswers answers) {
    try (record) {
      RunOutcome ended = new SuiteRunner(answers, record, 1, null)
          .run(suite, Shard.ALL, SuiteListener.NONE)
          .getOrDefault(settings, List.of())
          .get(0);
      outcome = ended;
      failure = ended.failure().orElse(null);
      if (failure == null) {
        state = State.FINISHED;
        search.forget();
      } else {
        state = State.FAILED;
      }
    } catch (IOException | RuntimeException | Error e) {
      // Errors too, such as a lack of memory: a run that is dead must not count as one that goes
      // on.
      failure = e.toString();
      state = State.FAILED;
    } catch (InterruptedException e) {
      // The service stops; the run goes on when it is started again.
    } finally {
      // One that could not be begun has not taken what was asked for meanwhile.
      if (client != null) {
        client.refuse();
      }
      ended.complete(null);
    }
  }

  /** Returns what is known of the run once it does not go on any more. */
  ServedRun atRest() {
    return new ServedRun(id, folder, settings, name, seed, outcome, failure, evaluations());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Path folder() {
    return folder;
  }

  RunSettings settings() {
    return settings;
  }

  /** Returns whether it goes on, and makes that of a client wait for requests. */
  boolean takesRequests() {
    return client != null ? client.wanted() : state == State.OPEN;
  }

  /** Returns whether it is not over and does not go on. */
  boolean idle() {
    return thread == null && state == State.OPEN;
  }

  /** Returns the reader of what the client of the run asks for. */
  GenotypeReader reader() {
    return reader;
  }

  String algorithm() {
    return name.toString();
  }

  long seed() {
    return seed;
  }

  Optional<ClientSearch> client() {
    return Optional.ofNullable(client);
  }

  State state() {
    return state;
  }

  Optional<RunOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  int evaluations() {
    // In this order, since a run that ends lets go of what was seen once there is an outcome.
    int seen = search == null ? earlier : search.count();
    return outcome().map(RunOutcome::evaluations).orElse(seen);
  }

  /**
   * Returns some of the evaluations, in order.
   *
   * @throws IOException if the record can't be read
   */
  List<Row> rows(int from, int most) throws IOException {
    // In this order, since a run that has finished lets go of what was seen.
    List<Row> seen = seen(from, most);
    return state == State.FINISHED ? recorded(from, most) : seen;
  }

  private List<Row> seen(int from, int most) {
    return rows(search == null ? List.of() : search.evaluations(from, most));
  }

  /** Returns evaluations of this run as rows. */
  List<Row> rows(List<Evaluation> evaluations) {
    Normalization signs = settings.protocol().normalization(settings.objectives());
    List<Row> rows = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      int[] genes = evaluation.candidate().genes();
      rows.add(new Row(
          settings.space().format(settings.space().decode(genes)),
          signs.natural(evaluation.objectives()),
          evaluation.violations(),
          settings.metered() ? expense(evaluation) : null));
    }
    return rows;
  }

  private Expense expense(Evaluation evaluation) {
    return new Expense(
        Math.min(evaluation.candidate().fidelity(), settings.fidelities().highest()),
        evaluation.cost(),
        evaluation.seconds());
  }

  private List<Row> recorded(int from, int most) throws IOException {
    ArchivedRun run = SuiteArchive.open(folder).problems().get(0).runs().get(0);
    RunTrace trace = run.open();
    List<Row> rows = new ArrayList<>();
    for (int i = from; i < trace.evaluations() && rows.size() < most; i++) {
      rows.add(new Row(
          trace.architecture(i),
          trace.objectives(i),
          trace.violations(i),
          settings.metered() ? trace.expense(i) : null));
    }
    return rows;
  }

  /**
   * Returns what is completed when a run that was asked to end or to stop has closed its record.
   */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Waits until a run that was asked to stop has closed its record. */
  void awaitEnd() throws InterruptedException {
    try {
      ended.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      // Its record stays as a process leaves it that is killed.
    }
  }

  /** Asks the run to stop, so that it goes on when the service is started again. */
  void stop() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
