package io.github.hwgptbench.creation;

import com.google.common.base.Throwables;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.Calibration;
import io.github.hwgptbench.landscape.CalibrationFile;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.FolderLock;
import io.github.hwgptbench.space.ArchitectureLayout;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.KendallTau;
import io.github.hwgptbench.surrogate.FeatureMap;
import io.github.hwgptbench.surrogate.NoiseModel;
import io.github.hwgptbench.surrogate.RampNetwork;
import io.github.hwgptbench.surrogate.Surrogate;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.table.ArchitectureTable;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fits surrogates to a folder of measurements ({@link MeasuredData}): one for each latency, energy
 * and memory that it has, and for perplexity and accuracy. Perplexity is learnt from
 * {@code perplexity@published} where that is there, because it is there for all architectures, and
 * from measurements taken elsewhere.
 *
 * <p>The same measurements and seed give the same bytes, whatever the number of threads.
 */
public final class SurrogateFit {

  /** The name of the report among the written files. */
  public static final String REPORT = "fit-report.md";

  private static final String TOOL_VERSION = "1";
  private static final int REPORT_FOLDS = 10;
  /** The fold that reports on quality are about. */
  private static final int HELD_OUT = 0;

  /** Squares of measurements, and of their inverses, are numbers too. */
  private static final double SMALLEST = 1e-100;

  private static final double LARGEST = 1e100;

  private final Path data;
  private final List<SearchSpace> spaces;
  private final Path out;
  private final long seed;
  private final int threads;

  /**
   * Makes a fit.
   *
   * @param data the folder of the measurements, with one folder per space
   * @param spaces which spaces to fit
   * @param out the folder to write to
   * @param seed of all random choices
   * @param threads how many to use, at least one
   */
  public SurrogateFit(Path data, List<SearchSpace> spaces, Path out, long seed, int threads) {
    this.data = data;
    this.spaces = List.copyOf(spaces);
    this.out = out;
    this.seed = seed;
    this.threads = threads;
  }

  private interface Outcome {
    Surrogate surrogate();
  }

  private record HardwareOutcome(
      Surrogate surrogate, TaskReport report, @Nullable Calibration calibration, int unmeasured)
      implements Outcome {}

  private record QualityOutcome(Surrogate surrogate, QualityReport report) implements Outcome {}

  private record Task(String name, SearchSpace space, Callable<List<Outcome>> work) {}

  /**
   * Fits, and writes the ONNX files, the catalogue of each space, the report, and how well what the
   * surrogates say of measurements holds ({@link CalibrationFile}).
   *
   * @param progress is told of each metric done
   * @return the objectives of devices that were not measured on all architectures, each with the
   *     number of architectures that its fit leaves out
   * @throws IOException if a table can't be read or is not as it should be, or the output can't be
   *     written
   * @throws IllegalArgumentException if there is not enough to fit
   */
  public Map<String, Integer> run(FitProgress progress) throws IOException {
    Files.createDirectories(out);
    List<Task> tasks = new ArrayList<>();
    for (SearchSpace space : spaces) {
      if (Files.exists(out.resolve(space.name()).resolve(SurrogateCatalogue.INDEX))) {
        // What can't be added to is better known before the fit than after it.
        SurrogateCatalogue.in(out, space);
      }
      addTasks(tasks, space);
    }
    List<List<Outcome>> outcomes = outcomes(tasks, progress);
    List<TaskReport> hardware = new ArrayList<>();
    List<QualityReport> quality = new ArrayList<>();
    List<Calibration> calibrations = new ArrayList<>();
    Map<String, Integer> unmeasured = new LinkedHashMap<>();
    for (SearchSpace space : spaces) {
      List<Surrogate> surrogates = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        if (tasks.get(i).space.equals(space)) {
          for (Outcome outcome : outcomes.get(i)) {
            surrogates.add(outcome.surrogate());
            if (outcome instanceof HardwareOutcome task) {
              hardware.add(task.report);
              if (task.calibration != null) {
                calibrations.add(task.calibration);
              }
              if (task.unmeasured > 0) {
                unmeasured.put(tasks.get(i).name, task.unmeasured);
              }
            } else if (outcome instanceof QualityOutcome task) {
              quality.add(task.report);
            }
          }
        }
      }
      CatalogueWriter.write(out, space, surrogates, new BoundsSearch(space).run(surrogates));
    }
    Files.write(
        out.resolve(REPORT),
        new FitReport(seed, hardware, quality).markdown().getBytes(StandardCharsets.UTF_8));
    CalibrationFile.write(calibrations, out.resolve(CalibrationFile.NAME));
    return unmeasured;
  }

  private void addTasks(List<Task> tasks, SearchSpace space) throws IOException {
    MeasuredData measured = MeasuredData.open(data, space);
    Map<String, String> provenance = Map.of(
        "data.sha256",
        sha256(measured.folder()),
        "seed",
        Long.toString(seed),
        "tool",
        TOOL_VERSION,
        "source",
        "measurements of HW-GPT-Bench (arXiv 2405.10299), or in the same layout");
    FeatureMap features = new FeatureMap(space);
    Rows rows = new Rows(measured.architectures(), features);
    List<Objective> objectives = measured.objectives();
    if (objectives.stream().noneMatch(SurrogateFit::fitted)) {
      throw new IllegalArgumentException(Text.format(
              "%s: nothing to fit; expected latency_ms/<device>, energy_mwh/<device>, memory_mb or ",
              measured.folder())
          + "quality, as .csv or .csv.gz");
    }
    // The longest first, so that no thread is left with it at the end.
    if (objectives.stream().anyMatch(o -> o.metric().equals(Metric.PERPLEXITY))) {
      tasks.add(new Task(
          space.name() + " perplexity, accuracy",
          space,
          () -> quality(measured, rows, space, provenance)));
    }
    for (Objective objective : objectives) {
      if (objective.metric().onDevice()) {
        tasks.add(new Task(
            space.name() + " " + objective,
            space,
            () -> List.of(hardware(measured, rows, space, objective, features, provenance))));
      }
    }
  }

  private static boolean fitted(Objective objective) {
    return objective.metric().onDevice() || objective.metric().equals(Metric.PERPLEXITY);
  }

  private List<List<Outcome>> outcomes(List<Task> tasks, FitProgress progress) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      int[] done = {0};
      List<Future<List<Outcome>>> futures = new ArrayList<>();
      for (Task task : tasks) {
        futures.add(executor.submit(() -> {
          List<Outcome> outcome = task.work.call();
          synchronized (done) {
            progress.done(task.name, ++done[0], tasks.size());
          }
          return outcome;
        }));
      }
      List<List<Outcome>> outcomes = new ArrayList<>();
      for (Future<List<Outcome>> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfInstanceOf(cause, RuntimeException.class);
      throw new IllegalStateException(cause);
    } finally {
      executor.shutdownNow();
    }
  }

  /** The architectures of a table as genotypes and as features. */
  private static final class Rows {

    private final int[][] genes;
    private final double[][] load;
    private final int[] embeds;
    private final int[] blocks;

    Rows(ArchitectureTable table, FeatureMap features) {
      int size = table.size();
      genes = new int[size][];
      load = new double[size][features.loadSize()];
      embeds = new int[size];
      blocks = new int[size];
      for (int row = 0; row < size; row++) {
        genes[row] = table.genes(row);
        features.fill(genes[row], load[row], 0, features.loadSize());
        embeds[row] = genes[row][ArchitectureLayout.EMBED_DIM];
        blocks[row] = table.block(row);
      }
    }
  }

  private Outcome hardware(
      MeasuredData measured,
      Rows rows,
      SearchSpace space,
      Objective objective,
      FeatureMap features,
      Map<String, String> provenance)
      throws IOException {
    double[][] all = measured.readings(objective);
    int[] known = IntStream.range(0, all.length)
        .filter(row -> Arrays.stream(all[row]).noneMatch(Double::isNaN))
        .toArray();
    double[][] readings = Arrays.stream(known).mapToObj(row -> all[row]).toArray(double[][]::new);
    double[] medians = new double[known.length];
    for (int i = 0; i < medians.length; i++) {
      for (double reading : readings[i]) {
        if (!(reading >= SMALLEST && reading <= LARGEST)) {
          throw new IllegalArgumentException(Text.format(
              "%s of space '%s', arch_id %d: a measurement of %s; allowed: above 0 (%s to %s)",
              objective,
              space.name(),
              measured.architectures().id(known[i]),
              reading,
              SMALLEST,
              LARGEST));
        }
      }
      medians[i] = Quantiles.median(readings[i]);
    }
    checkDiffer(space, objective, medians);
    boolean drifts = !objective.metric().equals(Metric.MEMORY);
    double[][] load = Arrays.stream(known).mapToObj(row -> rows.load[row]).toArray(double[][]::new);
    int exponent = exponent(space, objective, load, medians);
    HardwareData task = new HardwareData(
        load,
        Arrays.stream(known).map(row -> rows.embeds[row]).toArray(),
        Arrays.stream(known).map(row -> rows.blocks[row]).toArray(),
        scaled(medians, -exponent),
        drifts);
    HardwareTask.Outcome outcome = new HardwareTask(
            space,
            objective,
            features,
            task,
            Arrays.stream(readings).map(row -> scaled(row, -exponent)).toArray(double[][]::new),
            exponent,
            seed(space, objective),
            provenance)
        .run();
    return new HardwareOutcome(
        outcome.surrogate(), outcome.report(), outcome.calibration(), all.length - known.length);
  }

  /**
   * Returns the exponent of the power of two that measurements are about, so that a fit does not
   * depend on their unit. It is relative to the surrogate that ships, if there is one: so the
   * published measurements are fitted in their own unit, as those surrogates were, and give the
   * same bits.
   */
  private static int exponent(
      SearchSpace space, Objective objective, double[][] load, double[] medians) {
    SurrogateCatalogue shipped = SurrogateCatalogue.shipped(space);
    double[] ratios = medians.clone();
    if (shipped.objectives().contains(objective)) {
      RampNetwork network = shipped.load(objective).network();
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] /= network.value(load[i]);
      }
    }
    return Math.getExponent(Quantiles.median(ratios) * Math.sqrt(2));
  }

  private static double[] scaled(double[] values, int exponent) {
    return Arrays.stream(values).map(value -> Math.scalb(value, exponent)).toArray();
  }

  private static void checkDiffer(SearchSpace space, Objective objective, double[] values) {
    if (Arrays.stream(values).distinct().limit(2).count() < 2) {
      throw new IllegalArgumentException(Text.format(
          "%s of space '%s': %s; a surrogate needs architectures that differ in it",
          objective,
          space.name(),
          values.length == 0 ? "no value" : values[0] + " for all " + values.length));
    }
  }

  private List<Outcome> quality(
      MeasuredData measured, Rows rows, SearchSpace space, Map<String, String> provenance)
      throws IOException {
    Objective perplexity = Objective.of(Metric.PERPLEXITY);
    Objective accuracy = Objective.of(Metric.ACCURACY);
    Objective published = Objective.of(Metric.PERPLEXITY).from("published");
    Objective source = measured.objectives().contains(published) ? published : perplexity;
    QualityFit fit = new QualityFit(space);
    double[] targets = column(measured.readings(source));
    int[] known = known(targets);
    checkDiffer(space, perplexity, pick(targets, known));
    double[] truth = source.equals(published) && measured.objectives().contains(perplexity)
        ? column(measured.readings(perplexity))
        : null;
    List<Outcome> outcomes = new ArrayList<>();

    List<QualityModel> models =
        fit.fit(pick(rows.genes, known), pick(targets, known), seed(space, perplexity));
    outcomes.add(new QualityOutcome(
        surrogate(space, perplexity, models, provenance),
        heldOut(space, perplexity, source.toString(), rows, targets, null, truth)));
    if (measured.objectives().contains(accuracy)) {
      double[] accuracies = column(measured.readings(accuracy));
      int[] measuredRows = known(accuracies);
      checkDiffer(space, accuracy, pick(accuracies, measuredRows));
      List<QualityModel> beside = fit.fitBeside(
          models,
          pick(rows.genes, measuredRows),
          pick(accuracies, measuredRows),
          seed(space, accuracy));
      outcomes.add(new QualityOutcome(
          surrogate(space, accuracy, beside, provenance),
          heldOut(space, accuracy, "accuracy", rows, targets, accuracies, null)));
    }
    return outcomes;
  }

  private Surrogate surrogate(
      SearchSpace space,
      Objective objective,
      List<QualityModel> models,
      Map<String, String> provenance) {
    FeatureMap features = new FeatureMap(space);
    return new Surrogate(
        space.name(),
        objective,
        QualityModel.network(features, models),
        NoiseModel.none(features.embedChoices()),
        provenance);
  }

  /** Fits again without a tenth of the architectures, and says how well they are predicted. */
  private QualityReport heldOut(
      SearchSpace space,
      Objective objective,
      String target,
      Rows rows,
      double[] perplexities,
      double @Nullable [] accuracies,
      double @Nullable [] truth) {
    long foldSeed = seed(space, objective) + 1;
    int[] folds = Folds.of(rows.genes.length, REPORT_FOLDS, new SplittableRandom(foldSeed));
    double[] targets = accuracies == null ? perplexities : accuracies;
    int[] known = known(targets);
    int[] seen = Arrays.stream(known).filter(i -> folds[i] != HELD_OUT).toArray();
    int[] unseen = Arrays.stream(known).filter(i -> folds[i] == HELD_OUT).toArray();
    QualityFit fit = new QualityFit(space);
    List<QualityModel> additive = fit.additive(pick(rows.genes, seen), pick(targets, seen));
    List<QualityModel> models;
    if (accuracies == null) {
      models = fit.fit(pick(rows.genes, seen), pick(targets, seen), foldSeed);
    } else {
      int[] others = IntStream.range(0, folds.length)
          .filter(i -> folds[i] != HELD_OUT && !Double.isNaN(perplexities[i]))
          .toArray();
      models = fit.fitBeside(
          fit.fit(pick(rows.genes, others), pick(perplexities, others), foldSeed),
          pick(rows.genes, seen),
          pick(targets, seen),
          foldSeed);
    }
    return new QualityReport(
        space.name(),
        objective.toString(),
        target,
        known.length,
        meanError(fit, additive, rows, targets, unseen),
        meanError(fit, models, rows, targets, unseen),
        taus(fit, models, rows, targets, unseen),
        QualityModel.network(new FeatureMap(space), models).ramps(),
        truth == null
            ? null
            : truthReport(space, objective, fit, models, rows, targets, truth, unseen));
  }

  private static TruthReport truthReport(
      SearchSpace space,
      Objective objective,
      QualityFit fit,
      List<QualityModel> models,
      Rows rows,
      double[] source,
      double[] truth,
      int[] unseen) {
    int embeds = models.size();
    int[] known = Arrays.stream(unseen).filter(i -> !Double.isNaN(truth[i])).toArray();
    double[] predictions = Arrays.stream(known)
        .mapToDouble(i -> models.get(rows.embeds[i]).predict(fit.features(rows.genes[i])))
        .toArray();
    double[] sources = pick(source, known);
    double[] truths = pick(truth, known);
    double[] sourceErrors = new double[embeds];
    double[] sourceTaus = new double[embeds];
    double[] errors = new double[embeds];
    double[] taus = new double[embeds];
    for (int embed = 0; embed < embeds; embed++) {
      int choice = embed;
      int[] own = IntStream.range(0, known.length)
          .filter(i -> rows.embeds[known[i]] == choice)
          .toArray();
      sourceErrors[embed] = errorWithoutOffset(pick(sources, own), pick(truths, own));
      sourceTaus[embed] = KendallTau.of(pick(sources, own), pick(truths, own)).tauA();
      errors[embed] = errorWithoutOffset(pick(predictions, own), pick(truths, own));
      taus[embed] = KendallTau.of(pick(predictions, own), pick(truths, own)).tauA();
    }
    return new TruthReport(
        space.name(), objective.toString(), known.length, sourceErrors, sourceTaus, errors, taus);
  }

  private static double errorWithoutOffset(double[] predictions, double[] truths) {
    double[] differences = IntStream.range(0, truths.length)
        .mapToDouble(i -> predictions[i] - truths[i])
        .toArray();
    double offset = Quantiles.median(differences);
    return Arrays.stream(differences).map(d -> Math.abs(d - offset)).average().orElse(Double.NaN);
  }

  private static double meanError(
      QualityFit fit, List<QualityModel> models, Rows rows, double[] targets, int[] unseen) {
    double sum = 0;
    for (int i : unseen) {
      sum += Math.abs(targets[i] - models.get(rows.embeds[i]).predict(fit.features(rows.genes[i])));
    }
    return sum / unseen.length;
  }

  private static double[] taus(
      QualityFit fit, List<QualityModel> models, Rows rows, double[] targets, int[] unseen) {
    double[] taus = new double[models.size()];
    for (int embed = 0; embed < taus.length; embed++) {
      int choice = embed;
      int[] own = Arrays.stream(unseen).filter(i -> rows.embeds[i] == choice).toArray();
      double[] predictions = Arrays.stream(own)
          .mapToDouble(i -> models.get(choice).predict(fit.features(rows.genes[i])))
          .toArray();
      taus[embed] = KendallTau.of(pick(targets, own), predictions).tauA();
    }
    return taus;
  }

  private static double[] column(double[][] readings) {
    return Arrays.stream(readings).mapToDouble(row -> row[0]).toArray();
  }

  private static int[] known(double[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> !Double.isNaN(values[i]))
        .toArray();
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  private static int[][] pick(int[][] values, int[] rows) {
    return Arrays.stream(rows).mapToObj(i -> values[i]).toArray(int[][]::new);
  }

  /** A seed for one metric, the same whatever else is fitted. */
  private long seed(SearchSpace space, Objective objective) {
    return seed * 31 + (space.name() + "/" + objective).hashCode();
  }

  private static String sha256(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      Hasher hash = Hashing.sha256().newHasher();
      for (Path file : walk.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(FolderLock.NAME))
          .sorted()
          .toList()) {
        hash.putString(
            folder.relativize(file).toString().replace('\\', '/'), StandardCharsets.UTF_8);
        hash.putBytes(Files.readAllBytes(file));
      }
      return hash.hash().toString();
    }
  }
}
