package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import io.github.hwgptbench.testing.checkpoint.SafetensorsFile;
import io.github.hwgptbench.testing.checkpoint.TorchFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are a checkpoint or are refused with a message that names the file. */
class CheckpointFuzzTest {

  private static final String ROOT = "archive/";

  private static Path file;
  private static byte[] valid;
  private static Map<String, byte[]> entries;

  @BeforeContainer
  static void writeACheckpoint() throws IOException {
    file = Files.createTempFile("damaged", ".pt");
    new TorchFile()
        .lightning()
        .bigEndian()
        .tensor("a", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .tied("b", "a", 3, 2)
        .tensor("c", "HalfStorage", new byte[4], 2, 2)
        .write(file);
    valid = Files.readAllBytes(file);
    entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(
            entry.getName().substring(ROOT.length()), zip.getInputStream(entry).readAllBytes());
      }
    }
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  private static void read() {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      checkpoint.tensors().keySet().forEach(checkpoint::read);
    }
  }

  @Fuzz
  void anyBytesAreACheckpointOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(file, Mutations.of(valid, seed));
    Damaged.readsOrRefuses(CheckpointFileException.class, file, CheckpointFuzzTest::read);
  }

  /** The CRC is right, so the pickle itself is read. */
  @Fuzz
  void anyPickleIsAStateDictionaryOrIsRefused(@ForAll long seed) throws IOException {
    Map<String, byte[]> damaged = new LinkedHashMap<>(entries);
    damaged.computeIfPresent("data.pkl", (name, pickle) -> Mutations.of(pickle, seed));
    TorchFile.write(file, ROOT, damaged);
    Damaged.readsOrRefuses(CheckpointFileException.class, file, CheckpointFuzzTest::read);
  }

  @Fuzz
  void anyBytesAreSafetensorsOrAreRefused(@ForAll long seed) throws IOException {
    new SafetensorsFile()
        .tensor("a", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .tensor("b", new float[] {7}, 1)
        .write(file);
    Files.write(file, Mutations.of(Files.readAllBytes(file), seed));
    Damaged.readsOrRefuses(CheckpointFileException.class, file, CheckpointFuzzTest::read);
  }

  /** Names of files are left as they are: any of them would be one that can't be found. */
  @Fuzz
  void anyIndexNamesFilesOrIsRefused(@ForAll long seed) throws IOException {
    String index = "{\"metadata\":{},\"weight_map\":{\"a\":\"x/1\",\"b\":\"x/2\"}}";
    Files.write(file, Mutations.of(index.getBytes(StandardCharsets.UTF_8), seed));
    Damaged.readsOrRefuses(
        CheckpointFileException.class, file.getParent(), CheckpointFuzzTest::read);
  }
}
