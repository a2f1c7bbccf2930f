package io.github.hwgptbench.adapter.jmetal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.uma.jmetal.algorithm.multiobjective.agemoea.util.AGEMOEAEnvironmentalSelection;
import org.uma.jmetal.algorithm.multiobjective.agemoeaii.util.AGEMOEA2EnvironmentalSelection;
import org.uma.jmetal.solution.integersolution.IntegerSolution;

/**
 * The survival scores of AGE-MOEA and AGE-MOEA-II, of objectives that are translated so that their
 * ideal point is the origin, as Panichella (2019) has it. jMetal's looks for the extremes of the
 * front among objectives as they are. Where one is negative, such as accuracy, or far from 0, they
 * coincide, every score is infinite, and both algorithms do without them: they were the same.
 */
final class TranslatedSelection {

  private TranslatedSelection() {}

  static AGEMOEAEnvironmentalSelection<IntegerSolution> ageMoea(int objectives) {
    return new AGEMOEAEnvironmentalSelection<>(objectives) {
      @Override
      public void computeSurvivalScore(List<IntegerSolution> front) {
        translated(front, super::computeSurvivalScore);
      }
    };
  }

  static AGEMOEAEnvironmentalSelection<IntegerSolution> ageMoeaII(int objectives) {
    return new AGEMOEA2EnvironmentalSelection<>(objectives) {
      @Override
      public void computeSurvivalScore(List<IntegerSolution> front) {
        translated(front, super::computeSurvivalScore);
      }
    };
  }

  /** The scores are attributes of the very solutions, so their objectives are put back after. */
  private static void translated(
      List<IntegerSolution> front, Consumer<List<IntegerSolution>> scoring) {
    List<double[]> originals = new ArrayList<>();
    front.forEach(solution -> originals.add(solution.objectives().clone()));
    for (int i = 0; i < originals.get(0).length; i++) {
      int objective = i;
      double ideal = originals.stream()
          .mapToDouble(objectives -> objectives[objective])
          .min()
          .orElseThrow();
      front.forEach(solution -> solution.objectives()[objective] -= ideal);
    }
    scoring.accept(front);
    for (int i = 0; i < originals.size(); i++) {
      System.arraycopy(originals.get(i), 0, front.get(i).objectives(), 0, originals.get(i).length);
    }
  }
}
