package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.adapter.optuna.ParameterSpace.Condition;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The genotypes of discrete parameters: a gene each, inert while the parameter does not exist. */
final class ParameterGenotypes implements GenotypeSpace {

  private final List<String> names;
  private final int[] levels;
  /** By gene; those that decide stand before those that they decide on. */
  private final List<Optional<Condition>> conditions;

  private final BigInteger distinct;

  ParameterGenotypes(List<String> names, int[] levels, List<Optional<Condition>> conditions) {
    this.names = names;
    this.levels = levels;
    this.conditions = conditions;
    this.distinct = count();
  }

  /** Counts from the last gene, so that what a gene decides on is counted when it is its turn. */
  private BigInteger count() {
    BigInteger[][] below = new BigInteger[levels.length][];
    for (int gene = 0; gene < levels.length; gene++) {
      below[gene] = new BigInteger[levels[gene]];
      Arrays.fill(below[gene], BigInteger.ONE);
    }
    BigInteger all = BigInteger.ONE;
    for (int gene = levels.length - 1; gene >= 0; gene--) {
      BigInteger own = BigInteger.ZERO;
      for (BigInteger choices : below[gene]) {
        own = own.add(choices);
      }
      if (conditions.get(gene).isEmpty()) {
        all = all.multiply(own);
      } else {
        Condition condition = conditions.get(gene).get();
        for (int level : condition.levels()) {
          below[condition.parent()][level] = below[condition.parent()][level].multiply(own);
        }
      }
    }
    return all;
  }

  @Override
  public int size() {
    return levels.length;
  }

  @Override
  public int levels(int gene) {
    return levels[gene];
  }

  @Override
  public String name(int gene) {
    return names.get(gene);
  }

  @Override
  public boolean active(int[] genes, int gene) {
    Optional<Condition> condition = conditions.get(gene);
    return condition.isEmpty()
        || (active(genes, condition.get().parent())
            && condition.get().levels().contains(genes[condition.get().parent()]));
  }

  @Override
  public BigInteger distinct() {
    return distinct;
  }
}
