package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A run of an archive: its outcome, and the place of its evaluations. Immutable. */
public final class ArchivedRun {

  private static final double ROUNDING = 1e-9;

  private final ArchivedProblem problem;
  /** Those of the problem, or the same with a smaller budget. */
  private final RunSettings settings;

  private final RunOutcome outcome;
  private final Provenance provenance;

  private final boolean hasBudget;
  private final RunSource source;
  private final Path index;

  ArchivedRun(ArchivedProblem problem, RunTable table, int number) {
    RunLog.Entry entry = table.entry(number);
    this.source = table.source(number);
    this.index = table.file();
    this.problem = problem;
    RunSettings common = problem.settings();
    int budget = Objects.requireNonNullElse(entry.budget(), common.evaluations());
    this.settings = budget == common.evaluations() ? common : common.with(common.suite(), budget);
    this.outcome = entry.outcome();
    this.provenance = entry.provenance();
    this.hasBudget = entry.budget() != null;
  }

  /** Returns whether its line in the index has its budget. */
  boolean hasBudget() {
    return hasBudget;
  }

  /** Returns its line in the index, with its budget. */
  RunLog.Entry entry() {
    return new RunLog.Entry(problem.settings().folderName(), outcome, provenance, budget());
  }

  /** Returns the budget that it was given. */
  int budget() {
    return settings.evaluations();
  }

  /** Returns its outcome. */
  public RunOutcome outcome() {
    return outcome;
  }

  /** Returns the provenance of this run, which may have been made elsewhere. */
  public Provenance provenance() {
    Provenance common = problem.settings().provenance();
    return new Provenance(
        common.version(),
        provenance.commit(),
        common.surrogates(),
        provenance.java(),
        provenance.platform());
  }

  /**
   * Returns the stored bytes of {@code .run}, in the layout that {@code docs/record.md} describes.
   *
   * @throws IOException if they can't be read
   * @since 0.2.0
   */
  public byte[] bytes() throws IOException {
    return source.read().run();
  }

  /**
   * Returns the place of the run, for messages.
   *
   * @since 0.2.0
   */
  public String place() {
    return source.place();
  }

  /** Returns the run as it is kept. */
  StoredRun stored() throws IOException {
    return source.read();
  }

  /** Returns whether the run is kept at all, which somebody may have deleted. */
  boolean exists() {
    return source.exists();
  }

  /** Returns whether somebody has deleted this run alone, to have it run again. */
  boolean deleted() {
    return source.deleted();
  }

  /**
   * Returns the file with the standard error of a program, which exists if the program has printed
   * any.
   */
  public Path errors() {
    return problem
        .folder()
        .resolve(RunFile.errorsName(RunFile.name(outcome.algorithm(), outcome.seed())));
  }

  /**
   * Returns a copy without values, which has the same values when it is read.
   *
   * @throws IOException if it can't be read, or its values are not those of the surrogates that
   *     ship
   */
  StoredRun withoutValues() throws IOException {
    StoredRun bare = BareRun.of(open(), place());
    BareRun.read(bare, settings, outcome, problem.revaluation());
    return bare;
  }

  /**
   * Reads the evaluations, which are not kept here. Values that were left out are computed again by
   * the shipped surrogates.
   *
   * @throws IOException if they can't be read, are truncated or changed, are of another run, do not
   *     match the index, or values were left out that need other surrogates; the message names the
   *     file and the reason
   */
  public RunTrace open() throws IOException {
    try {
      RunTrace trace = read();
      checkIndex(trace);
      return trace;
    } catch (IOException e) {
      throw SuiteZip.located(source.file(), e);
    }
  }

  /**
   * Reads the evaluations that were made within a time.
   *
   * @throws IOException as {@link #open} does, or if the run took longer and its times were left
   *     out
   */
  public RunTrace open(Duration time) throws IOException {
    RunTrace trace = open();
    if (trace.timed()) {
      return trace.within(time);
    }
    if (outcome.duration().compareTo(time) > 0) {
      throw new IOException(Text.format(
          "%s: took %s ms and its times were left out, so it can't be compared after %s ms with runs that a time limit has ended",
          place(), outcome.duration().toMillis(), time.toMillis()));
    }
    return trace;
  }

  /**
   * Returns the outcome of the run if it had been ended after a time.
   *
   * @throws IOException as {@link #open(Duration)} does
   */
  public RunOutcome outcome(Duration time) throws IOException {
    RunTrace trace = open(time);
    FoundFront found = FoundFront.of(settings, trace);
    return new RunOutcome(
        outcome.algorithm(),
        outcome.seed(),
        new RunOutcome.Found(
            trace.evaluations(), found.feasible(), found.hypervolume(), outcome.sha256()),
        outcome.duration().compareTo(time) <= 0
            ? outcome.timing()
            : new RunOutcome.Timing(outcome.started(), outcome.ended(), time),
        outcome.endedBy(),
        outcome.trouble());
  }

  /**
   * Reads the evaluations of a run that is to go on. Where the file has more of them already,
   * because the process died before the index knew, only those that the index knows count.
   *
   * @param planned settings that it goes on with
   * @return empty if the run is missing, or another run with these settings has replaced it
   * @throws IOException as {@link #open} does
   */
  Optional<RunTrace> known(RunSettings planned) throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    StoredRun stored = stored();
    if (!BareRun.is(stored)) {
      RunReader reader = new RunReader(stored);
      boolean ofPlan = reader.header().equals(header(planned));
      if ((ofPlan || reader.header().equals(header(settings)))
          && reader.evaluations() >= outcome.evaluations()
          && reader.sha256(settings, outcome.evaluations()).equals(outcome.sha256())) {
        RunTrace trace = reader.trace(settings).first(outcome.evaluations());
        checkIndex(trace);
        return Optional.of(trace);
      }
      if (ofPlan && budget() != planned.evaluations()) {
        return Optional.empty();
      }
    }
    return Optional.of(open());
  }

  /** What the index claims of a run and can be computed from its evaluations must be true. */
  private void checkIndex(RunTrace trace) throws IOException {
    FoundFront found;
    try {
      found = FoundFront.of(settings, trace);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          Text.format(
              "%s: no run can have written this: %s; %s", place(), e.getMessage(), source.remedy()),
          e);
    }
    checkIndex("evaluations", outcome.evaluations(), trace.evaluations());
    checkIndex("feasible", outcome.feasible(), found.feasible());
    checkIndex("hypervolume", outcome.hypervolume(), found.hypervolume());
  }

  private void checkIndex(String field, double claimed, double actual) throws IOException {
    // Other versions may sum up in another order.
    if (!(Math.abs(claimed - actual) <= ROUNDING * Math.max(1, Math.abs(actual)))) {
      throw new IOException(Text.format(
          "%s: damaged: its line in %s has the %s %s, its evaluations have %s; %s",
          place(),
          index.getFileName(),
          field,
          PlainNumber.of(claimed),
          PlainNumber.of(actual),
          source.remedy()));
    }
  }

  private RunTrace read() throws IOException {
    StoredRun stored = stored();
    if (BareRun.is(stored)) {
      return BareRun.read(stored, settings, outcome, problem.revaluation());
    }
    RunReader reader = new RunReader(stored);
    String header = header(settings);
    if (!reader.header().equals(header)) {
      throw stored.damaged(Text.format("of another run: %s", reader.difference(header)));
    }
    if (!reader.sha256().equals(outcome.sha256())) {
      throw stored.damaged("has other evaluations than the index lists");
    }
    if (reader.limited() != outcome.timeLimit().isPresent()) {
      throw stored.damaged(Text.format(
          "damaged: %s",
          reader.limited()
              ? "a time limit has ended it, which its line in " + index.getFileName()
                  + " does not have"
              : "its line in " + index.getFileName() + " has a time limit that has not ended it"));
    }
    return reader.trace(settings);
  }

  private String header(RunSettings run) {
    String withoutSeed = SettingsJson.header(
        run,
        outcome.algorithm(),
        Objects.requireNonNull(problem.algorithms().get(outcome.algorithm())));
    return SettingsJson.header(withoutSeed, outcome.seed());
  }
}
