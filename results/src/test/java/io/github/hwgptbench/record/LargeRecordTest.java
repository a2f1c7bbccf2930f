package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resumes and merges records that are larger than the memory that these operations may take. */
class LargeRecordTest {

  private static final SearchSpace SPACE = SearchSpace.s();
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.parse("params"), Objective.parse("flops"));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  /** All seeds have as many digits. */
  private static final long FIRST_SEED = 10_000;

  private static final int SEED_DIGITS = 5;
  private static final int HASH_BYTES = 32;
  private static final int END_BYTES = 4;

  @TempDir
  private Path temp;

  private static SuitePlan plan(int runs, int evaluations) {
    RunSettings problem = new RunSettings(
        "large",
        new ProblemSpec("HWGPT-S(params,flops)", SPACE, OBJECTIVES, List.of(), false),
        new HypervolumeProtocol(
            "default-1",
            new Bounds(
                "7",
                "s",
                "made up",
                Map.of(
                    OBJECTIVES.get(0), new Bounds.Range(0, 1),
                    OBJECTIVES.get(1), new Bounds.Range(0, 1))),
            List.of(1.1, 1.1)),
        evaluations,
        Provenance.of("abc"));
    return new SuitePlan(
        List.of(problem),
        Map.of("random", Map.of("batch", "1")),
        LongStream.range(FIRST_SEED, FIRST_SEED + runs).boxed().toList());
  }

  /** Records one run, and copies of it that have other seeds. */
  private static void record(Path folder, int runs, int evaluations) throws IOException {
    SuitePlan plan = plan(runs, evaluations);
    RunSettings problem = plan.problems().get(0);
    try (SuiteFolder suite = SuiteFolder.empty(folder, plan)) {
      SplittableRandom random = new SplittableRandom(1);
      FoundFront found = new FoundFront(problem);
      RunRecorder recorder = suite.begin(problem, "random", FIRST_SEED);
      try (recorder) {
        for (int i = 0; i < evaluations; i++) {
          // The first dominates all others, so that the hypervolume takes no time.
          double[] values = i == 0
              ? new double[] {0.1, 0.1}
              : new double[] {0.5 + random.nextDouble() / 2, 0.5 + random.nextDouble() / 2};
          recorder.write(SPACE.genotypes().sample(random), values, new double[0]);
          found.add(values, new double[0]);
        }
        recorder.finish();
      }
      suite.add(
          problem,
          new RunOutcome(
              "random",
              FIRST_SEED,
              new RunOutcome.Found(
                  evaluations, found.feasible(), found.hypervolume(), recorder.sha256()),
              RunOutcome.Timing.between(START, START.plusSeconds(60))));
    }
    ArchivedRun first = SuiteArchive.open(folder).problems().get(0).runs().get(0);
    try (RunSegments segments = RunSegments.open(folder)) {
      for (long seed = FIRST_SEED + 1; seed < FIRST_SEED + runs; seed++) {
        segments.copy(
            new RunLog.Entry(
                first.entry().folder(),
                new RunOutcome(
                    "random",
                    seed,
                    first.outcome().found(),
                    RunOutcome.Timing.between(START, START.plusSeconds(60))),
                first.entry().provenance(),
                first.entry().budget()),
            withSeed(first.stored(), seed));
      }
    }
  }

  private static StoredRun withSeed(StoredRun run, long seed) {
    byte[] bytes = run.run().clone();
    String before = "\"seed\":";
    int at = new String(bytes, 0, Math.min(4096, bytes.length), StandardCharsets.ISO_8859_1)
        .indexOf(before);
    byte[] digits = Long.toString(seed).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, bytes, at + before.length(), SEED_DIGITS);
    int end = bytes.length - END_BYTES - HASH_BYTES;
    Hashing.sha256().hashBytes(bytes, 0, end).writeBytesTo(bytes, end, HASH_BYTES);
    return new StoredRun("", "", "", bytes, run.times());
  }

  /** Resumes and merges the suite of a folder, in a process with little memory. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    SuiteArchive archive = SuiteArchive.open(folder);
    int merged = SuiteMerge.of(List.of(archive)).finished();
    try (SuiteFolder suite = SuiteFolder.resume(folder, archive.plan())) {
      System.out.println(suite.finished() + " runs resumed, " + merged + " merged");
    }
  }

  @Test
  void evaluationsAreReadAndNotKept() throws Exception {
    Path folder = temp.resolve("suite");
    int heapMegabytes = 40;
    record(folder, 100, 40_000);
    long megabytes = (Files.size(folder.resolve("runs-00001.seg"))
            + Files.size(folder.resolve("runs-00002.seg")))
        >> 20;
    assertTrue(megabytes > 2 * heapMegabytes, megabytes + " MB");
    Path printed = temp.resolve("printed");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx" + heapMegabytes + "m",
            "-cp",
            System.getProperty("java.class.path"),
            LargeRecordTest.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
    assertEquals(0, process.waitFor(), Files.readString(printed));
    assertEquals("100 runs resumed, 100 merged", Files.readString(printed).strip());
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** An object of what the index has of a run takes about 1,000 bytes. */
  @Test
  void outcomesAreReadWhenTheyAreAskedFor() throws IOException {
    Path folder = temp.resolve("suite");
    int runs = 30_000;
    record(folder, runs, 1);
    SuitePlan plan = SuiteArchive.open(folder).plan();
    long before = used();
    try (SuiteFolder suite = SuiteFolder.resume(folder, plan)) {
      long bytes = (used() - before) / runs;
      assertTrue(bytes < 500, bytes + " bytes per run");
      assertEquals(runs, suite.finished());
      long last = FIRST_SEED + runs - 1;
      assertEquals(
          last,
          suite.finished(plan.problems().get(0), "random", last).orElseThrow().seed());
    }
    SuiteArchive archive = SuiteArchive.open(folder);
    before = used();
    SuiteMerge merge = SuiteMerge.of(List.of(archive));
    long bytes = (used() - before) / runs;
    assertTrue(bytes < 500, bytes + " bytes per run");
    assertEquals(runs, merge.finished());
  }
}
