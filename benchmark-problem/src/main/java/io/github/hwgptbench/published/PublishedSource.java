package io.github.hwgptbench.published;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Says what the authors' own networks say: {@code perplexity@published}, and the memory of the two
 * devices that it was measured on as {@code memory@a100_published} and
 * {@code memory@rtx2080_published}; those of them that were imported.
 *
 * <pre>{@code
 * PublishedSource published = PublishedSource.in(folder, SearchSpace.s());
 * try (HwGptBench bench = HwGptBench.open(SearchSpace.s(), List.of(), List.of(published))) {
 *   double perplexity =
 *       bench.query(bench.space().largest(), Objective.parse("perplexity@published"));
 * }
 * }</pre>
 */
public final class PublishedSource implements ObjectiveSource {

  private final Path folder;
  private final SearchSpace space;
  private final List<Objective> objectives;

  private PublishedSource(Path folder, SearchSpace space, List<Objective> objectives) {
    this.folder = folder;
    this.space = space;
    this.objectives = objectives;
  }

  /**
   * Returns what was imported into a folder, for one space.
   *
   * @param folder what {@link PublishedImport} wrote into
   * @throws SurrogateFileException if nothing of this space is in it
   */
  public static PublishedSource in(Path folder, SearchSpace space) {
    List<Objective> there = PublishedNetwork.objectives().stream()
        .filter(objective -> Files.exists(PublishedFile.in(folder, space, objective)))
        .toList();
    if (there.isEmpty()) {
      throw new SurrogateFileException(String.format(
          Locale.ROOT,
          "%s: nothing of space '%s' in it; expected networks that 'hwgpt import' wrote",
          folder,
          space.name()));
    }
    return new PublishedSource(folder, space, there);
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public List<Objective> objectives() {
    return objectives;
  }

  @Override
  public ObjectiveEvaluator evaluator(List<Objective> asked) {
    for (Objective objective : asked) {
      if (!objectives.contains(objective)) {
        throw new IllegalArgumentException(String.format(
            Locale.ROOT,
            "Objective '%s': not in %s; %s",
            objective,
            folder,
            Suggestion.known(
                objective.toString(),
                objectives.stream().map(Objective::toString).toList())));
      }
    }
    return new PublishedEvaluator(
        space,
        asked.stream()
            .map(objective ->
                PublishedFile.read(PublishedFile.in(folder, space, objective), space, objective))
            .toList());
  }

  @Override
  public Objective usual(Objective objective) {
    return PublishedNetwork.usual(objective);
  }

  /** Returns a hash of the files. */
  @Override
  public String fingerprint() {
    StringBuilder hashes = new StringBuilder();
    for (Objective objective : objectives) {
      byte[] bytes = PublishedFile.read(PublishedFile.in(folder, space, objective));
      hashes
          .append(objective)
          .append('=')
          .append(SurrogateCatalogue.sha256(bytes))
          .append('\n');
    }
    return SurrogateCatalogue.sha256(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "networks in " + folder;
  }
}
