package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.failsWith;
import static io.github.hwgptbench.cli.CommandRun.succeeds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.front.BestFronts;
import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.front.ReferenceFrontFile;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunRecorder;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.EarlierLayout;
import io.github.hwgptbench.table.MeasuredData;
import io.github.hwgptbench.testing.Measurements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class HwGptTest {

  private static final String ARCH =
      "gpt-s-12-768-4-3-2-4-4-3-2-3-4-2-3-4-12-8-4-12-8-12-4-8-12-4-8-12-True";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path temp;

  /** A file with different architectures of a space, one a row. */
  private Path architectures(SearchSpace space, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines =
        new ArrayList<>(List.of("arch_id,embed_dim,n_layer,bias,mlp_ratio,n_head"));
    for (int row = 0; row < rows; row++) {
      Architecture architecture = space.sampleUniformGenes(random);
      lines.add(String.format(
          Locale.ROOT,
          "%d,%d,%d,%b,%s,%s",
          100 + row,
          architecture.embedDim(),
          architecture.layers(),
          architecture.bias(),
          joined(architecture.mlpRatios()),
          joined(architecture.heads())));
    }
    return Files.write(temp.resolve("in.csv"), lines);
  }

  private static String joined(int[] values) {
    return IntStream.of(values).mapToObj(Integer::toString).collect(Collectors.joining("-"));
  }

  static Stream<String> commands() {
    return Stream.concat(
        Stream.of(""),
        subcommands(
            "", HwGpt.commandLine(new PrintWriter(System.out), new PrintWriter(System.err))));
  }

  private static Stream<String> subcommands(String of, CommandLine parent) {
    return parent.getSubcommands().entrySet().stream().flatMap(it -> {
      String name = (of + " " + it.getKey()).strip();
      return Stream.concat(Stream.of(name), subcommands(name, it.getValue()));
    });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpOfEveryCommandHasAnExample(String command) {
    CommandRun help = succeeds((Object[]) (command + " --help").strip().split(" "));
    assertTrue(help.out().contains("Example"), help.out());
    assertTrue(help.out().contains("  hwgpt " + (command.isEmpty() ? "run" : command)), help.out());
  }

  @Test
  void suitesArePrintedAsTheyAre() throws IOException {
    String track = succeeds("run", "track-core", "--print").out();
    assertTrue(track.contains("\nname: track-core-v1\n"), track);
    Path copy = Files.writeString(temp.resolve("copy.yaml"), track);
    assertEquals(track, succeeds("run", copy, "--print").out());
  }

  @Test
  void helpGoesOnUnderTheDescriptionOfTheLongestNames() {
    String help = succeeds("run", "--help").out();
    assertTrue(help.lines().noneMatch(line -> line.matches(" {3,12}[a-z].*")), () -> help);
  }

  @Test
  void saysItsVersion() {
    assertTrue(succeeds("--version").out().matches("hwgptbench [0-9]+\\.[0-9]+.*\\R"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      run --scale xl                                  | Search space 'xl': unknown; known: s, m, l
      run --objectives perplexity,latency@a1000       | Objective 'latency@a1000': unknown device 'a1000'; known: a100, a40
      run --objectives perplexty,params               | Objective 'perplexty': unknown metric 'perplexty'
      run --objectives params,params                  | given twice
      run --constraints params<150                    | Constraint 'params<150': expected an objective
      run --constraints latency@a1<=3                 | unknown device 'a1'
      run --algorithms nsga3                          | Algorithm 'nsga3': unknown; known:
      run --algorithms mine                           | a program needs a suite file with its command
      run track-core --print --seeds 3                | --print prints the file of a suite as it is; leave out all other
      run --seeds none                                | Seeds 'none': expected their number
      run --seeds 1000001                             | Seeds '1000001': too many; allowed: at most 1000000 seeds
      run --seeds 99999999999999999999                | too many; allowed: at most 1000000 seeds
      run --seeds 1..1000000,2000000                  | too many; allowed: at most 1000000 seeds
      run --evaluations 0                             | 0 evaluations per run; allowed: 1 or more
      run --evaluations many                          | Invalid value for option '--evaluations'
      run --threads 0                                 | --threads 0; allowed: 1 or more
      run --bounds nope                               | 'nope'
      run --resume --overwrite                        | --resume keeps what --overwrite deletes
      run quik                                        | Suite 'quik': no such file or shipped suite; known: quick, paper-2d, paper-3d, paper-20h, constrained, all-devices, track-core, track-noisy, track-constrained, track-many, track-tokens, track-clock, track-transfer (did you mean 'quick'?)
      run quick --scale m                             | Suite 'quick' defines its problems; leave out --scale
      run quick --evaluations 0                       | 0 evaluations per run; allowed: 1 or more
      run --shard 3/2                                 | Shard '3/2'; allowed: NUMBER/COUNT
      verify nowhere --sample 0                       | --sample 0; allowed: 1 or more
      verify nowhere --scale s                        | leave out --scale
      report                                          | Missing required parameter: 'DIR'
      compare one                                     | requires at least 2 values
      run --name a/b                                  | --name 'a/b': not a valid file name
      front                                           | No problem; give its name
      front HWGPT-S(perplexity,params) --scale m      | defines the problem; leave out --scale
      front HWGPT-S(perplexity)                       | Front of HWGPT-S(perplexity): its number of objectives is 1; allowed: 2 to 5
      front HWGPT-XL(perplexity,params)               | Search space 'xl': unknown; known: s, m, l
      front HWGPT-S                                   | Problem 'HWGPT-S': expected HWGPT-
      front HWGPT-S(perplexity,params,macs,flops) --certify | --certify: the number of objectives of HWGPT-S(perplexity,params,macs,flops) is 4; allowed: 2 or 3
      front HWGPT-S(perplexity,params) --points 0     | --points 0; allowed: 1 or more
      run --engine cuda                               | Invalid value for option '--engine': 'cuda'; allowed: java, onnx
      run --encoding none                             | Invalid value for option '--encoding': 'none'; allowed: onehot
      run --objectives perplexity --reference-point 1,2 | 2 coordinates; allowed: 1, as there is one objective
      ask-tell --protocol nope                        | Unknown protocol 'nope'
      ask-tell --bounds nope                          | 'nope'
      ask-tell --reference-point 0                    | Reference point '0'
      front ZDT1                                      | Problem 'ZDT1': expected HWGPT-
      front HWGPT-S(perplexity,memory@h100)           | was not measured on 'h100'; known: a100, rtx2080
      front --objectives perplexity,params --evaluations 0 | with 0 evaluations; allowed: 1 or more
      query                                           | Expected either --arch or --in
      query --arch gpt-s-10-768-2-2                   | has 6 parts; 10 layers take 25
      query --arch gpt-m-22-1024                      | names the space 'm'; expected: 's'
      query --in x.csv --quantiles 1.5                | --quantiles 1.5; allowed: 0 to 1
      query --in x.csv --format json                  | --format json requires --arch
      query --arch A --out x.csv                      | --out requires --in
      query --arch gpt-s-12-768-4-3-2-4-4-3-2-3-4-2-3-4-12-8-4-12-8-12-4-8-12-4-8-12-True --objectives perplexity,perplexity | given twice
      query --in x.csv --samples -1                   | --samples -1; allowed: 0 to 1000
      query --in x.csv --samples 1001                 | --samples 1001; allowed: 0 to 1000
      query --in x.csv --quantiles 0.5,0.5            | a level is given twice
      query --in x.csv --objectives ,                 | --objectives
      run --scale s_wide                              | nothing was measured in this space; give --objectives of params
      run --scale xs --objectives latency@a100,params | Objective 'latency@a100': no device has latency in space 'xs'
      query --arch A --objectives accuracy@supernet   | name a supernet of space 's' with --supernet and --tokens
      run --scale xs --objectives perplexity@supernet,params --fidelity tokens=256,1024 --predict 512 | --predict 512 with fidelities of 256, 1024 tokens; leave it out
      run --fidelity foo=5                            | Fidelities in foo; allowed: measurements, tokens
      ask-tell --fidelity foo=5                       | Fidelities in foo; allowed: measurements, tokens
      run --fidelity measurements=1,51                | Fidelity of 51 measurements; allowed: 1 to 50
      ask-tell --fidelity measurements=51             | Fidelity of 51 measurements; allowed: 1 to 50
      run --fidelity measurements=1,25 --objectives params,flops | Problem HWGPT-S(params,flops): fidelities of measurements, and no objective or constraint has noise
      run --scale xs --fidelity measurements=2 --objectives perplexity@supernet,params | no objective or constraint has noise
      run --cost 1e300 --dry-run                      | Budget of a cost of 1.0E300; allowed: up to 2147483647
      ask-tell --cost 3e9                             | Budget of a cost of 3.0E9; allowed: up to 2147483647
      run --prior-devices a100                        | Devices of priors without priors; give their number
      run --priors 0 --prior-devices a100             | Devices of priors without priors; give their number
      run --priors 5 --prior-devices a1000            | 'a1000'
      ask-tell --priors 5 --prior-devices a1000       | 'a1000'
      run --time 1.5h --clock latency@rtx2080         | Budget of simulated time '1.5h'; allowed: a positive integer and its unit s, min or h
      ask-tell --time 90 --clock latency@rtx2080      | Budget of simulated time '90'; allowed: a positive integer and its unit
      run --scale xs --objectives perplexity@supernet,params --fidelity tokens=256,1000000000 | Fidelity of 1000000000 tokens; allowed: up to
      objectives --supernet x                         | --supernet x requires --tokens
      objectives --tokens x                           | --tokens x requires --supernet
      supernet                                        | No command
      supernet tokens --text x --vocabulary v --out o | expected both, the two files of GPT-2's tokenizer, or neither
      query --in x.csv --objectives memory@h100       | was not measured on 'h100'; known: a100, rtx2080
      fit --out x                                     | Missing required option: '--data=DIR'
      qurey                                           | Command 'qurey': unknown
      run --scle s                                    | Unknown option
      devices --format xml                            | 'xml'; allowed: text, csv, json
      ''                                              | No command
      """)
  void wrongUsageIsExitCodeTwo(String line, String message) {
    failsWith(2, message, line.isEmpty() ? new Object[0] : (Object[]) line.split(" "));
  }

  @Test
  void whatGoesWrongIsExitCodeOne() throws IOException {
    Path absent = temp.resolve("absent");
    failsWith(1, absent + ": no such file", "query", "--in", absent);
    failsWith(1, absent + "/s: no such folder", "query", "--arch", ARCH, "--data", absent);
    failsWith(1, absent + ": no such folder", "fit", "--data", absent, "--out", temp);
    failsWith(1, absent.toString(), "devices", "--models", absent);
    failsWith(1, absent + ".json: no such file", "run", "--bounds", absent + ".json");

    Path in = architectures(SearchSpace.s(), 1);
    Path out = absent.resolve("out.csv");
    failsWith(1, out + ": its folder does not exist", "query", "--in", in, "--out", out);
    Path ragged = Files.writeString(
        temp.resolve("ragged.csv"),
        "embed_dim,n_layer,bias,mlp_ratio,n_head\n768,10,true,2-2,4-4\n");
    failsWith(
        1,
        ragged + ", line 2, column 'mlp_ratio': 2 values; n_layer is 10",
        "query",
        "--in",
        ragged);
    failsWith(1, "column 'embed_dim': ", "query", "--scale", "m", "--in", in);
    failsWith(1, in + "/runs: this folder can't be created", "run", "--out", in + "/runs");
  }

  @Test
  void queryWritesOverNothingItShouldNot() throws IOException {
    Path in = architectures(SearchSpace.s(), 2);
    String before = Files.readString(in);
    failsWith(2, "the same file as --in", "query", "--in", in, "--out", in);
    assertEquals(before, Files.readString(in));
    Object[] query = {"query", "--in", in, "--objectives", "params", "--out"};
    failsWith(1, temp + ": a folder; expected the name of a file", with(query, temp));

    Path target = Files.writeString(temp.resolve("target.csv"), "old");
    Path link = Files.createSymbolicLink(temp.resolve("link.csv"), target.getFileName());
    for (Path there : List.of(target, link)) {
      failsWith(
          1,
          there + ": exists; use another name, or replace it with --overwrite",
          with(query, there));
    }
    assertEquals("old", Files.readString(target));
    succeeds(with(with(query, link), "--overwrite"));
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.readString(target).startsWith("arch_id,params"));
    succeeds(with(query, "/dev/null"));
    failsWith(2, "--overwrite requires --out", "query", "--in", in, "--overwrite");
  }

  @Test
  void answersThatFailLeaveTheFileAsItWas() throws IOException {
    Path file = Files.writeString(temp.resolve("answers.csv"), "old");
    AnswerFile answers = new AnswerFile(file);
    IOException full = new IOException("full");
    assertEquals(
        full,
        assertThrows(
            IOException.class,
            () -> answers.write(out -> {
              out.write("half");
              throw full;
            })));
    assertEquals("old", Files.readString(file));
    assertFalse(Files.exists(temp.resolve("answers.csv.part")));
  }

  @Test
  void aTableThatCannotBeFittedIsExitCodeOne() throws IOException {
    Path tables = Files.createDirectories(temp.resolve("data/s/latency_ms")).getParent();
    Files.move(architectures(SearchSpace.s(), 2), tables.resolve("architectures.csv"));
    Files.writeString(tables.resolve("latency_ms/mycard.csv"), "arch_id,obs_1\n100,1\n101,2\n");
    failsWith(1, "hwgpt fit: ", "fit", "--data", temp.resolve("data"), "--out", temp.resolve("x"));
  }

  @Test
  void aFolderOfModelsThatIsWrongIsExitCodeOne() throws IOException {
    Path models = temp.resolve("models");
    Files.writeString(Files.createDirectories(models.resolve("s")).resolve("catalogue.json"), "{}");
    failsWith(1, "catalogue.json", "devices", "--models", models);
  }

  @Test
  void writesLevelsAndWholeNumbersWithoutAnExponent() throws IOException {
    Path in = architectures(SearchSpace.s(), 1);
    String csv = succeeds(
            "query", "--in", in, "--objectives", "latency@a40", "--quantiles", "0.0001")
        .out();
    assertTrue(csv.startsWith("arch_id,latency@a40,latency@a40:q0.0001"), csv);
    String json = succeeds("query", "--arch", ARCH, "--objectives", "params", "--format", "json")
        .out();
    assertTrue(json.contains(": 165012480,"), json);
  }

  @Test
  void saysHowManyEvaluationsHoldTheConstraints() {
    String said = succeeds(
            "run",
            "--out",
            temp.resolve("runs"),
            "--algorithms",
            "random,jmetal:NSGAII",
            "--seeds",
            1,
            "--evaluations",
            20,
            "--constraints",
            "params<=1")
        .out();
    assertTrue(
        said.contains(
            "Nothing feasible was found in 1 of 1 runs of random, 1 of 1 runs of jmetal:NSGAII."),
        said);
  }

  @Test
  void outputThatCannotBeWrittenIsExitCodeOne() {
    Writer full = new Writer() {
      @Override
      public void write(char[] text, int from, int count) throws IOException {
        throw new IOException("No space left on device");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    StringWriter err = new StringWriter();
    assertEquals(1, HwGpt.execute(new PrintWriter(full), new PrintWriter(err), "spaces"));
    assertTrue(err.toString().contains("the output can't be written"), err.toString());
  }

  @Command(name = "greedy")
  private static final class Greedy implements Runnable {
    @Override
    public void run() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void outOfMemoryIsOneLine() {
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new Greedy()).setErr(new PrintWriter(err));
    assertEquals(1, HwGpt.execute(line));
    assertTrue(err.toString().startsWith("greedy: out of memory (Java heap space)"));
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void aRunThatIsStoppedSaysWhereItsRecordIs() {
    StringWriter err = new StringWriter();
    StopNotice.say(new PrintWriter(err), "the evaluations so far", temp, "./hwgpt run --resume");
    assertTrue(err.toString().contains("the evaluations so far are in " + temp));
  }

  @Test
  void runRefusesAFolderWithSomethingInIt() throws IOException {
    Files.writeString(temp.resolve("thesis.tex"), "");
    Object[] run = {"run", "--out", temp, "--algorithms", "random", "--seeds", 1};
    failsWith(1, temp + ": not empty", run);
    Object[] overwrite = Stream.concat(Stream.of(run), Stream.of("--overwrite")).toArray();
    failsWith(1, "'thesis.tex' is not a file of a suite", overwrite);
  }

  @Test
  void runComparesAlgorithmsAndRecordsEveryEvaluation() throws IOException {
    Path folder = temp.resolve("runs");
    CommandRun run = succeeds(
        "run",
        "--algorithms",
        "random,jmetal:NSGAII",
        "--out",
        folder,
        "--seeds",
        "3,8..9",
        "--evaluations",
        60,
        "--format",
        "json");
    JsonNode table = JSON.readTree(run.out());
    assertEquals(2, table.size());
    assertEquals(3, table.at("/0/runs").intValue());
    assertEquals(60, table.at("/1/evaluations").intValue());
    assertTrue(table.at("/0/hv_median").doubleValue() > 0.5, run.out());
    assertTrue(table.at("/0/hv_median").doubleValue() < 1.21, run.out());
    assertTrue(run.err().contains("Every evaluation is in " + folder), run.err());
    assertTrue(run.err().contains("the reference point is 1.1 in each"), run.err());

    assertTrue(run.err().contains("(protocol default-1)"), run.err());
    List<Objective> objectives =
        List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"));
    double best = BestFronts.find("s", objectives, List.of()).orElseThrow().hypervolume();
    for (JsonNode row : table) {
      assertEquals(row.get("hv_max").doubleValue() / best, row.get("rel_hv_max").doubleValue());
    }

    SuiteArchive archive = SuiteArchive.open(folder);
    assertTrue(archive.complete());
    ArchivedProblem problem = archive.problems().get(0);
    assertEquals(
        "HWGPT-S(perplexity,energy@rtx2080)", problem.settings().problem().name());
    assertEquals(6, problem.runs().size());
    RunTrace trace = problem.runs().get(4).open();
    assertEquals(60, trace.evaluations());
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      Architecture architecture = bench.space().parse(trace.architecture(59));
      assertEquals(
          bench.query(architecture, Objective.parse("energy@rtx2080")), trace.objectives(59)[1]);
    }

    CommandRun again = succeeds(
        "run",
        "--algorithms",
        "random",
        "--out",
        folder,
        "--overwrite",
        "--seeds",
        1,
        "--evaluations",
        5,
        "--noise");
    assertTrue(
        again.out().contains("HWGPT-S(perplexity,energy@rtx2080), 5 evaluations per run, noisy"));
    assertFalse(Files.exists(folder.resolve("s-perplexity-energy_rtx2080")));
    ArchivedProblem only = SuiteArchive.open(folder).problems().get(0);
    assertEquals("s-perplexity-energy_rtx2080-noisy", only.settings().folderName());
    assertEquals(1, only.runs().size());
  }

  @Test
  void hypervolumesAreAbsoluteWhereNoFrontIsKnown() throws IOException {
    Path file = suiteFile("""
        objectives: [[perplexity, energy@a100], [perplexity, params]]
        algorithms: random
        seeds: 1
        evaluations: 5
        """);
    Object[] run = {"run", file, "--out", temp.resolve("runs"), "--overwrite"};
    List<String> titles = succeeds(run)
        .out()
        .lines()
        .filter(line -> line.startsWith("algorithm "))
        .toList();
    assertTrue(titles.get(0).contains(" rel_hv_median "), titles.get(0));
    assertTrue(titles.get(1).contains(" hv_median "), titles.get(1));
    JsonNode table = JSON.readTree(succeeds(with(run, "--format", "json")).out());
    assertTrue(table.at("/0/rel_hv_median").isNumber(), table.toString());
    assertTrue(table.at("/1/rel_hv_median").isNull(), table.toString());
    // Relative to nothing that has other bounds.
    String published = succeeds(
            "run",
            "--objectives",
            "perplexity,energy@a100",
            "--bounds",
            "published",
            "--algorithms",
            "random",
            "--evaluations",
            5,
            "--out",
            temp.resolve("published"))
        .out();
    assertFalse(published.contains("rel_hv"), published);
  }

  private Path suiteFile(String text) throws IOException {
    return Files.writeString(temp.resolve("mine.yaml"), text);
  }

  @Test
  void runsASuiteOfSeveralProblemsAndResumesIt() throws IOException {
    Path file = suiteFile("""
        objectives: [[perplexity, params], [params, flops]]
        constraints: [[], [params<=90000000]]
        algorithms: [random, nsga2(population=4)]
        seeds: 2
        evaluations: 10
        """);
    Path folder = temp.resolve("runs");
    Object[] command = {"run", file, "--out", folder, "--format", "json", "--resume"};
    JsonNode table = JSON.readTree(succeeds(command).out());
    assertEquals(8, table.size());
    assertEquals("HWGPT-S(params,flops)", table.at("/4/problem").textValue());
    ArchivedProblem part = SuiteArchive.open(folder).problems().get(3);
    assertEquals(folder.resolve("s-params-flops-params-max-90000000"), part.folder());
    assertEquals("mine", part.settings().suite());
    assertEquals("4", part.algorithms().get("nsga2(population=4)").get("population"));
    assertEquals(10, part.runs().get(1).open().evaluations());

    EarlierLayout.convert(folder);
    Files.delete(EarlierLayout.file(part.runs().get(1)));
    CommandRun again = succeeds(command);
    assertTrue(again.err().contains("15 of 16 runs were already finished"), again.err());
    assertEquals(table.at("/7/hv_median"), JSON.readTree(again.out()).at("/7/hv_median"));

    failsWith(1, "--resume continues it", "run", file, "--out", folder);
    // More seeds and algorithms go on with what there is; fewer would forget some of it.
    CommandRun more = succeeds(with(command, "--seeds", 3));
    assertTrue(more.err().contains("16 of 24 runs were already finished"), more.err());
    failsWith(1, "seed 3 is there, and not here", command);
    failsWith(1, "budget: 10 there, 9 here", with(command, "--seeds", 3, "--evaluations", 9));
    failsWith(
        1,
        "algorithm nsga2(population=4) is there, and not here",
        with(command, "--seeds", 3, "--algorithms", "random"));
    assertTrue(
        succeeds(with(command, "--seeds", 3, "--algorithms", "random,nsga2(population=4),mo-re"))
            .err()
            .contains("24 of 36 runs were already finished"));
    failsWith(1, "'s-params-flops/thesis.tex' is not a file of a suite", overwriting(folder));
    failsWith(
        1,
        "no 'suite.json', so this is not the folder of a suite",
        "run",
        file,
        "--out",
        temp,
        "--resume");
  }

  private Object[] overwriting(Path folder) throws IOException {
    Files.writeString(folder.resolve("s-params-flops/thesis.tex"), "");
    return new Object[] {"run", "--out", folder, "--overwrite", "--algorithms", "random"};
  }

  @Test
  void quietSaysNothingButTheResults() {
    CommandRun quiet = succeeds(
        "run",
        "--quiet",
        "--algorithms",
        "random",
        "--seeds",
        1,
        "--evaluations",
        5,
        "--out",
        temp.resolve("quiet"),
        "--format",
        "csv");
    assertEquals("", quiet.err());
    assertEquals(2, quiet.out().lines().count());
  }

  @Test
  void timeLimitsAreOptionsAndFieldsOfSuites() throws IOException {
    Path file = suiteFile("""
        objectives: [params, flops]
        algorithms: random
        seeds: 1
        evaluations: 5
        timeLimit: 0s
        """);
    failsWith(
        2, "mine.yaml, line 5, 'timeLimit': Time limit '0s'; allowed: a positive", "run", file);
    failsWith(
        2,
        "Time limit '10'; allowed: a positive integer and its unit s, min or h",
        "run",
        "--time-limit",
        10);
    succeeds("run", file, "--time-limit", "1min", "--out", temp.resolve("limited"));
    succeeds("run", "--time-limit", "1h", "--dry-run", "--algorithms", "random");
  }

  @Test
  void runsThatATimeLimitHasEndedCountAndGoOn() throws IOException {
    Path file = suiteFile("""
        objectives: [params, flops]
        algorithms: random
        seeds: 1
        evaluations: 100000000
        """);
    Path folder = temp.resolve("limited");
    String printed =
        succeeds("run", file, "--out", folder, "--time-limit", "1s").out();
    assertTrue(
        printed.contains("1 of 1 runs were ended by a time limit; all count with their evaluations"
            + " in the first 1s."),
        printed);
    assertTrue(succeeds("verify", folder).out().startsWith("1 of 1 runs were repeated"));
    RunOutcome limited =
        SuiteArchive.open(folder).problems().get(0).runs().get(0).outcome();
    // With the same limit there is nothing to do, and with a longer one it goes on.
    CommandRun again = succeeds("run", file, "--out", folder, "--time-limit", "1s", "--resume");
    assertTrue(again.err().contains("1 of 1 runs were already finished"), again.err());
    CommandRun longer = succeeds("run", file, "--out", folder, "--time-limit", "3s", "--resume");
    assertTrue(longer.err().contains("1 of 1 runs continue where they ended"), longer.err());
    RunOutcome after = SuiteArchive.open(folder).problems().get(0).runs().get(0).outcome();
    assertTrue(after.evaluations() >= limited.evaluations());
    failsWith(
        1,
        "budget: 100000000 there, 5 here",
        "run",
        file,
        "--out",
        folder,
        "--resume",
        "--evaluations",
        5);
  }

  @Test
  void aFinishedSuiteGoesOnWithMoreEvaluations() throws IOException {
    Path file = suiteFile("""
        objectives: [params, flops]
        algorithms: [random, nsga2(population=6)]
        seeds: 2
        evaluations: 12
        """);
    Path folder = temp.resolve("grown");
    succeeds("run", file, "--out", folder);
    CommandRun more = succeeds("run", file, "--out", folder, "--resume", "--evaluations", 30);
    assertTrue(more.err().contains("4 of 4 runs continue where they ended"), more.err());
    Path whole = temp.resolve("whole");
    succeeds("run", file, "--out", whole, "--evaluations", 30);
    List<ArchivedRun> grown = SuiteArchive.open(folder).problems().get(0).runs();
    List<ArchivedRun> once = SuiteArchive.open(whole).problems().get(0).runs();
    assertEquals(4, once.size());
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(once.get(i).bytes(), grown.get(i).bytes());
    }
  }

  @Test
  void aDryRunOfAShardIsOfTheShard() {
    CommandRun dry = succeeds(
        "run",
        "paper-2d",
        "--algorithms",
        "random",
        "--seeds",
        2,
        "--evaluations",
        20,
        "--shard",
        "2/4",
        "--dry-run");
    String head = dry.out().lines().findFirst().orElseThrow();
    assertTrue(head.startsWith("Suite paper-2d, shard 2 of 4: "), head);
    assertTrue(head.contains(" runs of 20 evaluations of "), head);
  }

  @Test
  void namesTheLineOfWhatASuiteGetsWrong() throws IOException {
    String good = """
        objectives: [params, flops]
        algorithms: [random]
        """;
    failsWith(
        2, "mine.yaml, line 3, 'scales': Search space 'xl'", "run", suiteFile(good + "scales: xl"));
    failsWith(2, "mine.yaml, line 3, 'seeds': Seeds 'few'", "run", suiteFile(good + "seeds: few"));
    failsWith(
        2,
        "mine.yaml, line 3, 'evaluations': 0 evaluations",
        "run",
        suiteFile(good + "evaluations: 0"));
    failsWith(
        2,
        "mine.yaml, line 4, 'constraints': Constraint 'flops'",
        "run",
        suiteFile(good + "constraints:\n  - flops"));
    failsWith(
        2,
        "mine.yaml, line 1, 'objectives': Objective 'paramz'",
        "run",
        suiteFile(good.replace("params", "paramz")));
    failsWith(
        2,
        "mine.yaml, line 2, 'algorithms': Algorithm 'randon': unknown",
        "run",
        suiteFile(good.replace("random", "randon")));
    failsWith(
        2,
        "mine.yaml, line 1, 'objectives': problem HWGPT-S(params,flops) is given twice",
        "run",
        suiteFile(good + "scales: [s, S]"));
  }

  @Test
  void mergedShardsAreTheSuite() throws IOException {
    Path file = suiteFile("""
        objectives: [[accuracy, flops], [params, flops]]
        algorithms: [random, nsga2(population=4)]
        seeds: 3
        evaluations: 12
        """);
    Path whole = temp.resolve("whole");
    String results = succeeds("run", file, "--out", whole, "--format", "csv").out();
    Path first = temp.resolve("first");
    Path second = temp.resolve("second");
    succeeds("run", file, "--out", first, "--shard", "1/2");
    succeeds("run", file, "--out", second, "--shard", "2/2", "--resume");
    Path merged = temp.resolve("merged");
    assertTrue(succeeds("merge", "--out", merged, first, second, whole)
        .out()
        .startsWith("12 of 12 runs are in"));
    SuiteArchive archive = SuiteArchive.open(merged);
    assertTrue(archive.complete());
    List<ArchivedRun> expected = runs(whole);
    List<ArchivedRun> actual = runs(merged);
    assertEquals(12, actual.size());
    for (int i = 0; i < 12; i++) {
      assertArrayEquals(expected.get(i).bytes(), actual.get(i).bytes());
    }
    CommandRun resumed = succeeds("run", file, "--out", merged, "--resume", "--format", "csv");
    assertTrue(resumed.err().contains("12 of 12 runs were already finished"), resumed.err());
    assertEquals(withoutSeconds(results), withoutSeconds(resumed.out()));
    assertTrue(succeeds("merge", "--out", temp.resolve("half"), first)
        .out()
        .startsWith("6 of 12 runs are in"));

    failsWith(1, "not empty", "merge", "--out", merged, first);
    ArchivedProblem problem = SuiteArchive.open(second).problems().get(1);
    String run = problem.runs().get(0).place();
    Path segment = second.resolve("runs-00001.seg");
    byte[] before = Files.readAllBytes(segment);
    byte[] forged = before.clone();
    forged[Integer.parseInt(run.substring(run.lastIndexOf(' ') + 1)) + 1000] ^= 1;
    Files.write(segment, forged);
    failsWith(1, run + ": was altered", "merge", "--out", temp.resolve("no"), second);
    Files.write(segment, before);
    forge(second, problem, problem.runs().get(0).outcome());
    failsWith(
        1,
        SuiteArchive.open(second).problems().get(1).runs().get(0).place()
            + ": has other evaluations than "
            + whole,
        "merge",
        "--out",
        temp.resolve("no"),
        whole,
        second);
    Path longer = temp.resolve("longer");
    succeeds("run", file, "--out", longer, "--evaluations", 13);
    failsWith(1, "budget: 13 there, 12 here", "merge", "--out", temp.resolve("no"), first, longer);
    assertFalse(Files.exists(temp.resolve("no")));
  }

  private static List<ArchivedRun> runs(Path suite) throws IOException {
    return SuiteArchive.open(suite).problems().stream()
        .flatMap(problem -> problem.runs().stream())
        .toList();
  }

  /** Puts evaluations that somebody made up in place of those of a run, and covers that up. */
  private static void forge(Path suite, ArchivedProblem problem, RunOutcome outcome)
      throws IOException {
    SuitePlan plan = SuiteArchive.open(suite).plan();
    RunSettings settings = plan.problems().stream()
        .filter(it -> it.folderName().equals(problem.settings().folderName()))
        .findFirst()
        .orElseThrow();
    double[] values = new double[settings.objectives().size()];
    FoundFront found = new FoundFront(settings);
    found.add(values, new double[0]);
    try (SuiteFolder folder = SuiteFolder.resume(suite, plan)) {
      RunRecorder recorder = folder.begin(settings, outcome.algorithm(), outcome.seed());
      try (recorder) {
        int[] genes = new int[settings.space().genotypes().size()];
        if (settings.noisy()) {
          recorder.write(genes, values, new double[0], values, new double[0]);
        } else {
          recorder.write(genes, values, new double[0]);
        }
        recorder.finish();
      }
      folder.add(
          settings,
          new RunOutcome(
              outcome.algorithm(),
              outcome.seed(),
              new RunOutcome.Found(1, found.feasible(), found.hypervolume(), recorder.sha256()),
              RunOutcome.Timing.between(outcome.started(), outcome.ended())));
    }
  }

  private static List<String> withoutSeconds(String csv) {
    return csv.lines().map(line -> line.replaceFirst(",[^,]*$", "")).toList();
  }

  @Test
  void otherCountsOfAQuantityAreSearched() throws IOException {
    Path folder = temp.resolve("counts");
    Path file = suiteFile("""
        scales: m
        objectives: [perplexity@measured, flops@estimate]
        constraints: [perplexity <= 35]
        protocol: authors-flops
        algorithms: [random, nsga2(population=4)]
        seeds: 1
        evaluations: 12
        """);
    succeeds("run", file, "--out", folder);
    assertEquals(
        "2 of 2 runs were repeated; all are bit-identical",
        succeeds("verify", folder).out().strip());
    failsWith(
        2,
        "Objective 'perplexity@measured': unknown; known: params, macs, flops, flops@estimate",
        "query",
        "--scale",
        "s_wide",
        "--arch",
        SearchSpace.sWide().format(SearchSpace.sWide().largest()),
        "--objectives",
        "perplexity@measured");
  }

  @Test
  void verifyRunsSomeOfARecordAgain() throws IOException {
    Path folder = temp.resolve("runs");
    Path file = suiteFile("""
        objectives: [[perplexity, latency@a100], [params, flops]]
        noise: true
        algorithms: [random, nsga2(population=4), jmetal:NSGAII]
        seeds: [7, 11]
        evaluations: 12
        """);
    succeeds("run", file, "--out", folder);
    assertEquals(
        "12 of 12 runs were repeated; all are bit-identical",
        succeeds("verify", folder).out().strip());
    assertTrue(
        succeeds("verify", folder, "--sample", 2, "--threads", 1).out().startsWith("2 of 12 runs"));

    EarlierLayout.convert(folder);
    ArchivedProblem problem = SuiteArchive.open(folder).problems().get(0);
    Path run = EarlierLayout.file(problem.runs().get(0));
    byte[] before = Files.readAllBytes(run);
    byte[] cut = Arrays.copyOf(before, before.length - 1);
    Files.write(run, cut);
    failsWith(1, "random-seed-7.run: cut off after ", "verify", folder);
    Files.write(run, before);
    forge(folder, problem, problem.runs().get(0).outcome());
    failsWith(
        1,
        "1 of 12 runs differ, the first being random with seed 7 of HWGPT-S(perplexity,latency@a100)",
        "verify",
        folder);
    failsWith(1, "this is not the folder of a suite; 'runs' in it has one", "verify", temp);
    failsWith(2, "--threads 0; allowed: 1 or more", "verify", folder, "--threads", 0);
    failsWith(1, "no such folder", "verify", temp.resolve("nowhere"));
  }

  @Test
  void whatRunsWithoutASuiteIsTheQuickOne() {
    String quick = succeeds("run", "quick", "--dry-run", "--seeds", 1).out();
    String without = succeeds("run", "--dry-run", "--seeds", 1).out();
    assertEquals(planned(quick), planned(without));
    assertTrue(quick.contains("Suite quick: 7 runs of 200 evaluations"), quick);
  }

  /** All but the times. */
  private static List<String> planned(String dryRun) {
    return dryRun
        .lines()
        .filter(line -> !line.startsWith("About "))
        .map(line -> line.replaceFirst("  no +\\d+ +\\d+\\.\\d$", ""))
        .toList();
  }

  @Test
  void namesTheLineOfWhatASuiteSaysTwice() throws IOException {
    String good = """
        objectives: [params, flops]
        evaluations: 10
        """;
    failsWith(
        2,
        "mine.yaml, line 5, 'algorithms': Algorithm 'random': given twice; allowed: once",
        "run",
        suiteFile(good + "algorithms:\n  - random\n  - random"));
    failsWith(
        2,
        "mine.yaml, line 4, 'seeds': Seeds '7..7,5..8': one is given twice",
        "run",
        suiteFile(good + "algorithms: random\nseeds: [7, 5..8]"));
  }

  @Test
  void aDryRunRunsNothing() throws IOException {
    Path folder = temp.resolve("runs");
    CommandRun dry = succeeds(
        "run",
        "all-devices",
        "--algorithms",
        "random",
        "--evaluations",
        20,
        "--dry-run",
        "--out",
        folder);
    assertTrue(dry.out().contains("Suite all-devices: 1560 runs of 20 evaluations"), dry.out());
    assertTrue(dry.out().contains("HWGPT-L(perplexity,latency@cpu_xeon_silver)"), dry.out());
    assertTrue(dry.out().contains("About "), dry.out());
    assertFalse(Files.exists(folder));
  }

  @Test
  void aDryRunPrintsHowRunsWouldTakePlace() {
    CommandRun dry = succeeds(
        "run",
        "--algorithms",
        "moasha",
        "--fidelity",
        "measurements=1,5",
        "--time",
        "20min",
        "--clock",
        "latency@rtx2080",
        "--workers",
        2,
        "--priors",
        5,
        "--prior-devices",
        "a100",
        "--seeds",
        1,
        "--dry-run");
    assertTrue(dry.out().contains("1 run of 20 simulated minutes ("), dry.out());
    assertTrue(
        !dry.out().contains("1 devices")
            && dry.out()
                .contains("1, 5 measurements, 2 workers, clock of latency@rtx2080, priors of 5"
                    + " architectures on 1 device"),
        dry.out());
  }

  @Test
  void runPrintsProposalTimesWhereTheyCount() throws IOException {
    List<Object> args = List.of(
        "run",
        "--algorithms",
        "random,ehvi",
        "--clock",
        "latency@rtx2080",
        "--seeds",
        1,
        "--evaluations",
        12,
        "--overwrite",
        "--out",
        temp.resolve("record"));
    assertFalse(succeeds(args.toArray()).out().contains("proposal_seconds"));
    String counted = succeeds(
            Stream.concat(args.stream(), Stream.of("--count-proposal-time")).toArray())
        .out();
    assertTrue(counted.contains("seconds  proposal_seconds"), counted);
    assertTrue(counted.contains("proposal_seconds: median per run of the time of the"), counted);
  }

  @Test
  void frontBeginsWithWhatWasFoundBefore() throws IOException {
    String problem = "HWGPT-S(accuracy,energy@v100,params-max-90000000)";
    Path first = temp.resolve("first.json");
    CommandRun result = succeeds("front", problem, "--evaluations", 60_000, "--out", first);
    assertTrue(result.out().contains("local search"), result.out());
    ReferenceFront front = ReferenceFrontFile.read(first);
    assertEquals(problem, front.problem());
    assertEquals(60_000, front.origin().evaluations());
    assertTrue(result
        .out()
        .contains(String.format(
            Locale.ROOT,
            "%d points, hypervolume %.8f",
            front.points().size(),
            front.hypervolume())));

    Path run = temp.resolve("run");
    succeeds("run", "--algorithms", "random", "--seeds", 1, "--evaluations", 50, "--out", run);
    Path second = temp.resolve("second.json");
    String joined = first + "," + run;
    Object[] again = {
      "front", problem, "--evaluations", 500, "--join", joined, "--out", second, "--format", "csv"
    };
    List<String> csv = succeeds(again).out().lines().toList();
    assertEquals("architecture,accuracy,energy@v100", csv.get(0));
    ReferenceFront better = ReferenceFrontFile.read(second);
    assertEquals(csv.size() - 1, better.points().size());
    assertEquals("known", better.origin().stages().get(0).name());
    assertTrue(better.hypervolume() >= front.hypervolume());
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      for (ReferenceFront.Point point : better.points()) {
        Architecture architecture = bench.space().parse(point.architecture());
        assertEquals(
            bench.query(architecture, better.objectives().get(0)),
            point.values().get(0));
        assertTrue(bench.query(architecture, Objective.parse("params")) <= 9e7);
      }
    }

    failsWith(1, "second.json: exists; use another name, or replace it with --overwrite", again);
    Path other = temp.resolve("other.json");
    failsWith(1, "no such file or folder", "front", problem, "--join", "none.csv", "--out", other);
    Files.writeString(temp.resolve("x.csv"), "architecture,a\ngpt-s-1,2\n");
    failsWith(
        1, "x.csv, line 2, ", "front", problem, "--join", temp.resolve("x.csv"), "--out", other);
    Files.writeString(temp.resolve("x.csv"), "arch,a\ngpt-s-1,2\n");
    failsWith(
        1,
        "x.csv, line 1: no column 'architecture'; there are: arch, a",
        "front",
        problem,
        "--join",
        temp.resolve("x.csv"),
        "--out",
        other);
    failsWith(
        1,
        "evaluated architectures satisfies all constraints",
        "front",
        "HWGPT-S(accuracy,params,params-max-1)",
        "--evaluations",
        10_000,
        "--out",
        other);
  }

  /** Of the points that are found, those with the largest hypervolume are kept. */
  @Test
  void frontOfManyObjectivesHasSomeOfItsPoints() throws IOException {
    String problem = "HWGPT-S(perplexity,latency@rtx2080,energy@a100,memory@a100)";
    Path all = temp.resolve("all.json");
    Path some = temp.resolve("some.json");
    succeeds("front", problem, "--evaluations", 30_000, "--out", all, "--points", 1_000_000);
    CommandRun result =
        succeeds("front", problem, "--evaluations", 30_000, "--out", some, "--points", 100);
    ReferenceFront whole = ReferenceFrontFile.read(all);
    ReferenceFront part = ReferenceFrontFile.read(some);
    assertEquals(100, part.points().size());
    assertTrue(whole.points().containsAll(part.points()));
    double share = part.hypervolume() / whole.hypervolume();
    assertTrue(share > 0.99 && share < 1, () -> "share " + share);
    assertTrue(
        part.origin()
            .method()
            .endsWith(
                "; 100 of " + whole.points().size() + " points, chosen greedily by hypervolume"),
        part.origin()::method);
    ReferenceFront.Stage last = part.origin().stages().get(3);
    assertEquals(100, last.points());
    assertEquals(part.hypervolume(), last.hypervolume(), 1e-12);
    assertTrue(result.out().contains("100 points, hypervolume "), result.out());
  }

  @Test
  void frontOfASmallSpaceIsExact() throws IOException {
    Path space = temp.resolve("space.yaml");
    Files.writeString(space, """
        name: tiny
        embed_dim: [64, 128]
        n_layer: [2, 3]
        mlp_ratio: [2, 4]
        n_head: [2, 4]
        bias: [false, true]
        """);
    Path file = temp.resolve("front.json");
    succeeds("front", "--space", space, "--objectives", "params,macs", "--out", file);
    ReferenceFront front = ReferenceFrontFile.read(file);
    assertEquals("evaluation of all architectures", front.origin().method());
    assertEquals(2 * 2 * (16 + 64), front.origin().evaluations());
  }

  @Test
  void frontSaysHowFarItIsFromTheOneThatShips() throws IOException {
    Path file = temp.resolve("front.json");
    Object[] search = {
      "front",
      "HWGPT-S(perplexity,energy@v100)",
      "--evaluations",
      5_000,
      "--out",
      file,
      "--overwrite",
      "--bounds",
      "published"
    };
    String out = succeeds(search).out();
    ReferenceFront found = ReferenceFrontFile.read(file);
    ReferenceFront shipped = BestFronts.find("s", found.objectives(), List.of()).orElseThrow();
    double best = shipped.hypervolume(found.normalization(), found.frame().reference());
    String expected = String.format(
        Locale.ROOT,
        "Relative to the best-known Pareto front that ships (%d points, hypervolume %.8f): %.8f%n",
        shipped.points().size(),
        best,
        found.hypervolume() / best);
    assertTrue(out.endsWith(expected), out);
  }

  @Test
  void frontProvesHowMuchMoreThereCouldBe() throws IOException {
    Path file = temp.resolve("front.json");
    Object[] search = {
      "front", "HWGPT-L(perplexity,latency@a100)", "--certify", "--gap", 0.05, "--out", file
    };
    String out = succeeds(search).out();
    ReferenceFront shipped = BestFronts.find(
            "l", Stream.of("perplexity", "latency@a100").map(Objective::parse).toList(), List.of())
        .orElseThrow();
    String found = String.format(
        Locale.ROOT,
        "%s points, hypervolume %.8f; no set of architectures has more than ",
        shipped.points().size(),
        shipped.hypervolume());
    assertTrue(out.contains(found), out);
    assertTrue(out.contains("This proof does not reach the bound that ships, "), out);
    failsWith(
        1, "front-proof.json.gz: exists; use another name, or replace it with --overwrite", search);
    Path proof = temp.resolve("front-proof.json.gz");
    String checked = succeeds("front", "--check", proof).out();
    assertTrue(checked.contains("front-proof.json.gz: verified"), checked);
    assertTrue(checked.contains(found), checked);
    Files.write(proof, Arrays.copyOf(Files.readAllBytes(proof), 1000));
    failsWith(1, "front-proof.json.gz: not a certificate", "front", "--check", proof);
    failsWith(1, "none.json.gz: no such file", "front", "--check", "none.json.gz");
    failsWith(2, "by itself", "front", "HWGPT-S(params,macs)", "--check", proof);
    failsWith(2, "by itself", "front", "--overwrite", "--check", proof);
    failsWith(2, "require --certify", "front", "HWGPT-S(params,macs)", "--gap", 0.1);
    failsWith(2, "Time limit '9'", "front", "HWGPT-S(params,macs)", "--certify", "--time-limit", 9);
  }

  @Test
  @Tag("slow")
  void aShippedBoundIsProvedByItsCommand() throws IOException {
    FrontBound widest = FrontBound.shipped().stream()
        .filter(bound -> bound.problem().space().equals("l"))
        .max(Comparator.comparingDouble(FrontBound::gap))
        .orElseThrow();
    List<String> command =
        new ArrayList<>(List.of(widest.command().replace("'", "").split(" ")));
    command.addAll(List.of("--out", temp.resolve("front.json").toString()));
    String out = succeeds(command.subList(1, command.size()).toArray()).out();
    String expected =
        String.format(Locale.ROOT, "This proof gives the bound that ships, %.8f.", widest.bound());
    assertTrue(out.contains(expected), out);
    String checked =
        succeeds("front", "--check", temp.resolve("front-proof.json.gz")).out();
    assertTrue(checked.contains(expected), checked);
  }

  @Test
  void queryPrintsEverythingOfOneArchitecture() throws IOException {
    String table = succeeds("query", "--arch", ARCH).out();
    assertTrue(table.startsWith(ARCH), table);
    assertTrue(table.contains("params                       165012480"), table);
    JsonNode answers =
        JSON.readTree(succeeds("query", "--arch", ARCH, "--format", "json").out());
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      Architecture architecture = bench.space().parse(ARCH);
      assertEquals(bench.objectives().size(), answers.size());
      for (JsonNode answer : answers) {
        Objective objective = Objective.parse(answer.get("objective").textValue());
        assertEquals(bench.query(architecture, objective), answer.get("value").doubleValue());
        assertEquals(objective.unit(), answer.get("unit").textValue());
      }
    }
  }

  @Test
  void queryAnswersForAFileToTheLastBit() throws IOException {
    SearchSpace space = SearchSpace.m();
    Path in = architectures(space, 1500);
    Path out = temp.resolve("out.csv.gz");
    succeeds(
        "query", "--scale", "m", "--in", in, "--out", out, "--objectives", "latency@a100,params");
    List<String> lines = new String(
            new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(out))).readAllBytes(),
            StandardCharsets.UTF_8)
        .lines()
        .toList();
    assertEquals("arch_id,latency@a100,params", lines.get(0));
    assertEquals(1501, lines.size());
    SplittableRandom random = new SplittableRandom(1);
    try (HwGptBench bench = HwGptBench.open(space)) {
      for (int row = 0; row < 1500; row++) {
        String[] cells = lines.get(row + 1).split(",");
        Architecture architecture = space.sampleUniformGenes(random);
        assertEquals(100 + row, Integer.parseInt(cells[0]));
        assertEquals(
            bench.query(architecture, Objective.parse("latency@a100")),
            Double.parseDouble(cells[1]));
      }
    }
    assertFalse(Files.exists(temp.resolve("out.csv.gz.part")));
  }

  @Test
  void queryGivesQuantilesAndReadingsThatOtherObjectivesDoNotChange() throws IOException {
    Path in = architectures(SearchSpace.s(), 3);
    Object[] query = {
      "query", "--in", in, "--quantiles", "0.05,0.5,0.95", "--samples", 2, "--seed", 7
    };
    String alone = succeeds(with(query, "--objectives", "energy@p100")).out();
    String both =
        succeeds(with(query, "--objectives", "latency@a40,energy@p100")).out();
    assertEquals(
        "arch_id,energy@p100,energy@p100:q0.05,energy@p100:q0.5,energy@p100:q0.95,"
            + "energy@p100:sample1,energy@p100:sample2",
        alone.lines().findFirst().orElseThrow());
    List<String> rows = alone.lines().skip(1).toList();
    List<String> rowsOfBoth = both.lines().skip(1).toList();
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i).split(",");
      assertTrue(Double.parseDouble(cells[2]) < Double.parseDouble(cells[3]));
      assertTrue(Double.parseDouble(cells[3]) < Double.parseDouble(cells[4]));
      assertFalse(cells[5].equals(cells[6]));
      assertTrue(
          rowsOfBoth.get(i).endsWith(rows.get(i).substring(cells[0].length())), rowsOfBoth.get(i));
    }
  }

  private static Object[] with(Object[] args, Object... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray();
  }

  @Test
  void queryPutsWhatWasMeasuredBesideTheSurrogates() throws IOException {
    Path data = Measurements.folder();
    SearchSpace space = SearchSpace.s();
    String measuredOne =
        space.format(MeasuredData.open(data, space).architectures().architecture(0));
    JsonNode answers =
        JSON.readTree(succeeds("query", "--arch", measuredOne, "--data", data, "--format", "json")
            .out());
    for (JsonNode answer : answers) {
      double value = answer.get("value").doubleValue();
      double measured = answer.get("measured").doubleValue();
      assertEquals(1, value / measured, 0.3, answer.toString());
    }
    Path in = architectures(SearchSpace.s(), 1);
    String unmeasured = succeeds("query", "--in", in, "--data", data, "--objectives", "memory@a100")
        .out();
    assertTrue(unmeasured.lines().skip(1).findFirst().orElseThrow().endsWith(","), unmeasured);
  }

  @Test
  void fitMakesADeviceOfOnesOwnThatEveryCommandTakes() throws IOException {
    Path data = temp.resolve("data");
    Path models = temp.resolve("models");
    Path tables = Files.createDirectories(data.resolve("s/latency_ms")).getParent();
    Files.move(architectures(SearchSpace.s(), 400), tables.resolve("architectures.csv"));
    List<String> readings = new ArrayList<>(List.of("arch_id,obs_1,obs_2,obs_3"));
    SplittableRandom random = new SplittableRandom(1);
    SplittableRandom noise = new SplittableRandom(2);
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      for (int row = 0; row < 400; row++) {
        double latency = 3
            * bench.query(
                bench.space().sampleUniformGenes(random), Objective.parse("latency@a100"));
        readings.add(String.format(
            Locale.ROOT,
            "%d,%s,%s,%s",
            100 + row,
            latency * noise.nextDouble(0.99, 1.01),
            latency * noise.nextDouble(0.99, 1.01),
            latency * noise.nextDouble(0.99, 1.01)));
      }
    }
    Files.write(tables.resolve("latency_ms/mycard.csv"), readings);

    String said =
        succeeds("fit", "--data", data, "--out", models, "--threads", 2).out();
    assertTrue(said.contains(models.resolve("fit-report.md").toString()), said);
    // Another fit would replace the models and the report.
    failsWith(
        1,
        models.resolve("s/catalogue.json")
            + ": exists; use another folder, or replace it with --overwrite",
        "fit",
        "--data",
        data,
        "--out",
        models);
    byte[] report = Files.readAllBytes(models.resolve("fit-report.md"));
    succeeds("fit", "--data", data, "--out", models, "--threads", 2, "--overwrite");
    assertArrayEquals(report, Files.readAllBytes(models.resolve("fit-report.md")));
    assertTrue(succeeds("devices", "--models", models).out().contains("mycard"));
    JsonNode answers = JSON.readTree(succeeds(
            "query",
            "--arch",
            ARCH,
            "--models",
            models,
            "--objectives",
            "latency@a100,latency@mycard",
            "--format",
            "json")
        .out());
    double known = answers.at("/0/value").doubleValue();
    assertEquals(3, answers.at("/1/value").doubleValue() / known, 0.03);
    succeeds(
        "run",
        "--models",
        models,
        "--objectives",
        "perplexity,latency@mycard",
        "--out",
        temp.resolve("runs"),
        "--seeds",
        1,
        "--evaluations",
        20);
  }

  @Test
  void listsAlgorithmsForPeopleOnLinesThatFitAScreen() throws IOException {
    String text = succeeds("algorithms").out();
    text.lines().forEach(line -> assertTrue(line.length() <= 120, line));
    assertTrue(text.indexOf("\nrandom ") < text.indexOf("\njmetal:NSGAII "), text);
    JsonNode rows = JSON.readTree(succeeds("algorithms", "--format", "json").out());
    for (JsonNode row : rows) {
      assertTrue(text.contains("\n" + row.get("algorithm").textValue() + " "), row.toString());
    }
    String csv = succeeds("algorithms", "--format", "csv").out();
    assertEquals(rows.size() + 1, csv.lines().count());
    assertTrue(csv.contains("\"population=auto, crossover=0.9\""), csv);
    for (JsonNode row : rows) {
      String name = row.get("algorithm").textValue();
      assertEquals(
          List.of("moasha", "mf-ehvi").contains(name) ? "chosen" : "highest",
          row.get("fidelities").textValue(),
          name);
      assertEquals(
          List.of("transfer-ehvi", "prior-front").contains(name) ? "used" : "ignored",
          row.get("priors").textValue(),
          name);
    }
  }

  @Test
  void listsWhatAlgorithmsDoAboutConstraints() throws IOException {
    String text = succeeds("algorithms").out();
    assertTrue(text.matches("(?s).*\\Rjmetal:NSGAII +1 or more +yes +jMetal's.*"), text);
    assertTrue(text.matches("(?s).*\\Rmoea:IBEA +1 or more +refused +MOEA.*"), text);
    assertTrue(text.matches("(?s).*\\Rehvi@paper +1 to 6 +no +the.*"), text);
    assertTrue(text.matches("(?s).*\\Rrandom +1 or more +random +random search.*"), text);
    String one = succeeds("algorithms", "moea:IBEA").out();
    assertTrue(
        one.contains("\nConstraints: refused; it searches unconstrained problems only\n"), one);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      moea:IBEA    | perplexity,params               | flops<=1e9 | it has constraints; allowed: problems without
      jmetal:MOEAD | perplexity,params,latency@v100  | flops<=1e9 | it has 3 objectives; allowed: 2
      """)
  void refusesBeforeASuiteStartsWhatAnAlgorithmCantSearch(
      String algorithm, String objectives, String constraint, String why) {
    Path runs = temp.resolve("refused");
    Object[] command = {
      "run",
      "--objectives",
      objectives,
      "--constraints",
      constraint,
      "--algorithms",
      "random," + algorithm,
      "--evaluations",
      20,
      "--seeds",
      1,
      "--out",
      runs
    };
    failsWith(2, algorithm + " can't search HWGPT-S(", command);
    failsWith(2, why, command);
    assertFalse(Files.exists(runs));
  }

  @Test
  void warnsOfAlgorithmsThatIgnoreConstraints() {
    Object[] command = {
      "run",
      "--constraints",
      "params<=9e7",
      "--algorithms",
      "random,nsga2,mo-re@paper",
      "--evaluations",
      20,
      "--seeds",
      1,
      "--out",
      temp.resolve("warned")
    };
    String warning = "Warning: mo-re@paper search as if there were no constraints";
    assertTrue(succeeds(command).err().contains(warning));
  }

  @Test
  void showsWhatCanBeSetAboutEveryAlgorithm() throws IOException {
    JsonNode rows = JSON.readTree(succeeds("algorithms", "--format", "json").out());
    for (JsonNode row : rows) {
      String name = row.get("algorithm").textValue();
      String text = succeeds("algorithms", name).out();
      assertTrue(text.startsWith(name + ": " + row.get("description").textValue()), text);
      text.lines().forEach(line -> assertTrue(line.length() <= 120, line));
      assertEquals(
          row.get("settings"),
          JSON.readTree(succeeds("algorithms", name, "--format", "json").out()));
      assertEquals(row.get("settings").isEmpty(), text.contains("It has no settings."));
    }
    failsWith(2, "Algorithm 'jmetal:NSGA2': unknown;", "algorithms", "jmetal:NSGA2");
  }

  @ParameterizedTest
  @CsvSource({"spaces,scale,7", "devices,device,13", "objectives,objective,35"})
  void listsWhatThereIs(String command, String key, int count) throws IOException {
    JsonNode rows = JSON.readTree(succeeds(command, "--format", "json").out());
    assertEquals(count, rows.size());
    String csv = succeeds(command, "--format", "csv").out();
    assertEquals(count + 1, csv.lines().count());
    String text = succeeds(command).out();
    for (JsonNode row : rows) {
      assertTrue(text.contains(row.get(key).textValue()), text);
    }
  }
}
