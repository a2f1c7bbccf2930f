package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.algorithm.internal.framework.FlatSpace;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.moea.CategoricalVariable;
import io.github.hwgptbench.problem.moea.HwGptMoeaProblem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.moeaframework.core.Solution;
import org.moeaframework.core.variable.BinaryIntegerVariable;
import org.moeaframework.core.variable.BinaryVariable;
import org.moeaframework.core.variable.Variable;
import org.moeaframework.problem.Problem;

/**
 * How the variables of a MOEA Framework problem stand for genotypes: a category or an integer is a
 * gene, and each bit of a binary variable is a gene of two levels.
 */
final class VariableEncoding {

  private final GenotypeSpace space;

  private VariableEncoding(GenotypeSpace space) {
    this.space = space;
  }

  static VariableEncoding of(Problem problem) {
    List<String> names = new ArrayList<>();
    List<Integer> levels = new ArrayList<>();
    Solution solution = problem.newSolution();
    for (int i = 0; i < solution.getNumberOfVariables(); i++) {
      Variable variable = solution.getVariable(i);
      String name = "x" + i;
      // An integer is a binary variable, too.
      if (variable instanceof CategoricalVariable categories) {
        names.add(name);
        levels.add(categories.getLevels());
      } else if (variable instanceof BinaryIntegerVariable integer) {
        names.add(name);
        levels.add(FlatSpace.levels(
            Text.format("%s, variable %d", problem.getName(), i),
            integer.getLowerBound(),
            integer.getUpperBound()));
      } else if (variable instanceof BinaryVariable bits) {
        IntStream.range(0, bits.getNumberOfBits()).forEach(bit -> {
          names.add(name + "." + bit);
          levels.add(2);
        });
      } else {
        throw new IllegalArgumentException(Text.format(
            "%s, variable %d: a %s; allowed: CategoricalVariable, BinaryIntegerVariable,"
                + " BinaryVariable",
            problem.getName(), i, variable.getClass().getSimpleName()));
      }
    }
    if (problem instanceof HwGptMoeaProblem ours) {
      // Knows which genes are inactive.
      return new VariableEncoding(ours.problem().genotypes());
    }
    return new VariableEncoding(
        FlatSpace.of(names, levels.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Returns all genotypes. */
  GenotypeSpace space() {
    return space;
  }

  /** Puts a genotype into a solution, whatever stood there before. */
  void write(int[] genes, Solution solution) {
    int gene = 0;
    for (int i = 0; i < solution.getNumberOfVariables(); i++) {
      Variable variable = solution.getVariable(i);
      if (variable instanceof CategoricalVariable categories) {
        categories.setValue(genes[gene++]);
      } else if (variable instanceof BinaryIntegerVariable integer) {
        integer.setValue(integer.getLowerBound() + genes[gene++]);
      } else {
        BinaryVariable bits = (BinaryVariable) variable;
        for (int bit = 0; bit < bits.getNumberOfBits(); bit++) {
          bits.set(bit, genes[gene++] == 1);
        }
      }
    }
  }
}
