package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.objective.ComputeCost;
import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import org.junit.jupiter.api.Test;

class SupernetShapeTest {

  /** A tied head is one matrix, and the tensors of the supernet are counted one by one. */
  @Test
  void hasTheParamsMacsAndFlopsThatTheClosedFormsCount() {
    SearchSpace space = SearchSpace.xs();
    SupernetShape shape = new SupernetShape(space, 256, 32, 0.5, 128);
    ComputeCost cost = ComputeCost.of(space, space.largest());
    assertEquals(shape.weights(), cost.params());
    long matrices = shape.tensors().stream()
        .filter(tensor -> tensor.shape().size() == 2)
        .mapToLong(WeightTensor::size)
        .sum();
    assertEquals(128 * matrices, cost.macs());
    assertEquals(2 * 128 * matrices + 128 * (5 * 128 * 9 + 16 * 128), cost.flops());
  }

  @Test
  void aHeadOfItsOwnIsCountedAsTheClosedFormsCountIt() {
    SearchSpace space = SearchSpace.builder("untied")
        .embedDims(8, 16)
        .layerCounts(2)
        .headCounts(1, 2)
        .mlpRatios(2)
        .design(new NetworkDesign(37, 16, 4, 2, false))
        .build();
    SupernetShape shape = SupernetShape.of(space);
    assertEquals(SupernetLayout.AUTHORS.withTiedHead(false), shape.layout());
    assertEquals(shape.weights(), ComputeCost.of(space, space.largest()).params());
  }

  /** 0.29 x 200 is 57.99999999999999 in double precision, and libraries round down. */
  @Test
  void rotaryFractionsNeedNotBeExactInBinary() {
    SupernetShape shape = new SupernetShape(SearchSpace.xs(), 256, 200, 0.29, 128);
    assertEquals(58, shape.rotaryDims());
    assertEquals(58, (int) (shape.flooredRotaryFraction() * 200));
    assertEquals(
        0.5, new SupernetShape(SearchSpace.xs(), 256, 32, 0.5, 128).flooredRotaryFraction());
    SupernetShape third = new SupernetShape(SearchSpace.xs(), 256, 48, 0.3333333, 128);
    assertEquals(16, (int) (third.flooredRotaryFraction() * 48));
    assertEquals(
        "Supernet: rotary fraction 0.285 of heads of size 200; allowed: 0 to 1, an even number of"
            + " dimensions",
        assertThrows(
                UsageException.class,
                () -> new SupernetShape(SearchSpace.xs(), 256, 200, 0.285, 128))
            .getMessage());
  }
}
