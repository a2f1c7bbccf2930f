package io.github.hwgptbench.adapter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.pareto.GrowingHypervolume;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moeaframework.core.Solution;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.problem.Problem;
import org.moeaframework.problem.ZDT.ZDT5;

/**
 * Our NSGA-II beside both frameworks', with the same population, budget and operators: all three
 * are the same algorithm, so they have to find the same up to chance.
 */
class NsgaIIComparisonTest {

  private static final int SEEDS = 10;
  private static final int BUDGET = 2000;
  private static final Problem ZDT5 = new ZDT5();

  /** A problem of closed form. */
  private record Formula(
      String name, GenotypeSpace genotypes, double[] reference, Function<int[], double[]> values)
      implements io.github.hwgptbench.problem.Problem {

    @Override
    public List<Criterion> objectives() {
      return List.of(Criterion.of("f1", "", false), Criterion.of("f2", "", false));
    }

    @Override
    public void evaluate(int[] genes, double[] objectives, double[] violations) {
      System.arraycopy(values.apply(genes), 0, objectives, 0, 2);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Formula> problems() {
    return Stream.of(
        new Formula("ZDT5", new Bits(80), new double[] {32, 8}, NsgaIIComparisonTest::zdt5),
        new Formula("LOTZ", new Bits(30), new double[] {1, 1}, NsgaIIComparisonTest::lotz),
        new Formula(
            "layers",
            SearchSpace.s().genotypes(),
            new double[] {1, 1000},
            NsgaIIComparisonTest::layers));
  }

  /** MOEA Framework's, the first 30 bits one variable and the others 10 of 5. */
  private static double[] zdt5(int[] genes) {
    Solution solution = ZDT5.newSolution();
    int gene = 0;
    for (int i = 0; i < solution.getNumberOfVariables(); i++) {
      BinaryVariable variable = (BinaryVariable) solution.getVariable(i);
      for (int bit = 0; bit < variable.getNumberOfBits(); bit++) {
        variable.set(bit, genes[gene++] == 1);
      }
    }
    ZDT5.evaluate(solution);
    return solution.getObjectiveValues();
  }

  /** Leading ones and trailing zeros, both maximised (Laumanns et al. 2004). */
  private static double[] lotz(int[] genes) {
    int ones = 0;
    while (ones < genes.length && genes[ones] == 1) {
      ones++;
    }
    int zeros = 0;
    while (zeros < genes.length && genes[genes.length - 1 - zeros] == 0) {
      zeros++;
    }
    return new double[] {-ones, -zeros};
  }

  /** Gain and cost of every active gene, which differ by gene. */
  private static double[] layers(int[] genes) {
    GenotypeSpace space = SearchSpace.s().genotypes();
    double[] values = new double[2];
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.active(genes, gene)) {
        values[0] -= (gene + 1) * genes[gene];
        values[1] += (genes.length - gene) * genes[gene] * genes[gene];
      }
    }
    return values;
  }

  /** Genes of two levels, none of them inactive. */
  private record Bits(int size) implements GenotypeSpace {

    @Override
    public int levels(int gene) {
      return 2;
    }

    @Override
    public String name(int gene) {
      return "bit_" + gene;
    }

    @Override
    public BigInteger distinct() {
      return BigInteger.TWO.pow(size);
    }
  }

  private static double[] volumes(String algorithm, Formula problem) {
    SearchAlgorithm search = AlgorithmRegistry.load().algorithm(algorithm);
    double[] volumes = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      GrowingHypervolume volume = new GrowingHypervolume(problem.reference());
      search.run(problem, BUDGET, seed, evaluation -> volume.add(evaluation.objectives()));
      volumes[seed] = volume.value();
    }
    return volumes;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(it -> (it - mean) * (it - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** How much more the first found on average, in standard deviations of a single run. */
  private static double lead(double[] ours, double[] theirs) {
    double pooled = Math.sqrt((Math.pow(deviation(ours), 2) + Math.pow(deviation(theirs), 2)) / 2);
    return (mean(ours) - mean(theirs)) / pooled;
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("problems")
  void findsWhatTheFrameworksFindWithinTheSpreadOfSeeds(Formula problem) {
    double[] ours = volumes("nsga2(population=100)", problem);
    for (String other : List.of("jmetal:NSGAII(population=100)", "moea:NSGAII(population=100)")) {
      double lead = lead(ours, volumes(other, problem));
      assertTrue(Math.abs(lead) < 2, "%s deviations more than %s".formatted(lead, other));
    }
    // What has no tournament and mutates half of the genes is not the same algorithm.
    double lead = lead(ours, volumes("nsga2@paper(population=100)", problem));
    assertTrue(lead > 3, "%s deviations more than what was published".formatted(lead));
  }
}
