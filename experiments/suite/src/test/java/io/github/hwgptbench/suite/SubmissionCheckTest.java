package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Maps;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RecordVerification;
import io.github.hwgptbench.record.SuiteArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionCheckTest {

  private static final String ABOUT = "name: My search\nauthors: Ada Lovelace\n";

  @TempDir
  private static Path temp;

  private static final Benches BENCHES = Benches.shipped();
  /** Of {@code random} on {@code track-constrained}. */
  private static Path whole;
  /** The same of an algorithm that is not known here. */
  private static Path unknown;

  @BeforeAll
  static void run() throws Exception {
    whole = run("whole", track("track-constrained"), "random");
    unknown = run("unknown", track("track-constrained"), renamed("random", "mine"));
  }

  @AfterAll
  static void close() {
    BENCHES.close();
  }

  private static Experiment.Builder track(String name) throws IOException {
    return Experiment.read(name).toBuilder().noAlgorithms().benches(BENCHES);
  }

  private static String firstProblem() throws IOException {
    return "problem "
        + Experiment.read("track-constrained")
            .problems(BENCHES)
            .get(0)
            .problem()
            .name();
  }

  private static Path run(String name, Experiment.Builder track, Object... algorithms)
      throws Exception {
    Path folder = temp.resolve(name);
    assertEquals(
        List.of(),
        track.algorithms(algorithms).build().run(folder, SuiteListener.NONE).failed());
    Files.writeString(folder.resolve("submission.yaml"), ABOUT);
    return folder;
  }

  private static SubmissionCheck.Outcome check(Path folder, int sample) throws Exception {
    return SubmissionCheck.of(
        Submission.open(folder),
        BENCHES,
        new SubmissionCheck.Sample(sample, 1, 2, false),
        () -> {});
  }

  private static List<String> reasons(Path folder) throws Exception {
    SubmissionCheck.Outcome outcome = check(folder, 4);
    assertEquals(outcome.reasons().isEmpty(), outcome.verification().isPresent());
    return outcome.reasons();
  }

  private static Path copy(Path suite, String name) throws IOException {
    Path copy = temp.resolve(name);
    try (Stream<Path> files = Files.walk(suite)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(suite.relativize(file).toString()));
      }
    }
    return copy;
  }

  /** An algorithm of this installation under another name. */
  private static SearchAlgorithm renamed(String algorithm, String name) {
    SearchAlgorithm own = AlgorithmRegistry.load().algorithm(AlgorithmName.parse(algorithm));
    return new SearchAlgorithm() {
      @Override
      public AlgorithmName name() {
        return AlgorithmName.parse(name);
      }

      @Override
      public String description() {
        return own.description();
      }

      @Override
      public Map<String, String> settings() {
        return Map.of();
      }

      @Override
      public boolean asynchronous() {
        return own.asynchronous();
      }

      @Override
      public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
        own.run(problem, budget, seed, listener);
      }

      @Override
      public void run(
          Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
        own.run(problem, conditions, seed, listener);
      }
    };
  }

  /** Returns the result of an algorithm without the time of its proposals. */
  private static RecordVerification.Verified verified(
      int runs, int checked, @Nullable String notRepeatable) {
    return new RecordVerification.Verified(runs, checked, notRepeatable, Double.NaN);
  }

  private static RecordVerification.Verified untimed(RecordVerification.Verified timed) {
    return verified(timed.runs(), timed.checked(), timed.notRepeatable());
  }

  @Test
  void aWholeRecordIsAcceptedAndItsVerificationHoldsForItAlone() throws Exception {
    Path folder = copy(whole, "accepted");
    assertEquals(Optional.empty(), Submission.open(folder).verification());
    SubmissionCheck.Outcome outcome = check(folder, 5);
    assertEquals(List.of(), outcome.reasons());
    RecordVerification verification = outcome.verification().orElseThrow();
    RecordVerification.Verified random = verification.algorithms().get("random");
    assertTrue(random.proposalMicros() > 0 && random.proposalMicros() < 1e6, random::toString);
    assertEquals(verified(80, 5, null), untimed(random));

    Submission submission = Submission.open(folder);
    verification.write(submission.verificationFile());
    assertEquals(Optional.of(verification), Submission.open(folder).verification());

    // Another record with the file of this one.
    Path other = run("other", track("track-constrained").seeds("1..19"), "random");
    Files.copy(submission.verificationFile(), other.resolve("verification.json"));
    assertEquals(Optional.empty(), Submission.open(other).verification());
    assertEquals(List.of("missing: seeds 20"), reasons(other));
  }

  @Test
  void allThatIsNotOfTheTrackIsARefusal() throws Exception {
    Path folder = run(
        "another",
        track("track-constrained")
            .problem("HWGPT-S(perplexity,params)")
            .seeds("2..21")
            .evaluations(100)
            .noise(true),
        "random");
    List<String> reasons = reasons(folder);
    for (String part : List.of(
        firstProblem() + " is missing",
        "problem HWGPT-S(perplexity,params), noisy is not a problem of track-constrained-v1",
        "missing: seeds 1",
        "not of the track: seeds 21")) {
      assertTrue(reasons.contains(part), reasons::toString);
    }

    reasons = reasons(run(
        "shorter",
        track("track-constrained").evaluations(20).referencePoint(List.of(2.0)),
        "random"));
    assertEquals(9, reasons.size(), reasons::toString);
    String problem = firstProblem() + ": ";
    assertEquals(
        List.of(
            problem + "protocol is \"own\"; expected \"default-1\"",
            problem + "reference_point is [2.0,2.0]; expected [1.1,1.1]"),
        reasons.subList(0, 2));
    assertEquals("budget of 20 evaluations; allowed: 25, 50, 100, 200 evaluations", reasons.get(8));

    assertEquals(
        List.of(),
        reasons(run("a-scored-budget", track("track-constrained").evaluations(50), "random")));

    reasons =
        reasons(run("no-track", track("track-constrained").name("track-constrained-v2"), "random"));
    assertEquals(1, reasons.size());
    assertTrue(
        reasons
            .get(0)
            .startsWith(
                "its suite is 'track-constrained-v2', which is not a known version of a track"),
        reasons::toString);
  }

  @Test
  void aRecordThatIsDamagedOrNotCompleteIsRefused() throws Exception {
    Path folder = copy(whole, "damaged");
    EarlierLayout.convert(folder);
    List<ArchivedRun> runs = SuiteArchive.open(folder).problems().get(1).runs();
    byte[] bytes = runs.get(3).bytes();
    bytes[bytes.length / 2] ^= 1;
    Files.write(EarlierLayout.file(runs.get(3)), bytes);
    Files.delete(EarlierLayout.file(runs.get(5)));
    Path index = folder.resolve("runs.jsonl");
    List<String> lines = Files.readAllLines(index);
    Files.write(index, lines.subList(0, lines.size() - 1));

    List<String> reasons = reasons(folder);
    assertEquals(3, reasons.size(), reasons::toString);
    assertTrue(reasons.get(0).endsWith("1 run is not finished"), reasons::toString);
    assertTrue(
        reasons.get(1).contains(EarlierLayout.file(runs.get(3)).getFileName().toString()),
        reasons::toString);
    assertTrue(
        reasons.get(2).contains(EarlierLayout.file(runs.get(5)).getFileName().toString()),
        reasons::toString);
  }

  @Test
  void aMissingFileOfManyRunsIsOneReason() throws Exception {
    Path folder = copy(whole, "without-segment");
    Files.delete(folder.resolve("runs-00001.seg"));
    List<String> reasons = reasons(folder);
    assertEquals(1, reasons.size(), reasons::toString);
    assertTrue(reasons.get(0).endsWith(" (80 runs)"), reasons::toString);
  }

  @Test
  void runsOfAnotherAlgorithmThanTheRecordSaysAreRefused() throws Exception {
    Path folder = run("pretended", track("track-constrained"), renamed("nsga2", "local-search"));
    List<String> reasons = reasons(folder);
    assertEquals(4, reasons.size(), reasons::toString);
    assertTrue(reasons.get(0).endsWith("has other evaluations when repeated"), reasons::toString);
  }

  @Test
  void unknownAlgorithmsAreNotRepeatableUnlessTheSubmissionSaysSo() throws Exception {
    Path folder = copy(unknown, "claimed");
    assertEquals(
        verified(80, 7, "not among the algorithms of this installation"),
        check(folder, 7).verification().orElseThrow().algorithms().get("mine"));

    Files.writeString(folder.resolve("submission.yaml"), ABOUT + "repeatable: true\n");
    assertEquals(
        List.of(
            "mine can't be repeated here (not among the algorithms of this installation), but the submission has 'repeatable: true'"),
        reasons(folder));
  }

  @Test
  void noAlgorithmIsLeftOutOfASampleThatHasRoomForAll() throws Exception {
    Path folder = run(
        "several",
        track("track-constrained").evaluations(25),
        "random",
        "grid",
        "nsga2",
        renamed("random", "mine"),
        renamed("grid", "theirs"));
    String unknown = "not among the algorithms of this installation";
    assertEquals(
        Map.of(
            "random", verified(80, 2, null),
            "grid", verified(80, 2, null),
            "nsga2", verified(80, 2, null),
            "mine", verified(80, 3, unknown),
            "theirs", verified(80, 3, unknown)),
        Maps.transformValues(
            check(folder, 6).verification().orElseThrow().algorithms(),
            SubmissionCheckTest::untimed));
  }

  @Test
  void valuesThatTheBenchmarkDoesNotReturnAreRefused() throws Exception {
    Path falsified = temp.resolve("false");
    falsify(SuiteArchive.open(unknown), falsified, (trace, i) -> {
      ForgedRecord.Numbers forged = ForgedRecord.recorded(trace, i);
      forged.noiseFree()[0] *= i == 6 ? 0.999 : 1;
      return new ForgedRecord.Numbers(forged.noiseFree(), forged.noiseFree(), forged.seconds());
    });
    List<String> reasons = reasons(falsified);
    assertEquals(4, reasons.size(), reasons::toString);
    assertTrue(
        reasons
            .get(0)
            .endsWith(
                "evaluation 7 has other values than the benchmark returns for its architecture"),
        reasons::toString);
  }

  @Test
  void observedValuesThatTheSeedDoesNotGiveAreRefused() throws Exception {
    Path folder = run("noisy", track("track-noisy"), renamed("nsga2", "mine"));
    assertEquals(List.of(), check(folder, 60).reasons());

    Path falsified = temp.resolve("without-noise");
    falsify(SuiteArchive.open(folder), falsified, (trace, i) -> {
      ForgedRecord.Numbers recorded = ForgedRecord.recorded(trace, i);
      return new ForgedRecord.Numbers(
          recorded.noiseFree(), recorded.noiseFree(), recorded.seconds());
    });
    List<String> reasons = check(falsified, 60).reasons();
    assertEquals(60, reasons.size(), reasons::toString);
    for (String reason : reasons) {
      assertTrue(
          reason.endsWith(
              "evaluation 1 has other observed values than the benchmark returns with the seed of the run"),
          reason);
    }
  }

  @Test
  void timesThatEvaluationsDoNotTakeAreRefused() throws Exception {
    Path folder = run("timed", track("track-clock"), renamed("random", "mine"));
    assertEquals(List.of(), check(folder, 80).reasons());
    SuiteArchive record = SuiteArchive.open(folder);

    Path quicker = temp.resolve("quicker");
    falsify(record, quicker, (trace, i) -> {
      ForgedRecord.Numbers recorded = ForgedRecord.recorded(trace, i);
      return new ForgedRecord.Numbers(
          recorded.seen(), recorded.noiseFree(), recorded.seconds() * (i == 6 ? 0.5 : 1));
    });
    checkAll(quicker, "evaluation 7 has the wrong cost or time", "evaluation 7 (ends|begins) .*");

    Path atOnce = temp.resolve("at-once");
    falsify(record, atOnce, (trace, i) -> {
      ForgedRecord.Numbers recorded = ForgedRecord.recorded(trace, i);
      return new ForgedRecord.Numbers(recorded.seen(), recorded.noiseFree(), 1);
    });
    checkAll(
        atOnce,
        "evaluation 1 has the wrong cost or time",
        "evaluation 1 ends after 1.0 s, and takes \\d+\\.\\d+ s");

    // The last evaluation, though nothing else is moved, and a worker may wait.
    Path tooLate = temp.resolve("too-late");
    falsify(record, tooLate, (trace, i) -> {
      ForgedRecord.Numbers recorded = ForgedRecord.recorded(trace, i);
      return new ForgedRecord.Numbers(
          recorded.seen(),
          recorded.noiseFree(),
          i == trace.evaluations() - 1 ? 72_000.01 : recorded.seconds());
    });
    checkAll(
        tooLate,
        "evaluation \\d+ has the wrong cost or time",
        "evaluation \\d+ is beyond the budget");
  }

  private static void falsify(SuiteArchive record, Path folder, ForgedRecord.Forger forger)
      throws IOException {
    ForgedRecord.write(record, folder, forger);
    Files.writeString(folder.resolve("submission.yaml"), ABOUT);
  }

  /** Checks that no run on {@code track-clock} is accepted, half of which have eight workers. */
  private static void checkAll(Path folder, String reasonOfOne, String reasonOfEight)
      throws Exception {
    List<String> reasons = check(folder, 80).reasons();
    assertEquals(80, reasons.size(), reasons::toString);
    for (String reason : reasons) {
      String expected = reason.contains(", 8 workers") ? reasonOfEight : reasonOfOne;
      assertTrue(reason.matches(".*: " + expected), reason);
    }
    assertEquals(
        40, reasons.stream().filter(reason -> reason.contains(", 8 workers")).count());
  }

  @Test
  void aSubmissionNeedsItsFileInTheRecordOrBesideIt() throws Exception {
    Path parent = Files.createDirectory(temp.resolve("parent"));
    Path folder = copy(whole, "parent/record");
    Files.delete(folder.resolve("submission.yaml"));
    try {
      Submission.open(folder);
      throw new AssertionError("Opened");
    } catch (IllegalArgumentException e) {
      assertEquals(
          folder
              + ": no 'submission.yaml'; allowed: in it, or beside it as 'record.submission.yaml' or 'submission.yaml'",
          e.getMessage());
    }
    Files.writeString(parent.resolve("submission.yaml"), ABOUT);
    assertEquals("My search", Submission.open(folder).about().name());
    Files.writeString(parent.resolve("record.submission.yaml"), ABOUT.replace("My", "Its"));
    assertEquals("Its search", Submission.open(folder).about().name());
    Files.writeString(folder.resolve("submission.yaml"), ABOUT.replace("My", "Own"));
    assertEquals("Own search", Submission.open(folder).about().name());
    assertEquals(folder.resolve("verification.json"), Submission.open(folder).verificationFile());
    MoreFiles.deleteRecursively(parent, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
