package io.github.hwgptbench.report;

import io.github.hwgptbench.analysis.WrittenSuite;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A suite of runs that get better as real ones do, each algorithm at its own pace. */
final class MadeUpSuite {

  private final WrittenSuite suite;
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(7);

  MadeUpSuite(String name) {
    this.suite = new WrittenSuite(name);
  }

  /** Adds runs of all algorithms on a problem. */
  MadeUpSuite problem(int evaluations, int seeds, String[] algorithms, String... objectives) {
    suite.problem(evaluations, objectives);
    for (int algorithm = 0; algorithm < algorithms.length; algorithm++) {
      for (int seed = 1; seed <= seeds; seed++) {
        double pace = 8.0 * (1 + algorithm) + random.nextDouble(6);
        double[][] values = new double[evaluations][];
        for (int i = 0; i < evaluations; i++) {
          values[i] = point(objectives.length, 0.04 + 0.6 * Math.exp(-i / pace));
        }
        suite.run(algorithms[algorithm], seed, values);
      }
    }
    return this;
  }

  /** Returns a point near the front, on which coordinates multiply to a hundredth. */
  private double[] point(int objectives, double distance) {
    double[] point = new double[objectives];
    double left = 1;
    for (int i = 0; i < objectives - 1; i++) {
      point[i] = Math.pow(0.01, random.nextDouble());
      left *= point[i];
    }
    point[objectives - 1] = Math.min(1, 0.01 / left);
    for (int i = 0; i < objectives; i++) {
      point[i] = Math.min(1, point[i] + distance * random.nextDouble());
    }
    return point;
  }

  WrittenSuite suite() {
    return suite;
  }
}
