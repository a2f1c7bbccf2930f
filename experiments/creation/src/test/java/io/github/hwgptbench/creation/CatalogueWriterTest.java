package io.github.hwgptbench.creation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.RampNetwork;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.surrogate.SurrogateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueWriterTest {

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
    CatalogueWriter.write(folder, SPACE, List.of(surrogate), bounds);
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
    assertArrayEquals(SurrogateGraph.of(surrogate, SPACE), SurrogateGraph.of(read, SPACE));
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
  void theLastCatalogueWins() {
    SurrogateCatalogue mine = SurrogateCatalogue.in(folder, SPACE);
    SurrogateCatalogue both = SurrogateCatalogue.shipped(SPACE).with(mine);
    assertEquals(mine.sha256(MINE), both.sha256(MINE));
    assertEquals(
        SurrogateCatalogue.shipped(SPACE).objectives().size() + 1,
        both.objectives().size());
  }

  @Test
  void whatIsAddedToAFolderKeepsWhatIsThere() {
    Objective other = Objective.parseAnyDevice("energy@mine");
    Surrogate added =
        new Surrogate("s", other, surrogate.network(), surrogate.noise(), surrogate.provenance());
    Bounds bounds = new Bounds("mine", "s", "by hand", Map.of(other, new Bounds.Range(2, 3)));
    CatalogueWriter.write(folder, SPACE, List.of(added), bounds);

    SurrogateCatalogue both = SurrogateCatalogue.in(folder, SPACE);
    assertEquals(List.of(MINE, other), both.objectives());
    assertEquals(MINE, both.load(MINE).objective());
    assertEquals(new Bounds.Range(1, 9), both.bounds("default").range(MINE));
    assertEquals(new Bounds.Range(2, 3), both.bounds("default").range(other));
  }

  @Test
  void aFolderIsNotAddedToWhereItsCatalogueCantBeRead() throws IOException {
    Path index = folder.resolve("s").resolve(SurrogateCatalogue.INDEX);
    for (String text :
        List.of("", "{\"space\": \"s\"}", "{\"space\"", "[".repeat(1001), "9".repeat(1001))) {
      Files.writeString(index, text);
      String message = failure(() -> CatalogueWriter.write(
          folder, SPACE, List.of(surrogate), new Bounds("mine", "s", "by hand", Map.of())));
      assertTrue(message.startsWith(index + ": "), message);
      assertEquals(text, Files.readString(index));
    }
  }

  @Test
  void ofTwoSurrogatesOfAnObjectiveTheLastIsTaken(@TempDir Path second) {
    double[] slopes = new double[new FeatureMap(SPACE).loadSize()];
    Arrays.fill(slopes, 0.5);
    RampNetwork twice =
        RampNetwork.quantize(new FeatureMap(SPACE), new double[][] {slopes}, new double[] {2});
    Surrogate own = new Surrogate("s", MINE, twice, surrogate.noise(), Map.of());
    Bounds bounds = new Bounds("mine", "s", "by hand", Map.of(MINE, new Bounds.Range(2, 18)));
    CatalogueWriter.write(second, SPACE, List.of(own), bounds);
    try (HwGptBench one = HwGptBench.open(SPACE, List.of(folder, second));
        HwGptBench other = HwGptBench.open(SPACE, List.of(second, folder))) {
      double value = one.query(SPACE.largest(), MINE);
      assertEquals(2 * other.query(SPACE.largest(), MINE), value);
      assertEquals(new Bounds.Range(2, 18), one.bounds("default").range(MINE));
      assertEquals(new Bounds.Range(1, 9), other.bounds("default").range(MINE));
      assertNotEquals(one.surrogateHash(), other.surrogateHash());
    }
  }

  @Test
  void tensorsThatDoNotFitTogetherAreRefused() throws Exception {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
      TensorProto tensor = model.getGraph().getInitializer(i);
      if (tensor.getDataType() != TensorProto.DataType.DOUBLE.getNumber()) {
        continue;
      }
      // One row less, one column less, and none at all.
      for (TensorProto damaged : List.of(
          resized(tensor, -1, 0),
          resized(tensor, 0, -1),
          resized(tensor, 1, 0),
          resized(tensor, 0, 1),
          tensor.toBuilder()
              .clearDims()
              .addDims(1L << 33)
              .addDims(1L << 31)
              .clearDoubleData()
              .build(),
          tensor.toBuilder().setName("other").build())) {
        ModelProto.Builder other = model.toBuilder();
        other.getGraphBuilder().setInitializer(i, damaged);
        String what = tensor.getName() + " " + damaged.getDimsList();
        IllegalArgumentException e = assertThrows(
            IllegalArgumentException.class,
            () -> SurrogateFile.read(other.build().toByteArray(), SPACE, "some.onnx"),
            what);
        assertTrue(e.getMessage().startsWith("some.onnx: "), what + ": " + e.getMessage());
      }
    }
  }

  /** A tensor with some rows and columns more, its numbers taken in order and then 0. */
  private static TensorProto resized(TensorProto tensor, int rows, int columns) {
    long newRows = tensor.getDims(0) + rows;
    long newColumns = tensor.getDims(1) + columns;
    TensorProto.Builder builder = tensor.toBuilder().clearDims().clearDoubleData();
    builder.addDims(newRows).addDims(newColumns);
    for (int i = 0; i < newRows * newColumns; i++) {
      builder.addDoubleData(i < tensor.getDoubleDataCount() ? tensor.getDoubleData(i) : 0);
    }
    return builder.build();
  }

  @Test
  void filesAreTheSameInEveryLanguage() {
    byte[] expected = SurrogateGraph.of(surrogate, SPACE);
    Locale before = Locale.getDefault();
    try {
      // Writes digits of its own.
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertArrayEquals(expected, SurrogateGraph.of(surrogate, SPACE));
    } finally {
      Locale.setDefault(before);
    }
  }
}
