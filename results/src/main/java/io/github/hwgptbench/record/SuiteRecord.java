package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code suite.json} says of the runs in a folder, as text: enough to run them once more.
 *
 * @param folder where it is
 * @param name of the suite
 * @param scale name of the search space
 * @param objectives what was optimised
 * @param constraints what had to hold
 * @param evaluations budget of a run
 * @param noisy whether algorithms saw readings
 * @param version of the library that computed it
 * @param surrogates hash of the models that answered
 * @param algorithms names, with their settings
 * @param seeds of each algorithm
 */
public record SuiteRecord(
    Path folder,
    String name,
    String scale,
    List<String> objectives,
    List<String> constraints,
    int evaluations,
    boolean noisy,
    String version,
    String surrogates,
    List<String> algorithms,
    List<Long> seeds) {

  /** Copies the lists. */
  public SuiteRecord {
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    algorithms = List.copyOf(algorithms);
    seeds = List.copyOf(seeds);
  }

  /**
   * Reads the record of a folder, or those of the folders in it.
   *
   * @return at least one, ordered by folder
   * @throws IOException if there is none, or one can't be read; names it
   */
  public static List<SuiteRecord> readAll(Path folder) throws IOException {
    if (Files.exists(folder.resolve(RunFolder.SUITE))) {
      return List.of(read(folder));
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("%s: no such folder".formatted(folder));
    }
    List<Path> inside;
    try (Stream<Path> files = Files.list(folder)) {
      inside = files
          .filter(file -> Files.exists(file.resolve(RunFolder.SUITE)))
          .sorted()
          .toList();
    }
    if (inside.isEmpty()) {
      throw new IOException(
          "%s: no '%s', neither here nor in a folder in it".formatted(folder, RunFolder.SUITE));
    }
    List<SuiteRecord> records = new ArrayList<>();
    for (Path path : inside) {
      records.add(read(path));
    }
    return records;
  }

  private static SuiteRecord read(Path folder) throws IOException {
    Path file = folder.resolve(RunFolder.SUITE);
    JsonNode root = RecordJson.read(file);
    try {
      List<String> algorithms = new ArrayList<>();
      root.required("algorithms").fieldNames().forEachRemaining(algorithms::add);
      List<Long> seeds = new ArrayList<>();
      root.required("seeds").forEach(seed -> seeds.add(seed.longValue()));
      return new SuiteRecord(
          folder,
          root.required("name").asText(),
          root.required("scale").asText(),
          texts(root.required("objectives")),
          texts(root.required("constraints")),
          root.required("budget").intValue(),
          root.required("noisy").booleanValue(),
          root.required("version").asText(),
          root.required("surrogates").asText(),
          algorithms,
          seeds);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: no record of a suite: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /**
   * Reads the runs that were finished.
   *
   * @throws IOException if one can't be read, or its evaluations are not those that it wrote; names
   *     it
   */
  public List<RunOutcome> finished() throws IOException {
    List<RunOutcome> finished = new ArrayList<>();
    for (String algorithm : algorithms) {
      for (long seed : seeds) {
        Optional<RunOutcome> run = FinishedRuns.read(folder, algorithm, seed);
        run.ifPresent(finished::add);
      }
    }
    return finished;
  }
}
