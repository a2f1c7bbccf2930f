package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.indicator.NamedProtocol;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.StartingPoints;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.EarlierLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Initial designs, known evaluations and reference points, from the command line to the record. */
class StartTest {

  private static final String OURS = "random,mo-re,nsga2,local-search,lsbo,rsbo,ehvi";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PROBLEM =
      List.of("--objectives", "accuracy,energy@h100", "--constraints", "params<=9e7");

  @TempDir
  private Path temp;

  private static Object[] run(Path out, Object... more) {
    return Stream.of(
            Stream.of("run", "--quiet", "--seeds", "1", "--out", out),
            PROBLEM.stream(),
            Stream.of(more))
        .flatMap(part -> part)
        .toArray();
  }

  private static ArchivedProblem problem(Path folder) throws IOException {
    return SuiteArchive.open(folder).problems().get(0);
  }

  /** Every evaluation of some random runs, with values, as a CSV file. */
  private Path earlier(int evaluations) {
    Path suite = temp.resolve("earlier");
    hwgpt(0, run(suite, "--algorithms", "random", "--evaluations", evaluations));
    Path csv = temp.resolve("csv");
    hwgpt(0, "export", suite, "--format", "csv", "--out", csv);
    return csv.resolve("s-accuracy-energy_h100-params-max-90000000.csv");
  }

  @Test
  void everyAlgorithmOfOursEvaluatesTheInitialDesignFirst() throws IOException {
    Path table = temp.resolve("start.csv");
    Files.writeString(table, """
        embed_dim,n_layer,bias,mlp_ratio,n_head
        384,10,True,2-3-4-2-3-4-2-3-4-2,4-8-12-4-8-12-4-8-12-4
        192,10,False,2-2-2-2-2-2-2-2-2-2,4-4-4-4-4-4-4-4-4-4
        """);
    Path folder = temp.resolve("runs");
    hwgpt(0, run(folder, "--algorithms", OURS, "--evaluations", 14, "--initial", table));
    SearchSpace space = SearchSpace.s();
    for (ArchivedRun run : problem(folder).runs()) {
      RunTrace trace = run.open();
      String name = run.outcome().algorithm();
      assertEquals(14, trace.evaluations(), name);
      assertEquals(
          "gpt-s-10-384-2-3-4-2-3-4-2-3-4-2-4-8-12-4-8-12-4-8-12-4-True",
          space.format(space.decode(trace.genes(0))),
          name);
      assertEquals(192, space.decode(trace.genes(1)).embedDim(), name);
      // What is known is not proposed again.
      long distinct = IntStream.range(0, 14)
          .mapToObj(i -> space.format(space.decode(trace.genes(i))))
          .distinct()
          .count();
      assertEquals(14, distinct, name);
    }
    // The record has all that it takes to repeat runs, and to resume them.
    Files.delete(table);
    assertTrue(hwgpt(0, "verify", folder).contains("7 of 7 runs were repeated"));
    Files.writeString(
        table, "architecture\ngpt-s-10-192-2-2-2-2-2-2-2-2-2-2-4-4-4-4-4-4-4-4-4-4-True");
    assertTrue(hwgpt(
            1,
            run(folder, "--algorithms", OURS, "--evaluations", 14, "--initial", table, "--resume"))
        .contains("belongs to another suite: initial.sha256"));
  }

  @Test
  void aStoppedSuiteGoesOnWithTheSameStart() throws IOException {
    Path csv = earlier(40);
    Object[] options = {"--algorithms", "nsga2,ehvi", "--evaluations", 20, "--known", csv};
    Path whole = temp.resolve("whole");
    hwgpt(0, run(whole, options));
    Path stopped = temp.resolve("stopped");
    hwgpt(0, run(stopped, options));
    EarlierLayout.convert(stopped);
    Path file = EarlierLayout.file(problem(stopped).runs().get(1));
    Files.delete(file);
    hwgpt(
        0, run(stopped, Stream.concat(Stream.of(options), Stream.of("--resume")).toArray()));
    assertArrayEquals(problem(whole).runs().get(1).bytes(), Files.readAllBytes(file));
    Path merged = temp.resolve("merged");
    hwgpt(0, "merge", stopped, "--out", merged, "--without-values");
    assertTrue(hwgpt(0, "verify", merged).contains("2 of 2 runs were repeated"));
    assertEquals(problem(whole).settings().known(), problem(merged).settings().known());
  }

  /** Changes the first of the values of the known points in the index of a suite. */
  private static void alterPoint(Path folder) throws IOException {
    Path index = folder.resolve("suite.json");
    String text = Files.readString(index);
    String altered = text.replaceFirst("(\"objectives\" : \\[ 0\\.)\\d", "$19");
    assertNotEquals(text, altered);
    Files.writeString(index, altered);
  }

  @Test
  void anAlteredPointInTheIndexIsNoticed() throws IOException {
    Path csv = earlier(20);
    Object[] options = {"--algorithms", "nsga2", "--evaluations", 5, "--known", csv};
    Path folder = temp.resolve("runs");
    hwgpt(0, run(folder, options));
    Path whole = temp.resolve("whole");
    hwgpt(0, run(whole, options));
    alterPoint(folder);
    String message = folder.resolve("suite.json")
        + ": not an index of a suite: field 'problems[0].known.points_sha256' is ";
    String expected = "; expected the hash of its points, which are not those that were recorded";
    Object[] resumed =
        run(folder, Stream.concat(Stream.of(options), Stream.of("--resume")).toArray());
    for (Object[] command : List.of(
        new Object[] {"verify", folder},
        resumed,
        new Object[] {"merge", whole, folder, "--out", temp.resolve("merged")},
        new Object[] {"report", folder, "--out", temp.resolve("report")})) {
      String out = hwgpt(1, command);
      assertTrue(out.contains(message) && out.contains(expected), out);
    }
    assertFalse(Files.exists(temp.resolve("merged")));
  }

  @Test
  void partsThatStartFromOtherPointsAreNotMerged() throws IOException {
    Path csv = earlier(20);
    Object[] options = {"--algorithms", "nsga2", "--evaluations", 5, "--known", csv};
    Path one = temp.resolve("one");
    hwgpt(0, run(one, options));
    Path other = temp.resolve("other");
    hwgpt(0, run(other, options));
    // A record of the same file, of which another version of the program has read other points.
    reseal(other);
    String out = hwgpt(1, "merge", one, other, "--out", temp.resolve("merged"));
    assertTrue(
        out.contains(other + ": can't be merged with " + one)
            && out.contains("known.points_sha256"),
        out);
    String verified = hwgpt(1, "verify", other);
    assertTrue(verified.contains("known.points_sha256"), verified);
    String resumed = hwgpt(
        1, run(other, Stream.concat(Stream.of(options), Stream.of("--resume")).toArray()));
    assertTrue(resumed.contains("belongs to another suite: known.points_sha256"), resumed);
  }

  /** Alters a point and the hash of the points with it. */
  private static void reseal(Path folder) throws IOException {
    alterPoint(folder);
    Path index = folder.resolve("suite.json");
    JsonNode known = JSON.readTree(index.toFile()).at("/problems/0/known");
    String hash = HexFormat.of().formatHex(sha256(JSON.writeValueAsBytes(known.get("points"))));
    Files.writeString(
        index, Files.readString(index).replace(known.get("points_sha256").textValue(), hash));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | field 'problems[0].initial' is 3; expected an object",
        "{} | field 'problems[0].initial.points' is missing; expected a list",
        "{\"points\": 3} | field 'problems[0].initial.points' is 3; expected a list",
        "{\"points\": []} | field 'problems[0].initial.sha256' is missing; expected a string",
        "{\"points\": [3]} | field 'problems[0].initial.points[0]' is 3; expected an object",
      })
  void saysWhatIsWrongWithTheStartInAnIndex(String start, String message) throws IOException {
    Path folder = temp.resolve("runs");
    hwgpt(0, run(folder, "--algorithms", "random", "--evaluations", 2));
    Path index = folder.resolve("suite.json");
    Files.writeString(
        index,
        Files.readString(index)
            .replace("\"budget\" : 2,", "\"budget\" : 2, \"initial\" : " + start + ","));
    String out = hwgpt(1, "verify", folder);
    assertTrue(out.contains("suite.json: not an index of a suite: " + message), out);
  }

  @Test
  void knownEvaluationsAreNotCountedAndSpareTheSearchItsStart() throws IOException {
    Path csv = earlier(150);
    Path cold = temp.resolve("cold");
    Path warm = temp.resolve("warm");
    hwgpt(0, run(cold, "--algorithms", "ehvi", "--evaluations", 8));
    hwgpt(0, run(warm, "--algorithms", "ehvi", "--evaluations", 8, "--known", csv));
    ArchivedRun run = problem(warm).runs().get(0);
    assertEquals(8, run.open().evaluations());
    assertTrue(
        run.outcome().hypervolume() > problem(cold).runs().get(0).outcome().hypervolume());
    hwgpt(0, "report", warm, "--out", temp.resolve("report"));
    assertTrue(Files.readString(temp.resolve("report/report.html"))
        .contains("start from 150 known evaluations, which do not count as theirs."));
  }

  @Test
  void aFrontOfTheProblemIsKnownToBeFeasible() throws IOException {
    Path front = Path.of(System.getProperty("hwgptbench.root"))
        .resolve("results/src/main/resources/io/github/hwgptbench/front")
        .resolve("s-accuracy-energy_h100-params-max-90000000.json.gz");
    Path folder = temp.resolve("runs");
    hwgpt(0, run(folder, "--algorithms", "nsga2", "--evaluations", 10, "--known", front));
    List<StartingPoints.Point> points =
        problem(folder).settings().known().orElseThrow().points();
    assertEquals(504, points.size());
    assertTrue(points.stream().allMatch(point -> point.violations().equals(List.of(0.0))));
    // Nothing is known of what the problem without the constraint allows.
    String out = hwgpt(
        1,
        "run",
        "--objectives",
        "accuracy,energy@h100",
        "--algorithms",
        "random",
        "--known",
        front,
        "--out",
        temp.resolve("other"));
    assertTrue(out.contains("front of HWGPT-S(accuracy,energy@h100,params-max-90000000)"), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "moea:NSGAII  | Algorithm 'moea:NSGAII': can't start from given architectures",
        "ehvi@paper   | Algorithm 'ehvi@paper': can't start from given architectures",
        "jmetal:NSGAII| Algorithm 'jmetal:NSGAII': can't start from given architectures",
      })
  void refusesAlgorithmsThatCantStartSo(String algorithm, String message) throws IOException {
    Path table = Files.writeString(
        temp.resolve("start.csv"),
        "architecture\ngpt-s-10-192-2-2-2-2-2-2-2-2-2-2-4-4-4-4-4-4-4-4-4-4-True\n");
    Path folder = temp.resolve("runs");
    String out = hwgpt(2, run(folder, "--algorithms", algorithm, "--initial", table));
    assertTrue(out.contains(message), out);
    assertFalse(Files.exists(folder));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--initial | architecture;gpt-m-1 | start.csv, line 2, column 'architecture': ",
        "--initial | architecture | start.csv: no architectures",
        "--initial | embed_dim;192 | start.csv",
        "--known | architecture,accuracy,params;A,1,2 | start.csv, line 1: no column 'energy@h100'",
        "--known | architecture,accuracy,energy@h100;A,0.4,1 | start.csv, line 1: no column 'params'",
        "--known | architecture,accuracy,energy@h100,params;A,0.4,1,x | start.csv, line 2, column 'params': 'x'",
        "--known | architecture,accuracy;A | start.csv, line 2: 1 columns; the header has 2",
        "--known | architecture,params,params;A,1,2 | start.csv, line 1: two columns are called 'params'"
      })
  void saysWhatIsWrongWithAFile(String option, String text, String message) throws IOException {
    Path table = Files.writeString(
        temp.resolve("start.csv"),
        text.replace("A", "gpt-s-10-192-2-2-2-2-2-2-2-2-2-2-4-4-4-4-4-4-4-4-4-4-True")
            .replace(';', '\n'));
    Path folder = temp.resolve("runs");
    String out = hwgpt(1, run(folder, "--algorithms", "random", option, table));
    assertTrue(out.contains(message), out);
    assertFalse(out.contains("\tat "), out);
    assertFalse(Files.exists(folder));
    assertTrue(hwgpt(1, run(folder, "--algorithms", "random", option, temp.resolve("none.csv")))
        .contains("none.csv: no such file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--initial", "--known"})
  void namesAFileThatIsNoText(String option) throws IOException {
    byte[] latin = "architecture,gr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
    Path csv = Files.write(temp.resolve("start.csv"), latin);
    Path plain = Files.write(temp.resolve("plain.csv.gz"), latin);
    Path cut = Files.write(temp.resolve("cut.csv.gz"), Arrays.copyOf(zipped(latin), 15));
    Path folder = temp.resolve("runs");
    Map<Path, String> messages = Map.of(
        csv, "start.csv, line 1: not UTF-8 text",
        plain, "plain.csv.gz: not a valid gzip file (Not in GZIP format)",
        cut, "cut.csv.gz, line 1: the file ends in the middle of its gzip data; it is truncated");
    messages.forEach((file, message) -> {
      String out = hwgpt(1, run(folder, "--algorithms", "random", option, file));
      assertTrue(out.contains(message), out);
    });
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--initial", "--known"})
  @Timeout(60)
  void aLongLineTakesNotForEver(String option) throws IOException {
    Path csv = Files.writeString(temp.resolve("start.csv"), "architecture" + ",x".repeat(300_000));
    String out = hwgpt(1, run(temp.resolve("runs"), "--algorithms", "random", option, csv));
    assertTrue(out.contains("start.csv, line 1: two columns are called 'x'"), out);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
    Path table = Files.writeString(
        temp.resolve("start.csv"),
        "\uFEFFarchitecture\ngpt-s-10-192-2-2-2-2-2-2-2-2-2-2-4-4-4-4-4-4-4-4-4-4-True\n");
    Path folder = temp.resolve("runs");
    hwgpt(0, run(folder, "--algorithms", "random", "--evaluations", 2, "--initial", table));
    assertEquals(1, problem(folder).settings().initial().orElseThrow().points().size());
  }

  @Test
  void theReferencePointIsPartOfTheProtocol() throws IOException {
    Path usual = temp.resolve("usual");
    Path farther = temp.resolve("farther");
    Object[] options = {"--algorithms", "random", "--evaluations", 30};
    hwgpt(0, run(usual, options));
    Stream<Object> own = Stream.of("--reference-point", "1.5,2", "--name", "farther");
    String out = hwgpt(0, run(farther, Stream.concat(Stream.of(options), own).toArray()));
    assertTrue(out.contains("the reference point is (1.5, 2.0); the maximum is 3.0000"), out);
    assertEquals("default-1", problem(usual).settings().protocol().id());
    assertEquals("own", problem(farther).settings().protocol().id());
    assertEquals(List.of(1.5, 2.0), problem(farther).settings().protocol().referencePoint());
    double volume = problem(farther).runs().get(0).outcome().hypervolume();
    assertNotEquals(problem(usual).runs().get(0).outcome().hypervolume(), volume);
    // The search knows nothing of it.
    assertEquals(
        problem(usual).runs().get(0).outcome().sha256(),
        problem(farther).runs().get(0).outcome().sha256());
    assertTrue(hwgpt(2, "compare", usual, farther, "--out", temp.resolve("compared"))
        .contains("their reference points are [1.1, 1.1] and [1.5, 2.0]; must be equal"));
    hwgpt(0, "report", farther, "--out", temp.resolve("report"));
    assertTrue(Files.readString(temp.resolve("report/methods.txt")).contains("(1.5, 2.0)"));
    hwgpt(0, "verify", farther);
    hwgpt(0, "export", farther, "--format", "optuna", "--out", temp.resolve("optuna"));
    assertTrue(Files.readString(
            temp.resolve("optuna/s-accuracy-energy_h100-params-max-90000000/random-seed-1.log"))
        .contains("\"reference_point\":[1.5,2.0]"));
  }

  @Test
  void aReferencePointOfANamedProtocolHasItsName() throws IOException {
    Path folder = temp.resolve("runs");
    hwgpt(
        0,
        "run",
        "--quiet",
        "--algorithms",
        "random",
        "--seeds",
        "1",
        "--evaluations",
        "5",
        "--bounds",
        "published",
        "--reference-point",
        "2",
        "--out",
        folder);
    assertEquals("authors-2d-1", problem(folder).settings().protocol().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "default-1"})
  void theDefaultProtocolHasNames(String name) throws IOException {
    Path folder = temp.resolve("runs");
    hwgpt(
        0,
        "run",
        "--quiet",
        "--algorithms",
        "random",
        "--seeds",
        "1",
        "--evaluations",
        "5",
        "--protocol",
        name,
        "--out",
        folder);
    assertEquals("default-1", problem(folder).settings().protocol().id());
  }

  @Test
  void theHelpNamesAllProtocols() {
    String help = hwgpt(0, "run", "--help");
    for (String name : NamedProtocol.names()) {
      assertTrue(help.contains("'" + name + "'"), name);
    }
  }

  /** A named protocol is that of its bounds and its reference point, also beside a suite. */
  @Test
  void aProtocolIsChosenByItsName() throws IOException {
    Path folder = temp.resolve("runs");
    List<Object> args = new ArrayList<>(
        List.of("run", "--quiet", "--algorithms", "random", "--seeds", "1", "--evaluations", "5"));
    args.addAll(List.of("quick", "--protocol", "paper-2d", "--out", folder));
    String out = hwgpt(0, args.toArray());
    assertTrue(out.contains("the reference point is 2.0 in each"), out);
    assertTrue(out.contains("(protocol authors-2d-1)"), out);
    HypervolumeProtocol protocol = problem(folder).settings().protocol();
    assertEquals("authors-2d-1", protocol.id());
    assertEquals("published", protocol.bounds().version());
    assertEquals(List.of(2.0, 2.0), protocol.referencePoint());
    Path report = temp.resolve("report");
    hwgpt(0, "report", folder, "--out", report);
    assertTrue(Files.readString(report.resolve("tables/problems.csv")).contains(",authors-2d-1,"));
  }

  /** What the command line says counts, though a file that says both is refused. */
  @Test
  void boundsOrAPointReplaceTheProtocolOfAFile() throws IOException {
    Path suite = Files.writeString(temp.resolve("mine.yaml"), """
        objectives: [perplexity, energy@rtx2080]
        algorithms: random
        seeds: 1
        evaluations: 5
        protocol: authors-2d
        """);
    Path point = temp.resolve("point");
    hwgpt(0, "run", "--quiet", suite, "--reference-point", "1.5", "--out", point);
    HypervolumeProtocol protocol = problem(point).settings().protocol();
    assertEquals(List.of(1.5, 1.5), protocol.referencePoint());
    assertNotEquals("published", protocol.bounds().version());
    Path bounds = temp.resolve("bounds");
    hwgpt(0, "run", "--quiet", suite, "--bounds", "published", "--out", bounds);
    protocol = problem(bounds).settings().protocol();
    assertEquals(List.of(1.1, 1.1), protocol.referencePoint());
    assertEquals("published", protocol.bounds().version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--protocol authors2d                         | did you mean 'authors-2d-1'?",
        "--protocol authors-3d                        | Protocol 'authors-3d' for 2 objectives; allowed: 3",
        "--protocol authors-2d --reference-point 2    | Protocol 'authors-2d' together with a reference point",
        "--protocol authors-2d --bounds published     | Protocol 'authors-2d' together with bounds",
      })
  void aProtocolThatDoesNotFitIsRefused(String options, String message) {
    String out = hwgpt(2, run(temp.resolve("runs"), (Object[]) options.split(" +")));
    assertTrue(out.contains(message), out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "NaN",
        "far",
        "1e999",
        "1.1,",
        "1.1,1.1,1.1",
        "1e-300",
        "0.09",
        "1e300",
        "101"
      })
  void refusesAReferencePointThatIsNone(String point) {
    String out = hwgpt(2, run(temp.resolve("runs"), "--reference-point", point));
    assertTrue(out.contains("Reference point "), out);
    assertTrue(out.contains("allowed: "), out);
  }

  @Test
  void aRunThatFindsNothingFeasibleSaysSo() {
    Object[] options = {"--algorithms", "random", "--evaluations", 20};
    String out = hwgpt(0, run(temp.resolve("some"), options));
    assertTrue(out.contains("feasible_median"), out);
    assertTrue(out.contains("feasible: share of evaluations that satisfy all constraints"), out);
    assertFalse(out.contains("Nothing feasible"), out);
    String none = hwgpt(
        0,
        "run",
        "--quiet",
        "--seeds",
        "2",
        "--constraints",
        "params<=1",
        "--algorithms",
        "random",
        "--evaluations",
        "10",
        "--out",
        temp.resolve("none"));
    assertTrue(none.contains("Nothing feasible was found in 2 of 2 runs of random."), none);
    String free = hwgpt(
        0,
        "run",
        "--quiet",
        "--seeds",
        "1",
        "--algorithms",
        "random",
        "--evaluations",
        "5",
        "--out",
        temp.resolve("free"));
    assertFalse(free.contains("feasible"), free);
  }
}
