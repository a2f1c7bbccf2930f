package io.github.hwgptbench.landscape;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.statistics.KendallTau;
import io.github.hwgptbench.statistics.Spearman;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Rank correlations of all pairs of objectives over architectures.
 *
 * @param objectives in the order of rows and columns
 * @param kendall Kendall's tau-b, one row per objective
 * @param spearman Spearman's rho, one row per objective
 */
public record CorrelationMatrix(
    List<Objective> objectives, List<List<Double>> kendall, List<List<Double>> spearman) {

  /** A coefficient of rank correlation. */
  public enum Coefficient {
    /** {@link KendallTau#tauB}. */
    KENDALL("Kendall's tau-b"),
    /** {@link Spearman}. */
    SPEARMAN("Spearman's rho");

    private final String label;

    Coefficient(String label) {
      this.label = label;
    }

    /** Returns its name for a reader. */
    public String label() {
      return label;
    }
  }

  /** Copies the lists. */
  public CorrelationMatrix {
    objectives = List.copyOf(objectives);
    kendall = kendall.stream().map(List::copyOf).toList();
    spearman = spearman.stream().map(List::copyOf).toList();
  }

  /**
   * Compares all objectives of a sample.
   *
   * @param progress called after each objective, by any thread
   */
  public static CorrelationMatrix of(ArchitectureSample sample, Runnable progress) {
    List<double[]> values = sample.objectives().stream().map(sample::values).toList();
    List<Spearman> ranks = values.stream().map(Spearman::new).toList();
    int count = values.size();
    double[][] kendall = new double[count][count];
    double[][] spearman = new double[count][count];
    IntStream.range(0, count).parallel().forEach(row -> {
      KendallTau.Against against = new KendallTau.Against(values.get(row));
      for (int column = row; column < count; column++) {
        kendall[row][column] = against.compare(values.get(column)).tauB();
        spearman[row][column] = ranks.get(row).rho(ranks.get(column));
      }
      progress.run();
    });
    return new CorrelationMatrix(sample.objectives(), bothHalves(kendall), bothHalves(spearman));
  }

  private static List<List<Double>> bothHalves(double[][] upper) {
    List<List<Double>> rows = new ArrayList<>();
    for (int row = 0; row < upper.length; row++) {
      List<Double> cells = new ArrayList<>();
      for (int column = 0; column < upper.length; column++) {
        cells.add(upper[Math.min(row, column)][Math.max(row, column)]);
      }
      rows.add(cells);
    }
    return rows;
  }

  /**
   * Returns the mean of matrices of the same objectives, cell by cell.
   *
   * @param matrices at least one
   * @throws IllegalArgumentException if there is none, or their objectives differ
   */
  public static CorrelationMatrix mean(List<CorrelationMatrix> matrices) {
    if (matrices.stream().map(CorrelationMatrix::objectives).distinct().count() != 1) {
      throw new IllegalArgumentException(Text.format(
          "Mean of %d matrices; allowed: 1 or more, of the same objectives", matrices.size()));
    }
    List<Objective> objectives = matrices.get(0).objectives;
    List<List<Double>> kendall = new ArrayList<>();
    List<List<Double>> spearman = new ArrayList<>();
    for (int row = 0; row < objectives.size(); row++) {
      List<Double> taus = new ArrayList<>();
      List<Double> rhos = new ArrayList<>();
      for (int column = 0; column < objectives.size(); column++) {
        int i = row;
        int j = column;
        taus.add(mean(matrices, matrix -> matrix.kendall.get(i).get(j)));
        rhos.add(mean(matrices, matrix -> matrix.spearman.get(i).get(j)));
      }
      kendall.add(taus);
      spearman.add(rhos);
    }
    return new CorrelationMatrix(objectives, kendall, spearman);
  }

  private static double mean(
      List<CorrelationMatrix> matrices, ToDoubleFunction<CorrelationMatrix> cell) {
    double sum = 0;
    for (CorrelationMatrix matrix : matrices) {
      sum += cell.applyAsDouble(matrix);
    }
    return sum / matrices.size();
  }

  /**
   * Returns the correlation of two objectives, -1 to 1.
   *
   * @throws IllegalArgumentException if one of them is not in this matrix
   */
  public double of(Coefficient coefficient, Objective first, Objective second) {
    List<List<Double>> rows = switch (coefficient) {
      case KENDALL -> kendall;
      case SPEARMAN -> spearman;
    };
    return rows.get(index(first)).get(index(second));
  }

  private int index(Objective objective) {
    int index = objectives.indexOf(objective);
    if (index < 0) {
      throw new IllegalArgumentException(
          Text.format("Objective '%s': not in this matrix; allowed: %s", objective, objectives));
    }
    return index;
  }
}
