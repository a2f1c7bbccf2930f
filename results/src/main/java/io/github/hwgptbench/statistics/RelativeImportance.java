package io.github.hwgptbench.statistics;

import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shares of the variance of a response that groups of regressors explain in a linear model
 * (Lindeman, Merenda and Gold 1980; LMG in Grömping 2006, Journal of Statistical Software 17(1)):
 * the increase of R² by a group, averaged over all orders in which the groups can enter the model.
 * These are the Shapley values of R², so none is negative and they add up to R² of all groups.
 *
 * @param shares one per group, each from 0 to 1 except for rounding
 * @param explained R² of all groups together
 * @since 0.2.0
 */
public record RelativeImportance(List<Double> shares, double explained) {

  /** With more groups, there are too many subsets of them. */
  private static final int MOST_GROUPS = 10;
  /** A regressor with less variance than this share of it beside others is linear in those. */
  private static final double COLLINEAR = 1e-9;

  /** Copies the shares. */
  public RelativeImportance {
    shares = List.copyOf(shares);
  }

  /**
   * Decomposes R².
   *
   * @param rows observations, two or more, each of one value per regressor
   * @param groups the indices of the regressors of each group, 1 to {@value #MOST_GROUPS} groups
   * @param responses one per result, each of one value per row
   * @return one per response; all 0 where the response does not vary
   * @throws IllegalArgumentException if there are fewer rows, the number of groups is out of range,
   *     or a response has a wrong number of values
   */
  public static List<RelativeImportance> of(
      double[][] rows, List<List<Integer>> groups, List<double[]> responses) {
    Checks.atLeast(2, rows.length, "observations");
    if (groups.isEmpty() || groups.size() > MOST_GROUPS) {
      throw new IllegalArgumentException(
          Text.format("Importance of %d groups; allowed: 1 to %d", groups.size(), MOST_GROUPS));
    }
    for (double[] response : responses) {
      if (response.length != rows.length) {
        throw new IllegalArgumentException(Text.format(
            "Response of %d values of %d observations; must be equal",
            response.length, rows.length));
      }
    }
    double[][] moments = moments(rows, responses);
    int subsets = 1 << groups.size();
    double[][] explained = new double[subsets][];
    for (int subset = 0; subset < subsets; subset++) {
      explained[subset] = explained(moments, rows[0].length, chosen(groups, subset));
    }
    List<RelativeImportance> all = new ArrayList<>();
    for (int i = 0; i < responses.size(); i++) {
      int response = i;
      all.add(new RelativeImportance(
          IntStream.range(0, groups.size())
              .mapToObj(group -> share(explained, response, group, groups.size()))
              .toList(),
          explained[subsets - 1][response]));
    }
    return all;
  }

  private static List<Integer> chosen(List<List<Integer>> groups, int subset) {
    return IntStream.range(0, groups.size())
        .filter(group -> (subset >> group & 1) == 1)
        .boxed()
        .flatMap(group -> groups.get(group).stream())
        .toList();
  }

  private static double share(double[][] explained, int response, int group, int groups) {
    double share = 0;
    for (int subset = 0; subset < explained.length; subset++) {
      if ((subset >> group & 1) == 0) {
        double raised = explained[subset | 1 << group][response] - explained[subset][response];
        share += raised * weight(Integer.bitCount(subset), groups);
      }
    }
    return share;
  }

  /**
   * Returns the share of all orders in which exactly one given set of groups comes before a group.
   *
   * @param before the number of groups in the set
   */
  private static double weight(int before, int groups) {
    double weight = 1.0 / groups;
    for (int i = 1; i <= before; i++) {
      weight *= i / (double) (groups - i);
    }
    return weight;
  }

  /** Returns the sums of products of all columns, regressors first, about their means. */
  private static double[][] moments(double[][] rows, List<double[]> responses) {
    int regressors = rows[0].length;
    int columns = regressors + responses.size();
    double[] means = new double[columns];
    double[] row = new double[columns];
    for (int i = 0; i < rows.length; i++) {
      fill(row, rows[i], responses, i);
      for (int column = 0; column < columns; column++) {
        means[column] += row[column] / rows.length;
      }
    }
    double[][] moments = new double[columns][columns];
    for (int i = 0; i < rows.length; i++) {
      fill(row, rows[i], responses, i);
      for (int column = 0; column < columns; column++) {
        row[column] -= means[column];
      }
      for (int column = 0; column < columns; column++) {
        double value = row[column];
        double[] sums = moments[column];
        for (int other = 0; other <= column; other++) {
          sums[other] += value * row[other];
        }
      }
    }
    return moments;
  }

  private static void fill(double[] row, double[] regressors, List<double[]> responses, int at) {
    System.arraycopy(regressors, 0, row, 0, regressors.length);
    for (int i = 0; i < responses.size(); i++) {
      row[regressors.length + i] = responses.get(i)[at];
    }
  }

  /** Returns R² of each response with some of the regressors, by Cholesky's decomposition. */
  private static double[] explained(double[][] moments, int regressors, List<Integer> chosen) {
    int[] columns = chosen.stream().mapToInt(Integer::intValue).sorted().toArray();
    double[][] lower = new double[moments.length][columns.length];
    double[] explained = new double[moments.length - regressors];
    for (int i = 0; i < columns.length; i++) {
      reduce(lower, i, i, moments[columns[i]], columns);
      double total = moments[columns[i]][columns[i]];
      double left = total;
      for (int k = 0; k < i; k++) {
        left -= lower[i][k] * lower[i][k];
      }
      // 0 takes it out of the model.
      lower[i][i] = left > COLLINEAR * total ? Math.sqrt(left) : 0;
    }
    for (int response = 0; response < explained.length; response++) {
      double[] sums = moments[regressors + response];
      double total = sums[regressors + response];
      int at = columns.length + response;
      reduce(lower, at, columns.length, sums, columns);
      for (int k = 0; k < columns.length && total > 0; k++) {
        explained[response] += lower[at][k] * lower[at][k] / total;
      }
    }
    return explained;
  }

  /** Fills in the first entries of a row of the decomposition, up to the given number. */
  private static void reduce(double[][] lower, int row, int count, double[] sums, int[] columns) {
    for (int j = 0; j < count; j++) {
      double rest = sums[columns[j]];
      for (int k = 0; k < j; k++) {
        rest -= lower[row][k] * lower[j][k];
      }
      lower[row][j] = lower[j][j] == 0 ? 0 : rest / lower[j][j];
    }
  }
}
