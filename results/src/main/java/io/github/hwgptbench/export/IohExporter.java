package io.github.hwgptbench.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes the multi-objective format of IOHprofiler, a pair of files per algorithm and problem:
 * {@code <algorithm>/IOHprofiler_f<number>_<problem>.json} describes the runs, and
 * {@code <algorithm>/data_f<number>_<problem>/IOHprofiler_f<number>_DIM<genes>.dat} has every
 * evaluation of all seeds, one after another: {@code evaluations} from 1, {@code raw_y} the first
 * objective, {@code F2}, {@code F3}, ... the others, {@code G1}, {@code G2}, ... the violations.
 *
 * <p>Objectives are noise-free, all minimised (accuracy is negated), in their units. Infeasible
 * architectures are included, and have to be filtered by their violations.
 */
public final class IohExporter implements SuiteExporter {

  /** Of the library {@code ioh} that writes these files so. */
  private static final String VERSION = "0.3.17";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One function, without instances. */
  private static final int INSTANCE = 1;

  @Override
  public void export(SuiteArchive suite, ExportFolder folder, Runnable progress)
      throws IOException {
    int number = 0;
    for (ArchivedProblem problem : suite.problems()) {
      number++;
      Map<String, List<ArchivedRun>> byAlgorithm = problem.runs().stream()
          .collect(Collectors.groupingBy(run -> run.outcome().algorithm()));
      for (String algorithm : problem.algorithms().keySet()) {
        if (byAlgorithm.containsKey(algorithm)) {
          write(
              suite,
              problem,
              number,
              byAlgorithm.get(algorithm),
              folder.folder(ExportFolder.fileName(algorithm)),
              progress);
        }
      }
    }
  }

  private static void write(
      SuiteArchive suite,
      ArchivedProblem problem,
      int number,
      List<ArchivedRun> runs,
      Path folder,
      Runnable progress)
      throws IOException {
    RunSettings settings = problem.settings();
    String algorithm = runs.get(0).outcome().algorithm();
    int genes = settings.space().genotypes().size();
    String function = Text.format("f%d_%s", number, settings.folderName());
    String data = Text.format("data_%s/IOHprofiler_f%d_DIM%d.dat", function, number, genes);
    List<String> columns = columns(settings);
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("suite", suite.name());
    root.put("function_id", number);
    root.put("function_name", settings.problem().name());
    root.put("maximization", false);
    root.putObject("algorithm")
        .put("name", algorithm)
        .put("info", info(Objects.requireNonNull(problem.algorithms().get(algorithm))));
    ArrayNode experiment = root.putArray("experiment_attributes");
    experiment.addObject().put("budget", Integer.toString(settings.evaluations()));
    experiment.addObject().put("hwgptbench", settings.provenance().version());
    ArrayNode attributes = root.putArray("attributes");
    columns.forEach(attributes::add);
    ObjectNode scenario = root.putArray("scenarios").addObject();
    scenario.put("dimension", genes);
    scenario.put("path", data);
    ArrayNode described = scenario.putArray("runs");
    Path dataFile = folder.resolve(data);
    Files.createDirectories(dataFile.getParent());
    try (BufferedWriter out = ExportFolder.create(dataFile)) {
      out.write(String.join(" ", columns) + "\n");
      for (ArchivedRun run : runs) {
        described.add(write(settings, run, out));
        progress.run();
      }
    }
    try (BufferedWriter out =
        ExportFolder.create(folder.resolve(Text.format("IOHprofiler_%s.json", function)))) {
      out.write(root.toPrettyString());
      out.write('\n');
    }
  }

  private static String info(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static List<String> columns(RunSettings settings) {
    List<String> columns = new ArrayList<>(List.of("evaluations", "raw_y"));
    for (int i = 2; i <= settings.objectives().size(); i++) {
      columns.add("F" + i);
    }
    for (int i = 1; i <= settings.constraints().size(); i++) {
      columns.add("G" + i);
    }
    return columns;
  }

  /** Writes the evaluations of a run, and returns what is said of it. */
  private static ObjectNode write(RunSettings settings, ArchivedRun run, BufferedWriter out)
      throws IOException {
    RunTrace trace = run.open();
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < trace.evaluations(); i++) {
      double[] values = RunFront.minimized(settings, trace.noiseFree(i));
      if (values[0] < least
          && trace.expense(i).fidelity() == settings.fidelities().highest()) {
        best = i;
        least = values[0];
      }
      out.write(Integer.toString(i + 1));
      print(values, out);
      print(trace.noiseFreeViolations(i), out);
      out.write('\n');
    }
    ObjectNode described = JSON.createObjectNode();
    described.put("instance", INSTANCE);
    described.put("seed", run.outcome().seed());
    described.put("evals", trace.evaluations());
    // A run may have evaluated nothing at the highest fidelity.
    if (best >= 0) {
      ObjectNode solution = described.putObject("best");
      solution.put("evals", best + 1);
      solution.put("y", least);
      ArrayNode genes = solution.putArray("x");
      for (int gene : trace.genes(best)) {
        genes.add(gene);
      }
    }
    return described;
  }

  private static void print(double[] values, BufferedWriter out) throws IOException {
    for (double value : values) {
      out.write(' ');
      out.write(PlainNumber.of(value));
    }
  }
}
