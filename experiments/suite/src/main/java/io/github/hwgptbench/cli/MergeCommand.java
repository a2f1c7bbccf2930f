package io.github.hwgptbench.cli;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuiteMerge;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins the parts of a suite. */
@Command(
    name = "merge",
    description = {
      "Merge folders that each have a part of the runs of a suite, see 'hwgpt"
          + " run --shard'. 'hwgpt run --resume' then does the missing runs and prints"
          + " the results.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  hwgpt merge --out results/runs/all results/runs/paper-2d-shard-1-of-2"
          + " results/runs/paper-2d-shard-2-of-2",
      "  hwgpt run paper-2d --out results/runs/all --resume"
    })
final class MergeCommand extends ConsoleCommand {

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Folders of the parts, of the same suite and version.")
  private List<Path> folders;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the merged record. It must be empty or missing, unless"
          + " --overwrite is given.")
  private Path out;

  @Option(names = "--overwrite", description = "Delete the runs in the folder of --out.")
  private boolean overwrite;

  @Option(
      names = "--algorithms",
      paramLabel = "ALGORITHM",
      description = "Keep only these algorithms of the suite, separated by commas. 'hwgpt run"
          + " --resume' can run the others again, also with other defaults.")
  private @Nullable String algorithms;

  @Option(
      names = "--without-values",
      description = "Leave out the values and times of evaluations, which saves two thirds of"
          + " the space. Readers compute the values again by the shipped surrogates; a"
          + " later version with other surrogates cannot read them.")
  private boolean withoutValues;

  @Override
  void execute() throws IOException {
    List<SuiteArchive> parts = new ArrayList<>();
    for (Path folder : folders) {
      parts.add(SuiteArchive.open(folder));
    }
    SuiteMerge merge = SuiteMerge.of(parts);
    if (algorithms != null) {
      merge = merge.only(AlgorithmName.parseAll(algorithms).stream()
          .map(AlgorithmName::toString)
          .toList());
    }
    if (withoutValues) {
      merge.checkBare();
    }
    try (SuiteFolder folder = folder(merge.plan())) {
      if (withoutValues) {
        merge.writeBare(folder);
      } else {
        merge.write(folder);
      }
    }
    print("%d of %d runs are in %s%n", merge.finished(), merge.plan().runs(), out);
  }

  private SuiteFolder folder(SuitePlan plan) throws IOException {
    if (!overwrite) {
      return SuiteFolder.empty(out, plan);
    }
    for (Path part : folders) {
      if (Files.exists(out) && Files.isSameFile(part, out)) {
        throw UsageException.of(
            "--overwrite: --out %s is one of the parts; expected another folder", out);
      }
    }
    return SuiteFolder.overwrite(out, plan);
  }
}
