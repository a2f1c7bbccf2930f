package io.github.hwgptbench.export;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.pareto.ParetoArchive;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.GenotypeSpace;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes result files of MOEA Framework 5: {@code <problem>/<algorithm>-seed-<seed>.dat}, with ten
 * entries, after each tenth of the evaluations. An entry is the nondominated set so far, noise-free
 * and of feasible architectures: the genes, the objectives, all minimised (accuracy is negated),
 * and the violations, with the properties {@code NFE} and, if it is known, {@code ElapsedTime} in
 * seconds.
 *
 * <p>Variables, objectives and constraints are those of {@code HwGptMoeaProblem}, so the
 * framework's reader accepts the files with that problem, and also without it if this library is on
 * the class path.
 */
public final class MoeaExporter implements SuiteExporter {

  private static final int VERSION = 5;
  private static final int ENTRIES = 10;
  /** Named here by its text, since the framework is not needed to write. */
  private static final String VARIABLE = "io.github.hwgptbench.problem.moea.CategoricalVariable";

  @Override
  public void export(SuiteArchive suite, ExportFolder folder, Runnable progress)
      throws IOException {
    for (ArchivedProblem problem : suite.problems()) {
      RunSettings settings = problem.settings();
      for (ArchivedRun run : problem.runs()) {
        RunOutcome outcome = run.outcome();
        String name = ExportFolder.fileName(outcome.algorithm(), outcome.seed()) + ".dat";
        try (BufferedWriter out =
            ExportFolder.create(folder.folder(settings.folderName()).resolve(name))) {
          for (String line : header(settings)) {
            out.write(line);
            out.write('\n');
          }
          write(settings, run.open(), out);
        }
        progress.run();
      }
    }
  }

  private static List<String> header(RunSettings settings) {
    GenotypeSpace genotypes = settings.space().genotypes();
    List<String> lines = new ArrayList<>();
    lines.add(property("Version", Integer.toString(VERSION)));
    lines.add(property("Problem", settings.problem().name()));
    lines.add(property("NumberOfVariables", Integer.toString(genotypes.size())));
    lines.add(
        property("NumberOfObjectives", Integer.toString(settings.objectives().size())));
    lines.add(
        property("NumberOfConstraints", Integer.toString(settings.constraints().size())));
    for (int gene = 0; gene < genotypes.size(); gene++) {
      lines.add(definition(
          "Variable",
          gene,
          Text.format("%s(\"%s\",%d)", VARIABLE, genotypes.name(gene), genotypes.levels(gene))));
    }
    List<Objective> objectives = settings.objectives();
    for (int i = 0; i < objectives.size(); i++) {
      lines.add(definition("Objective", i, Text.format("Minimize(\"%s\")", objectives.get(i))));
    }
    List<Constraint> constraints = settings.constraints();
    for (int i = 0; i < constraints.size(); i++) {
      lines.add(definition(
          "Constraint", i, Text.format("LessThanOrEqual(\"%s\",0.0,0.0)", constraints.get(i))));
    }
    return lines.stream().map(line -> "# " + line).toList();
  }

  private static String definition(String what, int index, String definition) {
    return property(Text.format("%s.%d.Definition", what, index + 1), definition);
  }

  /** Writes a property as the framework does, which is not how Java's properties are written. */
  private static String property(String name, String value) {
    return name + "=" + value.replaceAll("[\\\\\"=:#!]", "\\\\$0");
  }

  private static void write(RunSettings settings, RunTrace trace, BufferedWriter out)
      throws IOException {
    RunFront front = new RunFront(settings, trace);
    int[] counts = IntStream.rangeClosed(1, ENTRIES)
        .map(entry -> (int) ((long) trace.evaluations() * entry / ENTRIES))
        .filter(count -> count > 0)
        .distinct()
        .toArray();
    for (int count : counts) {
      double seconds = trace.seconds(count - 1);
      if (!Double.isNaN(seconds)) {
        out.write("//ElapsedTime=" + seconds + "\n");
      }
      out.write("//NFE=" + count + "\n");
      for (ParetoArchive.Member<Integer> member : front.after(count).members()) {
        out.write(solution(member, trace));
      }
      out.write("#\n");
    }
  }

  private static String solution(ParetoArchive.Member<Integer> member, RunTrace trace) {
    String genes = IntStream.of(trace.genes(member.value()))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
    StringBuilder line = new StringBuilder(genes);
    for (double value : member.objectives()) {
      line.append(' ').append(value);
    }
    for (double violation : trace.noiseFreeViolations(member.value())) {
      line.append(' ').append(violation);
    }
    return line.append('\n').toString();
  }
}
