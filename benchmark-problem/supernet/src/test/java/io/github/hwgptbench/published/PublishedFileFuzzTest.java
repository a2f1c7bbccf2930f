package io.github.hwgptbench.published;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateFileException;
import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are an imported network or are refused with a message that names the file. */
class PublishedFileFuzzTest {

  private static final Objective MEMORY = Objective.parseAnyDevice("memory@a100@published");

  private static Path folder;
  private static Path file;
  private static byte[] hashed;
  private static byte[] unhashed;

  @BeforeContainer
  static void writeANetwork() throws IOException {
    folder = Files.createTempDirectory("damaged");
    PublishedNetwork network = new PublishedNetwork(
        SearchSpace.s(),
        MEMORY,
        List.of(
            new PublishedNetwork.Layer(new float[27][2], new float[2]),
            new PublishedNetwork.Layer(new float[2][1], new float[1])),
        Map.of("checkpoint", "memory.pt"));
    file = PublishedFile.write(network, folder);
    hashed = Files.readAllBytes(file);
    ModelProto model = ModelProto.parseFrom(hashed);
    // As version 0.1.0 wrote it.
    unhashed = model.toBuilder()
        .clearMetadataProps()
        .addAllMetadataProps(model.getMetadataPropsList().stream()
            .filter(entry -> !entry.getKey().contains("sha256"))
            .toList())
        .build()
        .toByteArray();
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
    Files.delete(file.getParent());
    Files.deleteIfExists(folder);
  }

  @Fuzz
  void anyBytesAreANetworkOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(file, Mutations.of(seed % 2 == 0 ? hashed : unhashed, seed));
    Damaged.readsOrRefuses(
        SurrogateFileException.class,
        file,
        () -> PublishedFile.read(file, SearchSpace.s(), MEMORY));
  }
}
