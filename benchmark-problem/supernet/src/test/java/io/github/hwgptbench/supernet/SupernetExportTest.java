package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupernetExportTest {

  private static final SearchSpace SPACE = TinySupernet.SPACE;
  private static final long[][] TOKENS = {{3, 36, 0, 17, 5}, {22, 9, 1, 30, 12}};
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  @TempDir
  Path folder;

  private static Stream<Architecture> architectures() {
    SplittableRandom random = new SplittableRandom(3);
    return Stream.concat(
        Stream.of(SPACE.smallest(), SPACE.largest()),
        Stream.generate(() -> SPACE.sampleUniformGenes(random)).limit(40));
  }

  private SupernetWeights weights() throws IOException {
    return TinySupernet.write(folder.resolve("tiny"));
  }

  /** What a foreign runtime would give to the file. */
  private static Map<String, OnnxTensor> inputs(Architecture architecture) throws OrtException {
    int layers = SPACE.maxLayers();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("tokens", OnnxTensor.createTensor(ENVIRONMENT, TOKENS));
    inputs.put("embed_dim", whole(architecture.embedDim()));
    inputs.put("n_layer", whole(architecture.layers()));
    inputs.put("n_head", whole(Arrays.copyOf(architecture.heads(), layers)));
    inputs.put("mlp_ratio", whole(Arrays.copyOf(architecture.mlpRatios(), layers)));
    inputs.put("bias", OnnxTensor.createTensor(ENVIRONMENT, new boolean[] {architecture.bias()}));
    return inputs;
  }

  private static OnnxTensor whole(int... values) throws OrtException {
    return OnnxTensor.createTensor(
        ENVIRONMENT, Arrays.stream(values).asLongStream().toArray());
  }

  private static float[][][] logits(OrtSession session, Map<String, OnnxTensor> inputs)
      throws OrtException {
    try (OrtSession.Result result = session.run(inputs)) {
      return (float[][][]) result.get("logits").orElseThrow().getValue();
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static void assertSame(Supernet supernet, Architecture architecture, float[][][] logits) {
    try (SubNetwork network = supernet.inherit(architecture)) {
      for (int sequence = 0; sequence < TOKENS.length; sequence++) {
        float[][] expected = network.logits(
            Arrays.stream(TOKENS[sequence]).mapToInt(Math::toIntExact).toArray());
        for (int position = 0; position < expected.length; position++) {
          float largest = 1;
          for (float value : expected[position]) {
            largest = Math.max(largest, Math.abs(value));
          }
          assertArrayEquals(
              expected[position],
              logits[sequence][position],
              1e-5f * largest,
              architecture.toString());
        }
      }
    }
  }

  private void assertOneFileIsAllSubNetworks(Path file) throws IOException, OrtException {
    try (Supernet supernet = Supernet.open(folder.resolve("tiny"));
        OrtSession session = ENVIRONMENT.createSession(file.toString())) {
      for (Architecture architecture : architectures().toList()) {
        assertSame(supernet, architecture, logits(session, inputs(architecture)));
      }
    }
  }

  @Test
  void oneFileIsAllSubNetworks() throws IOException, OrtException {
    Path file = folder.resolve("supernet.onnx");
    new SupernetExport(weights()).writeSupernet(file);
    assertOneFileIsAllSubNetworks(file);
    assertEquals(List.of("supernet.onnx", "tiny"), files());
  }

  @Test
  void everyLayoutIsWritten() throws IOException, OrtException {
    SupernetShape shape =
        new SupernetShape(SPACE, 37, 8, 0.5, 16, new SupernetLayout(false, false, true, 500));
    SupernetWeights weights = TinySupernet.write(folder.resolve("tiny"), shape, 1);
    Path file = folder.resolve("supernet.onnx");
    new SupernetExport(weights).writeSupernet(file);
    assertOneFileIsAllSubNetworks(file);
    Path network = folder.resolve("network.onnx");
    new SupernetExport(weights).writeNetwork(SPACE.smallest(), network);
    try (Supernet supernet = new Supernet(weights);
        OrtSession session = ENVIRONMENT.createSession(network.toString())) {
      assertSame(
          supernet,
          SPACE.smallest(),
          logits(
              session,
              new HashMap<>(Map.of("tokens", OnnxTensor.createTensor(ENVIRONMENT, TOKENS)))));
    }
  }

  @Test
  void inputsOutsideTheSpaceAreRefusedWhenTheFileRuns() throws IOException, OrtException {
    Path file = folder.resolve("supernet.onnx");
    new SupernetExport(weights()).writeSupernet(file);
    try (OrtSession session = quietSession(file)) {
      assertRefused(session, "embed_dim", whole(9));
      assertRefused(session, "n_layer", whole(0));
      assertRefused(session, "n_layer", whole(4));
      assertRefused(session, "n_head", whole(1, 4, 1));
      assertRefused(session, "mlp_ratio", whole(3, 1, 1));
      Map<String, OnnxTensor> inactive = inputs(SPACE.smallest());
      inactive.put("n_head", whole(1, 77, -5));
      assertEquals(2, logits(session, inactive).length, "layers that do not matter");
      Map<String, OnnxTensor> tooLong = inputs(SPACE.smallest());
      tooLong.put("tokens", OnnxTensor.createTensor(ENVIRONMENT, new long[1][17]));
      assertThrows(OrtException.class, () -> logits(session, tooLong));
    }
  }

  /** Returns a session that does not log the failures of its runs. */
  private static OrtSession quietSession(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return ENVIRONMENT.createSession(file.toString(), options);
    }
  }

  private static void assertRefused(OrtSession session, String input, OnnxTensor value)
      throws OrtException {
    Map<String, OnnxTensor> inputs = inputs(SPACE.largest());
    inputs.put(input, value);
    OrtException refused = assertThrows(OrtException.class, () -> logits(session, inputs));
    assertTrue(refused.getMessage().contains(input + "_must_be_of_the_space"), refused::getMessage);
  }

  @Test
  void aBiasThatNoNetworkLacksMustBeTrue() throws IOException, OrtException {
    SearchSpace biased = SearchSpace.builder("biased")
        .embedDims(8)
        .layerCounts(3)
        .headCounts(1)
        .mlpRatios(1)
        .bias(true)
        .build();
    Path file = folder.resolve("supernet.onnx");
    SupernetShape shape = new SupernetShape(biased, 37, 8, 0.5, 16);
    new SupernetExport(TinySupernet.write(folder.resolve("biased"), shape, 1)).writeSupernet(file);
    try (OrtSession session = quietSession(file)) {
      assertEquals(2, logits(session, inputs(biased.largest())).length);
      OnnxTensor bias = OnnxTensor.createTensor(ENVIRONMENT, new boolean[] {false});
      Map<String, OnnxTensor> inputs = inputs(biased.largest());
      inputs.put("bias", bias);
      OrtException refused = assertThrows(OrtException.class, () -> logits(session, inputs));
      assertTrue(refused.getMessage().contains("bias_must_be_of_the_space"), refused::getMessage);
    }
  }

  @Test
  void whatIsTooLargeForOneFileIsTwo() throws IOException, OrtException {
    Path file = folder.resolve("supernet.onnx");
    SupernetWeights weights = weights();
    SupernetExport export = new SupernetExport(weights, 1000);
    Architecture all = TinySupernet.SPACE.largest();
    assertEquals(List.of(file, folder.resolve("supernet.onnx.data")), export.files(all, file));
    assertEquals(List.of(file), new SupernetExport(weights).files(all, file));
    export.writeSupernet(file);
    assertEquals(List.of("supernet.onnx", "supernet.onnx.data", "tiny"), files());
    assertTrue(Files.size(file) < Files.size(folder.resolve("supernet.onnx.data")));
    assertOneFileIsAllSubNetworks(file);
  }

  @Test
  void aNetworkIsWrittenWithWhatItInherits() throws IOException, OrtException {
    SupernetWeights weights = weights();
    Path file = folder.resolve("network.onnx");
    for (Architecture architecture : architectures().limit(8).toList()) {
      new SupernetExport(weights).writeNetwork(architecture, file);
      try (Supernet supernet = new Supernet(weights);
          OrtSession session = ENVIRONMENT.createSession(file.toString())) {
        assertEquals(weights.sha256(), session.getMetadata().getCustomMetadata().get("weights"));
        assertSame(
            supernet,
            architecture,
            logits(
                session,
                new HashMap<>(Map.of("tokens", OnnxTensor.createTensor(ENVIRONMENT, TOKENS)))));
      }
    }
  }

  @Test
  void anArchitectureOutsideTheSpaceIsRefused() throws IOException {
    SupernetExport export = new SupernetExport(weights());
    Architecture foreign = Architecture.of(8, true, new int[] {3}, new int[] {1});
    Path file = folder.resolve("network.onnx");
    assertThrows(IllegalArgumentException.class, () -> export.writeNetwork(foreign, file));
    assertFalse(Files.exists(file));
  }

  @Test
  void whatCanNotBeWrittenLeavesNothingBehind() throws IOException {
    SupernetExport export = new SupernetExport(weights(), 1000);
    Path file = Files.createDirectories(folder.resolve("full/of"));
    Files.writeString(file.resolve("something"), "");
    assertThrows(IOException.class, () -> export.writeSupernet(file));
    assertEquals(List.of("full", "tiny"), files());
    try (Stream<Path> beside = Files.list(folder.resolve("full"))) {
      assertEquals(2, beside.count(), "the folder, and the data that was whole");
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
