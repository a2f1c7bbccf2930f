package io.github.hwgptbench.export;

import io.github.hwgptbench.pareto.AdditiveEpsilon;
import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.IgdPlus;

/** A quality indicator by the name that jMetal gives it. */
enum JMetalIndicator {
  /** Hypervolume; more is better. */
  HYPERVOLUME("HV") {
    @Override
    double of(double[][] points, double[][] front, double[] reference) {
      return Hypervolume.of(points, reference);
    }
  },

  /** IGD+; less is better. */
  IGD_PLUS("IGD+") {
    @Override
    double of(double[][] points, double[][] front, double[] reference) {
      return IgdPlus.of(points, front);
    }
  },

  /** Additive epsilon; less is better. */
  EPSILON("EP") {
    @Override
    double of(double[][] points, double[][] front, double[] reference) {
      return AdditiveEpsilon.of(points, front);
    }
  };

  private final String id;

  JMetalIndicator(String id) {
    this.id = id;
  }

  /** Returns the name that files and tables of jMetal have. */
  String id() {
    return id;
  }

  /** Tells whether less is better. */
  boolean minimized() {
    return this != HYPERVOLUME;
  }

  /**
   * Returns its value.
   *
   * @param points normalised, to be minimised, as is the front
   */
  abstract double of(double[][] points, double[][] front, double[] reference);
}
