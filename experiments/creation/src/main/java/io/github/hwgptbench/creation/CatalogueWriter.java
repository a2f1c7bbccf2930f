package io.github.hwgptbench.creation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.file.Sha256;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes folders of surrogates. */
final class CatalogueWriter {

  private static final String DEFAULT_BOUNDS = "default";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private CatalogueWriter() {}

  /**
   * Writes surrogates and the list of them, in the layout that {@link SurrogateCatalogue#in} reads.
   * A folder that is there already keeps its other surrogates and their bounds.
   *
   * @param folder the folder; it gets one folder per space
   * @param surrogates what to write, all of one space
   * @param bounds the smallest and the largest values, which become the default bounds
   * @throws IllegalArgumentException if there are a list or bounds that can't be read; nothing is
   *     written then
   * @throws UncheckedIOException if a file can't be written
   * @throws SurrogateFileException if there is a list already, and it can't be read
   */
  static void write(Path folder, SearchSpace space, List<Surrogate> surrogates, Bounds bounds) {
    Path own = folder.resolve(space.name());
    ObjectNode root = JSON.createObjectNode();
    ObjectNode list = root.put("space", space.name()).putObject("surrogates");
    Bounds all = bounds;
    if (Files.exists(own.resolve(SurrogateCatalogue.INDEX))) {
      SurrogateCatalogue before = SurrogateCatalogue.in(folder, space);
      before
          .objectives()
          .forEach(
              objective -> list(list, objective, before.file(objective), before.sha256(objective)));
      all = before.bounds(DEFAULT_BOUNDS).with(bounds);
    }
    try {
      Files.createDirectories(own);
      for (Surrogate surrogate : surrogates) {
        String file = SurrogateCatalogue.fileOf(surrogate.objective());
        byte[] bytes = SurrogateGraph.of(surrogate, space);
        Files.write(own.resolve(file), bytes);
        list(list, surrogate.objective(), file, Sha256.of(bytes));
      }
      try (OutputStream to =
          Files.newOutputStream(own.resolve(SurrogateCatalogue.boundsFile(DEFAULT_BOUNDS)))) {
        all.write(to);
      }
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
      Files.write(
          own.resolve(SurrogateCatalogue.INDEX),
          text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          Text.format("%s: can't be written: %s", own, e.getMessage()), e);
    }
  }

  private static void list(ObjectNode list, Objective objective, String file, String sha256) {
    list.putObject(objective.toString()).put("file", file).put("sha256", sha256);
  }
}
