package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.hwgptbench.adapter.process.StandardStreams;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.EarlierLayout;
import io.github.hwgptbench.suite.Experiment;
import io.github.hwgptbench.suite.SuiteListener;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs as algorithms of suites, and the transcript of the document. */
class AskTellTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));
  private static final Pattern TRANSCRIPT =
      Pattern.compile("^```ask-tell (.*)\\R((?s:.*?))^```", Pattern.MULTILINE);

  @TempDir
  private Path temp;

  private CommandRun last = new CommandRun(0, "", "");

  private int hwgpt(Object... args) {
    last = CommandRun.of(args);
    return last.code();
  }

  /** A process of its own, whose standard streams are a program's. */
  private Process start(List<String> args) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@"
            + Files.write(
                temp.resolve("options"),
                List.of(
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    '"' + System.getProperty("java.class.path").replace("\\", "\\\\") + '"')),
        HwGpt.class.getName(),
        "ask-tell"));
    command.addAll(args);
    return new ProcessBuilder(command)
        .redirectError(temp.resolve("err").toFile())
        .start();
  }

  private static List<String> lines(String text, String mark) {
    return text.lines()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  @Test
  void theTranscriptIsTrue() throws Exception {
    Matcher transcript = TRANSCRIPT.matcher(Files.readString(ROOT.resolve("docs/ask-tell.md")));
    assertTrue(transcript.find());
    List<String> args = new ArrayList<>(List.of(transcript.group(1).split(" ")));
    Path record = temp.resolve("record");
    args.addAll(List.of("--out", record.toString(), "--name", "mine"));
    Process process = start(args);
    try (PrintWriter in = new PrintWriter(process.getOutputStream(), true)) {
      lines(transcript.group(2), "< ").forEach(in::println);
    }
    List<String> told =
        new String(process.getInputStream().readAllBytes()).lines().toList();
    assertEquals(0, process.waitFor(), () -> read(temp.resolve("err")));
    List<String> expected = lines(transcript.group(2), "> ");
    assertEquals(expected.size(), told.size());
    for (int i = 0; i < told.size(); i++) {
      String pattern = Stream.of(expected.get(i).split("\\.\\.\\.", -1))
          .map(Pattern::quote)
          .collect(Collectors.joining(".+"));
      assertTrue(told.get(i).matches(pattern), expected.get(i) + "\n" + told.get(i));
    }
    ArchivedProblem problem = SuiteArchive.open(record).problems().get(0);
    assertEquals("mine", problem.runs().get(0).outcome().algorithm());
    assertEquals(7, problem.runs().get(0).outcome().seed());
    assertEquals(3, problem.runs().get(0).open().evaluations());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path suite(String algorithms) throws IOException {
    return Files.writeString(temp.resolve("mine.yaml"), """
        objectives: [perplexity, energy@rtx2080]
        algorithms: %s
        seeds: 2
        evaluations: 30
        """.formatted(algorithms));
  }

  private static String python() {
    boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    assumeTrue(there, "there is no python3");
    return "python3";
  }

  private String program(String name, String source) throws IOException {
    return "{name: %s, command: [%s, '%s']}"
        .formatted(name, python(), Files.writeString(temp.resolve(name + ".py"), source));
  }

  private static String randomSearch(String name) {
    return "{name: %s, command: [%s, '%s']}"
        .formatted(name, python(), ROOT.resolve("experiments/examples/python/random_search.py"));
  }

  @Test
  void aProgramOfASuiteHasSeveralWorkers() throws Exception {
    String program =
        randomSearch("python-asynchronous").replace("random_search.py", "asynchronous_search.py");
    Path suite = suite("[" + program.replace("}", ", asynchronous: true}") + "]");
    String conditions = Files.readString(suite) + "workers: 3\nclock: latency@rtx2080\n";
    Files.writeString(suite, conditions);
    Path folder = temp.resolve("record");
    assertEquals(0, hwgpt("run", suite, "--out", folder, "--quiet"), () -> last.err());
    ArchivedRun run = SuiteArchive.open(folder).problems().get(0).runs().get(0);
    Duration proposals = run.outcome().proposalTime().orElseThrow();
    assertTrue(proposals.toNanos() > 0, "the start of the program alone");
    assertTrue(proposals.compareTo(run.outcome().duration()) <= 0, proposals.toString());
    RunTrace trace = run.open();
    assertEquals(30, trace.evaluations());
    double end = trace.expense(29).seconds();
    assertTrue(end < 30 * 45 / 2.0, "three at a time end at " + end);
    assertEquals(0, hwgpt("verify", folder, "--run-commands"), () -> last.err());
    Files.writeString(suite, conditions.replace(", asynchronous: true", ""));
    assertEquals(2, hwgpt("run", suite, "--out", temp.resolve("refused"), "--quiet"));
    assertTrue(last.err().contains("can't search with 3 workers"), last.err());
  }

  @Test
  void aRecordIsOverwrittenOnlyWhereThatIsAsked() throws Exception {
    Path record = temp.resolve("record");
    List<String> args = new ArrayList<>(List.of("--evaluations", "1", "--out", record.toString()));
    assertEquals(0, evaluatesTheSmallest(args), () -> read(temp.resolve("err")));
    assertEquals(1, evaluatesTheSmallest(args));
    assertTrue(read(temp.resolve("err")).contains("not empty"));
    args.addAll(List.of("--overwrite", "--reference-point", "2"));
    assertEquals(0, evaluatesTheSmallest(args), () -> read(temp.resolve("err")));
    assertEquals(
        List.of(2.0, 2.0),
        SuiteArchive.open(record).problems().get(0).settings().protocol().referencePoint());
  }

  private int evaluatesTheSmallest(List<String> args) throws Exception {
    Process process = start(args);
    try (PrintWriter in = new PrintWriter(process.getOutputStream(), true)) {
      in.println("{\"evaluate\": [[" + "0,".repeat(26) + "0]]}");
    }
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  /** Fidelities, cost and time, with a budget that ends while there is more to ask. */
  @Test
  void aRecordOfFidelitiesHasTheBytesOfASuite() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int choice = 0; choice < 3; choice++) {
      for (int fidelity = 0; fidelity < 3; fidelity++) {
        lines.add("{\"evaluate\": [[0,0,0,%s%s]], \"fidelity\": %s}"
            .formatted((choice + ",").repeat(23), choice, fidelity));
      }
    }
    List<String> args = List.of(
        "--objectives",
        "perplexity,energy@a100",
        "--fidelity",
        "measurements=1,5,25",
        "--time",
        "110s",
        "--clock",
        "latency@rtx2080",
        "--seed",
        "3",
        "--name",
        "mine");
    Path record = temp.resolve("record");
    List<String> told = converse(args, lines);
    assertEquals(
        told,
        converse(
            Stream.concat(args.stream(), Stream.of("--out", record.toString())).toList(), lines));
    assertTrue(told.get(0).contains("\"limit\":{\"unit\":\"seconds\",\"amount\":110.0}"));
    assertTrue(told.get(1).contains("\"costs\":[0.04],\"seconds\":["), told.get(1));
    assertTrue(told.get(told.size() - 1).endsWith("\"left\":0,\"rest\":0.0}"), told::toString);

    Path suite = temp.resolve("suite");
    Experiment.builder()
        .name("ask-tell")
        .problem("HWGPT-S(perplexity,energy@a100)")
        .fidelities(Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25)))
        .budget(Budget.seconds(110))
        .clock("latency@rtx2080")
        .seeds(3, 3)
        .algorithms(new StandardStreams(
            AlgorithmName.parse("mine"),
            new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream()))
        .build()
        .run(suite, SuiteListener.NONE);
    ArchivedRun run = SuiteArchive.open(record).problems().get(0).runs().get(0);
    assertArrayEquals(
        run.bytes(), SuiteArchive.open(suite).problems().get(0).runs().get(0).bytes());
    RunTrace trace = run.open();
    assertTrue(trace.evaluations() > 4 && trace.evaluations() < 9, "" + trace.evaluations());
    assertEquals(1, trace.expense(1).fidelity());
    assertEquals(0.2 - 0.04, trace.expense(1).cost());
  }

  private List<String> converse(List<String> args, List<String> lines) throws Exception {
    Process process = start(args);
    try (PrintWriter in = new PrintWriter(process.getOutputStream(), true)) {
      lines.forEach(in::println);
    }
    List<String> told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
    assertEquals(0, process.waitFor(), () -> read(temp.resolve("err")));
    return told;
  }

  @Test
  void onlyOneBudgetCanBeGiven() {
    assertEquals(2, hwgpt("ask-tell", "--evaluations", 20, "--cost", 5));
    assertTrue(
        last.err().contains("--evaluations, --cost and --time; allowed: one of them"), last.err());
  }

  @Test
  void aProgramIsAnAlgorithmLikeAnyOther() throws IOException {
    Path suite = suite("[random, " + randomSearch("mine") + "]");
    Path folder = temp.resolve("runs");
    assertEquals(0, hwgpt("run", suite, "--out", folder), () -> last.err());
    ArchivedProblem problem = SuiteArchive.open(folder).problems().get(0);
    assertEquals(4, problem.runs().size());
    assertEquals(30, problem.runs().get(2).open().evaluations());
    assertTrue(read(problem.runs().get(2).errors()).startsWith("best of each objective"));

    // What was deleted is run again, to the same bytes; the others are kept.
    EarlierLayout.convert(folder);
    Path run = EarlierLayout.file(problem.runs().get(3));
    byte[] before = Files.readAllBytes(run);
    Files.delete(run);
    assertEquals(0, hwgpt("run", suite, "--out", folder, "--resume"), () -> last.err());
    assertArrayEquals(before, Files.readAllBytes(run));

    assertEquals(0, hwgpt("verify", folder), () -> last.err());
    assertTrue(last.out().startsWith("2 of 2 runs were repeated"), last.out());
    assertTrue(
        last.err().contains("2 runs are of programs, which are started only with"), last.err());
    assertEquals(0, hwgpt("verify", folder, "--run-commands"), () -> last.err());
    assertTrue(last.out().startsWith("4 of 4 runs were repeated"), last.out());
    assertEquals(0, hwgpt("run", suite, "--out", folder, "--overwrite"), () -> last.err());
  }

  @Test
  void oneThatIgnoresItsSeedIsFoundOut() throws IOException {
    String source = Files.readString(ROOT.resolve("experiments/examples/python/random_search.py"));
    Path suite = suite("["
        + program("mine", source.replace("random.Random(problem[\"seed\"])", "random.Random()"))
        + "]");
    Path folder = temp.resolve("runs");
    assertEquals(0, hwgpt("run", suite, "--out", folder), () -> last.err());
    assertEquals(1, hwgpt("verify", folder), () -> last.err());
    assertTrue(last.err().contains("all 2 runs are of programs"), last.err());
    assertEquals(1, hwgpt("verify", folder, "--run-commands"));
    assertTrue(last.err().contains("its proposals do not depend on its seed alone"), last.err());
  }

  /** As have the suites of clients of the service, whose runs can't be repeated. */
  @Test
  void aSuiteOfAProgramMayHaveTheNameServed() throws IOException {
    Path folder = temp.resolve("runs");
    Path suite = suite("[" + randomSearch("mine") + "]");
    assertEquals(0, hwgpt("run", suite, "--name", "served", "--out", folder), () -> last.err());
    assertEquals(0, hwgpt("verify", folder, "--run-commands"), () -> last.err());
  }

  @Test
  void oneThatNoLongerWorksIsReportedWithItsReason() throws IOException {
    String source = Files.readString(ROOT.resolve("experiments/examples/python/random_search.py"));
    Path suite = suite("[" + program("mine", source) + "]");
    Path folder = temp.resolve("runs");
    assertEquals(0, hwgpt("run", suite, "--out", folder), () -> last.err());
    program("mine", "import sys; sys.exit('no module torch')");
    assertEquals(1, hwgpt("verify", folder, "--run-commands"));
    assertTrue(last.err().contains("; it failed when repeated: "), last.err());
    assertTrue(last.err().contains("no module torch"), last.err());
  }

  @Test
  void oneThatFailsEndsItsOwnRunsAlone() throws IOException {
    Path suite = suite("[random, "
        + program("wrong", "import sys; sys.stdin.readline(); print('hello', flush=True)")
        + "]");
    Path folder = temp.resolve("runs");
    assertEquals(1, hwgpt("run", suite, "--out", folder));
    assertTrue(last.err().contains("2 of 4 runs failed"), last.err());
    ArchivedProblem problem = SuiteArchive.open(folder).problems().get(0);
    assertEquals(2, problem.runs().size());
    assertEquals(
        List.of(
            "line 1 of its output: not a JSON object: 'hello' (other messages belong on standard error)",
            "line 1 of its output: not a JSON object: 'hello' (other messages belong on standard error)"),
        problem.failed().stream()
            .map(outcome -> outcome.failure().orElseThrow())
            .toList());
  }

  @Test
  void oneThatHangsIsEndedByTheTimeLimit() throws IOException {
    Path suite = suite(
        "[" + program("lost", "import sys, time; sys.stdin.readline(); time.sleep(1000)") + "]");
    Path folder = temp.resolve("runs");
    assertEquals(1, hwgpt("run", suite, "--out", folder, "--time-limit", "1s"));
    assertTrue(last.err().endsWith("0 evaluations: no end after 1s\n"), last.err());
  }

  @Test
  void aProgramMayNotHaveTheNameOfAnAlgorithm() throws IOException {
    Path suite = suite("[{name: ehvi, command: python3 mine.py}]");
    assertEquals(2, hwgpt("run", suite, "--out", temp.resolve("runs")));
    assertTrue(
        last.err()
            .contains("mine.yaml, line 2, 'algorithms': Algorithm 'ehvi': this name is taken"),
        last.err());
  }

  @Test
  void optunasSamplersAreAlgorithmsToo() throws IOException {
    String optuna = System.getenv("HWGPTBENCH_OPTUNA_PYTHON");
    assumeTrue(optuna != null, "HWGPTBENCH_OPTUNA_PYTHON names no Python that has Optuna");
    Path script = ROOT.resolve("experiments/examples/python/optuna_search.py");
    String program = "{name: optuna-%1$s, command: ['" + optuna + "', '" + script + "', %1$s]}";
    Path suite = suite("[" + program.formatted("NSGAII") + ", " + program.formatted("TPE") + "]");
    Path folder = temp.resolve("runs");
    assertEquals(0, hwgpt("run", suite, "--out", folder), () -> last.err());
    ArchivedProblem problem = SuiteArchive.open(folder).problems().get(0);
    assertEquals(4, problem.runs().size());
    assertEquals(30, problem.runs().get(3).open().evaluations());
    assertEquals(0, hwgpt("verify", folder, "--run-commands"), () -> last.err());
  }
}
