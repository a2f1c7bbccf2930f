package io.github.hwgptbench.published;

import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Predictions of the authors' networks: {@code perplexity@published}, and the memory of the two
 * devices that it was measured on as {@code memory@a100@published} and
 * {@code memory@rtx2080@published}; those of them that were imported.
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
  private final Map<Objective, PublishedFile.Content> files;

  private PublishedSource(
      Path folder, SearchSpace space, Map<Objective, PublishedFile.Content> files) {
    this.folder = folder;
    this.space = space;
    this.files = files;
  }

  /**
   * Reads the import in a folder, for one space.
   *
   * @param folder the folder that {@link PublishedImport} wrote
   * @throws SurrogateFileException if nothing of this space is in it, or a file is damaged or was
   *     altered; names the file and the tensor
   */
  public static PublishedSource in(Path folder, SearchSpace space) {
    Map<Objective, PublishedFile.Content> there = new LinkedHashMap<>();
    for (Objective objective : PublishedNetwork.objectives()) {
      Path file = PublishedFile.in(folder, space, objective);
      if (Files.exists(file)) {
        there.put(objective, PublishedFile.read(file, space, objective));
      }
    }
    if (there.isEmpty()) {
      throw new SurrogateFileException(Text.format(
          "%s: contains nothing of space '%s'; expected networks that 'hwgpt import' wrote",
          folder, space.name()));
    }
    return new PublishedSource(folder, space, there);
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public List<Objective> objectives() {
    return List.copyOf(files.keySet());
  }

  /**
   * Returns the files whose tensors have no hashes, since version 0.1.0 has written them. Nobody
   * notices where one of their numbers changes.
   */
  public List<Path> filesWithoutHashes() {
    return files.entrySet().stream()
        .filter(file -> !file.getValue().hashed())
        .map(file -> PublishedFile.in(folder, space, file.getKey()))
        .toList();
  }

  @Override
  public ObjectiveEvaluator evaluator(List<Objective> asked) {
    List<Objective> chosen =
        Objective.choice(asked, files.keySet(), Text.format("not in %s", folder));
    return new PublishedEvaluator(
        space,
        asked.stream()
            .map(objective -> Objects.requireNonNull(files.get(objective)).network())
            .toList());
  }

  /** Returns a hash of the files. */
  @Override
  public String fingerprint() {
    StringBuilder hashes = new StringBuilder();
    files.forEach((objective, file) ->
        hashes.append(objective.key()).append('=').append(file.sha256()).append('\n'));
    return Sha256.of(hashes.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "networks in " + folder;
  }
}
