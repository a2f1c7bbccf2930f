package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Suites in the layout with two files per run, which are still gone on with in that. */
public final class EarlierLayout {

  private EarlierLayout() {}

  /** Begins a suite, in an empty or missing folder. */
  public static SuiteFolder begin(Path folder, SuitePlan plan) throws IOException {
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve(RunLog.NAME))) {
      Files.createFile(folder.resolve(RunLog.NAME));
    }
    new SuiteIndex(plan, SuiteIndex.FILES).write(folder);
    return SuiteFolder.resume(folder, plan);
  }

  /** Returns the file with the evaluations of a run. */
  public static Path file(ArchivedRun run) {
    return run.errors()
        .resolveSibling(RunFile.name(run.outcome().algorithm(), run.outcome().seed()));
  }

  /** Returns the file with the times of a run. */
  public static Path times(ArchivedRun run) {
    return run.errors().resolveSibling(RunFile.timesName(file(run).getFileName().toString()));
  }
}
