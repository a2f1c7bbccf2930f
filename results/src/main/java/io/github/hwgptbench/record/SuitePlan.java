package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plan of a suite: every algorithm with every seed on every problem. It is in the record from
 * the beginning, so that a stopped suite can be identified and resumed.
 *
 * @param problems settings of the runs on each problem; one or more, all of the same suite
 * @param algorithms all settings, as text, of each algorithm by its name, in the order of the runs
 * @param seeds in the order of the runs
 */
public record SuitePlan(
    List<RunSettings> problems, Map<String, Map<String, String>> algorithms, List<Long> seeds) {

  /**
   * Makes a plan.
   *
   * @throws IllegalArgumentException if there is no problem, problems are of several suites, the
   *     name of an algorithm is not a valid file name, or two problems or algorithms would write to
   *     the same files on a file system that ignores case
   */
  public SuitePlan {
    problems = List.copyOf(problems);
    algorithms = Collections.unmodifiableMap(new LinkedHashMap<>(algorithms));
    seeds = List.copyOf(seeds);
    if (problems.isEmpty()) {
      throw new UsageException("No problem; give at least one");
    }
    Map<String, String> folders = new HashMap<>();
    for (RunSettings problem : problems) {
      if (!problem.suite().equals(problems.get(0).suite())) {
        throw UsageException.of(
            "Problems of the suites '%s' and '%s'; allowed: of one",
            problems.get(0).suite(), problem.suite());
      }
      String other = folders.put(problem.folderName(), problem.problem().name());
      if (other != null) {
        throw new UsageException(
            other.equals(problem.problem().name())
                ? Text.format("Problem %s: given twice; allowed: once", problem.problem())
                : bothWriteTo("Problems", other, problem.problem().name(), problem.folderName()));
      }
    }
    // The longest name that a run of the algorithm has, also while it is written.
    String ending = RunFile.longestEnding(seeds);
    Map<String, String> owners = new HashMap<>();
    for (String algorithm : algorithms.keySet()) {
      // Some exports have a folder for each algorithm.
      FileName folder = FileName.fitted("Algorithm", algorithm, "");
      FileName.fitted("Algorithm", algorithm, ending);
      String other = owners.put(folder.ignoringCase(), algorithm);
      if (other != null) {
        throw new UsageException(
            bothWriteTo("Algorithms", other, algorithm, RunFile.name(algorithm, 1)));
      }
    }
  }

  private static String bothWriteTo(String what, String one, String other, String file) {
    return Text.format(
        "%s '%s' and '%s': both would write to '%s', where upper and lower case are the same; allowed:"
            + " one of them",
        what, one, other, file);
  }

  /**
   * Parses the text of a plan.
   *
   * @throws IllegalArgumentException if it is not a plan
   * @since 0.2.0
   */
  public static SuitePlan parse(String text) {
    return SuiteIndex.plan(JsonFields.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Returns the text of the plan, which another process can parse.
   *
   * @since 0.2.0
   */
  public String text() {
    return SettingsJson.text(SuiteIndex.json(this));
  }

  /** Returns the name of the suite. */
  public String name() {
    return problems.get(0).suite();
  }

  /** Returns the number of runs. */
  public int runs() {
    return problems.size() * algorithms.size() * seeds.size();
  }
}
