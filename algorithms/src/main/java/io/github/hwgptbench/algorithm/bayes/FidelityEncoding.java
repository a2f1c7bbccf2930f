package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.FidelityKernel;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.Arrays;

/**
 * Genotypes evaluated at a fidelity, which follows the genes as one more number; genes alone are
 * those at the highest fidelity. To the point of the genes comes the roughness of the fidelity, as
 * {@link FidelityKernel} wants it: the inverse of its amount less that of the highest amount, in
 * units of the inverse of the lowest.
 */
final class FidelityEncoding implements Encoding {

  private final GenotypeSpace space;
  private final Encoding ofGenes;
  private final Fidelities fidelities;
  private final FidelityKernel kernel;

  FidelityEncoding(GenotypeSpace space, Encoding ofGenes, Fidelities fidelities) {
    this.space = space;
    this.ofGenes = ofGenes;
    this.fidelities = fidelities;
    this.kernel = new FidelityKernel(ofGenes.kernel());
  }

  /** Returns the genes with a fidelity behind them. */
  static int[] at(int[] genes, int fidelity) {
    int[] both = Arrays.copyOf(genes, genes.length + 1);
    both[genes.length] = fidelity;
    return both;
  }

  /** Returns the genes of what has a fidelity behind them. */
  static int[] genes(int[] both) {
    return Arrays.copyOf(both, both.length - 1);
  }

  /** Returns the fidelity of what has one behind its genes. */
  static int fidelity(int[] both) {
    return both[both.length - 1];
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public double[] encode(int[] genes) {
    int size = space.size();
    double[] ofGenesAlone = ofGenes.encode(Arrays.copyOf(genes, size));
    double[] point = Arrays.copyOf(ofGenesAlone, kernel.dimensions());
    point[ofGenesAlone.length] = genes.length > size ? roughness(genes[size]) : 0;
    return point;
  }

  private double roughness(int fidelity) {
    double lowest = amount(0);
    return lowest / amount(fidelity) - lowest / amount(fidelities.highest());
  }

  private double amount(int fidelity) {
    return fidelities.levels().get(fidelity).amount();
  }
}
