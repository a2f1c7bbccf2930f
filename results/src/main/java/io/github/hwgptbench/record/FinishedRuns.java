package io.github.hwgptbench.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the runs of a plan that a folder has whole. A run is whole once its own JSON file is there,
 * which is written last, says that it did not fail, and knows the evaluations by their hash.
 */
final class FinishedRuns {

  private final Path folder;
  private final SuitePlan plan;

  FinishedRuns(Path folder, SuitePlan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * Reads them.
   *
   * @throws IOException if the folder is of another plan, or a record is not as it was written;
   *     names the file and what is wrong with it
   */
  List<RunOutcome> read() throws IOException {
    Path suite = folder.resolve(RunFolder.SUITE);
    check(suite, RecordJson.difference(RecordJson.plan(plan), RecordJson.read(suite)));
    List<RunOutcome> finished = new ArrayList<>();
    for (String algorithm : plan.algorithms().keySet()) {
      for (long seed : plan.seeds()) {
        Optional<RunOutcome> run = read(folder, algorithm, seed);
        if (run.isPresent()) {
          Path json = folder.resolve(RunFolder.fileName(algorithm, seed) + ".json");
          check(
              json,
              RecordJson.difference(
                  RecordJson.settings(plan.problems().get(0)), RecordJson.read(json)));
          finished.add(run.get());
        }
      }
    }
    return finished;
  }

  /**
   * Reads one, whatever its settings.
   *
   * @return empty if it is not finished
   * @throws IOException if a record is not as it was written; names the file and what is wrong
   */
  static Optional<RunOutcome> read(Path folder, String algorithm, long seed) throws IOException {
    String name = RunFolder.fileName(algorithm, seed);
    Path json = folder.resolve(name + ".json");
    Path csv = folder.resolve(name + ".csv");
    if (!Files.exists(json) || !Files.exists(csv)) {
      return Optional.empty();
    }
    RunOutcome outcome = RecordJson.outcome(json, RecordJson.read(json));
    if (outcome.failure().isPresent()) {
      return Optional.empty();
    }
    if (!outcome.algorithm().equals(algorithm) || outcome.seed() != seed) {
      throw new IOException("%s: says that it is of %s with seed %d; delete it to have it run again"
          .formatted(json, outcome.algorithm(), outcome.seed()));
    }
    if (!sha256(csv).equals(outcome.sha256())) {
      throw new IOException(
          "%s: is not what the run wrote, its hash is another; delete it to have it run again"
              .formatted(csv));
    }
    return Optional.of(outcome);
  }

  private static void check(Path file, Optional<String> difference) throws IOException {
    if (difference.isPresent()) {
      throw new IOException("%s: of another suite: %s; give the settings that it was begun with, or"
              .formatted(file, difference.get())
          + " take another folder");
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested = new DigestInputStream(in, Sha256.begin())) {
      digested.transferTo(OutputStream.nullOutputStream());
      return Sha256.text(digested.getMessageDigest());
    }
  }
}
