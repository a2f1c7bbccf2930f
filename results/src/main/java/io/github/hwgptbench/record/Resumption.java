package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Optional<String> other = difference(archive.plan());
    if (other.isPresent()) {
      throw new IOException(
          "%s: of another suite: %s; give the settings that it was begun with, or more problems, algorithms or seeds, or take another folder"
              .formatted(folder.resolve(SuiteIndex.NAME), other.get()));
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

  /** Says what of the plan there is not here, or is otherwise. */
  private Optional<String> difference(SuitePlan there) {
    if (!there.name().equals(plan.name())) {
      return Optional.of("name: '%s' there, '%s' here".formatted(there.name(), plan.name()));
    }
    for (RunSettings problem : there.problems()) {
      Optional<RunSettings> same = plan.problems().stream()
          .filter(here -> here.folderName().equals(problem.folderName()))
          .findFirst();
      if (same.isEmpty()) {
        return Optional.of("problem %s is there, and not here".formatted(problem.problem()));
      }
      Optional<String> difference =
          SettingsJson.difference(problem.problem(), json(same.get()), json(problem));
      if (difference.isPresent()) {
        return difference;
      }
    }
    for (Map.Entry<String, Map<String, String>> algorithm : there.algorithms().entrySet()) {
      Map<String, String> same = plan.algorithms().get(algorithm.getKey());
      if (same == null) {
        return Optional.of("algorithm %s is there, and not here".formatted(algorithm.getKey()));
      }
      Optional<String> difference =
          SettingsJson.difference(algorithm.getKey(), json(same), json(algorithm.getValue()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return there.seeds().stream()
        .filter(seed -> !plan.seeds().contains(seed))
        .findFirst()
        .map("seed %d is there, and not here"::formatted);
  }

  private static ObjectNode json(RunSettings settings) {
    ObjectNode node = SettingsJson.object();
    SettingsJson.add(node, settings);
    return node;
  }

  private static ObjectNode json(Map<String, String> settings) {
    ObjectNode node = SettingsJson.object();
    settings.forEach(node::put);
    return node;
  }
}
