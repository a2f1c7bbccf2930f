package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.BenchmarkProblem;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupernetEvaluatorTest {

  private static final SearchSpace SPACE = TinySupernet.SPACE;
  private static final Objective PERPLEXITY = Objective.parse("perplexity@supernet");
  private static final Objective ACCURACY = Objective.parse("accuracy@supernet");
  private static final Objective PARAMS = Objective.parse("params");

  @TempDir
  Path folder;

  private SupernetWeights weights;
  private TokenFile text;

  @BeforeEach
  void write() throws IOException {
    weights = TinySupernet.write(folder.resolve("tiny"));
    text = tokens(200, 37);
  }

  private TokenFile tokens(int count, int vocabulary) throws IOException {
    SplittableRandom random = new SplittableRandom(count);
    byte[] bytes = new byte[2 * count];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = (byte) random.nextInt(vocabulary);
    }
    return TokenFile.open(Files.write(folder.resolve("text.tokens"), bytes));
  }

  private static Stream<Architecture> architectures() {
    SplittableRandom random = new SplittableRandom(7);
    return Stream.generate(() -> SPACE.sampleUniformGenes(random)).limit(20);
  }

  @Test
  void sequencesAreTakenEvenlyFromAllOfTheText() {
    Architecture architecture = SPACE.largest();
    SupernetSource source =
        SupernetSource.of(weights, text).length(16).tokens(48).build();
    try (SupernetEvaluator evaluator = source.evaluator();
        Supernet supernet = new Supernet(weights);
        SubNetwork network = supernet.inherit(architecture)) {
      Score expected = network
          .score(new int[][] {text.read(0, 17)})
          .plus(network.score(new int[][] {text.read(3 * 17, 17)}))
          .plus(network.score(new int[][] {text.read(7 * 17, 17)}));
      assertEquals(expected, evaluator.score(architecture));
      assertEquals(48, source.tokens());
    }
  }

  @Test
  void fewerTokensAreAmongThoseOfMore() {
    SupernetSource source =
        SupernetSource.of(weights, text).length(16).tokens(128).build();
    Architecture architecture = SPACE.largest();
    try (Supernet supernet = new Supernet(weights);
        SubNetwork network = supernet.inherit(architecture)) {
      // Of the 11 sequences of the text, those in slots 0, 1, 2, 4, 5, 6, 8 and 9 are taken.
      Score first = network.score(new int[][] {text.read(0, 17)});
      Score second = network.score(new int[][] {text.read(5 * 17, 17)});
      assertEquals(first, score(source, 16, architecture));
      assertEquals(first.plus(second), score(source, 32, architecture));
    }
    try (SupernetEvaluator all = source.evaluator()) {
      assertEquals(all.score(architecture), score(source, List.of(128), architecture));
    }
    for (int tokens : new int[] {0, 8, 128}) {
      assertThrows(
          UsageException.class, () -> source.predicting(List.of(tokens, 128)), "" + tokens);
    }
    String message = assertThrows(UsageException.class, () -> source.predicting(List.of(16, 192)))
        .getMessage();
    assertTrue(
        message.startsWith("Fidelity of 192 tokens; allowed: up to 176 in sequences of 16, since"),
        message);
  }

  private static Score score(SupernetSource source, int tokens, Architecture architecture) {
    return score(source, List.of(tokens, 128), architecture);
  }

  private static Score score(
      SupernetSource source, List<Integer> tokens, Architecture architecture) {
    SupernetSource other = (SupernetSource) source.predicting(tokens).orElseThrow();
    assertEquals(tokens.get(0).longValue(), other.tokens());
    try (SupernetEvaluator evaluator = other.evaluator()) {
      return evaluator.score(architecture);
    }
  }

  /** 2 of 3 sequences, 3 of 8, and 8 of the 11 of the text. */
  @Test
  void tokensOfAFidelityAreAmongThoseOfTheNextWhereNoneDividesAnother() {
    SupernetSource source = SupernetSource.of(weights, text).length(16).build();
    Architecture architecture = SPACE.largest();
    try (Supernet supernet = new Supernet(weights);
        SubNetwork network = supernet.inherit(architecture)) {
      Score first = network.score(new int[][] {text.read(0, 17)});
      Score second = network.score(new int[][] {text.read(2 * 17, 17)});
      Score third = network.score(new int[][] {text.read(6 * 17, 17)});
      assertEquals(first.plus(second), score(source, List.of(32, 48, 128), architecture));
      assertEquals(first.plus(second).plus(third), score(source, List.of(48, 128), architecture));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48, 112, 176})
  void theHighestFidelityIsWhatTokensTakes(int tokens) {
    SupernetSource few = SupernetSource.of(weights, text).length(16).tokens(32).build();
    assertEquals(
        SupernetSource.of(weights, text).length(16).tokens(tokens).build().fingerprint(),
        few.predicting(List.of(tokens)).orElseThrow().fingerprint());
  }

  @Test
  void aBenchmarkAnswersAtOtherFidelities() {
    SupernetSource source =
        SupernetSource.of(weights, text).length(16).tokens(64).build();
    int[] genes = SPACE.encode(SPACE.largest());
    List<Objective> objectives = List.of(PARAMS, PERPLEXITY);
    try (HwGptBench bench = HwGptBench.open(SPACE, List.of(), List.of(source));
        ObjectiveEvaluator low =
            bench.predicting(objectives, List.of(16, 128)).evaluator(objectives);
        ObjectiveEvaluator high = bench.predicting(objectives, List.of(128)).evaluator(objectives);
        ObjectiveEvaluator plain = bench.evaluator(objectives)) {
      double[][] values = new double[3][2];
      low.evaluate(genes, values[0]);
      high.evaluate(genes, values[1]);
      plain.evaluate(genes, values[2]);
      assertEquals(values[2][0], values[0][0]);
      assertEquals(values[2][0], values[1][0]);
      assertEquals(score(source, 16, SPACE.largest()).perplexity(), values[0][1]);
      assertEquals(score(source, List.of(128), SPACE.largest()).perplexity(), values[1][1]);
      assertNotEquals(values[2][1], values[1][1]);
      assertThrows(UsageException.class, () -> bench.predicting(List.of(PARAMS), List.of(16, 128)));
    }
  }

  @Test
  void threadsChangeNoBit() {
    List<Score> one =
        scores(SupernetSource.of(weights, text).batch(2).threads(1).build());
    List<Score> four =
        scores(SupernetSource.of(weights, text).batch(2).threads(4).build());
    assertEquals(one, four);
  }

  private static List<Score> scores(SupernetSource source) {
    try (SupernetEvaluator evaluator = source.evaluator()) {
      return architectures().map(evaluator::score).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void manyCallersGetTheSameAsOne(int threads) {
    List<Score> expected = scores(SupernetSource.of(weights, text).build());
    SupernetSource source = SupernetSource.of(weights, text).threads(threads).build();
    try (SupernetEvaluator evaluator = source.evaluator()) {
      assertEquals(
          expected,
          architectures().toList().parallelStream().map(evaluator::score).toList());
    }
  }

  /** Both wait in the middle of an evaluation until the other one is there. */
  @Test
  void subNetworksOfOneBatchAreEvaluatedAtOnce() {
    CyclicBarrier both = new CyclicBarrier(2);
    SupernetSource source = SupernetSource.of(weights, text)
        .threads(2)
        .progress((predicted, all) -> {
          try {
            both.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
          }
        })
        .build();
    try (SupernetEvaluator evaluator = source.evaluator()) {
      CompletableFuture<Score> other =
          CompletableFuture.supplyAsync(() -> evaluator.score(SPACE.smallest()));
      evaluator.score(SPACE.largest());
      other.join();
    }
  }

  @Test
  void asManySubNetworksAreEvaluatedAtOnceAsFitIntoDirectMemory() {
    List<String> warnings = new ArrayList<>();
    SupernetProgress progress = new SupernetProgress() {
      @Override
      public void predicted(long done, long all) {}

      @Override
      public void warn(String line) {
        warnings.add(line);
      }
    };
    long gib = 1L << 30;
    assertEquals(16, SupernetEvaluator.fitting(16, 1 << 20, () -> gib, progress));
    assertEquals(1, SupernetEvaluator.fitting(1, 2 * gib, () -> gib, progress));
    assertEquals(8, SupernetEvaluator.fitting(8, gib, () -> 9 * gib, progress));
    assertEquals(List.of(), warnings);
    assertEquals(3, SupernetEvaluator.fitting(16, 2 * gib, () -> 7 * gib, progress));
    assertEquals(1, SupernetEvaluator.fitting(2, 2 * gib, () -> gib, progress));
    assertEquals(
        "3 sub-networks are evaluated at once instead of 16: each may copy 2048 MiB of weights,"
            + " and the JVM allows 7168 MiB of direct memory (-XX:MaxDirectMemorySize)",
        warnings.get(0));
    assertTrue(DirectMemory.limit() >= 1 << 20);
  }

  /** All matrices but those of the widest choices, which lie together in the file. */
  @Test
  void noSubNetworkCopiesMoreThanIsCounted() {
    long bytes = Slices.mostBytes(weights.shape());
    long all = Float.BYTES * weights.shape().weights();
    assertTrue(bytes < all, bytes + " of " + all);
    Slices slices = new Slices(weights);
    Map<String, Integer> copied = new HashMap<>();
    SPACE
        .headCounts()
        .forEach(heads -> SPACE.embedDims().forEach(width -> {
          for (int ratio : SPACE.mlpRatios()) {
            Architecture architecture = Architecture.of(
                width, true, new int[] {ratio, ratio, ratio}, new int[] {heads, heads, heads});
            for (String name : SupernetGraph.weights(weights.shape(), true, 3)) {
              FloatBuffer values = slices.values(name, architecture);
              // The file is mapped to be read.
              if (!values.isReadOnly()) {
                copied.merge(name, Float.BYTES * values.capacity(), Math::max);
              }
            }
          }
        }));
    long most = copied.values().stream().mapToLong(Integer::longValue).sum();
    assertTrue(most <= bytes && most > 0.8 * bytes, most + " of " + bytes);
  }

  @Test
  void theBatchChangesNothingToSpeakOf() {
    List<Score> one = scores(SupernetSource.of(weights, text).batch(1).build());
    List<Score> all = scores(SupernetSource.of(weights, text).batch(100).build());
    for (int i = 0; i < one.size(); i++) {
      assertEquals(
          one.get(i).perplexity(), all.get(i).perplexity(), 1e-4 * one.get(i).perplexity());
    }
  }

  @Test
  void progressIsToldAfterEveryBatch() {
    List<Long> done = new ArrayList<>();
    SupernetSource source = SupernetSource.of(weights, text)
        .length(10)
        .tokens(100)
        .batch(4)
        .progress((predicted, all) -> {
          assertEquals(100, all);
          done.add(predicted);
        })
        .build();
    try (SupernetEvaluator evaluator = source.evaluator()) {
      evaluator.score(SPACE.smallest());
      assertEquals(List.of(40L, 80L, 100L), done);
      evaluator.score(SPACE.smallest());
      assertEquals(3, done.size(), "what is known is not evaluated again");
    }
  }

  @Test
  void aProblemMixesTheSupernetWithOtherObjectives() {
    SupernetSource source = SupernetSource.of(weights, text).build();
    List<Objective> objectives = List.of(PARAMS, PERPLEXITY, ACCURACY);
    try (HwGptBench bench = HwGptBench.open(SPACE, List.of(), List.of(source));
        ObjectiveEvaluator evaluator = bench.evaluator(objectives);
        SupernetEvaluator alone = source.evaluator()) {
      BenchmarkProblem problem =
          ArchitectureProblem.builder(evaluator).objectives(objectives).build();
      int[] genes = SPACE.encode(SPACE.largest());
      double[] values = new double[3];
      problem.evaluate(genes, values);
      Score score = alone.score(SPACE.largest());
      assertArrayEquals(
          new double[] {
            ComputeCost.of(SPACE, SPACE.largest()).params(), score.perplexity(), -score.accuracy()
          },
          values);
      assertTrue(bench.objectives().containsAll(objectives), bench.objectives().toString());
      assertEquals(score.perplexity(), bench.query(SPACE.largest(), PERPLEXITY));
      assertEquals(score.accuracy(), bench.query(SPACE.largest()).get(ACCURACY));
      assertTrue(bench.noise(PERPLEXITY).isNone());
    }
  }

  @Test
  void surrogatesOfHardwareGoWithASupernet() throws IOException {
    // All choices of S at a width that takes no time: the surrogates see choices alone.
    SupernetShape shape = new SupernetShape(SearchSpace.s(), 37, 2, 0, 8);
    SupernetSource source = SupernetSource.of(
            SupernetWriter.writeUntrained(folder.resolve("s"), shape, new SplittableRandom(1)),
            text)
        .tokens(8)
        .build();
    Objective latency = Objective.parse("latency@a100");
    Architecture architecture = SearchSpace.s().smallest();
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s(), List.of(), List.of(source));
        HwGptBench without = HwGptBench.open(SearchSpace.s())) {
      double[][] values = bench.query(List.of(architecture), List.of(PERPLEXITY, latency));
      assertEquals(without.query(architecture, latency), values[0][1]);
      assertEquals(bench.query(architecture, PERPLEXITY), values[0][0]);
      assertNotEquals(without.surrogateHash(), bench.surrogateHash());
    }
  }

  @Test
  void theFingerprintIsThatOfWeightsAndText() throws IOException {
    String first = SupernetSource.of(weights, text).build().fingerprint();
    assertEquals(first, SupernetSource.of(weights, text).threads(2).build().fingerprint());
    assertNotEquals(first, SupernetSource.of(weights, text).length(9).build().fingerprint());
    assertNotEquals(first, SupernetSource.of(weights, text).tokens(32).build().fingerprint());
    // Two ways to cut the whole text.
    assertNotEquals(
        SupernetSource.of(weights, text).length(7).tokens(175).batch(1).build().fingerprint(),
        SupernetSource.of(weights, text).length(9).tokens(180).batch(1).build().fingerprint());
    SupernetWeights others = TinySupernet.write(folder.resolve("2"), TinySupernet.SHAPE, 2);
    assertNotEquals(first, SupernetSource.of(others, text).build().fingerprint());
  }

  @Test
  void aTokenBeyondTheVocabularyIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(text.file());
    bytes[2 * 40] = 37;
    Files.write(text.file(), bytes);
    assertEquals(
        text.file()
            + ": token 37 at index 40: beyond the vocabulary of the supernet; allowed: 0 to 36",
        failure(() -> SupernetSource.of(weights, text).build()));
  }

  @Test
  void tooFewTokensAreRefused() throws IOException {
    assertEquals(
        text.file()
            + ": has 200 tokens; 20 sequences of 10 tokens and the token after them need 220",
        failure(() -> SupernetSource.of(weights, text).length(10).tokens(195).build()));
    TokenFile few = tokens(16, 37);
    assertEquals(
        few.file() + ": has 16 tokens; 1 sequences of 16 tokens and the token after them need 17",
        failure(() -> SupernetSource.of(weights, few).build()));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    SupernetSource.Builder builder = SupernetSource.of(weights, text);
    assertEquals("Sequences of 17 tokens; allowed: 1 to 16", failure(() -> builder.length(17)));
    assertEquals("0 threads; allowed: 1 or more", failure(() -> builder.threads(0)));
    assertEquals("-1 tokens to predict; allowed: 1 or more", failure(() -> builder.tokens(-1)));
    String message = failure(() -> builder.build().evaluator(List.of(PARAMS)));
    assertTrue(message.startsWith("Objective 'params': not an objective of a supernet"), message);
    message = failure(() -> HwGptBench.open(SearchSpace.s(), List.of(), List.of(builder.build())));
    assertTrue(message.endsWith("belongs to space 'tiny'; expected 's'"), message);
    try (SupernetEvaluator evaluator = builder.build().evaluator()) {
      Architecture foreign = Architecture.of(8, true, new int[] {3}, new int[] {1});
      message = failure(() -> evaluator.score(foreign));
      assertTrue(message.contains("mlp_ratio_1 3 is not in search space 'tiny'"), message);
    }
  }

  @Test
  void aClosedEvaluatorSaysSo() {
    SupernetEvaluator evaluator = SupernetSource.of(weights, text).build().evaluator();
    evaluator.close();
    evaluator.close();
    assertThrows(IllegalStateException.class, () -> evaluator.score(SPACE.smallest()));
  }

  private static String failure(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }
}
