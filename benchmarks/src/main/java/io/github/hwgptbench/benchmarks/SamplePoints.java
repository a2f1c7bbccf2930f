package io.github.hwgptbench.benchmarks;

import java.util.SplittableRandom;
import org.moeaframework.core.Solution;
import org.moeaframework.problem.AbstractProblem;

/** The points that Pareto tools are measured on, and what they are to the frameworks. */
final class SamplePoints {

  private SamplePoints() {}

  /** Uniform points of the unit cube. */
  static double[][] uniform(int points, int objectives) {
    return uniform(new SplittableRandom(1), points, objectives);
  }

  static double[][] uniform(SplittableRandom random, int points, int objectives) {
    double[][] uniform = new double[points][];
    for (int i = 0; i < points; i++) {
      uniform[i] = random.doubles(objectives).toArray();
    }
    return uniform;
  }

  /** Mutually non-dominated points: of the unit sphere, where all coordinates are positive. */
  static double[][] sphere(int points, int objectives) {
    return sphere(new SplittableRandom(1), points, objectives);
  }

  static double[][] sphere(SplittableRandom random, int points, int objectives) {
    double[][] sphere = new double[points][objectives];
    for (double[] point : sphere) {
      double squares = 0;
      for (int i = 0; i < objectives; i++) {
        point[i] = Math.abs(random.nextGaussian());
        squares += point[i] * point[i];
      }
      for (int i = 0; i < objectives; i++) {
        point[i] /= Math.sqrt(squares);
      }
    }
    return sphere;
  }

  /** A problem that is never evaluated, for the indicators of MOEA Framework. */
  static final class Unevaluated extends AbstractProblem {

    Unevaluated(int objectives) {
      super(0, objectives);
    }

    @Override
    public void evaluate(Solution solution) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Solution newSolution() {
      return new Solution(0, numberOfObjectives);
    }

    Solution solution(double[] point) {
      Solution solution = newSolution();
      solution.setObjectiveValues(point);
      return solution;
    }
  }
}
