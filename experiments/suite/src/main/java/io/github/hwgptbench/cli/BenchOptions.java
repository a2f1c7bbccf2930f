package io.github.hwgptbench.cli;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.published.PublishedSource;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.SpaceFile;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
      description = "Search space: s, m or l; s_wide, m_wide or l_wide, which have no"
          + " measurements; or xs, a small one with a supernet (default: s, or that of"
          + " --supernet).",
      completionCandidates = Scales.class)
  private @Nullable String scale;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description = "YAML file of a custom search space, in place of --scale: choices of each gene,"
          + " batch and design; see docs/own-space.md.")
  private @Nullable Path spaceFile;

  private @Nullable SearchSpace custom;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      split = ",",
      description = "Folders of custom fitted models, see 'hwgpt fit'. They add devices, and"
          + " take precedence over the shipped models.")
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
          + " perplexity@published, memory@a100@published and memory@rtx2080@published.")
  private @Nullable Path published;

  @Mixin
  private SupernetOptions supernet = new SupernetOptions();

  @Mixin
  private OnnxOptions onnx = new OnnxOptions();

  /**
   * Returns the search space that was asked for.
   *
   * @throws IllegalArgumentException if there is none of this name, or the supernet is of another
   */
  SearchSpace space() {
    Optional<SearchSpace> own = supernet.space();
    Optional<SearchSpace> ofFile = custom();
    if (ofFile.isPresent()) {
      if (scale != null) {
        throw UsageException.of(
            "--scale '%s' and --space %s; allowed: one of them", scale, spaceFile);
      }
      if (own.isPresent() && !own.equals(ofFile)) {
        throw UsageException.of(
            "--space %s: the supernet is of another space, %s", spaceFile, own.get());
      }
      return ofFile.get();
    }
    if (scale == null) {
      return own.orElseGet(() -> SearchSpace.of(USUAL_SCALE));
    }
    SearchSpace asked = spaceOf(scale);
    if (own.isPresent() && !own.get().equals(asked)) {
      throw UsageException.of(
          "--scale '%s': the supernet is of space '%s'; leave it out",
          scale, own.get().name());
    }
    return asked;
  }

  /** Returns the benchmarks that these options decide. */
  Benches benches() {
    return new Benches(customSpaces().toList(), this::open);
  }

  private Stream<SearchSpace> customSpaces() {
    return Stream.concat(custom().stream(), supernet.space().stream()).distinct();
  }

  private Optional<SearchSpace> custom() {
    if (spaceFile != null && custom == null) {
      try {
        custom = SpaceFile.read(spaceFile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Optional.ofNullable(custom);
  }

  /** Returns the space of a name: that of the file, that of the supernet, or a built-in one. */
  SearchSpace spaceOf(String name) {
    return customSpaces()
        .filter(own -> own.name().equalsIgnoreCase(name.strip()))
        .findFirst()
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

  /** Sets how many threads evaluate a supernet, by default as many as there are processors. */
  void threads(int count) {
    supernet.threads(count);
  }

  /**
   * Has sub-networks evaluated again that earlier commands have evaluated.
   *
   * @throws IllegalArgumentException if a folder of their scores was named
   */
  void recompute() {
    supernet.recompute();
  }

  /** Returns the options that name the search space. */
  List<String> spaceOptions() {
    return spaceFile == null
        ? List.of("--scale", space().name())
        : List.of("--space", spaceFile.toString());
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
    custom().filter(own -> !spaces.contains(own)).ifPresent(own -> {
      throw UsageException.of(
          "--space %s: this command does not use space '%s'; leave it out", spaceFile, own.name());
    });
  }

  /**
   * Makes sure that options agree with problems.
   *
   * @throws IllegalArgumentException if one is of none of their spaces, or says otherwise how many
   *     tokens are predicted
   */
  void requireUseOn(Collection<RunSettings> problems) {
    requireUse(problems.stream().map(RunSettings::space).toList());
    problems.forEach(problem -> supernet.requireAgreement(problem.fidelities()));
  }

  /**
   * Makes sure that no model is given in vain.
   *
   * @param metrics all that are asked
   * @throws IllegalArgumentException if one predicts none of them
   */
  void requireUseOfModels(Collection<Objective> metrics) {
    onnx.requireUse(metrics);
  }

  /** Opens the benchmark of a space that is named elsewhere than in the option. */
  HwGptBench open(SearchSpace space) throws IOException {
    return HwGptBench.open(space, models, sources(space), onnx.engine());
  }

  private List<ObjectiveSource> sources(SearchSpace space) {
    supernet.warn(line -> mixee.commandLine().getErr().println(line));
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
    sources.addAll(onnx.sources(space));
    return sources;
  }
}
