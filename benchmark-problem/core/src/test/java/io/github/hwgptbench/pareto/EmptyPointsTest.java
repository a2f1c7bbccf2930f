package io.github.hwgptbench.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No points at all, and points of no objectives. */
class EmptyPointsTest {

  private static final double[][] NONE = {};
  private static final double[][] HOLLOW = {{}, {}};

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void noPointsHaveNoVolumeNoOrderAndNoMembers(int objectives) {
    double[] reference = new double[objectives];
    ParetoArchive<Void> archive = ParetoArchive.of(objectives);
    assertEquals(List.of(), archive.members());
    assertEquals(0, archive.size());
    assertFalse(archive.dominates(reference));
    assertEquals(0, Hypervolume.of(NONE, reference));
    assertEquals(0, new GrowingHypervolume(reference).value());
    assertArrayEquals(new double[0], HypervolumeContributions.of(NONE, reference));
    assertEquals(Double.POSITIVE_INFINITY, IgdPlus.of(NONE, new double[][] {reference}));
    assertEquals(Double.POSITIVE_INFINITY, AdditiveEpsilon.of(NONE, new double[][] {reference}));
  }

  @Test
  void noPointsAreSortedIntoNoFronts() {
    assertArrayEquals(new int[0], Columns.order(Columns.of(NONE)));
    assertArrayEquals(new int[0], NondominatedSorting.ranks(NONE));
    assertEquals(List.of(), NondominatedSorting.fronts(NONE));
    assertArrayEquals(new int[0], NondominatedSorting.firstFront(NONE));
    assertArrayEquals(new double[0], CrowdingDistance.of(NONE));
  }

  @Test
  void pointsOfNoObjectivesAreRefused() {
    List<Executable> all = List.of(
        () -> NondominatedSorting.ranks(HOLLOW),
        () -> CrowdingDistance.of(HOLLOW),
        () -> IgdPlus.of(HOLLOW, HOLLOW),
        () -> AdditiveEpsilon.of(HOLLOW, HOLLOW),
        () -> ParetoArchive.of(1).add(new double[0], ""));
    all.forEach(one -> assertThrows(IllegalArgumentException.class, one));
  }
}
