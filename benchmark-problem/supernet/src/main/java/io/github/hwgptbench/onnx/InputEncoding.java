package io.github.hwgptbench.onnx;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.usage.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the input of a model describes an architecture: a row of numbers. Genes are in the order of
 * {@link SearchSpace#genotypes()}: embed_dim, n_layer, bias, then mlp_ratio of each layer, then
 * n_head of each layer; the choices of a gene are ascending, false before true.
 *
 * @since 0.2.0
 */
public enum InputEncoding {

  /**
   * For each gene, one number per choice: 1 for the choice that the architecture has, and 0 for the
   * others. All numbers of inactive layers are 0.
   */
  ONEHOT {
    @Override
    List<Integer> widths(SearchSpace space) {
      GenotypeSpace genotypes = space.genotypes();
      return List.of(IntStream.range(0, genotypes.size()).map(genotypes::levels).sum());
    }

    @Override
    Encoder encoder(SearchSpace space) {
      GenotypeSpace genotypes = space.genotypes();
      return (genes, row) -> {
        Arrays.fill(row, 0);
        int at = 0;
        for (int gene = 0; gene < genes.length; gene++) {
          if (genotypes.active(genes, gene)) {
            row[at + genes[gene]] = 1;
          }
          at += genotypes.levels(gene);
        }
      };
    }
  },

  /**
   * For each gene, the index of its choice, from 0. Those of inactive layers are 0. This is the
   * canonical genotype.
   */
  ORDINAL {
    @Override
    List<Integer> widths(SearchSpace space) {
      return List.of(space.genotypes().size());
    }

    @Override
    Encoder encoder(SearchSpace space) {
      GenotypeSpace genotypes = space.genotypes();
      return (genes, row) -> {
        for (int gene = 0; gene < genes.length; gene++) {
          row[gene] = genotypes.active(genes, gene) ? genes[gene] : 0;
        }
      };
    }
  },

  /**
   * The features of the shipped surrogates: those of {@link FeatureMap} that count what there is to
   * compute, or all of them if the model has as many inputs.
   */
  COUNTS {
    @Override
    List<Integer> widths(SearchSpace space) {
      FeatureMap features = new FeatureMap(space);
      return List.of(features.loadSize(), features.size());
    }

    @Override
    Encoder encoder(SearchSpace space) {
      FeatureMap features = new FeatureMap(space);
      return (genes, row) -> features.fill(genes, row, 0, row.length);
    }
  };

  /** Describes architectures of a space. Safe for use by many threads. */
  @FunctionalInterface
  interface Encoder {

    /**
     * Describes an architecture.
     *
     * @param genes a genotype of the space; it may be non-canonical
     * @param row receives the numbers; as long as one of the {@link #widths}
     */
    void fill(int[] genes, double[] row);
  }

  /** Returns how many numbers describe an architecture of a space; the default first. */
  abstract List<Integer> widths(SearchSpace space);

  abstract Encoder encoder(SearchSpace space);

  /** Returns the name in lower case, as it stands in metadata and options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the encoding of an {@link #toString name}.
   *
   * @throws UsageException if there is none; names the known ones
   */
  public static InputEncoding of(String name) {
    return Stream.of(values())
        .filter(encoding -> encoding.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> UsageException.of(
            "Encoding '%s': unknown; %s",
            name,
            Suggestion.known(
                name, Stream.of(values()).map(InputEncoding::toString).toList())));
  }
}
