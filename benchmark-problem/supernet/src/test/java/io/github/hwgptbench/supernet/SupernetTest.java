package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupernetTest {

  private static final SearchSpace SPACE = TinySupernet.SPACE;
  private static final int[] TOKENS = {3, 36, 0, 17, 17, 5, 22, 9, 1, 30, 12};

  @TempDir
  Path folder;

  private Supernet supernet;

  @BeforeEach
  void open() throws IOException {
    supernet = new Supernet(TinySupernet.write(folder.resolve("tiny")));
  }

  @AfterEach
  void close() {
    supernet.close();
  }

  /** Every choice of every gene with every other of width, depth and bias, layers all alike. */
  private static Stream<Architecture> uniform() {
    return SPACE.embedDims().stream()
        .flatMap(width -> SPACE.layerCounts().stream()
            .flatMap(layers -> SPACE.headCounts().stream()
                .flatMap(heads -> SPACE.mlpRatios().stream()
                    .flatMap(ratio -> SPACE.biases().stream()
                        .map(bias -> Architecture.of(
                            width,
                            bias,
                            IntStream.generate(() -> ratio).limit(layers).toArray(),
                            IntStream.generate(() -> heads).limit(layers).toArray()))))));
  }

  private static Stream<Architecture> mixed() {
    SplittableRandom random = new SplittableRandom(1);
    return Stream.generate(() -> SPACE.sampleUniformGenes(random)).limit(60);
  }

  private static void assertClose(double[][] expected, float[][] actual, String what) {
    assertEquals(expected.length, actual.length);
    double largest = 1;
    for (double[] row : expected) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (int t = 0; t < expected.length; t++) {
      for (int i = 0; i < expected[t].length; i++) {
        assertEquals(expected[t][i], actual[t][i], 1e-5 * largest, what);
      }
    }
  }

  private static float[][] logits(Supernet supernet, Architecture architecture) {
    try (SubNetwork network = supernet.inherit(architecture)) {
      return network.logits(TOKENS);
    }
  }

  @Test
  void everyChoiceSaysWhatPlainLoopsSay() {
    Stream.concat(uniform(), mixed())
        .forEach(architecture -> assertClose(
            new PlainNetwork(supernet.weights(), architecture).logits(TOKENS),
            logits(supernet, architecture),
            architecture.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, false, 10000",
    "true, false, false, 10000",
    "true, true, true, 10000",
    "true, true, false, 500",
    "false, false, true, 1e6"
  })
  void everyLayoutSaysWhatPlainLoopsSay(boolean tied, boolean parallel, boolean tanh, double base)
      throws IOException {
    SupernetShape shape =
        new SupernetShape(SPACE, 37, 8, 0.5, 16, new SupernetLayout(tied, parallel, tanh, base));
    SupernetWeights weights = TinySupernet.write(folder.resolve("layout"), shape, 1);
    try (Supernet other = new Supernet(weights)) {
      mixed()
          .limit(20)
          .forEach(architecture -> assertClose(
              new PlainNetwork(weights, architecture).logits(TOKENS),
              logits(other, architecture),
              architecture.toString()));
      int[][] sequences = {TOKENS};
      try (SubNetwork network = other.inherit(SPACE.largest())) {
        double loss = 0;
        float[][] logits = network.logits(Arrays.copyOf(TOKENS, TOKENS.length - 1));
        for (int t = 0; t < logits.length; t++) {
          double sum = 0;
          for (float logit : logits[t]) {
            sum += Math.exp(logit);
          }
          loss += Math.log(sum) - logits[t][TOKENS[t + 1]];
        }
        assertEquals(loss, network.score(sequences).loss(), 1e-4 * loss);
      }
    }
  }

  /** The graphs of the smallest network differ in the layout alone, and so does what they say. */
  @Test
  void layoutsDiffer() throws IOException {
    List<Float> first = new ArrayList<>();
    for (SupernetLayout layout : List.of(
        SupernetLayout.AUTHORS,
        new SupernetLayout(true, false, false, 10_000),
        new SupernetLayout(true, true, true, 10_000),
        new SupernetLayout(true, true, false, 500))) {
      SupernetShape shape = new SupernetShape(SPACE, 37, 8, 0.5, 16, layout);
      Path own = folder.resolve("layout" + first.size());
      try (Supernet other = new Supernet(TinySupernet.write(own, shape, 1))) {
        first.add(logits(other, SPACE.largest())[TOKENS.length - 1][0]);
      }
    }
    assertEquals(4, first.stream().distinct().count(), first.toString());
  }

  @Test
  void choicesMatter() {
    List<Architecture> architectures = uniform().toList();
    long different = architectures.stream()
        .map(architecture -> logits(supernet, architecture)[TOKENS.length - 1][0])
        .distinct()
        .count();
    assertEquals(architectures.size(), different);
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "0.25, 8", "1, 8", "0, 3"})
  void anyPartOfAHeadIsRotated(double fraction, int headSize) throws IOException {
    SupernetShape shape = new SupernetShape(SPACE, 37, headSize, fraction, 16);
    SupernetWeights weights = TinySupernet.write(folder.resolve("other"), shape, 2);
    try (Supernet other = new Supernet(weights)) {
      Architecture architecture = SPACE.largest();
      assertClose(
          new PlainNetwork(weights, architecture).logits(TOKENS),
          logits(other, architecture),
          "rotary fraction " + fraction);
    }
  }

  @Test
  void aSpaceWithoutBiasIsEvaluated() throws IOException {
    SearchSpace unbiased = SearchSpace.builder("unbiased")
        .embedDims(4, 6)
        .layerCounts(2)
        .headCounts(1, 2)
        .mlpRatios(2)
        .bias(false)
        .build();
    SupernetShape shape = new SupernetShape(unbiased, 37, 2, 1, 16);
    SupernetWeights weights = TinySupernet.write(folder.resolve("other"), shape, 3);
    try (Supernet other = new Supernet(weights)) {
      Architecture architecture = unbiased.smallest();
      assertClose(
          new PlainNetwork(weights, architecture).logits(TOKENS),
          logits(other, architecture),
          "no bias");
    }
  }

  /** A supernet of one network alone, with the slices cut by hand. */
  @Test
  void slicesSayWhatNetworksOfTheirOwnSay() {
    mixed().filter(architecture -> architecture.bias()).limit(12).forEach(architecture -> {
      int widest = IntStream.of(architecture.mlpRatios()).max().orElseThrow();
      int most = IntStream.of(architecture.heads()).max().orElseThrow();
      Architecture even = Architecture.of(
          architecture.embedDim(),
          true,
          IntStream.generate(() -> widest).limit(architecture.layers()).toArray(),
          IntStream.generate(() -> most).limit(architecture.layers()).toArray());
      SearchSpace alone = SearchSpace.builder("alone")
          .embedDims(even.embedDim())
          .layerCounts(even.layers())
          .headCounts(most)
          .mlpRatios(widest)
          .bias(true)
          .build();
      try (Supernet own = new Supernet(cut(new SupernetShape(alone, 37, 8, 0.5, 16)))) {
        float[][] expected = logits(own, even);
        float[][] actual = logits(supernet, even);
        for (int t = 0; t < expected.length; t++) {
          assertArrayEquals(expected[t], actual[t], even.toString());
        }
      }
    });
  }

  private SupernetWeights cut(SupernetShape shape) {
    SupernetWeights from = supernet.weights();
    Path to = folder.resolve("cut-" + System.nanoTime());
    try (SupernetWriter writer = SupernetWriter.create(to, shape)) {
      for (WeightTensor tensor : shape.tensors()) {
        int rows = tensor.shape().get(0);
        int columns = tensor.shape().size() == 1 ? 1 : tensor.shape().get(1);
        int stride =
            tensor.shape().size() == 1 ? 1 : from.tensor(tensor.name()).shape().get(1);
        FloatBuffer values = FloatBuffer.allocate(rows * columns);
        for (int row = 0; row < rows; row++) {
          for (int column = 0; column < columns; column++) {
            values.put(from.values(tensor.name()).get(row * stride + column));
          }
        }
        writer.write(tensor.name(), values.flip());
      }
      return writer.finish(Map.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is kept of the slices of one network must be right for the next. */
  @Test
  void slicesAreRightAfterOthers() {
    Slices slices = new Slices(supernet.weights());
    mixed().forEach(architecture -> {
      float[][] expected = logits(supernet, architecture);
      try (SubNetwork network = supernet.inherit(architecture, slices)) {
        float[][] actual = network.logits(TOKENS);
        for (int t = 0; t < expected.length; t++) {
          assertArrayEquals(expected[t], actual[t], architecture.toString());
        }
      }
    });
  }

  @Test
  void laterTokensDoNotChangeEarlierPositions() {
    try (SubNetwork network = supernet.inherit(SPACE.largest())) {
      float[][] all = network.logits(TOKENS);
      float[][] some = network.logits(new int[] {3, 36, 0});
      for (int t = 0; t < some.length; t++) {
        assertArrayEquals(some[t], all[t], 1e-4f);
      }
    }
  }

  @Test
  void scoresAreThoseOfTheLogits() {
    int[][] sequences = {{1, 2, 3, 4, 5}, {36, 30, 20, 10, 0}, {7, 7, 7, 7, 8}};
    try (SubNetwork network = supernet.inherit(SPACE.smallest())) {
      double loss = 0;
      int correct = 0;
      for (int[] sequence : sequences) {
        float[][] logits = network.logits(sequence);
        for (int t = 0; t < 4; t++) {
          double sum = 0;
          int best = 0;
          for (int i = 0; i < logits[t].length; i++) {
            sum += Math.exp(logits[t][i]);
            best = logits[t][i] > logits[t][best] ? i : best;
          }
          loss += Math.log(sum) - logits[t][sequence[t + 1]];
          correct += best == sequence[t + 1] ? 1 : 0;
        }
      }
      Score score = network.score(sequences);
      assertEquals(loss, score.loss(), 1e-4);
      assertEquals(correct, score.correct());
      assertEquals(12, score.tokens());
      assertEquals(Math.exp(loss / 12), score.perplexity(), 1e-4 * score.perplexity());
      assertEquals(correct / 12.0, score.accuracy());
    }
  }

  @Test
  void aTokenBeyondTheVocabularyIsNamed() {
    assertRefused(
        network -> network.logits(new int[] {3, 37}),
        "Token 37 at index 1: beyond the vocabulary; allowed: 0 to 36");
    assertRefused(
        network -> network.score(new int[][] {{3, -1, 4}}),
        "Token -1 at index 1: beyond the vocabulary; allowed: 0 to 36");
  }

  @Test
  void sequencesOfOtherLengthsAreRefused() {
    assertRefused(
        network -> network.logits(new int[17]), "Sequence of 17 tokens; allowed: 1 to 16");
    assertRefused(
        network -> network.score(new int[][] {new int[1]}),
        "Sequence of 0 tokens; allowed: 1 to 16");
    assertRefused(
        network -> network.score(new int[][] {new int[4], new int[5]}),
        "Sequences of 4 and 5 tokens; all must have the same length");
  }

  private void assertRefused(Consumer<SubNetwork> action, String message) {
    try (SubNetwork network = supernet.inherit(SPACE.smallest())) {
      assertEquals(
          message,
          assertThrows(IllegalArgumentException.class, () -> action.accept(network))
              .getMessage());
    }
  }

  @Test
  void anArchitectureOutsideTheSpaceIsRefused() {
    Architecture foreign = Architecture.of(8, true, new int[] {3}, new int[] {1});
    String message = assertThrows(IllegalArgumentException.class, () -> supernet.inherit(foreign))
        .getMessage();
    assertTrue(message.startsWith("Architecture: mlp_ratio_1 3 is not in search space"), message);
  }
}
