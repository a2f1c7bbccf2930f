package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteArchiveTest {

  private static final SearchSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64, 128)
      .layerCounts(1, 2)
      .headCounts(2, 4)
      .mlpRatios(1, 2)
      .bias(true)
      .build();
  private static final Objective PARAMS = Objective.parse("params");
  private static final Objective ACCURACY = Objective.parse("accuracy");
  static final RunSettings QUIET = settings(TINY, false, 2);
  static final RunSettings NOISY = settings(TINY, true, 2);
  private static final Map<String, Map<String, String>> ALGORITHMS = algorithms();
  static final SuitePlan PLAN = new SuitePlan(List.of(QUIET, NOISY), ALGORITHMS, List.of(-3L, 1L));
  static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

  @TempDir
  private Path temp;

  private static RunSettings settings(SearchSpace space, boolean noisy, int evaluations) {
    return new RunSettings(
        "first",
        new ProblemSpec(
            "HWGPT-%s(params,accuracy,flops-max-1000000000)".formatted(space.name()),
            space,
            List.of(PARAMS, ACCURACY),
            List.of(Constraint.parse("flops<=1e9")),
            noisy),
        new HypervolumeProtocol(
            "default-1",
            new Bounds(
                "7",
                space.name(),
                "made up",
                Map.of(PARAMS, new Bounds.Range(0, 2e-3), ACCURACY, new Bounds.Range(0, 1))),
            List.of(1.1, 1.1)),
        evaluations,
        Provenance.of("abc"));
  }

  private static Map<String, Map<String, String>> algorithms() {
    Map<String, Map<String, String>> algorithms = new LinkedHashMap<>();
    algorithms.put("random", Map.of("batch", "1"));
    algorithms.put("jmetal:NSGAII", Map.of());
    return algorithms;
  }

  /** Records a run of two evaluations. */
  static RunOutcome run(
      SuiteFolder folder,
      RunSettings problem,
      String algorithm,
      long seed,
      Optional<String> failure)
      throws IOException {
    RunRecorder recorder = folder.begin(problem, algorithm, seed);
    FoundFront found = new FoundFront(problem);
    try (recorder) {
      for (int i = 0; i < 2; i++) {
        int[] genes = {i, 1, 0, 1, i, 0, 1};
        double[] values = {5e-4 + seed * 1e-5, 0.1 / (i + 1)};
        if (problem.noisy()) {
          recorder.write(
              genes, values, new double[] {i}, new double[] {5e9, 0.2}, new double[] {0.5});
          found.add(new double[] {5e9, 0.2}, new double[] {0.5});
        } else {
          recorder.write(genes, values, new double[] {i});
          found.add(values, new double[] {i});
        }
      }
      if (failure.isEmpty()) {
        recorder.finish();
      }
    }
    RunOutcome outcome = new RunOutcome(
        algorithm,
        seed,
        new RunOutcome.Found(2, found.feasible(), found.hypervolume(), recorder.sha256()),
        new RunOutcome.Timing(
            START,
            START.plusSeconds(2),
            Duration.ofSeconds(2),
            // Records of earlier versions have none.
            seed < 0 ? null : Duration.ofNanos(1_234_567_000)),
        null,
        failure.orElse(null));
    folder.add(problem, outcome);
    return outcome;
  }

  private Path suite() throws IOException {
    Path path = temp.resolve("suite");
    try (SuiteFolder folder = EarlierLayout.begin(path, PLAN)) {
      run(folder, QUIET, "random", 1, Optional.of("a bug"));
      run(folder, QUIET, "random", 1, Optional.empty());
      run(folder, QUIET, "random", -3, Optional.empty());
      run(folder, NOISY, "jmetal:NSGAII", 1, Optional.empty());
      run(folder, NOISY, "jmetal:NSGAII", -3, Optional.of("no \"memory\"\nleft"));
    }
    return path;
  }

  @Test
  void hasEveryEvaluationAndWhatWasRun() throws IOException {
    SuiteArchive archive = SuiteArchive.open(suite());
    assertEquals("first", archive.name());
    assertFalse(archive.complete());
    ArchivedProblem quiet = archive.problems().get(0);
    assertEquals(TINY, quiet.settings().space());
    assertEquals(QUIET.objectives(), quiet.settings().objectives());
    assertEquals(QUIET.constraints(), quiet.settings().constraints());
    assertEquals(QUIET.provenance(), quiet.settings().provenance());
    assertEquals("default-1", quiet.settings().protocol().id());
    assertEquals(List.of(1.1, 1.1), quiet.settings().protocol().referencePoint());
    assertEquals(
        QUIET.protocol().bounds().range(PARAMS),
        quiet.settings().protocol().bounds().range(PARAMS));
    assertEquals(
        List.copyOf(ALGORITHMS.keySet()), List.copyOf(quiet.algorithms().keySet()));
    assertEquals(ALGORITHMS, quiet.algorithms());
    assertEquals(List.of(-3L, 1L), quiet.seeds());
    assertEquals(
        List.of(-3L, 1L), quiet.runs().stream().map(run -> run.outcome().seed()).toList());
    assertEquals(List.of(), quiet.failed());

    ArchivedRun run = quiet.runs().get(1);
    assertEquals(START, run.outcome().started());
    // Normalised: params (5e-4 + 1e-5) / 2e-3, accuracy 1 - 0.1; the second breaks the constraint.
    assertEquals((1.1 - 0.255) * (1.1 - 0.9), run.outcome().hypervolume(), 1e-12);
    assertEquals(QUIET.provenance(), run.provenance());
    RunTrace trace = run.open();
    assertEquals(2, trace.evaluations());
    assertEquals("gpt-tiny-2-64-2-1-2-4-True", trace.architecture(0));
    // The bias has no choice, so its gene is 0; genes of the second layer count.
    assertArrayEquals(new int[] {1, 1, 0, 1, 1, 0, 1}, trace.genes(1));
    assertArrayEquals(new double[] {5e-4 + 1e-5, 0.05}, trace.objectives(1));
    assertArrayEquals(new double[] {5e-4 + 1e-5, 0.05}, trace.noiseFree(1));
    assertArrayEquals(new double[] {1}, trace.violations(1));
    assertArrayEquals(new double[] {1}, trace.noiseFreeViolations(1));
    assertTrue(trace.seconds(0) >= 0 && trace.seconds(0) <= trace.seconds(1));
    assertTrue(trace.seconds(1) < 60);
    assertThrows(IndexOutOfBoundsException.class, () -> trace.objectives(2));

    ArchivedProblem noisy = archive.problems().get(1);
    assertEquals(Optional.of("no \"memory\"\nleft"), noisy.failed().get(0).failure());
    RunTrace readings = noisy.runs().get(0).open();
    assertArrayEquals(new double[] {5e-4 + 1e-5, 0.1}, readings.objectives(0));
    assertArrayEquals(new double[] {5e9, 0.2}, readings.noiseFree(0));
    assertArrayEquals(new double[] {0}, readings.violations(0));
    assertArrayEquals(new double[] {0.5}, readings.noiseFreeViolations(0));
    assertTrue(Files.exists(noisy.folder().resolve("jmetal_NSGAII-seed--3.run.part")));

    Files.delete(temp.resolve("suite/tiny-params-accuracy-flops-max-1000000000")
        .resolve("random-seed-1.times"));
    assertTrue(Double.isNaN(run.open().seconds(0)));
  }

  @Test
  void aRunIsTheSameToTheBitWheneverItIsRepeated() throws IOException {
    Path first = suite();
    try (SuiteFolder folder = SuiteFolder.fresh(temp, "again", PLAN)) {
      run(folder, NOISY, "jmetal:NSGAII", 1, Optional.empty());
    }
    String run = NOISY.folderName() + "/jmetal_NSGAII-seed-1.run";
    assertArrayEquals(
        Files.readAllBytes(first.resolve(run)),
        SuiteArchive.open(temp.resolve("again")).problems().get(1).runs().get(0).bytes());
  }

  /** The size of a run of 2,000 random networks with values as they are: of all bits. */
  private long bytes(SearchSpace space) throws IOException {
    RunSettings settings = settings(space, false, 2000);
    SuitePlan plan = new SuitePlan(List.of(settings), ALGORITHMS, List.of(1L));
    SplittableRandom random = new SplittableRandom(1);
    Path file;
    try (SuiteFolder folder = EarlierLayout.begin(temp.resolve(space.name()), plan);
        RunRecorder recorder = folder.begin(settings, "random", 1)) {
      for (int i = 0; i < 2000; i++) {
        recorder.write(
            space.genotypes().sample(random),
            new double[] {20 + 10 * random.nextDouble(), random.nextDouble()},
            new double[1]);
      }
      recorder.finish();
      file = folder.path().resolve(settings.folderName()).resolve("random-seed-1.run");
    }
    return Files.size(file);
  }

  @Test
  void twoThousandEvaluationsOfLTakeLessThanAHundredKilobytes() throws IOException {
    assertTrue(bytes(SearchSpace.l()) < 64_000);
    assertTrue(bytes(SearchSpace.s()) < 46_000);
  }

  private static String refusal(Path folder) {
    return assertThrows(IOException.class, () -> SuiteArchive.open(folder)).getMessage();
  }

  @Test
  void aLineThatWasCutOffCountsAsIfItWereNotThere() throws IOException {
    Path suite = suite();
    Path log = suite.resolve("runs.jsonl");
    byte[] whole = Files.readAllBytes(log);
    int last = new String(whole, StandardCharsets.UTF_8).stripTrailing().lastIndexOf('\n') + 1;
    for (int length = last; length < whole.length; length += 17) {
      Files.write(log, Arrays.copyOf(whole, length));
      assertEquals(0, SuiteArchive.open(suite).problems().get(1).failed().size());
    }
    // The next line takes its place.
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(3, folder.finished());
      run(folder, NOISY, "jmetal:NSGAII", -3, Optional.empty());
    }
    assertEquals(2, SuiteArchive.open(suite).problems().get(1).runs().size());
  }

  @Test
  void anIndexWhoseLineEndsWereConvertedIsReadAndResumed() throws IOException {
    Path suite = suite();
    for (String name : List.of("runs.jsonl", "suite.json")) {
      Path file = suite.resolve(name);
      Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    }
    assertEquals(2, SuiteArchive.open(suite).problems().get(0).runs().size());
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(3, folder.finished());
      run(folder, NOISY, "jmetal:NSGAII", -3, Optional.empty());
    }
    assertEquals(2, SuiteArchive.open(suite).problems().get(1).runs().size());
  }

  @Test
  void aClockThatRunsBackwardsStopsTheTimesUntilItHasCaughtUp() throws IOException {
    Path file = temp.resolve("random-seed-1.run");
    Iterator<Long> nanos =
        LongStream.of(9_000_000, 12_000_000, 2_000_000, 11_000_000, 15_000_000).iterator();
    RunRecorder recorder = new RunRecorder(QUIET, new RunFiles.Sink(file), "{}", nanos::next);
    try (recorder) {
      for (int i = 0; i < 4; i++) {
        recorder.write(new int[] {0, 0, 0, 0, 0, 0, 0}, new double[2], new double[1]);
      }
      recorder.finish();
    }
    RunTrace trace = new RunReader(new RunFiles.Source(file).read()).trace(QUIET);
    assertArrayEquals(
        new double[] {0.003, 0.003, 0.003, 0.006},
        IntStream.range(0, 4).mapToDouble(trace::seconds).toArray());
  }

  @Test
  void saysWhatIsWrongWithAnIndex() throws IOException {
    Path suite = suite();
    Path log = suite.resolve("runs.jsonl");
    String lines = Files.readString(log);
    Files.writeString(log, lines.replaceFirst("\"feasible\":1", "\"feasible\":2"));
    assertEquals(
        log + ", line 1: was altered, its checksum does not match; delete the line to repeat its"
            + " run",
        refusal(suite));
    Files.delete(log);
    assertTrue(refusal(suite).startsWith(log + ": no such file; it lists the finished runs"));
    Files.writeString(log, lines);

    Path index = suite.resolve("suite.json");
    String text = Files.readString(index);
    Files.writeString(index, text.replace("\"format\" : 2", "\"format\" : 3"));
    assertTrue(refusal(suite).startsWith(index + ": has layout 3, written by hwgptbench "));
    Files.writeString(index, text.replace("[ -3,", "[ -4,"));
    assertTrue(refusal(suite).contains("random with seed -3 in 'tiny-params"), refusal(suite));
    Files.writeString(index, text.substring(0, 100));
    assertTrue(refusal(suite).startsWith(index + ": not an index of a suite: not JSON at line "));
    Files.writeString(index, text.replace("\"protocol\"", "\"protokoll\""));
    assertTrue(refusal(suite).startsWith(index + ": not an index of a suite: "), refusal(suite));
    Files.delete(index);
    assertEquals(suite + ": no 'suite.json', so this is not the folder of a suite", refusal(suite));
    assertEquals(temp.resolve("no") + ": no such folder", refusal(temp.resolve("no")));
    Files.writeString(index, text);
    assertTrue(refusal(temp).endsWith("this is not the folder of a suite; 'suite' in it has one"));
    Path part = suite.resolve(QUIET.folderName());
    assertTrue(
        refusal(part).endsWith("no 'suite.json', which is in the folder above; name that one"));

    // As version 0.1.0 wrote it while it was made.
    Files.writeString(index, "{\n\"format\" : 1, \"name\" : \"first\", \"version\" : \"0.1.0\"\n}");
    assertTrue(
        refusal(suite).startsWith(index + ": has layout 1, written by hwgptbench 0.1.0; this is"));
  }

  /** Packs a folder, under a name in the zip file. */
  private static Path zip(Path folder, Path file, String name) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
        Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String entry = folder.relativize(path).toString().replace('\\', '/');
        zip.putNextEntry(new ZipEntry(name + entry));
        zip.write(Files.readAllBytes(path));
        zip.closeEntry();
      }
    }
    return file;
  }

  private static List<RunTrace> traces(SuiteArchive archive) throws IOException {
    List<RunTrace> traces = new ArrayList<>();
    for (ArchivedProblem problem : archive.problems()) {
      for (ArchivedRun run : problem.runs()) {
        traces.add(run.open());
      }
    }
    return traces;
  }

  @Test
  void readsZipFilesInPlace() throws IOException {
    Path suite = suite();
    List<RunTrace> expected = traces(SuiteArchive.open(suite));
    assertFalse(expected.isEmpty());
    Path plain = zip(suite, temp.resolve("plain.zip"), "");
    Path named = zip(suite, temp.resolve("named.zip"), "first/");
    for (Path given : List.of(plain, named, temp.resolve("plain"))) {
      SuiteArchive archive = SuiteArchive.open(given);
      assertEquals(given, archive.folder());
      List<RunTrace> read = traces(archive);
      assertEquals(expected.size(), read.size());
      for (int i = 0; i < read.size(); i++) {
        assertTrue(expected.get(i).sameAs(read.get(i)));
      }
    }

    Path text = Files.writeString(temp.resolve("text.zip"), "no zip file");
    assertTrue(refusal(text).startsWith(text + ": neither a folder nor a zip file of one: "));
    Path run = suite.resolve(QUIET.folderName()).resolve("random-seed-1.run");
    byte[] bytes = Files.readAllBytes(run);
    bytes[bytes.length - 1]++;
    Files.write(run, bytes);
    Path damaged = zip(suite, temp.resolve("damaged.zip"), "");
    String message = assertThrows(IOException.class, () -> traces(SuiteArchive.open(damaged)))
        .getMessage();
    assertTrue(
        message.startsWith(damaged + ": /" + QUIET.folderName() + "/random-seed-1.run: "), message);
    Files.delete(suite.resolve("runs.jsonl"));
    Path without = zip(suite, temp.resolve("without.zip"), "");
    assertTrue(refusal(without).startsWith(without + ": /runs.jsonl: no such file"));
  }

  /** Changes the lines of an index, and gives them the checksums that they then should have. */
  static void reseal(Path log, UnaryOperator<String> change) throws IOException {
    StringBuilder resealed = new StringBuilder();
    for (String line : Files.readAllLines(log)) {
      String summed = change.apply(line.substring(0, line.lastIndexOf(",\"crc\"")));
      CRC32 sum = new CRC32();
      sum.update(summed.getBytes(StandardCharsets.UTF_8));
      resealed
          .append(summed)
          .append(",\"crc\":\"")
          .append(HexFormat.of().toHexDigits((int) sum.getValue()))
          .append("\"}\n");
    }
    Files.writeString(log, resealed);
  }

  @Test
  void anIndexThatClaimsSomethingElseThanTheEvaluationsIsNotBelieved() throws IOException {
    Path suite = suite();
    Path log = suite.resolve("runs.jsonl");
    byte[] whole = Files.readAllBytes(log);
    String[][] lies = {
      {"\"hypervolume\":0[.]1[0-9]*", "\"hypervolume\":1.265"},
      {"\"hypervolume\":0[.]1", "\"hypervolume\":0.10000001"},
      {"\"hypervolume\":", "\"hypervolume\":1e999,\"x\":"},
      {"\"hypervolume\":", "\"hypervolume\":\"NaN\",\"x\":"},
      {"\"feasible\":1", "\"feasible\":2"},
      {"\"evaluations\":2", "\"evaluations\":1"},
      {"\"evaluations\":2,", "\"evaluations\":4294967298,"},
      {"\"sha256\":\"..", "\"sha256\":\"00"},
      {"\"seed\":-3", "\"seed\":1"},
      {"\"problem\":\"tiny(.*)1000000000", "\"problem\":\"tiny$11000000000-noisy"},
    };
    for (String[] lie : lies) {
      Files.write(log, whole);
      reseal(log, line -> line.contains("failure") ? line : line.replaceFirst(lie[0], lie[1]));
      assertThrows(IOException.class, () -> SuiteFolder.resume(suite, PLAN), lie[1]);
      assertThrows(
          IOException.class, () -> SuiteMerge.of(List.of(SuiteArchive.open(suite))), lie[1]);
    }
    Files.write(log, whole);
    reseal(log, line -> line.replaceFirst("\"feasible\":1", "\"feasible\":2"));
    ArchivedRun run = SuiteArchive.open(suite).problems().get(0).runs().get(0);
    refuses(
        run,
        run.place()
            + ": damaged: its line in runs.jsonl has the feasible 2, its evaluations have 1");
    Files.write(log, whole);
    reseal(log, UnaryOperator.identity());
    assertArrayEquals(whole, Files.readAllBytes(log));
    SuiteFolder.resume(suite, PLAN).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"feasible\":1      | \"feasible\":-1     | 'feasible' is -1; expected an integer from 0 to 2147483647",
        "\"evaluations\":2   | \"evaluations\":0.5 | 'evaluations' is 0.5; expected an integer from",
        "\"seed\":1          | \"seed\":\"1\"      | 'seed' is \"1\"; expected an integer",
        "\"commit\"          | \"comit\"          | 'commit' is missing; expected a string",
        "\"started\":\"20    | \"started\":\"90    | expected a time from 1970-01-01T00:00:00Z to",
        "\"started\":\"20    | \"started\":\"noon  | expected a time from 1970-01-01T00:00:00Z to",
        "\"budget\":         | \"budget\":9999999999,\"x\": | 'budget' is 9999999999; expected an integer",
      })
  void saysWhichFieldOfALineIsWrong(String right, String wrong, String message) throws IOException {
    Path suite = suite();
    Path log = suite.resolve("runs.jsonl");
    reseal(log, line -> line.replaceFirst(right, wrong));
    assertTrue(refusal(suite).startsWith(log + ", line 1: field '"), refusal(suite));
    assertTrue(refusal(suite).contains(message), refusal(suite));
  }

  @Test
  void evaluationsThatNoRunCanHaveMadeAreRefused() throws IOException {
    Path suite = suite();
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN);
        RunRecorder recorder = folder.begin(QUIET, "random", 1)) {
      recorder.write(new int[7], new double[] {Double.NaN, 0}, new double[1]);
      recorder.finish();
      folder.add(
          QUIET,
          new RunOutcome(
              "random",
              1,
              new RunOutcome.Found(1, 1, 0, recorder.sha256()),
              RunOutcome.Timing.between(START, START)));
    }
    ArchivedRun run = SuiteArchive.open(suite).problems().get(0).runs().get(1);
    refuses(run, run.place() + ": no run can have written this: ");
  }

  @Test
  void namesThatWouldLeaveTheFolderAreRefused() throws IOException {
    Path suite = suite();
    Files.writeString(suite.resolve("runs.jsonl"), "");
    Path index = suite.resolve("suite.json");
    String text = Files.readString(index);
    String problem = "\"problem\" : \"" + QUIET.problem().name() + "\"";
    for (String name : List.of("..", "hwgpt-..", "hwgpt-.)", "con", "x.", "-rf", "a".repeat(256))) {
      Files.writeString(
          index, text.replaceFirst(Pattern.quote(problem), "\"problem\" : \"" + name + "\""));
      assertTrue(
          refusal(suite).startsWith(index + ": not an index of a suite: Folder of a problem '"));
    }
    for (String name : List.of("..", "", "../../x", "C:x", "nul", "x.", "a\\u0000")) {
      Files.writeString(index, text.replace("\"name\" : \"first\"", "\"name\" : \"" + name + "\""));
      assertTrue(
          refusal(suite).startsWith(index + ": not an index of a suite: Suite '"), refusal(suite));
    }
    for (String name : List.of("..", "", "../x", "nul", "x.")) {
      Files.writeString(index, text.replace("\"random\" : ", "\"" + name + "\" : "));
      assertTrue(
          refusal(suite).startsWith(index + ": not an index of a suite: Algorithm '"),
          refusal(suite));
    }
  }

  @Test
  void saysWhatIsWrongWithARun() throws IOException {
    ArchivedRun run = SuiteArchive.open(suite()).problems().get(0).runs().get(0);
    Path file = EarlierLayout.file(run);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 100, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      refuses(run, file + ": cut off after " + length + " bytes; delete it to repeat the run");
    }
    for (int at : new int[] {20, whole.length - 50, whole.length - 10}) {
      byte[] edited = whole.clone();
      edited[at] ^= 1;
      Files.write(file, edited);
      refuses(run, file + ": was altered, its hash does not match; delete it");
    }
    byte[] newer = whole.clone();
    newer[9] = 4;
    Files.write(file, newer);
    refuses(run, file + ": has layout 4, which this version of hwgptbench does not read");
    Files.writeString(file, "evaluation,architecture\n");
    refuses(run, file + ": does not hold the evaluations of a run");
    Files.copy(file.resolveSibling("random-seed-1.run"), file, StandardCopyOption.REPLACE_EXISTING);
    refuses(run, file + ": of another run: seed: 1 there, -3 here; delete it");
    Files.delete(file);
    refuses(run, file + ": no such file, although the index of the suite lists it");
    Files.write(file, whole);

    Path times = file.resolveSibling("random-seed--3.times");
    byte[] wholeTimes = Files.readAllBytes(times);
    Files.write(times, Arrays.copyOf(wholeTimes, wholeTimes.length - 1));
    refuses(run, times + ": was altered");
    Files.write(times, new byte[3]);
    refuses(run, times + ": cut off after 3 bytes");
    Files.write(times, wholeTimes);
    assertEquals(2, run.open().evaluations());
  }

  private static void refuses(ArchivedRun run, String message) {
    String why = assertThrows(IOException.class, run::open).getMessage();
    assertTrue(why.startsWith(message), why);
  }

  @Test
  void evaluationsThatTheIndexDoesNotKnowAreRefused() throws IOException {
    Path suite = suite();
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN);
        RunRecorder recorder = folder.begin(QUIET, "random", 1)) {
      recorder.write(new int[7], new double[2], new double[1]);
      recorder.finish();
    }
    ArchivedRun run = SuiteArchive.open(suite).problems().get(0).runs().get(1);
    refuses(run, run.place() + ": has other evaluations than the index lists");
  }

  @Test
  void recordsNothingThatIsNotOfTheSuite() throws IOException {
    try (SuiteFolder folder = SuiteFolder.empty(temp.resolve("x"), PLAN)) {
      assertThrows(IllegalArgumentException.class, () -> folder.begin(QUIET, "random", 2));
      assertThrows(IllegalArgumentException.class, () -> folder.begin(QUIET, "nsga2", 1));
      try (RunRecorder recorder = folder.begin(QUIET, "random", 1)) {
        int[] genes = new int[7];
        double[] two = new double[2];
        double[] one = new double[1];
        assertThrows(IllegalArgumentException.class, () -> recorder.write(genes, one, one));
        assertThrows(IllegalArgumentException.class, () -> recorder.write(genes, two, two));
        assertThrows(
            IllegalArgumentException.class, () -> recorder.write(genes, two, one, two, one));
      }
      try (RunRecorder recorder = folder.begin(NOISY, "random", 1)) {
        assertThrows(
            IllegalArgumentException.class,
            () -> recorder.write(new int[7], new double[2], new double[1]));
      }
    }
  }

  @Test
  void aLineThatCannotBeWrittenLeavesNoTrace() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    Path suite = Files.createDirectory(temp.resolve("full"));
    Path log = suite.resolve("runs.jsonl");
    try (SuiteFolder folder = EarlierLayout.begin(suite, PLAN)) {
      Files.delete(log);
      Files.createSymbolicLink(log, full);
      String why = assertThrows(
              IOException.class, () -> run(folder, QUIET, "random", 1, Optional.empty()))
          .getMessage();
      assertTrue(why.startsWith(log + ": can't be written: No space left on device"), why);
    }
    Files.delete(log);
    Files.createFile(log);
    assertEquals(0, SuiteArchive.open(suite).problems().get(0).runs().size());
  }

  @Test
  void resumesWithTheRunsThatWereFinished() throws IOException {
    Path suite = suite();
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(3, folder.finished());
      assertEquals(
          (1.1 - 0.255) * (1.1 - 0.9),
          folder.finished(QUIET, "random", 1).orElseThrow().hypervolume(),
          1e-12);
      assertEquals(Optional.empty(), folder.finished(NOISY, "jmetal:NSGAII", -3));
      assertTrue(assertThrows(IOException.class, () -> SuiteFolder.resume(suite, PLAN))
          .getMessage()
          .startsWith(suite + ": another run is writing here"));
    }
    // A process may be killed when the evaluations have their name and the index knows nothing yet.
    Path log = suite.resolve("runs.jsonl");
    Files.write(log, Files.readAllLines(log).subList(0, 3));
    SuitePlan more = new SuitePlan(PLAN.problems(), ALGORITHMS, List.of(-3L, 7L, 1L));
    try (SuiteFolder folder = SuiteFolder.resume(suite, more)) {
      assertEquals(2, folder.finished());
    }
    assertEquals(List.of(-3L, 7L, 1L), SuiteArchive.open(suite).plan().seeds());
    assertEquals(2, SuiteArchive.open(suite).problems().get(0).runs().size());
    refusesToResume("seed 7 is there, and not here", PLAN);
    refusesToResume(
        "algorithm jmetal:NSGAII is there, and not here",
        new SuitePlan(PLAN.problems(), Map.of("random", Map.of("batch", "1")), more.seeds()));
    Map<String, Map<String, String>> other = new LinkedHashMap<>(ALGORITHMS);
    other.put("random", Map.of("batch", "2"));
    refusesToResume(
        "random.batch: \"1\" there, \"2\" here",
        new SuitePlan(PLAN.problems(), other, more.seeds()));
    refusesToResume(
        "problem %s is there, and not here".formatted(NOISY.folderName()),
        new SuitePlan(List.of(QUIET), ALGORITHMS, more.seeds()));
    refusesToResume(
        "budget: 2 there, 1 here",
        new SuitePlan(List.of(settings(TINY, false, 1), NOISY), ALGORITHMS, more.seeds()));
  }

  private void refusesToResume(String message, SuitePlan plan) {
    Path suite = temp.resolve("suite");
    String why =
        assertThrows(IOException.class, () -> SuiteFolder.resume(suite, plan)).getMessage();
    assertTrue(why.startsWith(suite + "/suite.json: belongs to another suite: " + message), why);
  }

  /** Records a run of evaluations 0, 1, ... that were made after 1, 2, ... seconds. */
  private static void record(
      SuiteFolder folder, RunSettings settings, int count, Optional<Duration> limit)
      throws IOException {
    FoundFront found = new FoundFront(settings);
    RunRecorder recorder = folder.begin(settings, "random", 1);
    try (recorder) {
      for (int i = 0; i < count; i++) {
        double[] values = {1e-3 - i * 1e-4, 0.1 + 0.1 * i};
        recorder.setElapsed(i + 1);
        recorder.write(new int[] {i % 2, 1, 0, 1, i / 2 % 2, 0, i / 4 % 2}, values, new double[1]);
        found.add(values, new double[1]);
      }
      if (limit.isPresent()) {
        recorder.finishAtTimeLimit();
      } else {
        recorder.finish();
      }
    }
    folder.add(
        settings,
        new RunOutcome(
            "random",
            1,
            new RunOutcome.Found(count, found.feasible(), found.hypervolume(), recorder.sha256()),
            new RunOutcome.Timing(START, START.plusSeconds(90), Duration.ofSeconds(count)),
            limit.orElse(null),
            null));
  }

  private static SuitePlan plan(int budget) {
    return new SuitePlan(
        List.of(settings(TINY, false, budget)), Map.of("random", Map.of()), List.of(1L));
  }

  private Path recorded(int budget, int count, Optional<Duration> limit) throws IOException {
    Path path = temp.resolve("suite");
    try (SuiteFolder folder = EarlierLayout.begin(path, plan(budget))) {
      record(folder, plan(budget).problems().get(0), count, limit);
    }
    return path;
  }

  @Test
  void aRunThatATimeLimitHasEndedIsWholeAndMarked() throws IOException {
    Optional<Duration> limit = Optional.of(Duration.ofSeconds(3));
    Path suite = recorded(9, 3, limit);
    ArchivedRun run = SuiteArchive.open(suite).problems().get(0).runs().get(0);
    assertEquals(limit, run.outcome().timeLimit());
    assertEquals(Duration.ofSeconds(3), run.outcome().duration());
    assertFalse(run.outcome().complete(9));
    assertEquals(3, run.open().evaluations());
    // How it would have gone after two seconds.
    assertEquals(2, run.open(Duration.ofMillis(2500)).evaluations());
    RunOutcome shorter = run.outcome(Duration.ofMillis(2500));
    assertEquals(2, shorter.evaluations());
    assertEquals((1.1 - 0.45) * (1.1 - 0.8), shorter.hypervolume(), 1e-12);
    assertEquals(Duration.ofMillis(2500), shorter.duration());
    assertThrows(
        IllegalArgumentException.class,
        () -> SuiteMerge.of(List.of(SuiteArchive.open(suite))).checkBare());
    // Both files say so, or neither.
    reseal(suite.resolve("runs.jsonl"), line -> line.replace(",\"time_limit_ms\":3000", ""));
    refuses(
        SuiteArchive.open(suite).problems().get(0).runs().get(0),
        run.place()
            + ": damaged: a time limit has ended it, which its line in runs.jsonl does not");
    Path other = temp.resolve("other");
    try (SuiteFolder folder = EarlierLayout.begin(other, plan(9))) {
      record(folder, plan(9).problems().get(0), 3, Optional.empty());
    }
    reseal(
        other.resolve("runs.jsonl"),
        line -> line.replace("\"budget\":9", "\"budget\":9,\"time_limit_ms\":3000"));
    assertTrue(assertThrows(
            IOException.class,
            () -> SuiteArchive.open(other).problems().get(0).runs().get(0).open())
        .getMessage()
        .contains(": damaged: its line in runs.jsonl has a time limit that has not ended it"));
  }

  @Test
  void aRunGoesOnWithMoreTimeOrALargerBudget() throws IOException {
    Path suite = recorded(4, 2, Optional.of(Duration.ofSeconds(2)));
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(4), Duration.ofSeconds(2))) {
      assertEquals(1, folder.finished());
      assertEquals(0, folder.earlier());
    }
    RunSettings settings = plan(4).problems().get(0);
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(4), Duration.ofSeconds(3))) {
      assertEquals(0, folder.finished());
      EarlierRun earlier = folder.earlier(settings, "random", 1).orElseThrow();
      assertEquals(2, earlier.trace().evaluations());
      assertEquals(2, earlier.trace().seconds(1), 0.1);
    }
    // A process may be killed when the evaluations have their name and the index does not know.
    byte[] before = Files.readAllBytes(suite.resolve("runs.jsonl"));
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(4))) {
      record(folder, settings, 4, Optional.empty());
    }
    byte[] after = Files.readAllBytes(suite.resolve("runs.jsonl"));
    Files.write(suite.resolve("runs.jsonl"), before);
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(4))) {
      assertEquals(
          2, folder.earlier(settings, "random", 1).orElseThrow().trace().evaluations());
    }
    Files.write(suite.resolve("runs.jsonl"), after);
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(4))) {
      assertEquals(1, folder.finished());
    }
    // Version 0.1.0 had no budget in its lines.
    reseal(suite.resolve("runs.jsonl"), line -> line.replace(",\"budget\":4", ""));
    RunSettings larger = plan(6).problems().get(0);
    for (int i = 0; i < 2; i++) {
      try (SuiteFolder folder = SuiteFolder.resume(suite, plan(6))) {
        assertEquals(0, folder.finished());
        assertEquals(
            4, folder.earlier(larger, "random", 1).orElseThrow().trace().evaluations());
      }
      assertEquals(List.of(), SuiteArchive.open(suite).problems().get(0).runs());
      assertFalse(SuiteArchive.open(suite).complete());
    }
    // The file of the larger budget is there, and the index knows that of the smaller one.
    before = Files.readAllBytes(suite.resolve("runs.jsonl"));
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(6))) {
      record(folder, larger, 6, Optional.empty());
    }
    Files.write(suite.resolve("runs.jsonl"), before);
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(6))) {
      assertEquals(4, folder.earlier(larger, "random", 1).orElseThrow().trace().evaluations());
      RunRecorder recorder = folder.begin(larger, "random", 1);
      recorder.write(new int[7], new double[2], new double[1]);
      recorder.finish();
    }
    // One that was begun anew and finished, which the index does not know.
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan(6))) {
      assertEquals(Optional.empty(), folder.earlier(larger, "random", 1));
      record(folder, larger, 6, Optional.empty());
    }
    assertEquals(
        6, SuiteArchive.open(suite).problems().get(0).runs().get(0).open().evaluations());
  }

  /** Algorithms are anybody's, and may interrupt the thread that they run in. */
  @Test
  void anInterruptionOfTheThreadStopsNoRecord() throws IOException {
    Path suite = temp.resolve("suite");
    try (SuiteFolder folder = SuiteFolder.empty(suite, plan(3))) {
      Thread.currentThread().interrupt();
      record(folder, plan(3).problems().get(0), 3, Optional.empty());
      assertTrue(Thread.interrupted());
    }
    assertEquals(
        3, SuiteArchive.open(suite).problems().get(0).runs().get(0).open().evaluations());
  }

  @Test
  void aLineThatThePowerFailedInCountsAsIfItWereNotThere() throws IOException {
    Path suite = suite();
    Path log = suite.resolve("runs.jsonl");
    byte[] whole = Files.readAllBytes(log);
    int last = new String(whole, StandardCharsets.UTF_8).stripTrailing().lastIndexOf('\n') + 1;
    byte[] torn = whole.clone();
    Arrays.fill(torn, last, last + 50, (byte) 0);
    Files.write(log, torn);
    assertEquals(0, SuiteArchive.open(suite).problems().get(1).failed().size());
    try (SuiteFolder folder = SuiteFolder.resume(suite, PLAN)) {
      assertEquals(3, folder.finished());
      run(folder, NOISY, "jmetal:NSGAII", -3, Optional.empty());
    }
    assertEquals(2, SuiteArchive.open(suite).problems().get(1).runs().size());
  }

  @Test
  void ofARunThatATimeLimitHasEndedTheLongerPartIsMerged() throws IOException {
    Path part = recorded(4, 2, Optional.of(Duration.ofSeconds(2)));
    Path whole = temp.resolve("whole");
    try (SuiteFolder folder = SuiteFolder.empty(whole, plan(4))) {
      record(folder, plan(4).problems().get(0), 4, Optional.empty());
    }
    for (List<Path> parts : List.of(List.of(part, whole), List.of(whole, part))) {
      Path merged = temp.resolve("merged-" + parts.get(0).getFileName());
      List<SuiteArchive> archives = new ArrayList<>();
      for (Path folder : parts) {
        archives.add(SuiteArchive.open(folder));
      }
      try (SuiteFolder folder = SuiteFolder.empty(merged, plan(4))) {
        SuiteMerge.of(archives).write(folder);
      }
      ArchivedRun run = SuiteArchive.open(merged).problems().get(0).runs().get(0);
      assertEquals(4, run.open().evaluations());
    }
  }

  @Test
  void overwritesSuitesAndNothingElse() throws IOException {
    Path suite = suite();
    String taken =
        assertThrows(IOException.class, () -> SuiteFolder.empty(suite, PLAN)).getMessage();
    assertTrue(taken.startsWith(suite + ": not empty"), taken);
    Path thesis = Files.writeString(suite.resolve("thesis.tex"), "years of work");
    String foreign = assertThrows(IOException.class, () -> SuiteFolder.overwrite(suite, PLAN))
        .getMessage();
    assertTrue(foreign.startsWith(suite + ": 'thesis.tex' is not a file of a suite"), foreign);
    assertEquals(
        3,
        SuiteArchive.open(suite).problems().stream()
            .mapToInt(problem -> problem.runs().size())
            .sum());
    Files.delete(thesis);
    SuiteFolder.overwrite(suite, PLAN).close();
    assertEquals(List.of(), SuiteArchive.open(suite).problems().get(0).runs());
    assertFalse(Files.exists(suite.resolve(".lock")));
    SuiteFolder.delete(suite);
    assertFalse(Files.exists(suite));
  }

  @Test
  void takesAFreshNameWhereOneIsTaken() throws IOException {
    SuiteFolder.fresh(temp, "x", PLAN).close();
    try (SuiteFolder second = SuiteFolder.fresh(temp, "x", PLAN)) {
      assertEquals(temp.resolve("x-2"), second.path());
    }
  }

  @Test
  void namesAFolderThatCannotBeMade() throws IOException {
    Path inside = Files.writeString(temp.resolve("file"), "").resolve("runs");
    String message =
        assertThrows(IOException.class, () -> SuiteFolder.empty(inside, PLAN)).getMessage();
    assertTrue(message.startsWith(inside + ": this folder can't be created:"), message);
  }

  @Test
  void refusesPlansWhoseRunsWouldShareFiles() {
    Map<String, Map<String, String>> algorithms = Map.of("a:b", Map.of(), "a@b", Map.of());
    String why = assertThrows(
            IllegalArgumentException.class,
            () -> new SuitePlan(List.of(QUIET), algorithms, List.of(1L)))
        .getMessage();
    assertTrue(why.contains("both would write to 'a_b-seed-1.run'"), why);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuitePlan(List.of(QUIET, QUIET), ALGORITHMS, List.of(1L)));
  }

  private static String refusedPlan(String algorithm, String other, long seed) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new SuitePlan(
                List.of(QUIET), Map.of(algorithm, Map.of(), other, Map.of()), List.of(seed)))
        .getMessage();
  }

  @Test
  void refusesPlansWhoseFilesDifferInCaseOnly() {
    String why = refusedPlan("Mine", "mine", 1);
    assertTrue(why.contains("both would write to '"), why);
    assertTrue(why.contains("upper and lower case are the same"), why);
  }

  /** The longest name is that of a file of times while it is written. */
  @Test
  void refusesPlansWhoseFilesHaveNamesThatAreTooLong() throws IOException {
    long seed = Long.MIN_VALUE;
    int most = 255 - ("-seed-" + seed + ".times.part").length();
    String why = refusedPlan("a".repeat(most + 1), "b", seed);
    assertTrue(why.contains("': its file name has 256 characters; allowed: at most 255"), why);
    String longest = "a".repeat(most);
    SuitePlan plan = new SuitePlan(List.of(QUIET), Map.of(longest, Map.of()), List.of(seed));
    try (SuiteFolder folder = SuiteFolder.empty(temp, plan)) {
      folder.begin(QUIET, longest, seed).close();
    }
  }

  @Test
  void tellsRunsThatEndedEarlyFromThoseThatSpentTheirBudget() {
    RunOutcome outcome = new RunOutcome(
        "random", 1, new RunOutcome.Found(7, 7, 0, "00"), RunOutcome.Timing.between(START, START));
    assertTrue(outcome.complete(7));
    assertFalse(outcome.complete(8));
  }

  @Test
  void knowsTheCommitThatItWasBuiltFrom() {
    String commit = Provenance.of("").commit();
    assertTrue(commit.matches("[0-9a-f]{40}(-dirty)?|" + Provenance.UNKNOWN), commit);
  }

  @Test
  void numbersOfTablesReadBackToTheSameBits() {
    for (double value : new double[] {0, -0.0, 1e15, 1e300, 0.1, -7, 1L << 53, Double.MIN_VALUE}) {
      assertEquals(value, Double.parseDouble(PlainNumber.of(value)));
    }
    assertEquals("1802502144000", PlainNumber.of(1802502144000.0));
  }
}
