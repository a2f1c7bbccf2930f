package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.failsWith;
import static io.github.hwgptbench.cli.CommandRun.succeeds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.EarlierLayout;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New algorithms beside the runs of a suite that are there already. */
class AgainstTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHIPPED = "io/github/hwgptbench/reference/";
  private static final String TWO_PROBLEMS = """
      name: two
      objectives: [[perplexity, energy@a100], [perplexity, params]]
      algorithms: [random, local-search]
      seeds: 6
      evaluations: 12
      """;

  @TempDir
  private static Path folder;

  /** The runs that others are compared with, as they ship. */
  private static Path two;

  @TempDir
  private Path temp;

  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  @BeforeAll
  static void shipReferenceRuns() throws IOException {
    Path shipped = folder.resolve(SHIPPED);
    Path whole = folder.resolve("whole");
    Path file = Files.writeString(folder.resolve("two.yaml"), TWO_PROBLEMS);
    succeeds("run", file, "--out", whole);
    two = shipped.resolve("two");
    succeeds("merge", whole, "--without-values", "--out", two);
    succeeds(
        "run",
        "--name",
        "another",
        "--objectives",
        "perplexity,latency@a100",
        "--algorithms",
        "random",
        "--seeds",
        2,
        "--evaluations",
        5,
        "--out",
        shipped.resolve("another"));
    Files.writeString(shipped.resolve("suites.txt"), "another\ntwo\n");
  }

  @BeforeEach
  void ship() throws IOException {
    ship(folder);
  }

  /** Puts a folder onto the class path, in place of the jar of the runs that really ship. */
  private static void ship(Path folder) throws IOException {
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, AgainstTest.class.getClassLoader()) {
              @Override
              public Enumeration<URL> getResources(String name) throws IOException {
                return name.startsWith(SHIPPED) ? findResources(name) : super.getResources(name);
              }
            });
  }

  @AfterEach
  void shipWhatShips() {
    Thread.currentThread().setContextClassLoader(loader);
  }

  private static List<JsonNode> rows(CommandRun result) throws IOException {
    return StreamSupport.stream(JSON.readTree(result.out()).spliterator(), false)
        .toList();
  }

  private static String named(JsonNode row) {
    return row.get("algorithm").textValue() + " of " + row.get("suite").textValue();
  }

  @Test
  void runsNewAlgorithmsAloneOnTheSameProblemsSeedsAndBudget() throws IOException {
    Path mine = temp.resolve("mine");
    CommandRun result = succeeds(
        "run",
        "--algorithms",
        "nsga2(population=4)",
        "--against",
        two,
        "--out",
        mine,
        "--format",
        "json");
    SuiteArchive archive = SuiteArchive.open(mine);
    assertTrue(archive.complete());
    assertEquals("against-two", archive.name());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), archive.plan().seeds());
    assertEquals(2, archive.problems().size());
    for (ArchivedProblem problem : archive.problems()) {
      assertEquals(
          List.of("nsga2(population=4)"), List.copyOf(problem.algorithms().keySet()));
      assertEquals(12, problem.settings().evaluations());
    }
    List<JsonNode> rows = rows(result);
    for (String problem :
        List.of("HWGPT-S(perplexity,energy@a100)", "HWGPT-S(perplexity,params)")) {
      List<JsonNode> own = rows.stream()
          .filter(row -> row.get("problem").textValue().equals(problem))
          .toList();
      assertEquals(
          List.of("local-search of two", "nsga2(population=4) of against-two", "random of two"),
          own.stream().map(AgainstTest::named).sorted().toList());
      List<Double> medians =
          own.stream().map(row -> row.get("rel_hv_median").doubleValue()).toList();
      assertTrue(
          medians.get(0) >= medians.get(1) && medians.get(1) >= medians.get(2), result.out());
      assertEquals(
          6, own.stream().mapToDouble(row -> row.get("mean_rank").doubleValue()).sum());
      // Six seeds and three pairs: 3 * 2^-5 is the least that the test can say.
      own.forEach(
          row -> assertTrue(row.get("p_best_other").doubleValue() >= 3.0 / 32, result.out()));
    }
    assertTrue(result.err().contains("HWGPT-S(perplexity,params): Too few seeds"), result.err());
    assertTrue(result.err().contains("this problem has no best-known Pareto front"), result.err());
    assertTrue(
        result.err().contains("hwgpt report %s --against %s".formatted(mine, two)), result.err());

    Path page = temp.resolve("page");
    succeeds("report", mine, "--against", "reference", "--out", page);
    String html = Files.readString(page.resolve("report.html"));
    assertTrue(html.contains("<h1>against-two, two</h1>"));
    String results = Files.readString(page.resolve("tables/algorithms.csv"));
    assertTrue(results.contains("nsga2(population=4)"), results);
    assertTrue(results.contains("local-search"), results);
  }

  @Test
  void takesThoseThatShipByTheirProblems() throws IOException {
    CommandRun result = succeeds(
        "run",
        "--objectives",
        "perplexity,params",
        "--algorithms",
        "random",
        "--against",
        "reference",
        "--seeds",
        "2..3",
        "--out",
        temp.resolve("mine"));
    // Of the same name and settings, told apart by the suite.
    String table = result.out();
    assertTrue(table.contains("HWGPT-S(perplexity,params), after 12 evaluations"), table);
    assertFalse(table.contains("energy@a100"), table);
    assertEquals(2, table.lines().filter(line -> line.startsWith("random ")).count());
    assertTrue(table.contains("Algorithms have different numbers of seeds (2, 6)"), table);
    assertTrue(table.contains("Figures and tables: hwgpt report "), table);
  }

  @Test
  void runsWhatASuiteOfTheSameNameHasFinished() throws IOException {
    Path half = temp.resolve(SHIPPED + "paper-3d");
    Object[] run = {
      "run", "paper-3d", "--seeds", 2, "--evaluations", 5, "--algorithms", "random", "--out", half
    };
    succeeds(run);
    EarlierLayout.convert(half);
    Path log = half.resolve("runs.jsonl");
    Files.write(
        log,
        Files.readAllLines(log).stream()
            .filter(line -> !line.contains("\"l-perplexity"))
            .toList());
    Files.writeString(temp.resolve(SHIPPED + "suites.txt"), "paper-3d\n");
    ship(temp);
    Object[] against = {"--algorithms", "nsga2", "--against", "reference", "--out"};
    Path mine = temp.resolve("mine");
    CommandRun result =
        succeeds(Stream.concat(Stream.of("run", "paper-3d"), Stream.of(with(against, mine)))
            .toArray());
    assertTrue(
        result
            .err()
            .contains("2 of 3 problems are run, those with finished runs in '" + half + "'"),
        result.err());
    assertEquals(2, SuiteArchive.open(mine).problems().size());
    assertTrue(result.out().contains("Mean rank over the "), result.out());
    // A file of one's own has to ask for what is there.
    Path file = Files.writeString(temp.resolve("mine.yaml"), """
        scales: [m, l]
        objectives: [perplexity, latency@rtx2080, energy@a6000]
        algorithms: random
        """);
    failsWith(
        2,
        "Problem HWGPT-L(perplexity,latency@rtx2080,energy@a6000): no finished runs in",
        Stream.concat(Stream.of("run", file), Stream.of(with(against, temp.resolve("none"))))
            .toArray());
  }

  private static Object[] with(Object[] args, Object last) {
    return Stream.concat(Stream.of(args), Stream.of(last)).toArray();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void aFileMaySayFewerSeeds() throws IOException {
    Path file = Files.writeString(temp.resolve("mine.yaml"), """
        objectives: [perplexity, params]
        algorithms: [nsga2, random]
        seeds: [2, 5]
        """);
    Path mine = temp.resolve("mine");
    succeeds("run", file, "--against", "reference", "--name", "ours", "--out", mine);
    SuiteArchive archive = SuiteArchive.open(mine);
    assertEquals("ours", archive.name());
    assertEquals(
        List.of("nsga2", "random"), List.copyOf(archive.plan().algorithms().keySet()));
    assertEquals(List.of(2L, 5L), archive.plan().seeds());
    assertEquals(12, archive.problems().get(0).settings().evaluations());
  }

  @Test
  void comparesAtTheShorterBudgetAndSaysSo() {
    String table = succeeds(
            "run",
            "--objectives",
            "perplexity,params",
            "--algorithms",
            "nsga2",
            "--against",
            two,
            "--evaluations",
            8,
            "--out",
            temp.resolve("shorter"))
        .out();
    assertTrue(table.contains("HWGPT-S(perplexity,params), after 8 evaluations per run"), table);
    assertTrue(
        table.contains("Budgets differ (8, 12 evaluations): all runs are compared after 8."),
        table);
  }

  private void refuses(int code, String message, Object... args) {
    Object[] all = Stream.concat(
            Stream.of("run", "--algorithms", "nsga2", "--out", temp.resolve("none")),
            Stream.of(args))
        .toArray();
    failsWith(code, message, all);
    assertFalse(Files.exists(temp.resolve("none")));
  }

  @Test
  void saysWhatCannotBeCompared() throws IOException {
    String energy = "perplexity,energy@a100";
    refuses(
        2,
        "suites 'two' and 's-perplexity-energy_a100' can't be compared, their bounds are",
        "--objectives",
        energy,
        "--bounds",
        "published",
        "--against",
        two);
    refuses(
        2,
        "Problem HWGPT-M(perplexity,energy@a100): no finished runs in '%s' to compare with; they are of HWGPT-S(perplexity,energy@a100), HWGPT-S(perplexity,params)"
            .formatted(two),
        "--scale",
        "m",
        "--objectives",
        energy,
        "--against",
        two);
    refuses(
        2,
        "Problem HWGPT-S(perplexity,energy@a100), noisy: not in the reference runs that ship, which are of another, two",
        "--objectives",
        energy,
        "--noise",
        "--against",
        "reference");
    refuses(
        2,
        "Seed 7: not in the runs of '%s', and tests pair runs of the same seed; allowed: 1, 2, 3, 4, 5, 6"
            .formatted(two),
        "--seeds",
        7,
        "--against",
        two);
    refuses(1, "nowhere: no such folder", "--against", temp.resolve("nowhere"));
    failsWith(2, "--against two: no new algorithms", "run", "--against", "two");
    failsWith(
        2,
        "can't be compared, their bounds are",
        "report",
        published(energy),
        "--against",
        "reference");

    Path other = temp.resolve("other");
    copy(two, other);
    Path index = other.resolve("suite.json");
    Files.writeString(
        index,
        Files.readAllLines(index).stream()
            .map(line -> line.replaceFirst("(\"surrogates\" : \")[0-9a-f]+", "$1abc"))
            .collect(Collectors.joining("\n")));
    refuses(2, "can't be compared, their surrogates are abc and ", "--against", other);
  }

  private Path published(String objectives) {
    Path out = temp.resolve("published");
    succeeds(
        "run",
        "--objectives",
        objectives,
        "--bounds",
        "published",
        "--algorithms",
        "random",
        "--seeds",
        1,
        "--evaluations",
        5,
        "--out",
        out);
    return out;
  }

  @Test
  void saysWhereTheReferenceRunsShouldBe() throws IOException {
    refuses(
        2,
        "--against reference requires problems: give a suite (there are runs of another, two)",
        "--against",
        "reference");
    ship(temp);
    refuses(
        1,
        "no reference runs on the class path; add the artifact hwgptbench-reference-runs",
        "quick",
        "--against",
        "reference");
  }
}
