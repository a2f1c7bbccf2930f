package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorTest {

  private static final GenotypeSpace SPACE = Driver.ternary(3);
  private static final Candidate CANDIDATE = new Candidate(0, new int[3]);

  private record Named(String name, List<Criterion> objectives, List<Criterion> constraints)
      implements Problem {

    static Named of(String name, List<String> objectives, List<String> constraints) {
      return new Named(name, criteria(objectives), criteria(constraints));
    }

    private static List<Criterion> criteria(List<String> names) {
      return names.stream().map(it -> Criterion.of(it, "", false)).toList();
    }

    @Override
    public GenotypeSpace genotypes() {
      return SPACE;
    }

    @Override
    public void evaluate(int[] genes, double[] values, double[] violations) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void objectivesAreMatchedByNameAndThenByMetric() {
    Named searched = Named.of(
        "searched", List.of("perplexity", "latency@rtx2080"), List.of("energy@rtx2080<=5"));
    Named other = Named.of(
        "other",
        List.of("latency@a100", "params", "perplexity"),
        List.of("params<=9", "energy@a100<=3"));
    Evaluation evaluation = new Evaluation(CANDIDATE, new double[] {1, 2, 3}, new double[] {4, 5});
    Prior prior = Prior.of(other, List.of(evaluation), searched);
    assertEquals("other", prior.problem());
    assertEquals(Set.of(0), prior.shared());
    assertArrayEquals(new double[] {3, 1}, prior.evaluations().get(0).objectives());
    assertArrayEquals(new double[] {5}, prior.evaluations().get(0).margins());
  }

  @Test
  void theSameDeviceIsPreferred() {
    Named searched = Named.of("searched", List.of("latency@v100"), List.of());
    Named other = Named.of("other", List.of("latency@a100", "latency@v100"), List.of());
    Evaluation evaluation = new Evaluation(CANDIDATE, new double[] {1, 2}, new double[0]);
    Prior prior = Prior.of(other, List.of(evaluation), searched);
    assertEquals(Set.of(0), prior.shared());
    assertArrayEquals(new double[] {2}, prior.evaluations().get(0).objectives());
  }

  @Test
  void problemsWithoutTheMetricAreRefused() {
    Named searched = Named.of("searched", List.of("perplexity", "latency@v100"), List.of());
    Named other = Named.of("other", List.of("perplexity", "energy@v100"), List.of());
    String message = assertThrows(
            IllegalArgumentException.class, () -> Prior.of(other, List.of(), searched))
        .getMessage();
    assertEquals(
        "Prior 'other': no objective matches 'latency@v100'; it has: perplexity, energy@v100",
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 0 | 0 | 0 | evaluations with 1 objectives and 0 constraints; allowed: 2 and 0",
        "2 | 1 | 0 | 0 | evaluations with 2 objectives and 1 constraints; allowed: 2 and 0",
        "2 | 0 | 3 | 0 | candidate 0 [3, 0, 0] is not in the searched space",
        "2 | 0 | 0 | 2 | shares objective 2; allowed: 0 to 1"
      })
  void priorsOfOtherProblemsAreRefused(
      int objectives, int constraints, int gene, int shared, String expected) {
    Evaluation evaluation = new Evaluation(
        new Candidate(0, new int[] {gene, 0, 0}), new double[objectives], new double[constraints]);
    List<Prior> priors =
        Stream.of(new Prior("p", Set.of(shared), List.of(evaluation))).toList();
    Problem searched = Named.of("searched", List.of("a", "b"), List.of());
    String message = assertThrows(
            IllegalArgumentException.class, () -> SearchTask.of(searched, 10, 1, priors))
        .getMessage();
    assertEquals("Prior 'p': " + expected, message.split(", as in the searched")[0]);
  }
}
