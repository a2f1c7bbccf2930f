package io.github.hwgptbench.benchmarks;

import com.google.common.base.Ascii;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.analysis.BoundsLookup;
import io.github.hwgptbench.analysis.SuiteAnalyzer;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunRecorder;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuiteMerge;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Measures a record of a million runs: 100 problems, 10 algorithms, 1,000 seeds. Each run has 20
 * evaluations of random architectures with the values of the surrogates, and its hypervolume.
 *
 * <pre>
 * MillionRuns write FOLDER [SEEDS]    writes it, which takes about 5 GB
 * MillionRuns read FOLDER             opens it, and reads some runs and one problem of it
 * MillionRuns resume FOLDER           opens it to go on, with every run read and nothing left to do
 * MillionRuns merge FOLDER OUT        reads every run and writes it to a new folder
 * MillionRuns compare FOLDER          writes 2,000 runs to each layout, three times, in new folders there
 * </pre>
 */
public final class MillionRuns {

  private static final int PROBLEMS = 100;
  private static final int ALGORITHMS = 10;
  private static final int SEEDS = 1000;
  private static final int EVALUATIONS = 20;
  private static final int POOL = 1000;
  private static final int READ = 1000;
  private static final int COMPARED_SEEDS = 2;

  /** Architectures of a problem, with their values. */
  private record Pool(RunSettings problem, int[][] genes, double[][] values) {}

  private MillionRuns() {}

  /**
   * Measures.
   *
   * @param args what to do, and the folder
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "write" -> write(folder, args.length > 2 ? Integer.parseInt(args[2]) : SEEDS);
      case "read" -> read(folder);
      case "resume" -> resume(folder);
      case "merge" -> merge(folder, Path.of(args[2]));
      case "compare" -> compare(folder);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void write(Path folder, int seeds) throws IOException {
    List<Pool> pools = pools();
    long began = System.nanoTime();
    try (SuiteFolder suite = SuiteFolder.empty(folder, plan(pools, seeds))) {
      int runs = write(suite, pools, seeds);
      print("%d runs written: %.0f microseconds a run", runs, micros(began) / runs);
    }
  }

  /** The earlier layout is gone on with where suite.json says so. */
  private static void compare(Path folder) throws IOException {
    List<Pool> pools = pools();
    SuitePlan plan = plan(pools, COMPARED_SEEDS);
    for (int repetition = 0; repetition < 3; repetition++) {
      for (boolean earlier : new boolean[] {true, false}) {
        Path path = folder.resolve(Text.format("compared-%d-%s", repetition, earlier));
        SuiteFolder.empty(path, plan).close();
        if (earlier) {
          Path index = path.resolve("suite.json");
          Files.writeString(
              index, Files.readString(index).replace("\"format\" : 4,", "\"format\" : 2,"));
          Files.createFile(path.resolve("runs.jsonl"));
        }
        try (SuiteFolder suite = SuiteFolder.resume(path, plan)) {
          long began = System.nanoTime();
          int runs = write(suite, pools, COMPARED_SEEDS);
          print(
              "%s: %.0f microseconds a run of %d",
              earlier ? "two files a run" : "segments", micros(began) / runs, runs);
        }
        MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
  }

  private static List<Pool> pools() {
    List<Pool> pools = new ArrayList<>();
    for (SearchSpace space : List.of(SearchSpace.s(), SearchSpace.m(), SearchSpace.l())) {
      try (HwGptBench bench = HwGptBench.open(space)) {
        for (Device device : bench.devices()) {
          for (String quality : List.of("perplexity", "accuracy")) {
            for (String metric : List.of("latency", "energy")) {
              if (pools.size() < PROBLEMS) {
                pools.add(pool(
                    bench,
                    List.of(
                        Objective.parse(quality), Objective.parse(metric + "@" + device.id()))));
              }
            }
          }
        }
      }
    }
    return pools;
  }

  private static Pool pool(HwGptBench bench, List<Objective> objectives) {
    SearchSpace space = bench.space();
    SplittableRandom random = new SplittableRandom(1);
    int[][] genes = new int[POOL][];
    double[][] values = new double[POOL][objectives.size()];
    try (ObjectiveEvaluator evaluator = bench.evaluator(objectives)) {
      for (int i = 0; i < POOL; i++) {
        genes[i] = space.genotypes().sample(random);
        evaluator.evaluate(genes[i], values[i]);
      }
    }
    RunSettings problem = new RunSettings(
        "million",
        new ProblemSpec(
            Text.format(
                "HWGPT-%s(%s,%s)",
                Ascii.toUpperCase(space.name()), objectives.get(0), objectives.get(1)),
            space,
            objectives,
            List.of(),
            false),
        new HypervolumeProtocol("default-1", bench.bounds("default"), List.of(1.1, 1.1)),
        EVALUATIONS,
        Provenance.of(bench.surrogateHash()));
    return new Pool(problem, genes, values);
  }

  private static SuitePlan plan(List<Pool> pools, int seeds) {
    Map<String, Map<String, String>> algorithms = new LinkedHashMap<>();
    for (int i = 0; i < ALGORITHMS; i++) {
      algorithms.put(algorithm(i), Map.of("batch", "1"));
    }
    return new SuitePlan(
        pools.stream().map(Pool::problem).toList(),
        algorithms,
        LongStream.rangeClosed(1, seeds).boxed().toList());
  }

  private static String algorithm(int number) {
    return "random-" + number;
  }

  /** Seed after seed, as a suite is run, so that the runs of a problem are everywhere. */
  private static int write(SuiteFolder suite, List<Pool> pools, int seeds) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    int runs = 0;
    for (long seed = 1; seed <= seeds; seed++) {
      for (Pool pool : pools) {
        for (int algorithm = 0; algorithm < ALGORITHMS; algorithm++) {
          write(suite, pool, algorithm(algorithm), seed, random);
          runs++;
        }
      }
    }
    return runs;
  }

  private static void write(
      SuiteFolder suite, Pool pool, String algorithm, long seed, SplittableRandom random)
      throws IOException {
    FoundFront found = new FoundFront(pool.problem);
    Instant began = Instant.now();
    RunRecorder recorder = suite.begin(pool.problem, algorithm, seed);
    try (recorder) {
      for (int i = 0; i < EVALUATIONS; i++) {
        int drawn = random.nextInt(POOL);
        recorder.write(pool.genes[drawn], pool.values[drawn], new double[0]);
        found.add(pool.values[drawn], new double[0]);
      }
      recorder.finish();
    }
    suite.add(
        pool.problem,
        new RunOutcome(
            algorithm,
            seed,
            new RunOutcome.Found(
                EVALUATIONS, found.feasible(), found.hypervolume(), recorder.sha256()),
            RunOutcome.Timing.between(began, Instant.now())));
  }

  private static void read(Path folder) throws IOException, InterruptedException {
    long began = System.nanoTime();
    SuiteArchive archive = SuiteArchive.open(folder);
    int runs = archive.problems().stream().mapToInt(it -> it.runs().size()).sum();
    print(
        "%d runs opened in %.2f s, %.2f s of processor time",
        runs,
        micros(began) / 1e6,
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    print(
        "%d MB of heap in use, of %d MB at most",
        (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);

    SplittableRandom random = new SplittableRandom(3);
    double[] times = new double[READ];
    for (int i = 0; i < READ; i++) {
      List<ArchivedRun> all =
          archive.problems().get(random.nextInt(archive.problems().size())).runs();
      ArchivedRun run = all.get(random.nextInt(all.size()));
      long from = System.nanoTime();
      run.open();
      times[i] = micros(from) / 1e3;
    }
    double first = times[0];
    Arrays.sort(times);
    print(
        "one run read in %.2f ms (median of %d), the first in %.1f ms",
        times[READ / 2], READ, first);

    ArchivedProblem problem = archive.problems().get(archive.problems().size() / 2);
    long read = bytesRead();
    long from = System.nanoTime();
    new SuiteAnalyzer(AnalysisSettings.usual(), 2, BestFrontLookup.NONE, BoundsLookup.SHIPPED)
        .analyze(List.of(archive.withProblems(problem.settings()::equals)));
    print(
        "one problem of %d runs analysed in %.1f s, with %d MB read of %d MB",
        problem.runs().size(), micros(from) / 1e6, bytesRead() - read >> 20, size(folder) >> 20);
  }

  private static void resume(Path folder) throws IOException {
    long began = System.nanoTime();
    SuitePlan plan = SuiteArchive.open(folder).plan();
    try (SuiteFolder suite = SuiteFolder.resume(folder, plan)) {
      printRuns("resumed", suite.finished(), began);
    }
  }

  private static void merge(Path folder, Path out) throws IOException {
    long began = System.nanoTime();
    SuiteMerge merge = SuiteMerge.of(List.of(SuiteArchive.open(folder)));
    printRuns("read to be merged", merge.finished(), began);
    try (SuiteFolder suite = SuiteFolder.empty(out, merge.plan())) {
      merge.write(suite);
    }
    printRuns("merged", merge.finished(), began);
  }

  private static void printRuns(String what, int runs, long began) {
    double seconds = micros(began) / 1e6;
    double processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    print(
        "%d runs %s in %.1f s, %.1f s of processor time; %d MB of heap in use, of %d MB at most",
        runs,
        what,
        seconds,
        processor,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        runtime.maxMemory() >> 20);
  }

  private static double micros(long began) {
    return (System.nanoTime() - began) / 1e3;
  }

  /** Returns what this process has read so far, from the disk or the cache of the system. */
  private static long bytesRead() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
      return lines
          .filter(line -> line.startsWith("rchar: "))
          .mapToLong(line -> Long.parseLong(line.substring(7)))
          .findFirst()
          .orElse(0);
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long size = 0;
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(Text.format(format, values));
  }
}
