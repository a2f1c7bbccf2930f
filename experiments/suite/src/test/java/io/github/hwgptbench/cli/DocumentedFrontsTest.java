package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.front.BestFronts;
import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the tables of docs/pareto.md with the fronts and bounds that ship. */
class DocumentedFrontsTest {

  private static final Path PAGE =
      Path.of(System.getProperty("hwgptbench.root")).resolve("docs/pareto.md");
  private static final String HEADER = "hypervolume after";

  @Test
  void theTableOfTheGapsIsThatOfTheBoundsThatShip() throws IOException {
    Map<String, List<String>> rows = rows("% at most");
    List<String> columns = rows.get("% at most");
    int cells = 0;
    for (FrontBound bound : FrontBound.shipped()) {
      Objective objective = bound.problem().objectives().get(1);
      String scale = bound.problem().space().toUpperCase(Locale.ROOT);
      int column = columns.indexOf(scale + ", " + objective.metric().id());
      String cell = rows.get(objective.device().orElseThrow()).get(column);
      assertTrue(
          bound.inWords().endsWith(" within " + cell + " % of the optimum"),
          () -> bound.problem() + ": " + cell + ", " + bound.inWords());
      cells++;
    }
    assertEquals((rows.size() - 2) * columns.size(), cells);
  }

  private static Map<String, List<String>> rows(String header) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.contains(header))
        .takeWhile(line -> line.startsWith("|"))
        .map(
            line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
        .collect(Collectors.toMap(row -> row.get(0), row -> row.subList(1, row.size())));
  }

  @Test
  void theTableOfTheStagesIsThatOfTheFrontsThatShip() throws IOException {
    Map<String, List<String>> rows = rows(HEADER);
    List<String> problems = rows.get(HEADER);
    assertEquals(3, problems.size());
    for (int column = 0; column < problems.size(); column++) {
      ProblemName problem = ProblemName.parse(problems.get(column));
      ReferenceFront front = BestFronts.find(
              problem.space(), problem.objectives(), problem.constraints())
          .orElseThrow();
      List<ReferenceFront.Stage> stages = front.origin().stages();
      assertEquals(
          List.of(
              String.format(Locale.ROOT, "%.6f", stages.get(0).hypervolume()),
              String.format(Locale.ROOT, "%.6f", stages.get(1).hypervolume()),
              String.format(Locale.ROOT, "%.8f", stages.get(2).hypervolume()),
              String.format(Locale.ROOT, "%.8f", front.hypervolume()),
              String.format(Locale.ROOT, "%.1f million", front.origin().evaluations() / 1e6),
              "" + front.points().size()),
          List.of(
              rows.get("random architectures").get(column),
              rows.get("a sweep of multipliers").get(column),
              rows.get("Pareto local search").get(column),
              rows.get("mixing").get(column),
              rows.get("evaluations").get(column),
              rows.get("points").get(column)),
          problem.toString());
    }
  }
}
