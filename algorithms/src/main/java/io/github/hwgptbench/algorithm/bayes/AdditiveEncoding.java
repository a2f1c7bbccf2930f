package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.AdditiveKernel;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The genes outside of {@link Slots} as common coordinates, 0 to 1, and each kind of slots as a
 * linear contrast, -1 to 1, and a quadratic one, both 0 in a slot that is inactive. The kernel is
 * an {@link AdditiveKernel}.
 */
final class AdditiveEncoding implements Encoding {

  private final GenotypeSpace space;
  private final Slots slots;
  private final AdditiveKernel kernel;

  AdditiveEncoding(GenotypeSpace space) {
    this.space = space;
    this.slots = Slots.of(space);
    List<String> common = new ArrayList<>();
    for (int gene : slots.common()) {
      common.add(space.name(gene));
    }
    this.kernel = new AdditiveKernel(common, slots.kinds(), slots.count());
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public double[] encode(int[] genes) {
    double[] point = new double[kernel.dimensions()];
    int at = 0;
    for (int gene : slots.common()) {
      int top = space.levels(gene) - 1;
      point[at++] = top == 0 || !space.active(genes, gene) ? 0 : genes[gene] / (double) top;
    }
    for (int[] kind : slots.genes()) {
      for (int slot = 0; slot < kind.length; slot++) {
        int gene = kind[slot];
        if (gene >= 0 && space.levels(gene) > 1 && space.active(genes, gene)) {
          double linear = 2.0 * genes[gene] / (space.levels(gene) - 1) - 1;
          point[at + slot] = linear;
          // Centred, so that a change of the linear effect is not taken for a quadratic one.
          point[at + kind.length + slot] = linear * linear - 2.0 / 3;
        }
      }
      at += 2 * kind.length;
    }
    return point;
  }
}
