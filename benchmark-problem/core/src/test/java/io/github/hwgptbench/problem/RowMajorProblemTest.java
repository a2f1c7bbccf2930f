package io.github.hwgptbench.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowMajorProblemTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final Problem PROBLEM = ArchitectureProblem.builder(
          new ComputeEvaluator(SPACE, ComputeEvaluator.SUPPORTED))
      .objectives(Objective.parse("params"), Objective.parse("flops"))
      .constraints(Constraint.parse("macs<=100000000000"))
      .build();
  private static final int WIDTH = SPACE.genotypes().size();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 3000})
  void givesWhatOneRowAtATimeGives(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    int[] genes = new int[rows * WIDTH];
    double[] expectedObjectives = new double[2 * rows];
    double[] expectedMargins = new double[rows];
    for (int i = 0; i < rows; i++) {
      int[] row = SPACE.genotypes().sample(random);
      System.arraycopy(row, 0, genes, i * WIDTH, WIDTH);
      double[] objectives = new double[2];
      double[] margins = new double[1];
      PROBLEM.evaluateMargins(row, objectives, margins);
      System.arraycopy(objectives, 0, expectedObjectives, 2 * i, 2);
      expectedMargins[i] = margins[0];
    }
    double[] objectives = new double[2 * rows];
    double[] margins = new double[rows];
    new RowMajorProblem(PROBLEM).evaluate(genes, objectives, margins);
    assertArrayEquals(expectedObjectives, objectives);
    assertArrayEquals(expectedMargins, margins);
  }

  @Test
  void refusesRowsOfOtherLengths() {
    RowMajorProblem rows = new RowMajorProblem(PROBLEM);
    assertEquals(
        (WIDTH + 1) + " values of genes; allowed: 1 rows of " + WIDTH,
        assertThrows(
                IllegalArgumentException.class,
                () -> rows.evaluate(new int[WIDTH + 1], new double[2], new double[1]))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> rows.evaluate(new int[WIDTH], new double[4], new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> rows.evaluate(new int[WIDTH], new double[2], new double[2]));
  }

  @Test
  void refusesWhatIsNoGenotype() {
    int[] genes = new int[2 * WIDTH];
    genes[WIDTH] = 99;
    assertThrows(
        IllegalArgumentException.class,
        () -> new RowMajorProblem(PROBLEM).evaluate(genes, new double[4], new double[2]));
  }
}
