package io.github.hwgptbench.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All runs of a suite on one problem, as an archive has them. Immutable. */
public final class ArchivedProblem {

  /** What tells a run from others on its problem. */
  private record Cell(String algorithm, long seed) {}

  private final Path folder;
  private final RunSettings settings;
  private final Map<String, Map<String, String>> algorithms;
  private final List<Long> seeds;
  private final List<ArchivedRun> runs;
  private final List<ArchivedRun> outgrown;
  private final List<RunOutcome> failed;
  private final Revaluation revaluation;

  /**
   * Makes it.
   *
   * @param entries runs that are over, all in the plan; of several of the same run the last counts
   */
  ArchivedProblem(Path suite, SuitePlan plan, RunSettings settings, List<RunLog.Entry> entries) {
    this.folder = suite.resolve(settings.folderName());
    this.settings = settings;
    this.algorithms = plan.algorithms();
    this.seeds = plan.seeds();
    this.revaluation = new Revaluation(settings);
    Map<Cell, RunLog.Entry> latest = new HashMap<>();
    for (RunLog.Entry entry : entries) {
      latest.put(new Cell(entry.outcome().algorithm(), entry.outcome().seed()), entry);
    }
    List<ArchivedRun> finished = new ArrayList<>();
    List<ArchivedRun> shorter = new ArrayList<>();
    List<RunOutcome> others = new ArrayList<>();
    for (String algorithm : algorithms.keySet()) {
      for (long seed : seeds) {
        RunLog.Entry entry = latest.get(new Cell(algorithm, seed));
        if (entry != null && entry.outcome().failure().isEmpty()) {
          ArchivedRun run = new ArchivedRun(this, entry);
          (run.budget() < settings.evaluations() ? shorter : finished).add(run);
        } else if (entry != null) {
          others.add(entry.outcome());
        }
      }
    }
    this.runs = List.copyOf(finished);
    this.outgrown = List.copyOf(shorter);
    this.failed = List.copyOf(others);
  }

  /** Returns the folder of its runs. */
  public Path folder() {
    return folder;
  }

  /**
   * Returns what all runs have in common. Its provenance is that of the process that began the
   * suite.
   */
  public RunSettings settings() {
    return settings;
  }

  Revaluation revaluation() {
    return revaluation;
  }

  /** Returns all settings, as text, of each algorithm by its name, in the order of the plan. */
  public Map<String, Map<String, String>> algorithms() {
    return algorithms;
  }

  /** Returns the seeds of each algorithm, in the order of the plan. */
  public List<Long> seeds() {
    return seeds;
  }

  /**
   * Returns the runs that had a smaller budget than the suite has now, and have not gone on yet,
   * ordered by algorithm, then by seed.
   */
  List<ArchivedRun> outgrown() {
    return outgrown;
  }

  /**
   * Returns the runs that were finished without failure, those that a time limit has ended among
   * them, ordered by algorithm, then by seed.
   */
  public List<ArchivedRun> runs() {
    return runs;
  }

  /** Returns how the runs went that failed, ordered by algorithm, then by seed. */
  public List<RunOutcome> failed() {
    return failed;
  }

  /** Returns whether every run was finished without failure. */
  public boolean complete() {
    return runs.size() == algorithms.size() * seeds.size();
  }
}
