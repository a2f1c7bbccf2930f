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
      "Join folders that have each done a part of the same suite, see 'hwgpt run --shard'. What is"
          + " missing then can be done with 'hwgpt run --resume', which also prints the results.",
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
      description = "Folders of the parts; those of the same suite and version fit together.")
  private List<Path> folders;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder for all of it. It must be empty or missing, unless it is" + " overwritten.")
  private Path out;

  @Option(names = "--overwrite", description = "Delete the runs that are in the folder for all.")
  private boolean overwrite;

  @Option(
      names = "--algorithms",
      paramLabel = "ALGORITHM",
      description = "Take only these algorithms of the suite: a list with commas. The others can"
          + " then be run again with 'hwgpt run --resume', also where their defaults have changed.")
  private @Nullable String algorithms;

  @Option(
      names = "--without-values",
      description = "Leave out the values and times of evaluations, which saves two thirds of the"
          + " space. Where they are read, values are computed anew by the surrogates that ship, so"
          + " that a later version with others can't read them.")
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
