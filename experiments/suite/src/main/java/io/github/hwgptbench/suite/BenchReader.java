package io.github.hwgptbench.suite;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses objectives, constraints and bounds of a benchmark.
 *
 * @since 0.2.0
 */
public final class BenchReader {

  private final HwGptBench bench;

  /** Makes a reader. */
  public BenchReader(HwGptBench bench) {
    this.bench = bench;
  }

  /**
   * Parses an objective.
   *
   * @throws IllegalArgumentException if the benchmark doesn't have it; the message has suggestions
   */
  public Objective objective(String text) {
    Objective parsed = Objective.parseAnyDevice(text);
    if (parsed.metric().onDevice() && parsed.source().isEmpty()) {
      return Objective.parse(text, devicesOf(parsed));
    }
    List<Objective> all = withVariants();
    if (!all.contains(parsed)) {
      List<String> known = all.stream().map(Objective::toString).toList();
      String hint = SupernetSource.OBJECTIVES.contains(parsed)
          ? Text.format(
              "name a supernet of space '%s' with --supernet and --tokens; ",
              bench.space().name())
          : "";
      throw UsageException.of(
          "Objective '%s': unknown; %s%s",
          text.strip(), hint, Suggestion.known(parsed.toString(), known));
    }
    return parsed;
  }

  private List<String> devicesOf(Objective objective) {
    List<String> devices = bench.objectives().stream()
        .filter(
            known -> known.metric().equals(objective.metric()) && known.source().isEmpty())
        .flatMap(known -> known.device().stream())
        .toList();
    if (devices.isEmpty()) {
      throw UsageException.of(
          "Objective '%s': no device has %s in space '%s'; 'hwgpt objectives --scale %s' lists what is known",
          objective,
          objective.metric().id(),
          bench.space().name(),
          bench.space().name());
    }
    return devices;
  }

  /**
   * Parses objectives.
   *
   * @throws IllegalArgumentException if the benchmark doesn't have one, or one is given twice
   */
  public List<Objective> objectives(List<String> texts) {
    return Objective.choice(
        texts.stream().map(this::objective).toList(), withVariants(), "unknown");
  }

  private List<Objective> withVariants() {
    return Stream.of(bench.objectives(), bench.variants()).flatMap(List::stream).toList();
  }

  /** Returns all objectives of the benchmark. */
  List<Objective> objectives() {
    return bench.objectives();
  }

  /**
   * Parses constraints.
   *
   * @throws IllegalArgumentException if the benchmark doesn't have the metric of one
   */
  public List<Constraint> constraints(List<String> texts) {
    List<String> devices = bench.objectives().stream()
        .flatMap(objective -> objective.device().stream())
        .distinct()
        .toList();
    List<Constraint> constraints =
        texts.stream().map(text -> Constraint.parse(text, devices)).toList();
    constraints.forEach(constraint -> objective(constraint.objective().toString()));
    return constraints;
  }

  /**
   * Reads bounds.
   *
   * @param name name of shipped bounds, or of a JSON file
   * @throws IllegalArgumentException if there are none, or they are of another space
   * @throws IOException if the file can't be read
   */
  public Bounds bounds(String name) throws IOException {
    if (!name.endsWith(".json")) {
      return bench.bounds(name);
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException(Text.format("%s: no such file", file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      Bounds bounds = Bounds.read(in, name);
      if (!bounds.scale().equals(bench.space().name())) {
        throw UsageException.of(
            "Bounds '%s': belong to scale '%s'; expected '%s'",
            name, bounds.scale(), bench.space().name());
      }
      return bounds;
    }
  }

  /** Returns the base name of files about some objectives, such as {@code s-perplexity-params}. */
  public static String fileName(String space, List<Objective> objectives) {
    return space
        + objectives.stream()
            .map(objective -> "-" + objective.toString().replace('@', '_'))
            .collect(Collectors.joining());
  }
}
