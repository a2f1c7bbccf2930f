package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A run that an archive has: how it went, and where its evaluations are. Immutable. */
public final class ArchivedRun {

  private static final double ROUNDING = 1e-9;

  private final ArchivedProblem problem;
  private final RunOutcome outcome;
  private final Provenance provenance;

  ArchivedRun(ArchivedProblem problem, RunOutcome outcome, Provenance provenance) {
    this.problem = problem;
    this.outcome = outcome;
    this.provenance = provenance;
  }

  /** Returns how it went. */
  public RunOutcome outcome() {
    return outcome;
  }

  /** Returns what answered and what computed this run, which others may have done elsewhere. */
  public Provenance provenance() {
    Provenance common = problem.settings().provenance();
    return new Provenance(
        common.version(),
        provenance.commit(),
        common.surrogates(),
        provenance.java(),
        provenance.platform());
  }

  /** Returns the file with the evaluations. */
  public Path file() {
    return problem.folder().resolve(RunFile.name(outcome.algorithm(), outcome.seed()));
  }

  /** Returns the file with the times, which may have been left out. */
  public Path times() {
    return file().resolveSibling(RunFile.timesName(file().getFileName().toString()));
  }

  /** Returns the file with what a program has printed on standard error, if it has. */
  public Path errors() {
    return file().resolveSibling(RunFile.errorsName(file().getFileName().toString()));
  }

  /**
   * Checks that a copy without values has the same values when it is read.
   *
   * @throws IOException if not
   */
  void checkBare(Path copy) throws IOException {
    BareRun.read(copy, problem.settings(), outcome, problem.revaluation());
  }

  /**
   * Reads the evaluations. Nothing of them is kept here. Where their values were left out they are
   * computed anew, by the surrogates that ship.
   *
   * @throws IOException if they can't be read, were cut off or changed, or are of another run, the
   *     index claims something else of them, or values were left out that are of other surrogates;
   *     names the file and what is wrong with it
   */
  public RunTrace open() throws IOException {
    RunTrace trace = read();
    checkIndex(trace);
    return trace;
  }

  /** What the index claims of a run and can be computed from its evaluations must be true. */
  private void checkIndex(RunTrace trace) throws IOException {
    FoundFront found;
    try {
      found = FoundFront.of(problem.settings(), trace);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: no run can have written this: %s; delete it to have it run again",
              file(),
              e.getMessage()),
          e);
    }
    checkIndex("evaluations", outcome.evaluations(), trace.evaluations());
    checkIndex("feasible", outcome.feasible(), found.feasible());
    checkIndex("hypervolume", outcome.hypervolume(), found.hypervolume());
  }

  private void checkIndex(String field, double claimed, double actual) throws IOException {
    // Other versions may sum up in another order.
    if (!(Math.abs(claimed - actual) <= ROUNDING * Math.max(1, Math.abs(actual)))) {
      throw new IOException(String.format(
          Locale.ROOT,
          "%s: damaged: its line in %s has the %s %s, its evaluations have %s; delete the file to have it run again",
          file(),
          RunLog.NAME,
          field,
          PlainNumber.of(claimed),
          PlainNumber.of(actual)));
    }
  }

  private RunTrace read() throws IOException {
    if (BareRun.isAt(file())) {
      return BareRun.read(file(), problem.settings(), outcome, problem.revaluation());
    }
    RunReader reader = new RunReader(file());
    String header = SettingsJson.text(SettingsJson.header(
        problem.settings(),
        outcome.algorithm(),
        problem.algorithms().get(outcome.algorithm()),
        outcome.seed()));
    if (!reader.header().equals(header)) {
      throw new IOException(String.format(
          Locale.ROOT,
          "%s: of another run: %s; delete it to have it run again",
          file(),
          reader.difference(header)));
    }
    if (!reader.sha256().equals(outcome.sha256())) {
      throw new IOException(String.format(
          Locale.ROOT,
          "%s: has other evaluations than those that the index knows; delete it to have it run again",
          file()));
    }
    return reader.trace(problem.settings());
  }
}
