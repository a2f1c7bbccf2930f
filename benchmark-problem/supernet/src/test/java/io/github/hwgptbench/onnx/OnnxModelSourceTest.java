package io.github.hwgptbench.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.onnx.OnnxGraph.Type;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models in the resources, and their predictions, are from {@code make_models.py}. */
class OnnxModelSourceTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Objective MINE = Objective.parseAnyDevice("latency@mine");
  private static final int GENES = 27;

  private static byte[] resource(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static OnnxModelSource model(String library) throws IOException {
    byte[] bytes = resource(OnnxModelSourceTest.class, library + ".onnx");
    return OnnxModelSource.of(bytes, library + ".onnx", SPACE, MINE);
  }

  @ParameterizedTest
  @CsvSource({
    "sklearn, ONEHOT, 1e-12",
    "lightgbm, ORDINAL, 1e-6",
    "xgboost, COUNTS, 1e-6",
    "torch, ONEHOT, 1e-5"
  })
  void predictsWhatTheLibraryPredicts(String library, InputEncoding encoding, double tolerance)
      throws IOException {
    OnnxModelSource source = model(library);
    assertEquals(encoding, source.encoding());
    List<String> lines = new String(
            resource(OnnxModelSourceTest.class, "predictions.csv"), StandardCharsets.UTF_8)
        .lines()
        .toList();
    int column = List.of(lines.get(0).split(",")).indexOf(library);
    try (HwGptBench bench = HwGptBench.open(SPACE, List.of(), List.of(source))) {
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",");
        double expected = Double.parseDouble(cells[column]);
        double actual = bench.query(SPACE.parse(cells[0]), MINE);
        assertEquals(expected, actual, tolerance * expected, line);
      }
    }
    assertEquals(21, lines.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sklearn", "lightgbm", "xgboost", "torch"})
  void everyWayOfAskingGivesTheSameBits(String library) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    int[][] genes = new int[50][];
    Arrays.setAll(genes, i -> SPACE.genotypes().sample(random));
    try (ObjectiveEvaluator evaluator = model(library).evaluator(List.of(MINE))) {
      double[][] batch = new double[genes.length][1];
      evaluator.evaluate(genes, batch);
      double[][] singles = new double[genes.length][1];
      IntStream.range(0, genes.length)
          .parallel()
          .forEach(i -> evaluator.evaluate(genes[i], singles[i]));
      assertArrayEquals(batch, singles);
      double[][] canonical = new double[genes.length][1];
      for (int i = 0; i < genes.length; i++) {
        evaluator.evaluate(SPACE.encode(SPACE.decode(genes[i])), canonical[i]);
      }
      assertArrayEquals(batch, canonical);
    }
  }

  /** The files of the benchmark are such models, and have the values of its own engine. */
  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void shippedSurrogatesHaveTheSameBits(String scale) throws IOException {
    SearchSpace space = SearchSpace.of(scale);
    SurrogateCatalogue catalogue = SurrogateCatalogue.shipped(space);
    SplittableRandom random = new SplittableRandom(2);
    int[][] genes = new int[30][];
    Arrays.setAll(genes, i -> space.genotypes().sample(random));
    try (HwGptBench bench = HwGptBench.open(space)) {
      for (Objective objective : catalogue.objectives()) {
        byte[] bytes = resource(SurrogateCatalogue.class, scale + "/" + catalogue.file(objective));
        OnnxModelSource source = OnnxModelSource.of(bytes, "shipped", space, objective);
        double[][] expected = new double[genes.length][1];
        double[][] actual = new double[genes.length][1];
        try (ObjectiveEvaluator own = bench.evaluator(List.of(objective));
            ObjectiveEvaluator evaluator = source.evaluator(List.of(objective))) {
          own.evaluate(genes, expected);
          evaluator.evaluate(genes, actual);
        }
        assertArrayEquals(expected, actual, objective.toString());
      }
    }
  }

  @Test
  void encodingsOfAnArchitectureWorkedByHand() {
    SearchSpace tiny = SearchSpace.builder("tiny")
        .embedDims(64, 128)
        .layerCounts(1, 2)
        .headCounts(1, 2)
        .mlpRatios(2, 3, 4)
        .build();
    int[] one = tiny.encode(Architecture.of(128, true, new int[] {4}, new int[] {2}));
    // A gene of the layer that is inactive.
    one[4] = 2;
    double[] ordinal = new double[7];
    InputEncoding.ORDINAL.encoder(tiny).fill(one, ordinal);
    assertArrayEquals(new double[] {1, 0, 1, 2, 0, 1, 0}, ordinal);
    double[] onehot = new double[InputEncoding.ONEHOT.widths(tiny).get(0)];
    InputEncoding.ONEHOT.encoder(tiny).fill(one, onehot);
    assertArrayEquals(new double[] {0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0}, onehot);
  }

  @Test
  void theHashTellsModelsAndEncodingsApart() throws IOException {
    String one = model("sklearn").fingerprint();
    assertEquals(one, model("sklearn").fingerprint());
    assertNotEquals(one, model("torch").fingerprint());
    try (HwGptBench plain = HwGptBench.open(SPACE);
        HwGptBench with = HwGptBench.open(SPACE, List.of(), List.of(model("sklearn")))) {
      assertNotEquals(plain.surrogateHash(), with.surrogateHash());
    }
  }

  /** The sum of the ordinal encoding. */
  private static OnnxGraph sum(Object... inputShape) {
    return new OnnxGraph("sum")
        .input("x", Type.DOUBLE, inputShape)
        .vector("axes", 1)
        .node("ReduceSum", "y", "x", "axes")
        .output("y", Type.DOUBLE, "batch", 1);
  }

  private static byte[] bytes(OnnxGraph graph) {
    return graph.toBytes(13, "test", Map.of(OnnxModelSource.ENCODING, "ordinal"));
  }

  private static String refusal(byte[] model) {
    return assertThrows(
            OnnxModelException.class, () -> OnnxModelSource.of(model, "mine.onnx", SPACE, MINE))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 5})
  void batchesMayBeOpenOrFixed(int batch) {
    Object rows = batch < 0 ? "batch" : (Object) batch;
    for (Object width : List.of("width", GENES)) {
      OnnxModelSource source = OnnxModelSource.of(bytes(sum(rows, width)), "m", SPACE, MINE);
      try (ObjectiveEvaluator evaluator = source.evaluator(List.of(MINE))) {
        double[] value = new double[1];
        evaluator.evaluate(SPACE.encode(SPACE.largest()), value);
        assertEquals(2 + 2 + 1 + 12 * 4, value[0]);
      }
    }
  }

  @Test
  void otherShapesAndTypesAreRefused() {
    assertRefused(
        bytes(sum("batch", 26)), "input of 26 features; the encoding ordinal of space 's' has 27");
    assertRefused(bytes(identity(Type.DOUBLE, "batch")), "input 'x' of 1 dimensions; expected 2");
    assertRefused(
        bytes(identity(Type.INT64, "batch", GENES)),
        "input 'x' is a tensor of int64; expected a tensor of float or double");
    assertRefused(
        bytes(sum("batch", GENES).input("z", Type.DOUBLE, 1)), "2 inputs, [x, z]; expected one");
    assertRefused(
        bytes(sum("batch", GENES).node("Identity", "z", "y").output("z", Type.DOUBLE, "batch", 1)),
        "2 outputs, [y, z]; expected one");
    assertRefused(
        bytes(identity(Type.DOUBLE, "batch", GENES)),
        "output 'y' of 27 numbers for 1 architectures");
  }

  private static OnnxGraph identity(Type type, Object... shape) {
    return new OnnxGraph("identity")
        .input("x", type, shape)
        .node("Identity", "y", "x")
        .output("y", type, shape);
  }

  private static void assertRefused(byte[] model, String why) {
    String message = refusal(model);
    assertTrue(message.startsWith("mine.onnx: " + why), message);
  }

  @Test
  void anOpenWidthIsRefusedWhereTheEncodingHasTwo() {
    byte[] model =
        sum("batch", "width").toBytes(13, "test", Map.of(OnnxModelSource.ENCODING, "counts"));
    assertRefused(model, "input of any number of features; the encoding counts of space 's' has ");
  }

  @Test
  void whatTheMetricCantBeIsRefused() {
    OnnxGraph negated = new OnnxGraph("negated")
        .input("x", Type.DOUBLE, "batch", GENES)
        .vector("axes", 1)
        .node("ReduceSum", "sum", "x", "axes")
        .node("Neg", "y", "sum")
        .output("y", Type.DOUBLE, "batch", 1);
    String message = refusal(bytes(negated));
    assertTrue(message.startsWith("mine.onnx: latency@mine of -53.0 for gpt-s-12-768-"), message);
    assertTrue(message.endsWith("; allowed: 0.0 or more"), message);
  }

  @Test
  void whatIsNoNumberIsRefused() {
    // The largest network has more than 50, whose root is not a number.
    OnnxGraph roots = new OnnxGraph("roots")
        .input("x", Type.DOUBLE, "batch", GENES)
        .vector("axes", 1)
        .matrix("fifty", new double[][] {{50}})
        .node("ReduceSum", "sum", "x", "axes")
        .node("Sub", "left", "fifty", "sum")
        .node("Sqrt", "y", "left")
        .output("y", Type.DOUBLE, "batch", 1);
    String message = refusal(bytes(roots));
    assertTrue(message.startsWith("mine.onnx: output 'y' is NaN for gpt-s-12-768-"), message);
    assertTrue(message.endsWith("allowed: finite numbers"), message);
  }

  @Test
  void modelsThatCantBeLoadedAreRefused(@TempDir Path folder) throws IOException {
    assertTrue(refusal(new byte[] {1, 2, 3}).startsWith("mine.onnx: not a model that ONNX"));
    byte[] opset = sum("batch", GENES).toBytes(99, "test", Map.of());
    assertTrue(refusal(opset).contains("pset 99"), refusal(opset));
    Path missing = folder.resolve("missing.onnx");
    String message = assertThrows(
            OnnxModelException.class, () -> OnnxModelSource.open(missing, SPACE, MINE))
        .getMessage();
    assertEquals(missing + ": no such file; expected an ONNX model", message);
  }

  @Test
  void theEncodingIsNamedOnceByTheFileOrTheCaller(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.onnx");
    Files.write(file, sum("batch", GENES).toBytes(13, "test", Map.of()));
    OnnxModelException none =
        assertThrows(OnnxModelException.class, () -> OnnxModelSource.open(file, SPACE, MINE));
    assertTrue(none.getMessage().contains("no 'hwgptbench.encoding'"), none.getMessage());
    assertEquals(
        InputEncoding.ORDINAL,
        OnnxModelSource.open(file, SPACE, MINE, InputEncoding.ORDINAL).encoding());
    Files.write(file, bytes(sum("batch", GENES)));
    OnnxModelException other = assertThrows(
        OnnxModelException.class,
        () -> OnnxModelSource.open(file, SPACE, MINE, InputEncoding.ONEHOT));
    assertTrue(
        other.getMessage().contains("name the encoding ordinal; onehot was given"),
        other.getMessage());
    byte[] unknown =
        sum("batch", GENES).toBytes(13, "test", Map.of(OnnxModelSource.ENCODING, "one-hot"));
    assertTrue(refusal(unknown).contains("'one-hot': unknown"), refusal(unknown));
  }

  @Test
  void surrogatesOfAnotherSpaceAreRefused() throws IOException {
    byte[] bytes = resource(SurrogateCatalogue.class, "m/perplexity.onnx");
    assertTrue(refusal(bytes).contains("a surrogate of space 'm'; expected 's'"), refusal(bytes));
  }
}
