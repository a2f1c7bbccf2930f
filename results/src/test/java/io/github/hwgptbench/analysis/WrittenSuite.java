package io.github.hwgptbench.analysis;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.EarlierLayout;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunRecorder;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A suite with values that are made up, written to a folder as a real one is. Objectives have
 * bounds of 0 and 1, so that values are normalised already. Evaluation i (from 0) of seed s is of
 * the network {@code genes(s, i)}.
 */
public final class WrittenSuite {

  static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

  private record Cell(RunSettings problem, String algorithm, long seed) {}

  private final String name;
  private final List<RunSettings> problems = new ArrayList<>();
  private final Map<String, Map<String, String>> algorithms = new LinkedHashMap<>();
  private final List<Long> seeds = new ArrayList<>();
  private final Map<Cell, double[][]> runs = new LinkedHashMap<>();
  private final List<Cell> failed = new ArrayList<>();
  private final Map<Cell, Duration> limits = new HashMap<>();
  private final Map<String, Duration> proposals = new HashMap<>();
  private boolean timed;
  private boolean inFiles;
  private Provenance provenance = new Provenance("1.0", "c0ffee", "hash", "17", "Linux");

  public WrittenSuite(String name) {
    this.name = name;
  }

  /** Has it written in the layout with two files per run. */
  public WrittenSuite inFiles() {
    inFiles = true;
    return this;
  }

  /** Sets what computed it, for problems that follow. */
  public WrittenSuite by(String version, String surrogates) {
    provenance = new Provenance(version, "c0ffee", surrogates, "17", "Linux");
    return this;
  }

  /** Adds a problem, which following runs are of. */
  public WrittenSuite problem(int evaluations, String... objectives) {
    return problem(evaluations, false, 1, List.of(), objectives);
  }

  /** Adds a problem with bounds of 0 and {@code worst}. */
  public WrittenSuite problem(
      int evaluations,
      boolean noisy,
      double worst,
      List<Constraint> constraints,
      String... objectives) {
    List<Objective> parsed = Stream.of(objectives).map(Objective::parse).toList();
    Map<Objective, Bounds.Range> ranges = new LinkedHashMap<>();
    parsed.forEach(objective -> ranges.put(objective, new Bounds.Range(0, worst)));
    problems.add(new RunSettings(
        name,
        new ProblemSpec(
            "HWGPT-S(%s)".formatted(String.join(",", objectives)),
            SearchSpace.s(),
            parsed,
            constraints,
            noisy),
        new HypervolumeProtocol(
            "default-1",
            new Bounds("default-1", "s", "default-1", ranges),
            Collections.nCopies(parsed.size(), 1.1)),
        evaluations,
        provenance));
    return this;
  }

  /** Names an algorithm with its settings. */
  public WrittenSuite algorithm(String algorithm, Map<String, String> settings) {
    algorithms.put(algorithm, settings);
    return this;
  }

  /** Plans a seed without a run. */
  WrittenSuite seed(long seed) {
    if (!seeds.contains(seed)) {
      seeds.add(seed);
    }
    return this;
  }

  /** Adds a run on the last problem: objectives, then violations, for noisy runs both twice. */
  public WrittenSuite run(String algorithm, long seed, double[]... evaluations) {
    algorithms.putIfAbsent(algorithm, Map.of());
    seed(seed);
    runs.put(new Cell(problems.get(problems.size() - 1), algorithm, seed), evaluations);
    return this;
  }

  /** Sets the proposal time of all runs of an algorithm. */
  public WrittenSuite proposing(String algorithm, Duration time) {
    proposals.put(algorithm, time);
    return this;
  }

  /** Lets evaluations take a second each. */
  WrittenSuite timed() {
    timed = true;
    return this;
  }

  /** Adds a run on the last problem that a time limit has ended. */
  WrittenSuite limitedRun(String algorithm, long seed, Duration limit, double[]... evaluations) {
    run(algorithm, seed, evaluations);
    limits.put(new Cell(problems.get(problems.size() - 1), algorithm, seed), limit);
    return this;
  }

  /** Adds a run on the last problem that failed at once. */
  public WrittenSuite failure(String algorithm, long seed) {
    algorithms.putIfAbsent(algorithm, Map.of());
    seed(seed);
    failed.add(new Cell(problems.get(problems.size() - 1), algorithm, seed));
    return this;
  }

  public static int[] genes(long seed, int evaluation) {
    int[] genes = new int[SearchSpace.s().genotypes().size()];
    long code = seed * 1000 + evaluation;
    for (int i = 0; i < genes.length; i++) {
      genes[i] = (int) (code % SearchSpace.s().genotypes().levels(i));
      code /= SearchSpace.s().genotypes().levels(i);
    }
    return genes;
  }

  /** Writes it to a folder in this one, and opens that. */
  public SuiteArchive write(Path parent) throws IOException {
    SuitePlan plan = new SuitePlan(problems, algorithms, seeds);
    Path path;
    try (SuiteFolder folder = inFiles
        ? EarlierLayout.begin(parent.resolve(name), plan)
        : SuiteFolder.fresh(parent, name, plan)) {
      path = folder.path();
      for (Map.Entry<Cell, double[][]> run : runs.entrySet()) {
        write(folder, run.getKey(), run.getValue());
      }
      for (Cell cell : failed) {
        folder.add(
            cell.problem(),
            new RunOutcome(
                cell.algorithm(),
                cell.seed(),
                new RunOutcome.Found(0, 0, 0, ""),
                RunOutcome.Timing.between(BEGAN, BEGAN),
                null,
                "It <broke>"));
      }
    }
    return SuiteArchive.open(path);
  }

  private void write(SuiteFolder folder, Cell cell, double[][] evaluations) throws IOException {
    int objectives = cell.problem().objectives().size();
    int values = objectives + cell.problem().constraints().size();
    FoundFront found = new FoundFront(cell.problem());
    try (RunRecorder recorder = folder.begin(cell.problem(), cell.algorithm(), cell.seed())) {
      for (int i = 0; i < evaluations.length; i++) {
        double[] row = evaluations[i];
        if (timed) {
          recorder.setElapsed(i + 1);
        }
        int[] genes = genes(cell.seed(), i);
        double[] seen = slice(row, 0, objectives);
        double[] violations = slice(row, objectives, values);
        if (cell.problem().noisy()) {
          double[] noiseFree = slice(row, values, values + objectives);
          double[] noiseFreeViolations = slice(row, values + objectives, 2 * values);
          recorder.write(genes, seen, violations, noiseFree, noiseFreeViolations);
          found.add(noiseFree, noiseFreeViolations);
        } else {
          recorder.write(genes, seen, violations);
          found.add(seen, violations);
        }
      }
      Optional<Duration> limit = Optional.ofNullable(limits.get(cell));
      if (limit.isPresent()) {
        recorder.finishAtTimeLimit();
      } else {
        recorder.finish();
      }
      folder.add(
          cell.problem(),
          new RunOutcome(
              cell.algorithm(),
              cell.seed(),
              new RunOutcome.Found(
                  evaluations.length, found.feasible(), found.hypervolume(), recorder.sha256()),
              new RunOutcome.Timing(
                  BEGAN,
                  BEGAN.plusSeconds(cell.seed()),
                  Duration.ofSeconds(timed ? evaluations.length : cell.seed()),
                  proposals.get(cell.algorithm())),
              limit.orElse(null),
              null));
    }
  }

  private static double[] slice(double[] row, int from, int to) {
    return Arrays.copyOfRange(row, from, to);
  }
}
