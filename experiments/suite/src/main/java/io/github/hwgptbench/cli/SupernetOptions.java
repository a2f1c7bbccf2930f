package io.github.hwgptbench.cli;

import io.github.hwgptbench.internal.file.UserCache;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.ShippedSupernet;
import io.github.hwgptbench.supernet.SupernetProgress;
import io.github.hwgptbench.supernet.SupernetSource;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The supernet, its corpus, and how much of it is predicted. */
final class SupernetOptions {

  /** Sets the folder of scores if no option does. */
  private static final String CACHE_VARIABLE = "HWGPTBENCH_SCORES_FOLDER";

  static final String NO_CACHE = "none";

  @Option(
      names = "--supernet",
      paramLabel = "DIR",
      description = "Folder of the weights of a custom supernet, for"
          + " perplexity@supernet and accuracy@supernet.")
  private @Nullable Path folder;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "Tokenized corpus that --supernet predicts, see 'hwgpt supernet tokens'.")
  private @Nullable Path tokens;

  @Option(
      names = "--predict",
      paramLabel = "N",
      description = "Number of tokens of the corpus that a supernet predicts, spread evenly"
          + " over it (default: the highest fidelity of tokens; without fidelities"
          + " 8192 for the shipped supernet and 65536 for a custom one).")
  private @Nullable Long count;

  @Option(
      names = "--sequence-length",
      paramLabel = "N",
      description = "Length of the sequences that the corpus is split into, in tokens"
          + " (default: the maximum of the supernet).")
  private @Nullable Integer length;

  @Option(
      names = "--score-cache",
      paramLabel = "DIR",
      description = "Folder of the cache of scores of evaluated sub-networks, or"
          + " 'none' (default: that of " + CACHE_VARIABLE + ", or 'scores' in the user's cache)."
          + " Does not change results.")
  private @Nullable String cache;

  private @Nullable SupernetWeights weights;
  private boolean recomputes;
  private int threads = Runtime.getRuntime().availableProcessors();
  private SupernetProgress progress = SupernetProgress.NONE;
  private Consumer<String> warnings = line -> {};
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /** Sets what receives the progress of an evaluation. */
  void report(SupernetProgress to) {
    progress = to;
  }

  /** Sets what receives warnings of evaluators, each once. */
  void warn(Consumer<String> to) {
    warnings = to;
  }

  /** Sets the number of threads, by default the number of processors. */
  void threads(int count) {
    threads = count;
  }

  /**
   * Evaluates everything again, without cached scores.
   *
   * @throws IllegalArgumentException if a folder of scores was named
   */
  void recompute() {
    if (cache != null) {
      throw UsageException.of(
          "--score-cache %s has no effect here, as everything is evaluated again; leave it out",
          cache);
    }
    recomputes = true;
  }

  /** Returns the space of --supernet; empty if the option is absent. */
  Optional<SearchSpace> space() {
    if (folder == null) {
      if (tokens != null) {
        throw UsageException.of("--tokens %s requires --supernet", tokens);
      }
      return Optional.empty();
    }
    if (tokens == null) {
      throw UsageException.of(
          "--supernet %s requires --tokens, a file that 'hwgpt supernet tokens' wrote", folder);
    }
    if (weights == null) {
      weights = SupernetWeights.open(folder);
    }
    return Optional.of(weights.shape().space());
  }

  /**
   * Checks that the options of supernets have an effect.
   *
   * @param spaces all of the command
   * @throws IllegalArgumentException if none of them has a supernet
   */
  void requireUse(Collection<SearchSpace> spaces) {
    Optional<SearchSpace> own = space();
    if (own.isPresent() && !spaces.contains(own.get())) {
      throw UsageException.of(
          "--supernet %s: this command does not use space '%s'; leave it out",
          folder, own.get().name());
    }
    if (own.isEmpty()
        && (count != null || length != null || cache != null)
        && spaces.stream().noneMatch(ShippedSupernet::in)) {
      throw UsageException.of(
          "%s requires --supernet, or a space that has a supernet, such as xs",
          count != null
              ? "--predict " + count
              : length != null ? "--sequence-length " + length : "--score-cache " + cache);
    }
  }

  /**
   * Checks that --predict does not contradict the fidelities.
   *
   * @throws IllegalArgumentException if there was
   */
  void requireAgreement(Fidelities fidelities) {
    int highest = fidelities.levels().get(fidelities.highest()).amount();
    if (count != null && fidelities.unit().equals(Fidelities.TOKENS) && count != highest) {
      throw UsageException.of(
          "--predict %d with fidelities of %s; leave it out, since the highest fidelity"
              + " determines it",
          count, fidelities);
    }
  }

  /** Returns the sources of perplexity and accuracy that the options set for a space. */
  List<ObjectiveSource> sources(SearchSpace space) {
    Optional<SearchSpace> own = space();
    if (own.isPresent()) {
      return own.get().equals(space)
          ? List.of(configured(SupernetSource.of(
              Objects.requireNonNull(weights), TokenFile.open(Objects.requireNonNull(tokens)))))
          : List.of();
    }
    return ShippedSupernet.of(space).map(this::configured).stream()
        .map(ObjectiveSource.class::cast)
        .toList();
  }

  private SupernetSource configured(SupernetSource.Builder builder) {
    if (count != null) {
      builder.tokens(count);
    }
    if (length != null) {
      builder.length(length);
    }
    if (!recomputes) {
      cache().ifPresent(builder::cache);
    }
    return builder.threads(threads).progress(new Reports(progress)).build();
  }

  private final class Reports implements SupernetProgress {

    private final SupernetProgress progress;

    Reports(SupernetProgress progress) {
      this.progress = progress;
    }

    @Override
    public void predicted(long done, long all) {
      progress.predicted(done, all);
    }

    @Override
    public void warn(String line) {
      if (warned.add(line)) {
        warnings.accept(line);
      }
    }
  }

  private Optional<Path> cache() {
    String named = cache != null ? cache : System.getenv().getOrDefault(CACHE_VARIABLE, "");
    if (named.equals(NO_CACHE)) {
      return Optional.empty();
    }
    Path folder = named.isEmpty() ? UserCache.folder().resolve("scores") : Path.of(named);
    if (cache != null) {
      // One that nobody asked for costs a warning where it can't be written.
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(
            new IOException(Text.format("--score-cache %s: can't be created: %s", cache, e), e));
      }
    }
    return Optional.of(folder);
  }
}
