package io.github.hwgptbench.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the runs of a plan that a folder has whole, and refuses a folder of another suite. */
final class Resumption {

  private final Path folder;
  private final SuitePlan plan;

  Resumption(Path folder, SuitePlan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * Reads them, with their evaluations.
   *
   * @throws IOException if the folder is of another plan, or a run is not as it was written; names
   *     the file and what is wrong with it
   */
  List<ArchivedRun> finished() throws IOException {
    if (SuiteFolder.isEmpty(folder)) {
      return List.of();
    }
    SuiteArchive archive = SuiteArchive.open(folder);
    Optional<String> other = PlanDifference.beyond(plan, archive.plan());
    if (other.isPresent()) {
      throw new IOException(String.format(
          Locale.ROOT,
          "%s: of another suite: %s; give the settings that it was begun with, or more problems, algorithms or seeds, or take another folder",
          folder.resolve(SuiteIndex.NAME),
          other.get()));
    }
    List<ArchivedRun> finished = new ArrayList<>();
    for (ArchivedProblem problem : archive.problems()) {
      for (ArchivedRun run : problem.runs()) {
        // One that somebody has deleted is to be run again.
        if (Files.exists(run.file())) {
          run.open();
          finished.add(run);
        }
      }
    }
    return finished;
  }
}
