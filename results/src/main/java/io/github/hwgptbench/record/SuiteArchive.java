package io.github.hwgptbench.record;

import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The record of a suite for reading, in a folder or a zip file of one. Only the index is read
 * ({@code suite.json} with the plan, and {@code runs.index} with a few bytes per run), whatever the
 * number of evaluations; the evaluations of a run are read when it is {@linkplain ArchivedRun#open
 * opened}.
 *
 * <p>A suite that is still running, or was killed, can be read too: a run is in the archive once it
 * is complete. Immutable.
 */
public final class SuiteArchive {

  private final Path folder;
  private final Path root;
  private final SuitePlan plan;
  private final List<ArchivedProblem> problems;

  private SuiteArchive(Path folder, Path root, SuitePlan plan, List<ArchivedProblem> problems) {
    this.folder = folder;
    this.root = root;
    this.plan = plan;
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads the index of a suite.
   *
   * @param folder folder with {@code suite.json}, or a zip file of it, whose extension {@code .zip}
   *     may be left out
   * @throws IOException if there is none, it has an unknown layout, or was changed; the message
   *     names the file and the reason
   */
  public static SuiteArchive open(Path folder) throws IOException {
    // Channels of zip files can't be opened by a thread that is interrupted.
    return DiskSync.uninterrupted(() -> {
      Path root = SuiteZip.root(folder);
      try {
        return of(folder, root, SuiteIndex.read(root));
      } catch (IOException e) {
        throw SuiteZip.located(root, e);
      }
    });
  }

  /** Reads what a suite has of runs. */
  static SuiteArchive of(Path folder, Path root, SuiteIndex index) throws IOException {
    SuitePlan plan = index.plan();
    RunTable table = index.table(root);
    Map<String, Integer> problems =
        numbers(Lists.transform(plan.problems(), RunSettings::folderName));
    Map<String, Integer> algorithms = numbers(List.copyOf(plan.algorithms().keySet()));
    Map<Long, Integer> seeds = numbers(plan.seeds());
    int[][] latest = new int[problems.size()][algorithms.size() * seeds.size()];
    for (int i = 0; i < table.size(); i++) {
      Integer problem = problems.get(table.folder(i));
      Integer algorithm = algorithms.get(table.algorithm(i));
      Integer seed = seeds.get(table.seed(i));
      if (problem == null || algorithm == null || seed == null) {
        throw new IOException(Text.format(
            "%s: %s with seed %d in '%s' is not a run of the suite in %s",
            table.file(), table.algorithm(i), table.seed(i), table.folder(i), SuiteIndex.NAME));
      }
      latest[problem][algorithm * seeds.size() + seed] = i + 1;
    }
    List<ArchivedProblem> archived = new ArrayList<>();
    for (RunSettings problem : plan.problems()) {
      archived.add(new ArchivedProblem(root, plan, problem, table, latest[archived.size()]));
    }
    return new SuiteArchive(folder, root, plan, archived);
  }

  private static <T> Map<T, Integer> numbers(List<T> names) {
    Map<T, Integer> numbers = new HashMap<>();
    names.forEach(name -> numbers.putIfAbsent(name, numbers.size()));
    return numbers;
  }

  /**
   * Returns the same archive with some of its problems.
   *
   * @param kept selects the problems
   * @throws IllegalArgumentException if it selects none
   */
  public SuiteArchive withProblems(Predicate<RunSettings> kept) {
    return new SuiteArchive(
        folder,
        root,
        new SuitePlan(
            plan.problems().stream().filter(kept).toList(), plan.algorithms(), plan.seeds()),
        problems.stream().filter(problem -> kept.test(problem.settings())).toList());
  }

  /**
   * Returns the same archive with some of its algorithms.
   *
   * @param kept selects the algorithms, by name
   * @since 0.2.0
   */
  public SuiteArchive withAlgorithms(Predicate<String> kept) {
    Map<String, Map<String, String>> algorithms =
        new LinkedHashMap<>(Maps.filterKeys(plan.algorithms(), kept::test));
    return new SuiteArchive(
        folder,
        root,
        new SuitePlan(plan.problems(), algorithms, plan.seeds()),
        problems.stream().map(problem -> problem.withAlgorithms(algorithms)).toList());
  }

  /** Returns the folder, or the zip file, by which it was opened. */
  public Path folder() {
    return folder;
  }

  /** Returns the name of the suite. */
  public String name() {
    return plan.name();
  }

  /** Returns the plan of the suite. */
  public SuitePlan plan() {
    return plan;
  }

  /**
   * Returns the folder of the suite, which may be in a zip file.
   *
   * @since 0.2.0
   */
  public Path root() {
    return root;
  }

  /**
   * Returns a hash of the plan and of the evaluations of all finished runs, in hexadecimal digits.
   * It does not change when a record is packed, copied or {@linkplain SuiteMerge#writeBare written
   * without values}, and does not depend on the times of runs.
   *
   * @since 0.2.0
   */
  public String fingerprint() {
    StringBuilder text = new StringBuilder(SettingsJson.text(SuiteIndex.json(plan)));
    for (ArchivedProblem problem : problems) {
      for (ArchivedRun run : problem.runs()) {
        text.append('\n')
            .append(problem.settings().folderName())
            .append(' ')
            .append(run.outcome().algorithm())
            .append(' ')
            .append(run.outcome().seed())
            .append(' ')
            .append(run.outcome().sha256());
      }
    }
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  /** Returns whether all planned runs finished without failure. */
  public boolean complete() {
    return problems.stream().allMatch(ArchivedProblem::complete);
  }

  /** Returns the problems, in the order of the plan. */
  public List<ArchivedProblem> problems() {
    return problems;
  }
}
