package io.github.hwgptbench.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrontBoundTest {

  private static final String HEADER =
      "problem,bounds,reference,surrogates,hypervolume,bound,command\n";
  private static final Pattern COMMAND =
      Pattern.compile("hwgpt front '(.+)' --certify --gap (0\\.\\d{5}) --time-limit 1h");

  @TempDir
  private Path folder;

  static Stream<SearchSpace> spaces() {
    return Stream.of(SearchSpace.s(), SearchSpace.m(), SearchSpace.l());
  }

  private static List<ProblemName> problems(SearchSpace space) {
    List<ProblemName> problems = new ArrayList<>();
    for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
      for (Device device : Device.known()) {
        problems.add(new ProblemName(
            space.name(),
            List.of(Objective.parse("perplexity"), Objective.of(metric, device)),
            List.of()));
      }
    }
    return problems;
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everyFrontOfTwoObjectivesHasABoundThatIsNotBelowIt(SearchSpace space) throws IOException {
    String surrogates;
    try (HwGptBench bench = HwGptBench.open(space)) {
      surrogates = bench.surrogateHash();
    }
    for (ProblemName problem : problems(space)) {
      ReferenceFront front =
          BestFronts.find(space.name(), problem.objectives(), List.of()).orElseThrow();
      FrontBound bound = FrontBound.find(problem, surrogates, "default-1", 1.1).orElseThrow();
      assertEquals(front.hypervolume(), bound.hypervolume(), 1e-9 * front.hypervolume());
      assertTrue(bound.bound() >= front.hypervolume(), problem.toString());
      Matcher command = COMMAND.matcher(bound.command());
      assertTrue(command.matches(), bound.command());
      assertEquals(problem.toString(), command.group(1));
      assertEquals(Double.parseDouble(command.group(2)), bound.gap(), 1e-9);
      assertTrue(bound.gap() < 0.01, problem.toString());
    }
    assertEquals(
        problems(space).size(),
        FrontBound.shipped().stream()
            .filter(bound -> bound.problem().space().equals(space.name()))
            .count());
  }

  @Test
  void boundsAreOfOneProtocolAndProblem() {
    FrontBound bound = FrontBound.shipped().get(0);
    ProblemName problem = bound.problem();
    List<Objective> reversed =
        List.of(problem.objectives().get(1), problem.objectives().get(0));
    ProblemName other = new ProblemName(problem.space(), reversed, List.of());
    assertEquals(Optional.of(bound), FrontBound.find(other, bound.surrogates(), "default-1", 1.1));
    assertTrue(FrontBound.find(problem, "others", "default-1", 1.1).isEmpty());
    assertTrue(FrontBound.find(problem, bound.surrogates(), "published", 1.1).isEmpty());
    assertTrue(FrontBound.find(problem, bound.surrogates(), "default-1", 1).isEmpty());
    ProblemName three = ProblemName.parse("HWGPT-S(perplexity,latency@rtx2080,energy@a6000)");
    assertTrue(FrontBound.find(three, bound.surrogates(), "default-1", 1.1).isEmpty());
  }

  @Test
  void theFileIsWhatIsWritten() throws IOException {
    Path file = folder.resolve("bounds.csv");
    FrontBound.write(FrontBound.shipped(), file);
    assertEquals(
        FrontBound.shipped(), FrontBound.read(Files.newInputStream(file), file.toString()));
    assertEquals(
        new String(
            FrontBoundTest.class.getResourceAsStream("bounds.csv").readAllBytes(),
            StandardCharsets.UTF_8),
        Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource({
    "0.8, 0.802, certified to be within 0.25 % of the optimum",
    "0.8, 0.802001, certified to be within 0.26 % of the optimum",
    "0.8, 0.8, certified to be within 0.00 % of the optimum"
  })
  void gapsAreRoundedUp(double hypervolume, double bound, String words) {
    ProblemName problem = ProblemName.parse("HWGPT-S(perplexity,params)");
    assertEquals(
        words,
        new FrontBound(problem, "default-1", 1.1, "surrogates", hypervolume, bound, "command")
            .inWords());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b,1.1,s,0.8,0.7,c | line 2: Bound of HWGPT-S(perplexity,params): 0.7, of a front with hypervolume 0.8",
        "b,1.1,s,0,0.7,c | not less than a positive hypervolume",
        "b,1.1,s,0.8,x,c | line 2, column 'bound': 'x' is not a number"
      })
  void wrongRowsAreRefused(String row, String message) {
    byte[] text =
        (HEADER + "\"HWGPT-S(perplexity,params)\"," + row).getBytes(StandardCharsets.UTF_8);
    IOException thrown = assertThrows(
        IOException.class, () -> FrontBound.read(new ByteArrayInputStream(text), "bounds.csv"));
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
  }
}
