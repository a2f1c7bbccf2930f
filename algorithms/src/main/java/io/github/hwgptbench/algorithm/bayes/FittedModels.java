package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.Hyperparameter;
import java.util.ArrayList;
import java.util.List;

/** Models of a few quantities, whose hyperparameters are fitted anew as the data grows. */
final class FittedModels {

  private static final int ITERATIONS = 50;

  private final Encoding encoding;
  private final double growth;
  private final List<ObjectiveModel> models = new ArrayList<>();
  private int fitted;

  /**
   * Makes models.
   *
   * @param noise prior of the variance of the noise
   * @param growth by which factor the data has to grow for another fit
   */
  FittedModels(Encoding encoding, int quantities, Hyperparameter noise, double growth) {
    this.encoding = encoding;
    this.growth = growth;
    for (int i = 0; i < quantities; i++) {
      models.add(new ObjectiveModel(encoding.kernel(), noise));
    }
  }

  /**
   * Lets the models see exactly this.
   *
   * @param known how many observations there are, of which these may be a part
   * @param genes of each
   * @param values one array a quantity, with one value per genotype
   */
  void learn(int known, List<int[]> genes, double[][] values) {
    List<double[]> points = genes.stream().map(encoding::encode).toList();
    boolean anew = known >= growth * fitted;
    for (int i = 0; i < models.size(); i++) {
      if (anew) {
        models.get(i).fit(points, values[i], ITERATIONS);
      } else {
        models.get(i).condition(points, values[i]);
      }
    }
    fitted = anew ? known : fitted;
  }

  ObjectiveModel get(int quantity) {
    return models.get(quantity);
  }

  /** Returns what is expected of each quantity at a genotype. */
  Models.Expectation expect(int[] genes) {
    double[] point = encoding.encode(genes);
    double[] means = new double[models.size()];
    double[] deviations = new double[models.size()];
    for (int i = 0; i < means.length; i++) {
      var prediction = models.get(i).predict(point);
      means[i] = prediction.mean();
      deviations[i] = prediction.deviation();
    }
    return new Models.Expectation(means, deviations, 0);
  }
}
