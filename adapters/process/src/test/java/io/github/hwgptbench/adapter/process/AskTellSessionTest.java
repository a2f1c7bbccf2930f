package io.github.hwgptbench.adapter.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskTellSessionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SearchSpace space = SearchSpace.s();
  private final HwGptBench bench = HwGptBench.open(space);
  private final ObjectiveEvaluator evaluator = bench.evaluator(
      List.of(Objective.parse("accuracy"), Objective.parse("params"), Objective.parse("flops")));
  private final Problem problem = ArchitectureProblem.builder(evaluator)
      .objectives(Objective.parse("accuracy"), Objective.parse("flops"))
      .constraints(Constraint.parse("params<=60000000"))
      .build();
  private final List<Evaluation> heard = new ArrayList<>();

  @AfterEach
  @AfterProperty
  void close() {
    evaluator.close();
    bench.close();
  }

  /** Returns what a program is told that says these lines. */
  private List<JsonNode> told(int budget, String... lines) throws IOException {
    return told(
        problem, SearchConditions.of(budget, SearchStart.EMPTY), "some(population=20)", lines);
  }

  private List<JsonNode> told(
      Problem searched, SearchConditions conditions, String name, String... lines)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new StandardStreams(
              AlgorithmName.parse(name),
              new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
              out)
          .run(searched, conditions, 7, heard::add);
    } finally {
      answers = out.toString(StandardCharsets.UTF_8);
    }
    List<JsonNode> told = new ArrayList<>();
    for (String line : answers.split("\n")) {
      told.add(JSON.readTree(line));
    }
    return told;
  }

  /** A problem of which whatever is evaluated at the lower level has an accuracy of 0.5. */
  private List<JsonNode> toldOfLevels(Budget budget, String... lines) throws IOException {
    ObjectiveEvaluator rough = new ObjectiveEvaluator() {
      @Override
      public SearchSpace space() {
        return space;
      }

      @Override
      public List<Objective> objectives() {
        return evaluator.objectives();
      }

      @Override
      public void evaluate(int[] genes, double[] values) {
        evaluator.evaluate(genes, values);
        values[0] = 0.5;
      }

      @Override
      public void close() {}
    };
    Problem levels = ArchitectureProblem.builder(evaluator)
        .objectives(Objective.parse("accuracy"), Objective.parse("flops"))
        .fidelities(Fidelities.of(Fidelities.TOKENS, List.of(256, 1024)), List.of(rough))
        .build();
    return told(
        levels, new SearchConditions(budget, SearchStart.EMPTY, 1, null, false), "some", lines);
  }

  @Test
  void theTimeOfAProgramCountsWhereThatIsAsked() {
    SimulatedClock clock = new SimulatedClock() {
      @Override
      public double seconds(int[] genes, int fidelity, int before) {
        return 10;
      }

      @Override
      public double typicalSeconds() {
        return 10;
      }
    };
    byte[] line = "{\"evaluate\": [%s]}\n"
        .formatted(Arrays.toString(new int[27]))
        .getBytes(StandardCharsets.UTF_8);
    for (boolean counts : List.of(false, true)) {
      heard.clear();
      InputStream slow = new ByteArrayInputStream(line) {
        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
          Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(20));
          return super.read(bytes, offset, length);
        }
      };
      new StandardStreams(AlgorithmName.parse("slow"), slow, OutputStream.nullOutputStream())
          .run(
              problem,
              new SearchConditions(Budget.seconds(100), SearchStart.EMPTY, 1, clock, counts),
              7,
              heard::add);
      double seconds = heard.get(0).seconds();
      assertTrue(counts ? seconds >= 10.02 : seconds == 10, "ended at " + seconds);
    }
  }

  @Test
  void aProgramChoosesFidelities() throws IOException {
    String genes = Arrays.toString(new int[27]);
    String other = Arrays.toString(IntStream.generate(() -> 1).limit(27).toArray());
    List<JsonNode> told = toldOfLevels(
        Budget.cost(2.3),
        "{\"evaluate\": [%s], \"fidelity\": 0}".formatted(genes),
        "{\"evaluate\": [%s], \"fidelity\": 1}".formatted(genes),
        "{\"evaluate\": [%s, %s]}".formatted(other, genes));
    assertEquals("{\"unit\":\"cost\",\"amount\":2.3}", told.get(0).get("limit").toString());
    assertEquals(
        "{\"unit\":\"tokens\",\"levels\":[{\"amount\":256,\"cost\":0.25},{\"amount\":1024,\"cost\":1.0}]}",
        told.get(0).get("fidelities").toString());
    assertEquals("[0.25]", told.get(1).get("costs").toString());
    assertEquals(0.5, told.get(1).get("objectives").get(0).get(0).doubleValue());
    assertEquals("[0.75]", told.get(2).get("costs").toString());
    assertTrue(told.get(2).get("objectives").get(0).get(0).doubleValue() < 0.5);
    assertEquals(1, told.get(2).get("left").intValue());
    // Of the last two there is budget for one.
    assertEquals("[1.0]", told.get(3).get("costs").toString());
    assertEquals(1, told.get(3).get("objectives").size());
    assertEquals(0, told.get(3).get("left").intValue());
    assertEquals(
        List.of(0, 1, 1), heard.stream().map(it -> it.candidate().fidelity()).toList());
  }

  @Test
  void refusesAFidelityThatThereIsNot() {
    String line = "{\"evaluate\": [%s], \"fidelity\": 2}".formatted(Arrays.toString(new int[27]));
    String message = assertThrows(
            ProgramFailedException.class, () -> toldOfLevels(Budget.cost(2), line))
        .getMessage();
    assertEquals("line 1 of its output: 'fidelity': 2; allowed: 0 to 1", message);
  }

  @Test
  void theOnlyFidelityIsTheFirst() throws IOException {
    String line = "{\"evaluate\": [%s], \"fidelity\": %s}";
    String genes = Arrays.toString(new int[27]);
    assertEquals(2, told(1, line.formatted(genes, 0)).size());
    String message = assertThrows(
            ProgramFailedException.class, () -> told(1, line.formatted(genes, 1)))
        .getMessage();
    assertEquals("line 1 of its output: 'fidelity': 1; allowed: 0 to 0", message);
  }

  @Test
  void aProgramReadsPriors() throws IOException {
    int[] genes = new int[27];
    Prior prior = new Prior(
        "other",
        Set.of(1),
        List.of(
            new Evaluation(new Candidate(0, genes), new double[] {-0.25, 3}, new double[] {-7})));
    List<JsonNode> told = told(
        problem,
        SearchConditions.of(3, new SearchStart(List.of(), List.of(), List.of(prior))),
        "some");
    assertEquals(
        "[{\"problem\":\"other\",\"shared\":[\"flops\"],\"genotypes\":[%s],\"objectives\":[[0.25,3.0]],\"violations\":[[0.0]]}]"
            .formatted(Arrays.toString(genes).replace(" ", "")),
        told.get(0).get("priors").toString());
    assertFalse(told(3).get(0).has("priors"), "there are none");
  }

  /** Takes a second more for each level of the first gene. */
  private static final SimulatedClock UNEVEN = new SimulatedClock() {
    @Override
    public double seconds(int[] genes, int fidelity, int before) {
      return 1 + genes[0];
    }

    @Override
    public double typicalSeconds() {
      return 2;
    }
  };

  private static List<?> seen(List<Evaluation> evaluations) {
    return evaluations.stream()
        .map(it -> List.of(
            it.candidate().number(),
            Arrays.toString(it.candidate().genes()),
            Arrays.toString(it.objectives()),
            it.cost(),
            it.seconds()))
        .toList();
  }

  /** Returns how many evaluations end at each time. */
  private static Collection<Long> endedTogether(List<Evaluation> evaluations) {
    return evaluations.stream()
        .collect(Collectors.groupingBy(Evaluation::seconds, TreeMap::new, Collectors.counting()))
        .values();
  }

  private static SearchConditions threeWorkers() {
    return new SearchConditions(Budget.seconds(12), SearchStart.EMPTY, 3, UNEVEN, false);
  }

  @Test
  void aProgramWithPendingCandidatesHasTheEvaluationsOfAnAlgorithm() throws IOException {
    List<Evaluation> expected = new ArrayList<>();
    AlgorithmRegistry.load().algorithm("random").run(problem, threeWorkers(), 7, expected::add);
    assertTrue(expected.size() > 12, expected.size() + " evaluations");
    List<int[]> begun = expected.stream()
        .sorted(Comparator.comparingLong(it -> it.candidate().number()))
        .map(it -> it.candidate().genes())
        .toList();
    List<String> lines = new ArrayList<>();
    lines.add("{\"workers\": 3, \"evaluate\": %s}"
        .formatted(JSON.writeValueAsString(begun.subList(0, 3))));
    // One for each worker that is idle after those that end together.
    int asked = 3;
    for (long ended : endedTogether(expected)) {
      int next = (int) Math.min(begun.size(), asked + ended);
      if (next > asked) {
        lines.add(
            "{\"evaluate\": %s}".formatted(JSON.writeValueAsString(begun.subList(asked, next))));
      }
      asked = next;
    }
    // The last one takes the most time, which there is not.
    int[] largest = new int[27];
    largest[0] = 2;
    lines.add("{\"evaluate\": %s}".formatted(JSON.writeValueAsString(List.of(largest))));
    List<JsonNode> told = told(problem, threeWorkers(), "some", lines.toArray(String[]::new));
    assertEquals(3, told.get(0).get("workers").intValue());
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode answer : told.subList(1, told.size())) {
      answer.get("candidates").forEach(number -> numbers.add(number.intValue()));
    }
    assertEquals(seen(expected), seen(heard));
    assertEquals(expected.stream().map(it -> (int) it.candidate().number()).toList(), numbers);
    long first = endedTogether(expected).iterator().next();
    assertEquals(first, told.get(1).get("objectives").size());
    assertEquals(first, told.get(1).get("idle").intValue());
    assertTrue(endedTogether(expected).contains(2L), "some end together");
    assertEquals(0, told.get(told.size() - 1).get("left").intValue());
  }

  @Test
  void candidatesWaitForWorkersAndProgramsForCandidates() throws IOException {
    String genes = Arrays.toString(new int[27]);
    List<JsonNode> told = told(
        problem,
        threeWorkers(),
        "some",
        "{\"workers\": 3, \"evaluate\": [%1$s, %1$s, %1$s, %1$s]}".formatted(genes),
        "{\"evaluate\": []}");
    assertEquals("[0,1,2]", told.get(1).get("candidates").toString());
    assertEquals(2, told.get(1).get("idle").intValue());
    assertEquals("[3]", told.get(2).get("candidates").toString());
    assertEquals(3, told.get(2).get("idle").intValue());
    assertEquals(
        List.of(1.0, 1.0, 1.0, 2.0), heard.stream().map(Evaluation::seconds).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"evaluate\": %s}               | field 'workers' is missing; expected 3 in the first line, by which",
        "{\"workers\": 2, \"evaluate\": %s} | field 'workers' is 2; expected 3 in the first line, by which",
        "{\"workers\": 3, \"evaluate\": []} | No architecture; give at least one",
      })
  void aProgramSaysThatItCanHavePendingCandidates(String line, String message) {
    String text = line.formatted("[" + Arrays.toString(new int[27]) + "]");
    String said = assertThrows(
            ProgramFailedException.class, () -> told(problem, threeWorkers(), "some", text))
        .getMessage();
    assertTrue(said.startsWith("line 1 of its output: " + message), said);
    assertEquals(0, heard.size());
  }

  private String answers = "";

  /** By the names of the genes, without those that change nothing. */
  private String byName(int[] genes) {
    StringBuilder text = new StringBuilder("{");
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.genotypes().active(genes, gene)) {
        text.append(gene == 0 ? "" : ", ")
            .append('"')
            .append(space.genotypes().name(gene))
            .append("\": ")
            .append(space.genotypes().choices(gene).get(genes[gene]));
      }
    }
    return text.append('}').toString();
  }

  @Test
  void describesTheProblemFirst() throws IOException {
    JsonNode described = told(30).get(0);
    assertEquals(1, described.get("protocol").intValue());
    assertEquals(problem.name(), described.get("problem").textValue());
    assertEquals(30, described.get("budget").intValue());
    assertEquals(7, described.get("seed").intValue());
    assertEquals("{\"population\":\"20\"}", described.get("settings").toString());
    assertEquals(27, described.get("genes").size());
    assertEquals(
        "{\"name\":\"n_layer\",\"choices\":[10,11,12]}",
        described.at("/genes/1").toString());
    assertEquals("maximize", described.at("/objectives/0/direction").textValue());
    assertEquals("params<=60000000", described.at("/constraints/0/name").textValue());
  }

  @Property(tries = 20)
  void bothFormsHaveTheValuesOfTheProblem(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int count) throws IOException {
    heard.clear();
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> genes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      genes.add(space.genotypes().sample(random));
      names.add(byName(genes.get(i)));
    }
    List<JsonNode> told = told(
        2 * count,
        "{\"evaluate\": %s}".formatted(names),
        "{\"evaluate\": %s}".formatted(JSON.writeValueAsString(genes)));
    assertEquals(3, told.size());
    assertEquals(count, told.get(1).get("left").intValue());
    assertEquals(0, told.get(2).get("left").intValue());
    assertEquals(told.get(1).get("objectives"), told.get(2).get("objectives"));
    for (int i = 0; i < count; i++) {
      double[] objectives = new double[2];
      double[] violations = new double[1];
      problem.evaluate(genes.get(i), objectives, violations);
      JsonNode values = told.get(2).get("objectives").get(i);
      assertEquals(-objectives[0], values.get(0).doubleValue(), "accuracy is as people say it");
      assertEquals(objectives[1], values.get(1).doubleValue());
      assertEquals(violations[0], told.get(2).get("violations").get(i).get(0).doubleValue());
      assertArrayEquals(objectives, heard.get(i).objectives());
      assertArrayEquals(genes.get(i), heard.get(count + i).candidate().genes());
    }
  }

  @Test
  void ofABatchBeyondTheBudgetTheFirstOnesAreEvaluated() throws IOException {
    String zeros = "[" + "0,".repeat(26) + "0]";
    List<JsonNode> told = told(
        3,
        "{\"evaluate\": [%1$s, %1$s]}".formatted(zeros),
        "{\"evaluate\": [%1$s, %1$s]}".formatted(zeros),
        "never read");
    assertEquals(3, told.size());
    assertEquals(1, told.get(2).get("objectives").size());
    assertEquals(3, heard.size());
  }

  @Test
  void whatIsAskedForIsEvaluatedThoughNobodyListens() {
    OutputStream broken = new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
    String ask = "{\"evaluate\": [[" + "0,".repeat(26) + "0]]}\n";
    new StandardStreams(
            AlgorithmName.parse("some"),
            new ByteArrayInputStream(ask.repeat(4).getBytes(StandardCharsets.UTF_8)),
            broken)
        .run(problem, 5, 7, heard::add);
    assertEquals(4, heard.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[[0]]                              | not a JSON object: '[[0]]'",
        "{}                                 | no field 'evaluate'",
        "{\"evalute\": []}                  | unknown field 'evalute'; known: evaluate, fidelity (did you mean 'evaluate'?)",
        "{\"evaluate\": []}                 | No architecture; give at least one",
        "{\"evaluate\": 3}                  | 3 in place of architectures",
        "{\"evaluate\": [[0, 1]]}           | Architecture 0: 2 values; there are 27 genes",
        "{\"evaluate\": [[3]]}              | Architecture 0: gene 'embed_dim': value 3; allowed: 0 to 2",
        "{\"evaluate\": [[0.5]]}            | Architecture 0: 0.5 in place of the value of gene 0",
        "{\"evaluate\": [\"x\"]}            | Architecture 0: 'x'; expected an object",
        "{\"evaluate\": {\"n_layr\": 10}}   | unknown gene 'n_layr'; known: embed_dim,",
        "{\"evaluate\": {\"n_layer\": 9}}   | gene 'n_layer': 9; allowed: 10, 11, 12",
        "{\"evaluate\": {\"bias\": 1}}      | gene 'bias': 1; allowed: false, true",
        "{\"evaluate\": {\"bias\": null}}   | gene 'bias': null; allowed: false, true",
        "{\"evaluate\": {\"bias\": true}}   | no gene 'embed_dim'; only inactive genes",
        "{\"evaluate\": [[                 | not a JSON object: '{\"evaluate\": [['",
      })
  void nonsenseEndsItAndIsNamed(String line, String message) {
    String said =
        assertThrows(ProgramFailedException.class, () -> told(30, line)).getMessage();
    assertTrue(said.startsWith("line 1 of its output: "), said);
    assertTrue(said.contains(message), said);
    assertTrue(answers.contains("{\"error\":\"line 1 of its output: "), answers);
    assertEquals(0, heard.size());
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() {
    StreamLines lines = new StreamLines(
        new ByteArrayInputStream(new byte[2000]), new ByteArrayOutputStream(), 1000);
    assertThrows(ProgramFailedException.class, lines::read);
  }

  @Property
  void aCommandIsReadAsItIsWritten(@ForAll List<String> words) {
    words.add(0, "program");
    assertEquals(
        words, ProgramCommand.parse(new ProgramCommand(words).toString()).words());
  }

  @Test
  void aQuotationHasAnEnd() {
    assertEquals(
        List.of("a", "b c", ""), ProgramCommand.parse(" a 'b c'  \"\" ").words());
    assertThrows(IllegalArgumentException.class, () -> ProgramCommand.parse("a 'b"));
    assertThrows(IllegalArgumentException.class, () -> ProgramCommand.parse("  "));
  }
}
