package io.github.hwgptbench.benchmarks;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunRecorder;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The analysis of a suite of 1,000 runs of 2,000 evaluations in L, all cores, on a heap of 1 GB: 10
 * problems, 5 algorithms, 20 seeds, from the opening of its folder on. Values are made up: ever
 * nearer to a sphere, so that fronts grow large.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class AnalysisBenchmark {

  private static final int PROBLEMS = 10;
  private static final int ALGORITHMS = 5;
  private static final int SEEDS = 20;
  private static final int EVALUATIONS = 2000;
  private static final double SLOWNESS = 600;

  @Param({"2", "3"})
  int objectives;

  private Path parent;
  private Path suite;

  @Setup(Level.Trial)
  public void write() throws IOException {
    parent = Files.createTempDirectory("analysis");
    List<RunSettings> problems =
        IntStream.range(0, PROBLEMS).mapToObj(this::problem).toList();
    Map<String, Map<String, String>> algorithms = new LinkedHashMap<>();
    for (int i = 0; i < ALGORITHMS; i++) {
      algorithms.put("algorithm-" + i, Map.of());
    }
    List<Long> seeds = LongStream.rangeClosed(1, SEEDS).boxed().toList();
    SplittableRandom random = new SplittableRandom(1);
    try (SuiteFolder folder =
        SuiteFolder.fresh(parent, "suite", new SuitePlan(problems, algorithms, seeds))) {
      suite = folder.path();
      for (RunSettings problem : problems) {
        for (String algorithm : algorithms.keySet()) {
          for (long seed : seeds) {
            write(folder, problem, algorithm, seed, random);
          }
        }
      }
    }
  }

  private RunSettings problem(int number) {
    List<Objective> all = Stream.of("perplexity", "energy@a100", "latency@a100")
        .limit(objectives)
        .map(Objective::parse)
        .toList();
    Map<Objective, Bounds.Range> ranges = new LinkedHashMap<>();
    all.forEach(objective -> ranges.put(objective, new Bounds.Range(0, 1)));
    return new RunSettings(
        "suite",
        new ProblemSpec(
            Text.format("HWGPT-L(%s,%d)", all.get(1), number),
            SearchSpace.l(),
            all,
            List.of(),
            false),
        new HypervolumeProtocol(
            "default-1",
            new Bounds("default-1", "l", "made up", ranges),
            Collections.nCopies(all.size(), 1.1)),
        EVALUATIONS,
        new Provenance("1.0", "none", "none", "none", "none"));
  }

  private void write(
      SuiteFolder folder, RunSettings problem, String algorithm, long seed, SplittableRandom random)
      throws IOException {
    Instant began = Instant.EPOCH;
    try (RunRecorder recorder = folder.begin(problem, algorithm, seed)) {
      double[] values = new double[objectives];
      for (int i = 0; i < EVALUATIONS; i++) {
        double squares = 0;
        for (int j = 0; j < objectives; j++) {
          values[j] = Math.abs(random.nextGaussian());
          squares += values[j] * values[j];
        }
        double radius = 0.4 + 0.6 * random.nextDouble() * Math.exp(-i / SLOWNESS);
        for (int j = 0; j < objectives; j++) {
          // Towards the corner where everything is best, from a sphere about the worst.
          values[j] = 1.1 - values[j] / Math.sqrt(squares) * (1.4 - radius);
        }
        recorder.write(problem.space().genotypes().sample(random), values, new double[0]);
      }
      recorder.finish();
      folder.add(
          problem,
          new RunOutcome(
              algorithm,
              seed,
              new RunOutcome.Found(EVALUATIONS, EVALUATIONS, 0, recorder.sha256()),
              RunOutcome.Timing.between(began, began.plusSeconds(1))));
    }
  }

  @Benchmark
  public SuiteAnalysis analyze() throws IOException, InterruptedException {
    return new SuiteAnalyzer(
            AnalysisSettings.usual(),
            Runtime.getRuntime().availableProcessors(),
            BestFrontLookup.NONE,
            BoundsLookup.SHIPPED)
        .analyze(List.of(SuiteArchive.open(suite)));
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    MoreFiles.deleteRecursively(parent, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
