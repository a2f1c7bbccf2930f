package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.published.PublishedSource;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.supernet.SupernetSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which benchmark is asked: the options that commands share, and what they read with it. */
final class BenchOptions {

  private static final String USUAL_SCALE = "s";

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description = "Search space: s, m or l; s_wide, m_wide or l_wide, in which nothing was"
          + " measured; or xs, a small one with a supernet (default: s, or that of --supernet).",
      completionCandidates = Scales.class)
  private String scale;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      split = ",",
      description = "Folders of custom fitted models, see 'hwgpt fit'. They add devices, and"
          + " take precedence over the models that ship with the benchmark.")
  private List<Path> models = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  /** For completion in shells. */
  static final class Scales implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SearchSpace.all().stream().map(SearchSpace::name).iterator();
    }
  }

  @Option(
      names = "--published",
      paramLabel = "DIR",
      description = "Folder of the authors' own networks, see 'hwgpt import'. They add"
          + " perplexity@published, memory@a100_published and memory@rtx2080_published.")
  private Path published;

  @Mixin
  private SupernetOptions supernet = new SupernetOptions();

  /**
   * Returns the search space that was asked for.
   *
   * @throws IllegalArgumentException if there is none of this name, or the supernet is of another
   */
  SearchSpace space() {
    Optional<SearchSpace> own = supernet.space();
    if (scale == null) {
      return own.orElseGet(() -> SearchSpace.of(USUAL_SCALE));
    }
    SearchSpace asked = spaceOf(scale);
    if (own.isPresent() && !own.get().equals(asked)) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "--scale '%s': the supernet is of space '%s'; leave it out",
          scale,
          own.get().name()));
    }
    return asked;
  }

  /** Returns the space of a name: a built-in one, or that of the supernet. */
  SearchSpace spaceOf(String name) {
    return supernet
        .space()
        .filter(own -> own.name().equalsIgnoreCase(name.strip()))
        .orElseGet(() -> space(name));
  }

  static SearchSpace space(String name) {
    return SearchSpace.of(name.strip().toLowerCase(Locale.ROOT));
  }

  /** Shows how far a supernet is with an architecture, which takes minutes where it is large. */
  void showTokens(ProgressLine line) {
    AtomicLong before = new AtomicLong();
    supernet.report((done, all) -> {
      line.total(all);
      line.step((int) (done - before.getAndSet(done)));
    });
  }

  HwGptBench open() throws IOException {
    SearchSpace space = space();
    requireUse(List.of(space));
    return open(space);
  }

  /**
   * Makes sure that no option is given in vain.
   *
   * @param spaces all that are asked
   * @throws IllegalArgumentException if one is of none of them
   */
  void requireUse(Collection<SearchSpace> spaces) {
    supernet.requireUse(spaces);
  }

  /** Opens the benchmark of a space that is named elsewhere than in the option. */
  HwGptBench open(SearchSpace space) throws IOException {
    return HwGptBench.open(space, models, sources(space));
  }

  private List<ObjectiveSource> sources(SearchSpace space) {
    List<ObjectiveSource> sources = new ArrayList<>(supernet.sources(space));
    if (published != null) {
      PublishedSource source = PublishedSource.in(published, space);
      source
          .filesWithoutHashes()
          .forEach(file -> mixee
              .commandLine()
              .getErr()
              .printf(
                  Locale.ROOT,
                  "%s: has no hashes, so it can't be checked for damage; 'hwgpt import' writes them%n",
                  file));
      sources.add(source);
    }
    return sources;
  }

  /** Reads an objective that the benchmark has. */
  static Objective objective(HwGptBench bench, String text) {
    Objective parsed = Objective.parseAnyDevice(text);
    if (parsed.metric().onDevice()) {
      return Objective.parse(text, devicesOf(bench, parsed));
    }
    if (!bench.objectives().contains(parsed)) {
      List<String> known = bench.objectives().stream().map(Objective::toString).toList();
      String hint = SupernetSource.OBJECTIVES.contains(parsed)
          ? String.format(
              Locale.ROOT,
              "name a supernet of space '%s' with --supernet and --tokens; ",
              bench.space().name())
          : "";
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s': unknown; %s%s",
          text.strip(),
          hint,
          Suggestion.known(parsed.toString(), known)));
    }
    return parsed;
  }

  private static List<String> devicesOf(HwGptBench bench, Objective objective) {
    List<String> devices = bench.objectives().stream()
        .filter(known -> known.metric() == objective.metric())
        .map(Objective::qualifier)
        .toList();
    if (devices.isEmpty()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "Objective '%s': no device has %s in space '%s'; 'hwgpt objectives --scale %s' lists what is known",
          objective,
          objective.metric().id(),
          bench.space().name(),
          bench.space().name()));
    }
    return devices;
  }

  /** Reads objectives that the benchmark has, each once. */
  static List<Objective> objectives(HwGptBench bench, List<String> texts) {
    List<Objective> objectives =
        texts.stream().map(text -> objective(bench, text)).toList();
    Set<Objective> seen = new HashSet<>();
    for (Objective objective : objectives) {
      if (!seen.add(objective)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "Objective '%s': given twice; allowed: once", objective));
      }
    }
    return objectives;
  }

  static List<Constraint> constraints(HwGptBench bench, List<String> texts) {
    List<String> devices = bench.objectives().stream()
        .flatMap(objective -> objective.device().stream())
        .distinct()
        .toList();
    List<Constraint> constraints =
        texts.stream().map(text -> Constraint.parse(text, devices)).toList();
    constraints.forEach(constraint -> objective(bench, constraint.objective().toString()));
    return constraints;
  }

  /** Reads bounds: those that ship with the benchmark, by their name, or a JSON file. */
  static Bounds bounds(HwGptBench bench, String name) throws IOException {
    if (!name.endsWith(".json")) {
      return bench.bounds(name);
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException(String.format(Locale.ROOT, "%s: no such file", file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      Bounds bounds = Bounds.read(in, name);
      if (!bounds.scale().equals(bench.space().name())) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "--bounds '%s': of scale '%s'; expected '%s'",
            name,
            bounds.scale(),
            bench.space().name()));
      }
      return bounds;
    }
  }

  /** Returns what files about some objectives are called, such as {@code s-perplexity-params}. */
  static String fileName(SearchSpace space, List<Objective> objectives) {
    return space.name()
        + objectives.stream()
            .map(objective -> "-" + objective.toString().replace('@', '_'))
            .collect(Collectors.joining());
  }
}
