package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.gp.GaussianProcess;
import io.github.hwgptbench.gp.Hyperparameter;
import io.github.hwgptbench.gp.Kernel;
import io.github.hwgptbench.gp.MarginalLikelihood;
import io.github.hwgptbench.gp.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process of one objective, in the units of the objective. It sees values less their
 * mean and over their standard deviation, as they were when the hyperparameters were fitted last.
 * Related values of other problems are standardised by themselves.
 *
 * <p>The variance of the noise is estimated with the other hyperparameters.
 */
final class ObjectiveModel {

  /** Prior of the variance of the noise of values that hardly have any. */
  static final Hyperparameter NOISE = new Hyperparameter("noise variance", StrictMath.log(1e-4), 2);

  private static final double LEAST_LOG_NOISE = StrictMath.log(1e-7);

  /**
   * Where the first fit of a model with sources looks for the noise. From little noise it would not
   * find much of it: many observations that came at once are then explained by a rugged function.
   */
  private static final double FIRST_LOG_NOISE_WITH_SOURCES = StrictMath.log(0.1);

  private static final double LEAST_LOST = 1e-6;
  private static final double MOST_LOST = 1 - 1e-6;

  private final Kernel kernel;
  private final Hyperparameter noise;
  private final List<Source> sources;
  private final List<double[]> sourcePoints = new ArrayList<>();
  /** Values of the sources, in units of the process, as they were at the last fit. */
  private double[] sourceValues = new double[0];

  private final List<double[]> seenPoints = new ArrayList<>();
  private final List<Double> seenValues = new ArrayList<>();
  /** Variance of the noise of each value beyond that of all, in units of the process. */
  private final List<Double> seenVariances = new ArrayList<>();

  /**
   * Logarithms of the hyperparameters, the last of which is the noise; null before the first fit.
   */
  private double @Nullable [] logs;

  private double noiseVariance;
  private ValueScale scale = ValueScale.UNIT;
  private @Nullable GaussianProcess process;

  /**
   * Values that were observed on another problem.
   *
   * @param points where they were observed
   * @param values one per point, all finite
   * @param related whether they have a scale of their own; otherwise they are values of the
   *     objective
   */
  record Source(List<double[]> points, double[] values, boolean related) {}

  /** Makes a model of values that hardly have noise. */
  ObjectiveModel(Kernel kernel) {
    this(kernel, NOISE);
  }

  /**
   * Makes a model.
   *
   * @param noise prior of the variance of the noise, as a share of the variance of the values
   */
  ObjectiveModel(Kernel kernel, Hyperparameter noise) {
    this(kernel, noise, List.of());
  }

  /**
   * Makes a model that also learns from other problems.
   *
   * @param noise prior of the variance of the noise, as a share of the variance of the values
   * @param sources what was observed on these
   */
  ObjectiveModel(Kernel kernel, Hyperparameter noise, List<Source> sources) {
    this.kernel = kernel;
    this.noise = noise;
    this.sources = List.copyOf(sources);
    sources.forEach(source -> sourcePoints.addAll(source.points));
  }

  /**
   * Fits the hyperparameters anew, beginning with the last ones, and begins with these
   * observations.
   *
   * @param iterations how many steps of the fit at most
   */
  void fit(List<double[]> points, double[] values, int iterations) {
    scale = ValueScale.of(DoubleStream.concat(
            Arrays.stream(values),
            sources.stream()
                .filter(source -> !source.related)
                .flatMapToDouble(source -> Arrays.stream(source.values)))
        .toArray());
    sourceValues = sources.stream().flatMapToDouble(this::scaled).toArray();
    MarginalLikelihood likelihood = new MarginalLikelihood(
        kernel,
        noise,
        Stream.concat(sourcePoints.stream(), points.stream()).toArray(double[][]::new),
        DoubleStream.concat(Arrays.stream(sourceValues), Arrays.stream(values).map(scale::scaled))
            .toArray(),
        0);
    double[] start = logs == null ? likelihood.priorMedians() : logs;
    if (logs == null && !sources.isEmpty()) {
      start[start.length - 1] = FIRST_LOG_NOISE_WITH_SOURCES;
    }
    logs = likelihood.maximize(start, iterations);
    begin(points, values);
  }

  /** The values of a source, those that are related on a scale of their own. */
  private DoubleStream scaled(Source source) {
    ValueScale own = source.related ? ValueScale.of(source.values) : scale;
    return Arrays.stream(source.values).map(own::scaled);
  }

  /**
   * Lets the model have seen exactly these observations, with the hyperparameters of the last fit.
   * Where they begin with all that it has seen, only the others are added.
   */
  void condition(List<double[]> points, double[] values) {
    if (!continues(points, values)) {
      begin(points, values);
      return;
    }
    for (int i = seenPoints.size(); i < values.length; i++) {
      add(points.get(i), values[i]);
    }
  }

  private boolean continues(List<double[]> points, double[] values) {
    if (values.length < seenPoints.size()) {
      return false;
    }
    for (int i = 0; i < seenPoints.size(); i++) {
      if (seenValues.get(i) != values[i]
          || seenVariances.get(i) > 0
          || !Arrays.equals(seenPoints.get(i), points.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void begin(List<double[]> points, double[] values) {
    seenPoints.clear();
    seenValues.clear();
    seenVariances.clear();
    seenPoints.addAll(points);
    for (double value : values) {
      seenValues.add(value);
      seenVariances.add(0.0);
    }
    double[] fitted = logs();
    noiseVariance = StrictMath.exp(Math.max(fitted[fitted.length - 1], LEAST_LOG_NOISE));
    rebuild();
  }

  /** With more noise where the covariances are singular, as for points that come twice. */
  private void rebuild() {
    double[] fitted = logs();
    while (true) {
      try {
        GaussianProcess rebuilt = new GaussianProcess(
            kernel.with(Arrays.copyOf(fitted, fitted.length - 1)), noiseVariance, 0);
        for (int i = 0; i < sourceValues.length; i++) {
          rebuilt.add(sourcePoints.get(i), sourceValues[i]);
        }
        for (int i = 0; i < seenPoints.size(); i++) {
          rebuilt.add(
              seenPoints.get(i),
              scale.scaled(seenValues.get(i)),
              noiseVariance + seenVariances.get(i));
        }
        process = rebuilt;
        return;
      } catch (ArithmeticException e) {
        noiseVariance *= 10;
        if (!Double.isFinite(noiseVariance)) {
          throw e;
        }
      }
    }
  }

  private double[] logs() {
    return Objects.requireNonNull(logs, "not fitted");
  }

  private GaussianProcess process() {
    return Objects.requireNonNull(process, "not fitted");
  }

  /** Returns the standard deviation of the values at the last fit; 1 if they were equal. */
  double scale() {
    return scale.deviation();
  }

  /** Returns the standard deviation of the noise of an observation. */
  double noiseDeviation() {
    return scale.deviation() * Math.sqrt(noiseVariance);
  }

  void add(double[] point, double value) {
    add(point, value, 0);
  }

  /**
   * Adds a censored observation, of which nothing is known but that it is not above a bound. It
   * counts as the value with normal noise that would change the prediction at the point to the
   * moments that the truncated prediction has: one step of expectation propagation (Minka 2001), in
   * which earlier observations are not looked at again. Where the prediction is far below the
   * bound, that is no change, and nothing is added.
   */
  void addAtMost(double[] point, double bound) {
    GaussianProcess.Prediction prediction = process().predict(point);
    double deviation = prediction.deviation();
    double room = (scale.scaled(bound) - prediction.mean()) / deviation;
    double ratio = StandardNormal.inverseMillsRatio(room);
    // The truncated prediction has this part less variance, and a mean lower by ratio deviations.
    double lost = Math.min(ratio * (room + ratio), MOST_LOST);
    if (deviation > 0 && lost > LEAST_LOST) {
      double value = prediction.mean() - deviation * ratio / lost;
      add(point, scale.restored(value), deviation * deviation * (1 - lost) / lost);
    }
  }

  private void add(double[] point, double value, double variance) {
    seenPoints.add(point);
    seenValues.add(value);
    seenVariances.add(variance);
    try {
      process().add(point, scale.scaled(value), noiseVariance + variance);
    } catch (ArithmeticException e) {
      noiseVariance *= 10;
      rebuild();
    }
  }

  /** Takes back the last observation. */
  void removeLast() {
    process().removeLast();
    seenPoints.remove(seenPoints.size() - 1);
    seenValues.remove(seenValues.size() - 1);
    seenVariances.remove(seenVariances.size() - 1);
  }

  /** Returns the expected values at all observed points, in the order of adding. */
  double[] fitted() {
    return Arrays.stream(process().fitted())
        .skip(sourceValues.length)
        .map(scale::restored)
        .toArray();
  }

  GaussianProcess.Slopes slopes(double[] point) {
    GaussianProcess.Slopes slopes = process().slopes(point);
    return new GaussianProcess.Slopes(
        Arrays.stream(slopes.mean()).map(it -> scale.deviation() * it).toArray(),
        Arrays.stream(slopes.variance())
            .map(it -> scale.deviation() * scale.deviation() * it)
            .toArray());
  }

  /** Returns the standard deviation of the change of the mean by an observation. */
  double change(double[] point, double[] observed) {
    return scale.deviation() * process().change(point, observed);
  }

  double mean(double[] point) {
    return scale.restored(process().mean(point));
  }

  GaussianProcess.Prediction predict(double[] point) {
    return scale.restored(process().predict(point));
  }

  /** Returns what is expected at each point. */
  List<GaussianProcess.Prediction> predict(List<double[]> points) {
    return process().predict(points).stream().map(scale::restored).toList();
  }
}
