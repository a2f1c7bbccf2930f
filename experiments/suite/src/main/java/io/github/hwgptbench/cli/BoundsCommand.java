package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.creation.BoundsSearch;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.BenchReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the bounds of objectives. */
@Command(
    name = "bounds",
    description = {
      "Find the minimum and the maximum of objectives in a space. They"
          + " normalise the objectives for the hypervolume; other commands take the"
          + " file with --bounds.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt bounds --scale s_wide --objectives params,flops --out s_wide.json",
      "  hwgpt bounds --supernet my-supernet --tokens my.tokens --out my-bounds.json"
    })
final class BoundsCommand extends ConsoleCommand {

  @Mixin
  private BenchOptions options;

  @Option(
      names = "--objectives",
      paramLabel = "OBJECTIVE",
      split = ",",
      description = "Objectives, see 'hwgpt objectives' (default: all).")
  private List<String> objectives = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "JSON file for the bounds.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "own",
      description = "Name of the bounds in records of runs (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite;

  @Override
  void execute() throws IOException {
    if (!overwrite && Files.exists(out)) {
      throw new IOException(
          Text.format("%s: exists; use another name, or replace it with --overwrite", out));
    }
    try (HwGptBench bench = options.open()) {
      List<Objective> asked =
          objectives.isEmpty() ? bench.objectives() : new BenchReader(bench).objectives(objectives);
      BoundsSearch search = new BoundsSearch(bench.space());
      Bounds bounds;
      try (ProgressLine progress = progress("descents", (long) asked.size() * search.descents())) {
        bounds = search.run(name, asked, objective -> new Asked(bench, objective), progress::step);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bounds.write(bytes);
      new AnswerFile(out).write(file -> file.write(bytes.toString(StandardCharsets.UTF_8)));
      Table table = new Table("objective", "smallest", "largest", "unit");
      bounds
          .ranges()
          .forEach((objective, range) ->
              table.add(objective.toString(), range.min(), range.max(), objective.unit()));
      table.print(Table.Format.TEXT, out());
      print("%nThe bounds are in %s%n", out);
    }
  }

  /** Asks the benchmark, which remembers of a supernet what it said for another objective. */
  private record Asked(HwGptBench bench, Objective objective) implements ObjectiveEvaluator {

    @Override
    public SearchSpace space() {
      return bench.space();
    }

    @Override
    public List<Objective> objectives() {
      return List.of(objective);
    }

    @Override
    public void evaluate(int[] genes, double[] values) {
      values[0] = bench.query(bench.space().decode(genes), objective);
    }
  }
}
