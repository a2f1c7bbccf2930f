package io.github.hwgptbench.adapter.jmetal;

import io.github.hwgptbench.algorithm.internal.framework.FlatSpace;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.jmetal.HwGptIntegerProblem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.uma.jmetal.problem.binaryproblem.BinaryProblem;
import org.uma.jmetal.problem.integerproblem.IntegerProblem;
import org.uma.jmetal.solution.Solution;
import org.uma.jmetal.solution.binarysolution.BinarySolution;
import org.uma.jmetal.solution.integersolution.IntegerSolution;
import org.uma.jmetal.util.binarySet.BinarySet;
import org.uma.jmetal.util.bounds.Bounds;

/**
 * How the solutions of a jMetal problem stand for genotypes.
 *
 * @param space all genotypes
 * @param writer puts a genotype into a solution, whatever stood there before
 */
record SolutionEncoding<S extends Solution<?>>(GenotypeSpace space, BiConsumer<int[], S> writer) {

  /** One gene a variable, with a level for each integer in its bounds. */
  static SolutionEncoding<IntegerSolution> of(IntegerProblem problem) {
    List<Bounds<Integer>> bounds = problem.variableBounds();
    return new SolutionEncoding<>(space(problem, bounds), (genes, solution) -> {
      for (int gene = 0; gene < genes.length; gene++) {
        solution.variables().set(gene, bounds.get(gene).getLowerBound() + genes[gene]);
      }
    });
  }

  private static GenotypeSpace space(IntegerProblem problem, List<Bounds<Integer>> bounds) {
    if (problem instanceof HwGptIntegerProblem ours) {
      // Knows which genes are inactive.
      return ours.problem().genotypes();
    }
    int[] levels = IntStream.range(0, bounds.size())
        .map(gene -> FlatSpace.levels(
            Text.format("%s, variable %d", problem.name(), gene),
            bounds.get(gene).getLowerBound(),
            bounds.get(gene).getUpperBound()))
        .toArray();
    return FlatSpace.of(
        IntStream.range(0, levels.length).mapToObj(gene -> "x" + gene).toList(), levels);
  }

  /** One gene of two levels a bit. */
  static SolutionEncoding<BinarySolution> of(BinaryProblem problem) {
    List<Integer> lengths = problem.numberOfBitsPerVariable();
    List<String> names = new ArrayList<>();
    for (int variable = 0; variable < lengths.size(); variable++) {
      for (int bit = 0; bit < lengths.get(variable); bit++) {
        names.add(Text.format("x%d.%d", variable, bit));
      }
    }
    int[] levels = IntStream.range(0, names.size()).map(bit -> 2).toArray();
    return new SolutionEncoding<>(FlatSpace.of(names, levels), (genes, solution) -> {
      int gene = 0;
      for (BinarySet bits : solution.variables()) {
        for (int bit = 0; bit < bits.getBinarySetLength(); bit++) {
          bits.set(bit, genes[gene++] == 1);
        }
      }
    });
  }
}
