package io.github.hwgptbench.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurrogateCatalogueTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Objective MINE = Objective.parseAnyDevice("latency@mine");

  @TempDir
  Path folder;

  private Surrogate surrogate;
  private Path file;

  @BeforeEach
  void write() {
    FeatureMap features = new FeatureMap(SPACE);
    double[] slopes = new double[features.loadSize()];
    Arrays.fill(slopes, 0.25);
    double[][][] tables = new double[4][3][NoiseModel.LEVELS.size()];
    for (double[][] table : tables) {
      for (double[] row : table) {
        Arrays.setAll(row, i -> 0.001 * i);
      }
    }
    surrogate = new Surrogate(
        "s",
        MINE,
        RampNetwork.quantize(features, new double[][] {slopes}, new double[] {2}),
        new NoiseModel(tables),
        Map.of("seed", "1"));
    Bounds bounds = new Bounds("mine", "s", "by hand", Map.of(MINE, new Bounds.Range(1, 9)));
    SurrogateCatalogue.write(folder, SPACE, List.of(surrogate), bounds);
    file = folder.resolve("s").resolve("latency-mine.onnx");
  }

  private String failure(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void whatIsWrittenIsRead() {
    Surrogate read = SurrogateCatalogue.in(folder, SPACE).load(MINE);
    assertEquals(surrogate.objective(), read.objective());
    assertEquals(surrogate.provenance(), read.provenance());
    assertArrayEquals(SurrogateFile.write(surrogate, SPACE), SurrogateFile.write(read, SPACE));
  }

  @Test
  void aDeviceOfOnesOwnIsThereWithoutMore() {
    try (HwGptBench bench = HwGptBench.open(SPACE, List.of(folder))) {
      assertTrue(bench.objectives().contains(MINE));
      assertTrue(bench.devices().stream().anyMatch(device -> device.id().equals("mine")));
      assertEquals(surrogate.network().value(row(bench)), bench.query(SPACE.largest(), MINE));
      assertEquals(new Bounds.Range(1, 9), bench.bounds("default").range(MINE));
      assertTrue(bench.bounds("default").ranges().size() > 30);
    }
  }

  private static double[] row(HwGptBench bench) {
    FeatureMap features = new FeatureMap(SPACE);
    double[] row = new double[features.size()];
    features.fill(SPACE.encode(bench.space().largest()), row, 0, row.length);
    return row;
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(file);
    String message = failure(() -> SurrogateCatalogue.in(folder, SPACE).load(MINE));
    assertTrue(message.contains("latency-mine.onnx: missing"), message);
  }

  @Test
  void aTruncatedFileIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    String message = failure(() -> SurrogateCatalogue.in(folder, SPACE).load(MINE));
    assertTrue(message.contains("latency-mine.onnx: truncated or altered"), message);
  }

  @Test
  void anAlteredByteIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 1;
    Files.write(file, bytes);
    String message = failure(() -> SurrogateCatalogue.in(folder, SPACE).load(MINE));
    assertTrue(message.contains("truncated or altered"), message);
  }

  @Test
  void whatIsNoSurrogateIsRefused() {
    String where = "some.onnx";
    String message = failure(() -> SurrogateFile.read(new byte[] {1, 2, 3}, SPACE, where));
    assertTrue(message.startsWith("some.onnx: not a whole ONNX model"), message);
    message = failure(() -> SurrogateFile.read(new byte[0], SPACE, where));
    assertTrue(message.contains("not a surrogate"), message);
    message = failure(
        () -> SurrogateFile.read(SurrogateFile.write(surrogate, SPACE), SearchSpace.m(), where));
    assertTrue(message.contains("space 's'; expected 'm'"), message);
  }

  @Test
  void aFolderWithoutACatalogueIsNamed() {
    String message = failure(() -> SurrogateCatalogue.in(folder, SearchSpace.m()));
    assertTrue(message.contains("catalogue.json: missing"), message);
  }

  @Test
  void anUnknownObjectiveIsNamed() {
    String message = failure(
        () -> SurrogateCatalogue.in(folder, SPACE).load(Objective.parseAnyDevice("latency@mone")));
    assertTrue(message.contains("latency@mine"), message);
  }

  @Test
  void theLastCatalogueWins() {
    SurrogateCatalogue mine = SurrogateCatalogue.in(folder, SPACE);
    SurrogateCatalogue both = SurrogateCatalogue.shipped(SPACE).with(mine);
    assertEquals(mine.sha256(MINE), both.sha256(MINE));
    assertEquals(
        SurrogateCatalogue.shipped(SPACE).objectives().size() + 1,
        both.objectives().size());
  }
}
