package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.hwgptbench.indicator.NamedProtocol;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

class SuiteFileTest {

  private static final String ALL = """
      name: small-gpus
      scales: [s, m]
      objectives:
        - [perplexity, energy@rtx2080]
        - perplexity, latency@a100, memory@a100
      constraints:
        - []
        - ['params<=90000000', latency@a100<=20]
      noise: [false, true]
      algorithms:
        - random
        - nsga2(population=20)
        - name: ehvi
          preset: paper
          settings: {batch: 2}
        - name: mine
          settings: {population: 20}
          command: python3 "my optimizer.py"
      seeds: [7, 20..25]
      evaluations: 50
      bounds: published
      """;
  private static final String FEWEST = """
      objectives: [perplexity, params]
      algorithms: random
      """;

  @Test
  void readsAllThatASuiteMaySay() {
    Experiment suite = SuiteFile.parse("mine.yaml", ALL);
    assertEquals("small-gpus", suite.name().orElseThrow());
    assertEquals(List.of("s", "m"), values(suite.scales()));
    assertEquals(
        List.of(
            List.of("perplexity", "energy@rtx2080"),
            List.of("perplexity", "latency@a100", "memory@a100")),
        values(suite.objectives()));
    assertEquals(
        List.of(List.of(), List.of("params<=90000000", "latency@a100<=20")),
        values(suite.constraints()));
    assertEquals(List.of(false, true), suite.noise());
    assertEquals(
        List.of("random", "nsga2(population=20)", "ehvi@paper(batch=2)", "mine(population=20)"),
        values(suite.algorithms()).stream().map(Object::toString).toList());
    assertEquals(
        List.of("python3", "my optimizer.py"),
        ((AlgorithmChoice.Program) suite.algorithms().get(3).value()).command().words());
    assertEquals("7..7,20..25", suite.seeds().value());
    assertEquals(50, suite.evaluations().value());
    assertEquals("published", suite.protocol().bounds().value());
    assertEquals("mine.yaml, line 5, 'objectives': ", suite.objectives().get(1).where());
  }

  private static <T> List<T> values(List<Located<T>> located) {
    return located.stream().map(Located::value).toList();
  }

  @Test
  void whatIsLeftOutIsAsOnTheCommandLine() {
    Experiment suite = SuiteFile.parse("mine.yaml", FEWEST);
    assertEquals("mine", suite.name().orElseThrow());
    assertEquals(List.of("s"), values(suite.scales()));
    assertEquals(List.of(List.of("perplexity", "params")), values(suite.objectives()));
    assertEquals(List.of(List.of()), values(suite.constraints()));
    assertEquals(List.of(false), suite.noise());
    assertEquals("5", suite.seeds().value());
    assertEquals(200, suite.evaluations().value());
    assertEquals(ProtocolChoice.DEFAULT, suite.protocol());
  }

  /** A change to a good file that makes it wrong, and what is said about it. */
  private record Mistake(String right, String wrong, String message) {}

  private static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "scales:", "scale:", "line 2: unknown field 'scale'; known: name, problems, scales,"),
        new Mistake("scales:", "scale:", "(did you mean 'scales'?)"),
        new Mistake("preset: paper", "presets: paper", "line 14, 'algorithms': unknown field"),
        new Mistake("evaluations: 50", "evaluations: fifty", "line 20, 'evaluations': 'fifty'"),
        new Mistake("evaluations: 50", "evaluations:", "line 20, 'evaluations': expected a number"),
        new Mistake("noise: [false, true]", "noise: [maybe]", "line 9, 'noise': 'maybe'; allowed"),
        new Mistake("scales: [s, m]", "scales: []", "line 2, 'scales': an empty list"),
        new Mistake("scales: [s, m]", "scales: {s: m}", "expected a scale, found a mapping"),
        new Mistake("- random", "- random(", "line 11, 'algorithms': Algorithm 'random('"),
        new Mistake("- name: ehvi\n    ", "- ", "line 13, 'algorithms': no 'name'"),
        new Mistake(
            "name: small-gpus", "name: a/b", "line 1, 'name': Suite 'a/b': not a valid file name"),
        new Mistake("bounds: published", "seeds: 3", "line 21: field 'seeds' is given twice"),
        new Mistake("bounds: published", "bounds: [", "line 22: not YAML: "),
        new Mistake("python3 \"my optimizer.py\"", "' '", "line 18, 'command': expected a command"),
        new Mistake("command:", "preset: a\n    command:", "line 18, 'preset': 'a'; a program"),
        new Mistake("command: python3 \"my optimizer.py\"", "command: []", "An empty command"),
        new Mistake(
            "evaluations: 50",
            "fidelity: {measurements: [1, 25]}",
            "line 9, 'noise': false beside fidelities of measurements"),
        new Mistake(
            "evaluations: 50",
            "fidelity: {measurements: [1, 100]}",
            "line 20, 'measurements': Fidelity of 100 measurements; allowed: 1 to 50"),
        new Mistake("evaluations: 50", "workers: 0", "line 20, 'workers': 0 workers; allowed"),
        new Mistake(
            "evaluations: 50",
            "budget: {cost: -1}",
            "line 20, 'cost': Budget of a cost of -1; allowed: a positive number"),
        new Mistake(
            "evaluations: 50",
            "budget: {time: 1.5h}",
            "line 20, 'time': Simulated time '1.5h'; allowed: a positive integer and its unit s, min or h"),
        new Mistake(
            "evaluations: 50",
            "budget: 50",
            "line 20, 'budget': found '50'; allowed: 'cost' or 'time', such as {cost: 50}; a number"
                + " of evaluations is the field 'evaluations'"),
        new Mistake(
            "evaluations: 50",
            "budget: {evaluations: 50}",
            "a number of evaluations is the field 'evaluations'"),
        new Mistake(
            "evaluations: 50",
            "workers: [1, 1]",
            "line 20, 'workers': Numbers of workers [1, 1]: one is given twice; allowed: once"),
        new Mistake("batch: 2}", "batch: }", "line 15, 'batch': expected a value, found nothing"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysInWhichLineAMistakeIs(Mistake mistake) {
    assertTrue(ALL.contains(mistake.right), mistake.right);
    String file = ALL.replace(mistake.right, mistake.wrong);
    String message = assertThrows(
            IllegalArgumentException.class, () -> SuiteFile.parse("mine.yaml", file))
        .getMessage();
    assertTrue(message.startsWith("mine.yaml, line "), message);
    assertTrue(message.contains(mistake.message), message);
    boolean editorsOnlySeeSyntax = mistake.message.contains("not YAML")
        || mistake.message.contains("twice")
        || mistake.message.contains("Algorithm 'random('");
    if (!editorsOnlySeeSyntax) {
      assertTrue(!agreesWithSchema(file), file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "- random", "random", "# nothing", "algorithms: random", "? [a]\n: b"})
  void refusesWhatIsNoSuite(String text) {
    String message = assertThrows(
            IllegalArgumentException.class, () -> SuiteFile.parse("mine.yaml", text))
        .getMessage();
    assertTrue(message.startsWith("mine.yaml"), message);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    for (String nested : List.of(text.toString(), "name: " + "[".repeat(5000))) {
      String message = assertThrows(
              IllegalArgumentException.class, () -> SuiteFile.parse("mine.yaml", nested))
          .getMessage();
      assertTrue(message.matches("mine.yaml, line \\d+: nested deeper than 50 levels"), message);
    }
  }

  @Test
  void everySuiteThatShipsIsNamedAsItsFile() throws IOException {
    for (String name : SuiteFile.SHIPPED) {
      String ofATrack = Track.all().stream()
          .filter(track -> track.name().equals(name))
          .map(Track::suite)
          .findFirst()
          .orElse(name);
      assertEquals(ofATrack, SuiteFile.read(name).name().orElseThrow());
    }
    assertEquals(26, SuiteFile.read("all-devices").objectives().size());
    assertEquals(8, SuiteFile.read("paper-2d").objectives().size());
    assertEquals(2, SuiteFile.read("constrained").problems().size());
    String message = assertThrows(IllegalArgumentException.class, () -> SuiteFile.read("quik"))
        .getMessage();
    assertTrue(message.contains("(did you mean 'quick'?)"), message);
  }

  @Test
  void namesProblemsInPlaceOfTheirParts() {
    String file = """
        problems:
          - HWGPT-S(perplexity,params)
          - HWGPT-M(accuracy,energy@h100,params-max-90000000)
        algorithms: random
        reference-point: [1.1, 2]
        """;
    Experiment suite = SuiteFile.parse("mine.yaml", file);
    assertEquals(
        List.of("HWGPT-S(perplexity,params)", "HWGPT-M(accuracy,energy@h100,params-max-90000000)"),
        values(suite.problems()));
    assertEquals(List.of(), suite.objectives());
    assertEquals(List.of(1.1, 2.0), suite.protocol().referencePoint().value());
    assertTrue(agreesWithSchema(file));
    for (String more : List.of("scales: m", "objectives: [perplexity, flops]", "constraints: []")) {
      String message = assertThrows(
              IllegalArgumentException.class, () -> SuiteFile.parse("mine.yaml", file + more))
          .getMessage();
      assertTrue(message.startsWith("mine.yaml, line 6, '"), message);
      assertTrue(message.contains("beside 'problems'"), message);
      assertTrue(!agreesWithSchema(file + more), more);
    }
  }

  /** What only shows once problems and algorithms are known, such as beside options. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      budget: {time: 5min}                              | 'budget': Simulated time without a clock
      count-proposal-time: true                         | 'count-proposal-time': Simulated time without a clock
      {budget: {time: 10s}, clock: latency@rtx2080}     | 'budget': Budget of 10 simulated seconds; allowed: more than 10
      {budget: {cost: 0.5}}                             | 'budget': Budget of a cost of 0.5; allowed: 1 or more
      {budget: {cost: 0.03}, fidelity: {measurements: [1, 25]}, algorithms: moasha} | 'budget': Budget of a cost of 0.03; allowed: 0.04 or more
      {budget: {cost: 0.9}, fidelity: {measurements: [1, 25]}}                      | 'budget': Budget of a cost of 0.9; allowed: 1 or more
      """)
  void saysWhereABudgetIsThatNothingCanSpend(String fields, String message) throws IOException {
    String more = fields.startsWith("{") ? fields.substring(1, fields.length() - 1) : fields;
    String file = "{objectives: [perplexity, energy@a100],\n"
        + (more.contains("algorithms") ? "" : "algorithms: random, ") + more + "}";
    Experiment experiment = SuiteFile.parse("mine.yaml", file);
    try (Benches benches = Benches.shipped()) {
      String thrown =
          assertThrows(UsageException.class, () -> experiment.suite(benches)).getMessage();
      assertTrue(thrown.startsWith("mine.yaml, line 2, " + message), thrown);
    }
  }

  @Test
  void theSchemaKnowsTheSameFields() {
    JsonNode schema = schema().getSchemaNode();
    assertEquals(SuiteFile.FIELDS, names(schema.get("properties")));
    assertEquals(
        SuiteFile.ALGORITHM_FIELDS, names(schema.at("/$defs/algorithm/anyOf/1/properties")));
    assertEquals(SuiteFile.CLOCK_FIELDS, names(schema.at("/properties/clock/anyOf/1/properties")));
  }

  private static Set<String> names(JsonNode properties) {
    Set<String> names = new LinkedHashSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theSchemaTakesWhatTheReaderTakes() throws IOException {
    assertTrue(agreesWithSchema(ALL));
    assertTrue(agreesWithSchema(FEWEST));
    for (String field : List.of(
        "seeds: 20",
        "seeds: 7..20",
        "seeds: 7,9",
        "constraints: params<=3e7",
        "noise: true",
        "constraints: []",
        "scales: m",
        "name: 2024",
        "protocol: authors-2d",
        "reference-point: 2",
        "reference-point: 1.1,1.5",
        "reference-point: [1.1, '1.5']",
        "initial: start.csv",
        "fidelity: {measurements: [1, 5, 25]}",
        "fidelity: {tokens: 4096}",
        "budget: {cost: 12.5}",
        "budget: {time: 20h}",
        "workers: 8",
        "workers: [1, 8]",
        "priors: 10",
        "priors: [0, 10, 50]",
        "priors: 10\nprior-devices: [a100, h100]",
        "clock: latency@rtx2080",
        "clock: {latency: latency@rtx2080}",
        "clock: {latency: latency@rtx2080, loading: 20 s, tokens: 1048576, measurements: 0}",
        "count-proposal-time: true",
        "known: front.json.gz")) {
      SuiteFile.parse("mine.yaml", FEWEST + field);
      assertTrue(agreesWithSchema(FEWEST + field), field);
    }
    for (String name : SuiteFile.SHIPPED) {
      try (InputStream in = SuiteFile.class.getResourceAsStream(name + ".yaml")) {
        assertTrue(agreesWithSchema(new String(in.readAllBytes())), name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: 1.5",
        "name: true",
        "name: -5",
        "name: a b",
        "name:",
        "noise: 'true'",
        "noise: yes",
        "noise: []",
        "evaluations: '50'",
        "evaluations: 2.5",
        "evaluations: 3000000000",
        "scales: []",
        "scales: [[s]]",
        "seeds: []",
        "seeds: a",
        "seeds: 1..",
        "seeds: -3",
        "seeds: [0]",
        "constraints: ''",
        "fidelity: measurements",
        "fidelity: {}",
        "fidelity: {epochs: [1, 2]}",
        "fidelity: {measurements: [1, 2], tokens: [1, 2]}",
        "fidelity: {measurements: []}",
        "fidelity: {measurements: [0, 2]}",
        "fidelity: {measurements: [1, 51]}",
        "fidelity: {measurements: [1, 5]}\nnoise: false",
        "fidelity: {measurements: [1, 5]}\nnoise: [true, false]",
        "fidelity: {measurements: [1, 5]}\nnoise: true",
        "fidelity: {tokens: [256, 512]}\nnoise: false",
        "fidelity: {tokens: [2.5]}",
        "budget: 50",
        "budget: {}",
        "budget: {cost: 0}",
        "budget: {cost: 2147483647}",
        "budget: {cost: 2147483648}",
        "budget: {cost: -1}",
        "budget: {time: 20}",
        "budget: {time: 0h}",
        "budget: {cost: 5, time: 20h}",
        "budget: {cost: 5}\nevaluations: 20",
        "workers: 0",
        "workers: many",
        "workers: [1, 0]",
        "workers: [1, 1]",
        "priors: [0, 0]",
        "budget: {evaluations: 50}",
        "workers: []",
        "priors: -1",
        "priors: []",
        "priors: few",
        "priors: 10\nprior-devices: []",
        "prior-devices: a100",
        "clock: []",
        "clock: {loading: 20s}",
        "clock: {latency: latency@rtx2080, loading: 20}",
        "clock: {latency: latency@rtx2080, loading: 0s}",
        "clock: {latency: latency@rtx2080, loading: 1.5h}",
        "clock: {latency: latency@rtx2080, tokens: -1}",
        "clock: {latency: latency@rtx2080, measurements: few}",
        "clock: {latency: latency@rtx2080, batch: 8}",
        "count-proposal-time: often",
        "constraints: {a: b}",
        "bounds: [default]",
        "protocol:",
        "protocol: [default]",
        "protocol: default\nbounds: default",
        "protocol: paper-2d\nreference-point: 2",
        "reference-point: 0",
        "reference-point: 1e-300",
        "reference-point: 1000",
        "reference-point: -1.1",
        "reference-point: far",
        "reference-point: [1.1, 0]",
        "reference-point: []",
        "initial: [a.csv]",
        "known:",
        "problems: 'HWGPT-S(perplexity,params)'",
        "timeLimit: 10",
        "timeLimit: 90s",
        "timeLimit: 5 min",
        "timeLimit: 1 hour",
        "timeLimit: 0h",
        "timelimit: 5min",
      })
  void theSchemaTakesWhatTheReaderTakesAndNothingElse(String field) {
    boolean taken = true;
    try {
      Experiment suite = SuiteFile.parse("mine.yaml", FEWEST + field);
      suite.timeLimit();
      taken = suite.seeds().value().matches("\\d+(\\.\\.\\d+)?");
    } catch (IllegalArgumentException | IOException e) {
      taken = false;
    }
    assertEquals(taken, agreesWithSchema(FEWEST + field));
  }

  @Test
  void theSchemaNamesAllProtocols() {
    assertNamesAllProtocols(schema().getSchemaNode().at("/properties/protocol").toString());
  }

  /** Asserts that a text has the names of all protocols of the hypervolume, and no others. */
  private static void assertNamesAllProtocols(String text) {
    Set<String> named = Pattern.compile("\\b(default|authors-\\w+)\\b")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
    assertEquals(Set.copyOf(NamedProtocol.names()), named);
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(SuiteFile.class.getResourceAsStream("suite.schema.json"));
  }

  private static boolean agreesWithSchema(String yaml) throws YamlEngineException {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode json = new ObjectMapper().valueToTree(loaded instanceof Map ? loaded : Map.of());
    return schema().validate(json).isEmpty();
  }
}
