package io.github.hwgptbench.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.Measurements;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceTest {

  /** 2 embedding dimensions, 2 biases, and (2 x 2)^1 + (2 x 2)^2 layerings: 80 networks. */
  private static final SearchSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64, 128)
      .layerCounts(1, 2)
      .headCounts(1, 2)
      .mlpRatios(1, 4)
      .build();

  @ParameterizedTest
  @CsvSource({"s, 10, 12", "m, 22, 24", "l, 34, 36"})
  void countsTheMeasuredSpacesExactly(String name, int shallowest, int deepest) {
    BigInteger expected = BigInteger.ZERO;
    for (int layers = shallowest; layers <= deepest; layers++) {
      expected = expected.add(BigInteger.valueOf(9).pow(layers));
    }
    assertEquals(
        expected.multiply(BigInteger.valueOf(6)), SearchSpace.of(name).distinctArchitectures());
  }

  @Test
  void countsGptSAsANumber() {
    assertEquals(new BigInteger("1903784282946"), SearchSpace.s().distinctArchitectures());
  }

  @Test
  void countEqualsEnumeration() {
    Set<Architecture> seen = new HashSet<>();
    enumerate(TINY.genotypes(), genes -> seen.add(TINY.decode(genes)));
    assertEquals(80, seen.size());
    assertEquals(BigInteger.valueOf(80), TINY.distinctArchitectures());
    assertEquals(BigInteger.valueOf(80), TINY.genotypes().distinct());
  }

  private static void enumerate(GenotypeSpace genotypes, Function<int[], Boolean> visit) {
    int[] genes = new int[genotypes.size()];
    int gene;
    do {
      visit.apply(genes);
      gene = 0;
      while (gene < genes.length && ++genes[gene] == genotypes.levels(gene)) {
        genes[gene++] = 0;
      }
    } while (gene < genes.length);
  }

  @Test
  void genesStandInTheDocumentedOrder() {
    GenotypeSpace genotypes = SearchSpace.s().genotypes();
    assertEquals(27, genotypes.size());
    assertEquals(
        List.of(
            "embed_dim", "n_layer", "bias", "mlp_ratio_1", "mlp_ratio_12", "n_head_1", "n_head_12"),
        IntStream.of(0, 1, 2, 3, 14, 15, 26).mapToObj(genotypes::name).toList());
    assertArrayEquals(
        new int[] {3, 3, 2, 3, 3},
        IntStream.of(0, 1, 2, 3, 26).map(genotypes::levels).toArray());
  }

  @Test
  void slotsBeyondTheDepthAreInert() {
    GenotypeSpace genotypes = SearchSpace.s().genotypes();
    int[] genes = new int[27];
    Arrays.fill(genes, 1);
    genes[1] = 0;
    assertArrayEquals(
        new int[] {13, 14, 25, 26},
        IntStream.range(0, 27).filter(gene -> !genotypes.active(genes, gene)).toArray());
    genotypes.canonicalize(genes);
    assertArrayEquals(
        new int[] {0, 0, 0, 0}, new int[] {genes[13], genes[14], genes[25], genes[26]});
    assertEquals(1, genes[12]);
  }

  @Test
  void smallestAndLargestAreTheExtremes() {
    Architecture smallest = SearchSpace.s().smallest();
    assertEquals(
        "gpt-s-10-192" + "-2".repeat(10) + "-4".repeat(10) + "-False",
        SearchSpace.s().format(smallest));
    assertEquals(
        "gpt-s-12-768" + "-4".repeat(12) + "-12".repeat(12) + "-True",
        SearchSpace.s().format(SearchSpace.s().largest()));
    assertArrayEquals(new int[27], SearchSpace.s().encode(smallest));
  }

  @Test
  void readsTheAuthorsStringForm() {
    SearchSpace wide = SearchSpace.sWide();
    Architecture expected = Architecture.of(384, false, new int[] {1, 2, 4}, new int[] {4, 8, 12});
    assertEquals(expected, wide.parse("gpt-s_wide-3-384-1-2-4-4-8-12-False"));
    assertEquals(expected, wide.parse("gpt-s_wide-3-384-1-2-4-4-8-12-false"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-m-3-384-1-2-4-4-8-12-False | names the space 'm'; expected: 's_wide'",
        "gpt-s_wide-3-384-1-2-4-4-8-False | has 10 parts; 3 layers take 11",
        "gpt-s_wide-4-384-1-2-4-4-8-12-False | n_layer 4 is not in search space 's_wide'; allowed: 3, 6, 12",
        "gpt-s_wide-3-385-1-2-4-4-8-12-False | embed_dim 385 is not in search space 's_wide'; allowed: 192, 384, 768",
        "gpt-s_wide-3-384-1-3-4-4-8-12-False | mlp_ratio_2 3 is not in search space 's_wide'; allowed: 1, 2, 4",
        "gpt-s_wide-3-384-1-2-4-4-8-9-False | n_head_3 9 is not in search space 's_wide'; allowed: 4, 8, 12",
        "gpt-s_wide-3-384-1-two-4-4-8-12-False | mlp_ratio_2 is 'two'; allowed: an integer",
        "gpt-s_wide-3-384-1-2-4-4-8-12-yes | bias is 'yes'; allowed: True, False",
        "bert | not of the form gpt-s_wide-<n_layer>"
      })
  void saysWhatIsWrongWithAStringForm(String text, String why) {
    String message = assertThrows(
            IllegalArgumentException.class, () -> SearchSpace.sWide().parse(text))
        .getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void refusesGenesThatAreNotOfTheSpace() {
    int[] genes = new int[27];
    genes[4] = 3;
    assertFalse(SearchSpace.s().genotypes().contains(genes));
    assertEquals(
        "Gene 4 (mlp_ratio_2): value 3 is out of range; allowed: 0 to 2",
        assertThrows(IllegalArgumentException.class, () -> SearchSpace.s().decode(genes))
            .getMessage());
    assertEquals(
        "Genotype of 26 genes; this space has 27",
        assertThrows(IllegalArgumentException.class, () -> SearchSpace.s().decode(new int[26]))
            .getMessage());
  }

  @Test
  void refusesAnArchitectureOfAnotherSpace() {
    assertEquals(
        "Architecture: embed_dim 1024 is not in search space 's'; allowed: 192, 384, 768",
        assertThrows(
                IllegalArgumentException.class,
                () -> SearchSpace.s().encode(SearchSpace.m().largest()))
            .getMessage());
  }

  @Test
  void findsBuiltInSpacesByName() {
    for (SearchSpace space : SearchSpace.all()) {
      assertSame(space, SearchSpace.of(space.name()));
    }
    assertEquals(
        List.of("s", "m", "l"),
        SearchSpace.all().stream()
            .filter(SearchSpace::measured)
            .map(SearchSpace::name)
            .toList());
    assertEquals(
        "Search space 's_wid': unknown; known: s, m, l, s_wide, m_wide, l_wide, xs (did you mean 's_wide'?)",
        assertThrows(IllegalArgumentException.class, () -> SearchSpace.of("s_wid"))
            .getMessage());
  }

  @Test
  void refusesChoicesThatAreNotAscending() {
    SearchSpace.Builder builder = SearchSpace.builder("own");
    assertEquals(
        "Search space 'own': choices of n_head are 4, 2; they must be 1 to 1048576 and ascending, without repeats",
        assertThrows(IllegalArgumentException.class, () -> builder.headCounts(4, 2))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> builder.mlpRatios(2, 2));
    assertThrows(IllegalArgumentException.class, () -> builder.embedDims(0, 64));
    assertThrows(IllegalArgumentException.class, () -> builder.batch(0));
    assertEquals(
        "Search space 'own': no choices of embed_dim; give at least one",
        assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "l_wide", "a-b", "", "my space"})
  void refusesNamesThatAreTakenOrCanNotStandInAStringForm(String name) {
    assertThrows(IllegalArgumentException.class, () -> SearchSpace.builder(name));
  }

  @Test
  void aFixedBiasIsNoChoice() {
    SearchSpace space = SearchSpace.builder("fixed")
        .embedDims(64)
        .layerCounts(1)
        .headCounts(1)
        .mlpRatios(1)
        .bias(true)
        .build();
    assertEquals(BigInteger.ONE, space.distinctArchitectures());
    assertTrue(space.smallest().bias());
    assertEquals(space.smallest(), space.largest());
    assertEquals(space.smallest(), space.sampleUniformArchitectures(new SplittableRandom(1)));
  }

  @Test
  void uniformArchitecturesAreUniformOverNetworks() {
    Map<Architecture, Double> expected = new HashMap<>();
    enumerate(TINY.genotypes(), genes -> expected.put(TINY.decode(genes), 1.0 / 80) == null);
    assertFits(expected, TINY::sampleUniformArchitectures);
  }

  @Test
  void uniformGenesAreUniformOverGenes() {
    Map<Architecture, Double> expected = new HashMap<>();
    int genotypes = 2 * 2 * 2 * 16;
    enumerate(
        TINY.genotypes(),
        genes -> expected.merge(TINY.decode(genes), 1.0 / genotypes, Double::sum) > 0);
    assertFits(expected, TINY::sampleUniformGenes);
  }

  /**
   * Pearson's chi-square with 79 degrees of freedom; 130.9 is exceeded once in 5,000 times by
   * chance.
   */
  private static void assertFits(
      Map<Architecture, Double> expected, Function<RandomGenerator, Architecture> sampler) {
    int draws = 40_000;
    RandomGenerator random = new SplittableRandom(20240516);
    Map<Architecture, Integer> counts = new HashMap<>();
    for (int draw = 0; draw < draws; draw++) {
      counts.merge(sampler.apply(random), 1, Integer::sum);
    }
    assertTrue(expected.keySet().containsAll(counts.keySet()));
    double chiSquare = 0;
    for (Map.Entry<Architecture, Double> entry : expected.entrySet()) {
      double mean = draws * entry.getValue();
      double off = counts.getOrDefault(entry.getKey(), 0) - mean;
      chiSquare += off * off / mean;
    }
    assertTrue(chiSquare < 130.9, "chi-square " + chiSquare);
  }

  @Test
  void depthsOfHugeSpacesAreDrawnByTheirExactWeights() {
    RandomGenerator random = new SplittableRandom(7);
    int[] counts = new int[37];
    for (int draw = 0; draw < 20_000; draw++) {
      counts[SearchSpace.l().sampleUniformArchitectures(random).layers()]++;
    }
    assertEquals(20_000.0 / 91, counts[34], 60);
    assertEquals(20_000.0 * 9 / 91, counts[35], 170);
    assertEquals(20_000.0 * 81 / 91, counts[36], 170);
    assertEquals(36, SearchSpace.lWide().sampleUniformArchitectures(random).layers());
  }

  @Test
  void equalChoicesUnderAnotherNameAreAnotherSpace() {
    SearchSpace.Builder own =
        SearchSpace.builder("own").embedDims(8).layerCounts(1).headCounts(1).mlpRatios(1);
    SearchSpace.Builder other =
        SearchSpace.builder("other").embedDims(8).layerCounts(1).headCounts(1).mlpRatios(1);
    assertEquals(own.build(), own.build());
    assertEquals(own.build().hashCode(), own.build().hashCode());
    assertNotEquals(own.build(), other.build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "m", "l"})
  void everyMeasuredArchitectureIsOfItsSpace(String scale) throws IOException {
    SearchSpace space = SearchSpace.of(scale);
    List<String[]> rows = Measurements.rows(scale + "/architectures.csv.gz");
    assertEquals(9_000, rows.size());
    for (String[] row : rows) {
      String text = String.join("-", "gpt", scale, row[3], row[2], row[5], row[6], row[4]);
      assertTrue(space.format(space.parse(text)).equalsIgnoreCase(text));
    }
  }

  @Test
  void spacesOfOtherDesignsAreOthers() {
    SearchSpace.Builder builder =
        SearchSpace.builder("own").embedDims(8).layerCounts(1).headCounts(1).mlpRatios(1);
    SearchSpace profiled = builder.build();
    assertEquals(NetworkDesign.PROFILED, profiled.design());
    SearchSpace other = builder.design(new NetworkDesign(256, 128, 32, 2, true)).build();
    assertNotEquals(profiled, other);
    assertEquals(
        "Network design: head size 0; allowed: 1 or more",
        assertThrows(IllegalArgumentException.class, () -> new NetworkDesign(256, 128, 0, 2, true))
            .getMessage());
  }
}
