package io.github.hwgptbench.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void isAValueThatItsArraysCanNotChange() {
    int[] ratios = {2, 3};
    Architecture architecture = Architecture.of(192, true, ratios, new int[] {4, 8});
    ratios[0] = 9;
    architecture.heads()[0] = 9;
    assertArrayEquals(new int[] {2, 3}, architecture.mlpRatios());
    assertArrayEquals(new int[] {4, 8}, architecture.heads());
    assertEquals(Architecture.of(192, true, new int[] {2, 3}, new int[] {4, 8}), architecture);
    assertNotEquals(Architecture.of(192, false, new int[] {2, 3}, new int[] {4, 8}), architecture);
    assertNotEquals(Architecture.of(192, true, new int[] {3, 2}, new int[] {4, 8}), architecture);
  }

  @Test
  void describesItselfInTheColumnsOfTheTables() {
    assertEquals(
        "embed_dim=192 bias=true mlp_ratio=2-3 n_head=4-8",
        Architecture.of(192, true, new int[] {2, 3}, new int[] {4, 8}).toString());
  }

  @Test
  void refusesRaggedLayers() {
    assertEquals(
        "Architecture: mlp_ratio has 2 layers and n_head has 1; both must have one value per layer",
        assertThrows(
                IllegalArgumentException.class,
                () -> Architecture.of(192, true, new int[] {2, 3}, new int[] {4}))
            .getMessage());
  }

  @Test
  void refusesWhatIsNotPositive() {
    assertEquals(
        "Architecture: n_head 0 in layer 2; allowed: 1 or more",
        assertThrows(
                IllegalArgumentException.class,
                () -> Architecture.of(192, true, new int[] {2, 3}, new int[] {4, 0}))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Architecture.of(0, true, new int[] {2}, new int[] {4}));
    assertThrows(
        IllegalArgumentException.class, () -> Architecture.of(192, true, new int[0], new int[0]));
  }
}
