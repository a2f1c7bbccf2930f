package io.github.hwgptbench.record;

import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the folder of a suite has, for reading, also where it was packed into a zip file. Only the
 * index is read, {@code suite.json} with the plan and {@code runs.jsonl} with a line a run, so that
 * it does not matter how many evaluations there are: those of a run are read when they are
 * {@linkplain ArchivedRun#open asked for}.
 *
 * <p>A suite that is still running, or was killed, can be read too: a run is in the archive once it
 * is whole. Immutable.
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
   * @param folder that {@code suite.json} is in, or a zip file of it, whose ending {@code .zip} may
   *     be left out
   * @throws IOException if there is none, it is of another layout, or not as it was written; names
   *     the file and what is wrong
   */
  public static SuiteArchive open(Path folder) throws IOException {
    Path root = SuiteZip.root(folder);
    try {
      return read(folder, root);
    } catch (IOException e) {
      throw SuiteZip.located(root, e);
    }
  }

  private static SuiteArchive read(Path folder, Path root) throws IOException {
    SuitePlan plan = SuiteIndex.read(root);
    Map<String, List<RunLog.Entry>> entries = new HashMap<>();
    plan.problems().forEach(problem -> entries.put(problem.folderName(), new ArrayList<>()));
    Set<Long> seeds = new HashSet<>(plan.seeds());
    for (RunLog.Entry entry : RunLog.read(root)) {
      RunOutcome outcome = entry.outcome();
      if (!entries.containsKey(entry.folder())
          || !plan.algorithms().containsKey(outcome.algorithm())
          || !seeds.contains(outcome.seed())) {
        throw new IOException(Text.format(
            "%s: %s with seed %d in '%s' is no run of the suite in %s",
            root.resolve(RunLog.NAME),
            outcome.algorithm(),
            outcome.seed(),
            entry.folder(),
            SuiteIndex.NAME));
      }
      entries.get(entry.folder()).add(entry);
    }
    List<ArchivedProblem> problems = new ArrayList<>();
    for (RunSettings problem : plan.problems()) {
      problems.add(new ArchivedProblem(
          root, plan, problem, entries.getOrDefault(problem.folderName(), List.of())));
    }
    return new SuiteArchive(folder, root, plan, problems);
  }

  /**
   * Returns the same archive with some of its problems only.
   *
   * @param kept returns which
   * @throws IllegalArgumentException if that is none
   */
  public SuiteArchive withProblems(Predicate<RunSettings> kept) {
    return new SuiteArchive(
        folder,
        root,
        new SuitePlan(
            plan.problems().stream().filter(kept).toList(), plan.algorithms(), plan.seeds()),
        problems.stream().filter(problem -> kept.test(problem.settings())).toList());
  }

  /** Returns the folder, or the zip file, that it was opened by. */
  public Path folder() {
    return folder;
  }

  /** Returns the name of the suite. */
  public String name() {
    return plan.name();
  }

  /** Returns what the suite is to run. */
  public SuitePlan plan() {
    return plan;
  }

  /**
   * Returns the folder of the suite; in the zip file, where it was packed into one.
   *
   * @since 0.2.0
   */
  public Path root() {
    return root;
  }

  /**
   * Returns a hash of what was planned and of the evaluations of all finished runs, in hexadecimal
   * digits. It stays the same when a record is packed, copied or {@linkplain SuiteMerge#writeBare
   * written without values}, and does not depend on the times of runs.
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

  /** Returns whether every run of the plan was finished without failure. */
  public boolean complete() {
    return problems.stream().allMatch(ArchivedProblem::complete);
  }

  /** Returns the problems, in the order of the plan. */
  public List<ArchivedProblem> problems() {
    return problems;
  }
}
