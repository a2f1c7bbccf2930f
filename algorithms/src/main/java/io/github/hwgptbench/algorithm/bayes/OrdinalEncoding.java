package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.Hyperparameter;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.gp.MaternKernel;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One coordinate per gene, its level scaled to 0 to 1, and 1/2 where it is inactive; a nominal gene
 * of three or more levels has one per level, which is 1 for the level that it has and 0 for the
 * others. Then, for each kind of {@link Slots}, two coordinates that sum up: the share of slots
 * that are active, and the sum of their scaled levels over the number of slots. The kernel is a
 * Matern-5/2 with a lengthscale for each coordinate.
 *
 * <p>Lengthscales of genes have the prior that BoTorch took from Hvarfner et al. (2024), <i>Vanilla
 * Bayesian optimization performs great in high dimensions</i>: log-normal, with the mean of the
 * logarithm growing as half of the logarithm of the dimension.
 */
final class OrdinalEncoding implements Encoding {

  private static final double INERT = 0.5;

  private final GenotypeSpace space;
  private final Slots slots;
  private final MaternKernel kernel;

  OrdinalEncoding(GenotypeSpace space) {
    this.space = space;
    this.slots = Slots.of(space);
    List<Hyperparameter> lengthscales = new ArrayList<>();
    double logMean = Math.sqrt(2) + 0.5 * StrictMath.log(Math.max(1, space.size()));
    for (int gene = 0; gene < space.size(); gene++) {
      lengthscales.addAll(Collections.nCopies(
          width(gene),
          new Hyperparameter("lengthscale of " + space.name(gene), logMean, Math.sqrt(3))));
    }
    for (String kind : slots.kinds()) {
      lengthscales.add(new Hyperparameter("lengthscale of the share of " + kind, 0.5, 1));
      lengthscales.add(new Hyperparameter("lengthscale of the sum of " + kind, 0.5, 1));
    }
    this.kernel = new MaternKernel(lengthscales, new Hyperparameter("variance", 1, 1));
  }

  private int width(int gene) {
    return space.ordinal(gene) || space.levels(gene) < 3 ? 1 : space.levels(gene);
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public double[] encode(int[] genes) {
    double[] point = new double[kernel.dimensions()];
    int at = 0;
    for (int gene = 0; gene < genes.length; gene++) {
      int width = width(gene);
      boolean active = space.active(genes, gene);
      if (width == 1) {
        point[at] = active ? scaled(genes, gene) : INERT;
      } else if (active) {
        point[at + genes[gene]] = 1;
      } else {
        Arrays.fill(point, at, at + width, INERT);
      }
      at += width;
    }
    for (int[] kind : slots.genes()) {
      for (int gene : kind) {
        if (gene >= 0 && space.active(genes, gene)) {
          point[at] += 1.0 / kind.length;
          point[at + 1] += scaled(genes, gene) / kind.length;
        }
      }
      at += 2;
    }
    return point;
  }

  private double scaled(int[] genes, int gene) {
    int top = space.levels(gene) - 1;
    return top == 0 ? INERT : genes[gene] / (double) top;
  }
}
