package io.github.hwgptbench.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.hwgptbench.algorithm.AskTellSearch;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.SimulatedClock;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Optimizer} promises, as tests. Extend it, say what makes the optimizer, and run
 * it with JUnit:
 *
 * <pre>{@code
 * class MyOptimizerTest extends OptimizerConformance {
 *
 *   @Override
 *   protected OptimizerFactory factory() {
 *     return new MyOptimizerFactory();
 *   }
 * }
 * }</pre>
 *
 * <p>The tests need no surrogates: they use small problems of closed form, whose spaces have
 * ordered levels and genes that can be inactive, and evaluate some thousands of times in all. What
 * an optimizer does not promise, or promises beyond what is usual, is said by the other methods
 * that can be overridden. Those have to answer the same every time.
 */
public abstract class OptimizerConformance {

  /** Room for all phenotypes of a tiny space many times over. */
  private static final int TINY_BUDGET = 50;

  /** Seeds of {@link #smallerIsBetter}; the more there are, the less luck has a say. */
  private static final long[] SEEDS = {11, 12, 13};

  /** Without feedback the difference of heights is 0 give or take 0.03. */
  private static final double CLEAR_DIFFERENCE = 0.1;

  /** Budgets of {@link #smallerIsBetter} double up to this many times. */
  private static final int DOUBLINGS = 3;

  /** Standard deviation of noise, where values are between -0.5 and 1.5. */
  private static final double NOISE = 0.2;

  /** Levels of problems with several fidelities, the highest of which costs 16 times the lowest. */
  private static final Fidelities LEVELS = Fidelities.of(Fidelities.TOKENS, List.of(1, 4, 16));

  /** Returns the factory of the optimizer under test. */
  protected abstract OptimizerFactory factory();

  /** Returns the settings to test with; the defaults, unless overridden. */
  protected Settings settings() {
    return Settings.initial(factory().settings());
  }

  /**
   * Returns how many evaluations most runs get, 10 to 1,000; 40 unless overridden. Few enough for
   * the tests to be quick, and enough for the optimizer to come out of its beginning.
   */
  protected int budget() {
    return 40;
  }

  /** Returns how long a run may take before it counts as stuck; a minute unless overridden. */
  protected Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** Returns the smallest number of objectives that are allowed; 1 unless overridden. */
  protected int fewestObjectives() {
    return 1;
  }

  /** Returns the largest number of objectives to test with; 4 unless overridden. */
  protected int mostObjectives() {
    return 4;
  }

  /**
   * Returns whether chance plays no part, so that all seeds give the same; false unless overridden.
   */
  protected boolean deterministic() {
    return false;
  }

  /**
   * Returns whether candidates depend on the values of earlier ones; true unless overridden, as for
   * random search.
   */
  protected boolean learns() {
    return true;
  }

  /** Returns whether inactive genes of candidates are always 0; true unless overridden. */
  protected boolean canonical() {
    return true;
  }

  /**
   * Returns whether no phenotype is proposed a second time before all have been; true unless
   * overridden.
   */
  protected boolean neverRepeats() {
    return true;
  }

  private int objectives() {
    return Math.max(fewestObjectives(), Math.min(2, mostObjectives()));
  }

  private TrialProblem slope(String name, GenotypeSpace space) {
    return TrialProblem.slope(name, space, objectives());
  }

  private TrialProblem main() {
    return slope("slope", TrialProblem.SPACE);
  }

  private TrialProblem tiny() {
    return slope("6 phenotypes", SlotSpace.of(new int[] {2}, new int[] {2}));
  }

  private Trial begin(Problem problem, int budget, long seed) {
    return new Trial(factory(), settings(), problem, budget, seed, UnaryOperator.identity());
  }

  private Trial trial(Problem problem, long seed, List<Prior> priors, Consumer<Trial> way) {
    return new Trial(
            factory(), settings(), problem, budget(), seed, priors, UnaryOperator.identity())
        .spend(patience(), way);
  }

  private Trial trial(Problem problem, long seed, Consumer<Trial> way) {
    return begin(problem, budget(), seed).spend(patience(), way);
  }

  /** A way in which all is told before more is asked for, and one in which it is not. */
  private static Stream<Consumer<Trial>> ways() {
    return Stream.of(Trial.portionsOf(4), Trial.inAnyOrder(17));
  }

  /** A search may end before its budget only where there is nothing left to look at. */
  private static void assertSpent(Trial trial) {
    assertTrue(
        trial.spent() || trial.exhausted(),
        () -> "proposes no more, though there is budget and there are phenotypes left: " + trial);
  }

  /** Says no more than where two runs part. */
  private static void assertSameRun(List<?> expected, List<?> actual, String message) {
    int same = 0;
    while (same < Math.min(expected.size(), actual.size())
        && expected.get(same).equals(actual.get(same))) {
      same++;
    }
    assertEquals(at(same, expected), at(same, actual), message + "; the first difference");
  }

  private static Object at(int index, List<?> run) {
    return index < run.size() ? run.get(index) : "the end, after " + index;
  }

  @Test
  @DisplayName("the factory says what it makes")
  void theFactorySaysWhatItMakes() {
    OptimizerFactory factory = factory();
    assertTrue(
        factory.name().matches("[a-z][a-z0-9-]*(:[A-Za-z0-9-]+)?"),
        () -> "name '" + factory.name() + "': allowed: lower-case letters, digits and hyphens");
    assertTrue(
        factory.preset().matches("[A-Za-z0-9_-]+"),
        () -> "preset '" + factory.preset() + "': allowed: letters, digits and hyphens");
    assertFalse(factory.description().isBlank(), "no description");
    assertEquals(1, factory.description().lines().count(), "the description has several lines");
    List<String> names = factory.settings().stream().map(Setting::name).toList();
    assertEquals(names.stream().distinct().toList(), names, "two settings have the same name");
    assertEquals(
        factory.settings(), factory.settings(), "settings() returns different settings each time");
  }

  @Test
  @DisplayName("the same seed gives a bit-identical run")
  void theSameSeedGivesTheSameRun() {
    for (Consumer<Trial> way : List.of(Trial.portionsOf(budget()), Trial.inAnyOrder(5))) {
      assertSameRun(
          trial(main(), 1, way).evaluations(),
          trial(main(), 1, way).evaluations(),
          "two runs with one seed differ: all randomness has to come from the generator that the"
              + " factory is given, and nothing may depend on the order of a hash table");
    }
  }

  @Test
  @DisplayName("another seed gives another run")
  void anotherSeedGivesAnotherRun() {
    List<Candidate> first = trial(main(), 1, Trial.portionsOf(budget())).candidates();
    List<Candidate> second = trial(main(), 2, Trial.portionsOf(budget())).candidates();
    if (deterministic()) {
      assertSameRun(first, second, "two seeds give two runs, though deterministic() says no");
    } else {
      assertFalse(first.equals(second), "two seeds give one run: the generator is not used");
    }
  }

  @Test
  @DisplayName("candidates don't depend on how many are asked for at a time")
  void portionsDoNotMatter() {
    List<Candidate> expected = trial(main(), 3, Trial.portionsOf(budget())).candidates();
    for (int portion : new int[] {1, 2, 7}) {
      assertSameRun(
          expected,
          trial(main(), 3, Trial.portionsOf(portion)).candidates(),
          Text.format(
                  "asked for %d at a time, and told of all before it is asked again, it proposes",
                  portion)
              + " different ones: a batch may have only what it would propose without knowing"
              + " more");
    }
  }

  @TestFactory
  @DisplayName("the budget is spent, and no more")
  Stream<DynamicTest> theBudgetIsSpent() {
    return IntStream.of(1, 2, 3, budget(), 2 * budget())
        .mapToObj(budget -> dynamicTest("budget " + budget, () -> {
          AtomicInteger evaluated = new AtomicInteger();
          List<Evaluation> heard = new ArrayList<>();
          Problem counting =
              main().changed("counting", (genes, f, g) -> evaluated.incrementAndGet());
          AskTellSearch search = new AskTellSearch(factory(), settings());
          assertTimeoutPreemptively(
              patience(), () -> search.run(counting, budget, 4, heard::add), "stuck");
          assertEquals(budget, evaluated.get(), "evaluations of the problem");
          assertEquals(budget, heard.size(), "evaluations that the listener received");
        }));
  }

  @Test
  @DisplayName("there are never more candidates than were asked for")
  void neverMoreThanWereAskedFor() {
    Trial trial = begin(main(), 2 * budget(), 5);
    trial.spend(patience(), it -> {
      for (int i = 0; i < budget(); i++) {
        int atMost = 1 + i % 4;
        List<Candidate> asked = it.ask(atMost);
        assertTrue(
            asked.size() <= atMost,
            () -> Text.format("asked for %d, it proposed %d", atMost, asked.size()));
        it.tell(asked);
      }
    });
  }

  @Test
  @DisplayName("asking for no candidates is refused, and changes nothing")
  void askingForNoneIsRefused() {
    OptimizerFactory factory = factory();
    SearchTask task = SearchTask.of(main(), budget());
    for (int atMost : new int[] {0, -1, Integer.MIN_VALUE}) {
      Optimizer optimizer = factory.create(task, settings(), new Random(1));
      assertThrows(
          IllegalArgumentException.class, () -> optimizer.ask(atMost), () -> "ask(" + atMost + ")");
    }
    List<Candidate> expected = trial(main(), 6, Trial.portionsOf(3)).candidates();
    Trial interrupted = begin(main(), budget(), 6);
    interrupted.spend(patience(), it -> {
      do {
        assertThrows(IllegalArgumentException.class, () -> it.ask(0));
      } while (it.step(3));
    });
    assertSameRun(expected, interrupted.candidates(), "ask(0) changed what came after it");
  }

  @Test
  @DisplayName("every candidate is a genotype of the space")
  void candidatesAreOfTheSpace() {
    ways()
        .forEach(way -> trial(main(), 7, way)
            .candidates()
            .forEach(it ->
                assertDoesNotThrow(() -> TrialProblem.SPACE.check(it.genes()), it::toString)));
  }

  @Test
  @DisplayName("inactive genes of candidates are 0")
  void candidatesAreCanonical() {
    assumeTrue(canonical(), "canonical() promises nothing");
    ways()
        .forEach(way -> trial(main(), 7, way).candidates().forEach(candidate -> {
          int[] canonical = candidate.genes();
          TrialProblem.SPACE.canonicalize(canonical);
          assertArrayEquals(
              canonical, candidate.genes(), () -> "not in canonical form: " + candidate);
        }));
  }

  @TestFactory
  @DisplayName("no phenotype is proposed twice")
  Stream<DynamicTest> noPhenotypeIsProposedTwice() {
    assumeTrue(neverRepeats(), "neverRepeats() promises nothing");
    return Stream.of(main(), tiny())
        .map(problem -> dynamicTest(
            Text.format("of %d", problem.genotypes().distinct()),
            () -> ways().forEach(way -> {
              GenotypeSpace space = problem.genotypes();
              TreeSet<int[]> seen = new TreeSet<>(Arrays::compare);
              for (Candidate candidate : trial(problem, 7, way).candidates()) {
                int[] canonical = candidate.genes();
                space.canonicalize(canonical);
                boolean isNew = seen.add(canonical);
                assertTrue(
                    isNew || BigInteger.valueOf(seen.size()).equals(space.distinct()),
                    () -> "proposed before, while there are others: " + candidate);
              }
            })));
  }

  @Test
  @DisplayName("candidates are numbered from 0")
  void candidatesAreNumberedFromZero() {
    ways().forEach(way -> {
      List<Candidate> candidates = trial(main(), 8, way).candidates();
      for (int i = 0; i < candidates.size(); i++) {
        assertEquals(i, candidates.get(i).number(), "number of a candidate");
      }
    });
  }

  @TestFactory
  @DisplayName("candidates are told in any order and in any portions")
  Stream<DynamicTest> anyOrder() {
    return Stream.of(
        dynamicTest(
            "from the last to the first", () -> assertSpent(trial(main(), 9, Trial.backwards()))),
        dynamicTest("by workers that need different times", () -> {
          for (long seed = 1; seed <= 3; seed++) {
            assertSpent(trial(main(), 9, Trial.inAnyOrder(seed)));
          }
        }));
  }

  /** To accept nothing but exactly what was proposed is allowed, too. */
  @Test
  @DisplayName("other levels in inactive genes of told candidates are refused, or change nothing")
  void inertGenesDoNotMatter() {
    Consumer<Trial> way = Trial.portionsOf(7);
    List<Candidate> expected = trial(main(), 10, way).candidates();
    Trial other =
        new Trial(factory(), settings(), main(), budget(), 10, OptimizerConformance::sibling);
    try {
      other.spend(patience(), way);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertSameRun(
        expected,
        other.candidates(),
        "the same phenotypes with the same values, told with other levels in their inactive"
            + " genes, lead elsewhere");
  }

  /** Another genotype of the same phenotype. */
  private static Candidate sibling(Candidate candidate) {
    int[] genes = candidate.genes();
    Random random = new Random(candidate.number());
    for (int gene = 0; gene < genes.length; gene++) {
      if (!TrialProblem.SPACE.active(genes, gene)) {
        genes[gene] = random.nextInt(TrialProblem.SPACE.levels(gene));
      }
    }
    return new Candidate(candidate.number(), genes);
  }

  /**
   * Searches a problem and its negative. How high the second half of the candidates is on average
   * has to differ clearly; optimizers that need more evaluations to begin with get them.
   */
  @TestFactory
  @DisplayName("smaller is better in every objective: a negated objective is searched in the other"
      + " direction")
  Stream<DynamicTest> smallerIsBetter() {
    assumeTrue(learns(), "learns() promises nothing");
    TrialProblem main = main();
    Stream<DynamicTest> together =
        Stream.of(dynamicTest("all objectives", () -> assertFlips(main)));
    Stream<DynamicTest> alone = main.objectives().size() == 1
        ? Stream.empty()
        : IntStream.range(0, main.objectives().size())
            .mapToObj(objective -> dynamicTest(
                "objective " + objective + ", while others are constant",
                () -> assertFlips(main.changed("one objective varies", (genes, f, g) -> {
                  Arrays.fill(f, 1);
                  f[objective] = TrialProblem.height(TrialProblem.SPACE, genes);
                }))));
    return Stream.concat(together, alone);
  }

  private void assertFlips(TrialProblem problem) {
    TrialProblem negated = problem.changed("negated: " + problem.name(), (genes, f, g) -> {
      for (int i = 0; i < f.length; i++) {
        f[i] = -f[i];
      }
    });
    StringBuilder seen = new StringBuilder();
    for (int doubling = 0; doubling <= DOUBLINGS; doubling++) {
      int budget = budget() << doubling;
      double low = height(problem, budget);
      double high = height(negated, budget);
      if (high - low >= CLEAR_DIFFERENCE) {
        return;
      }
      seen.append(Text.format(
          "%n%d evaluations: mean height %.3f, of the negated problem %.3f", budget, low, high));
    }
    throw new AssertionError(Text.format(
        "the negated problem should be searched at least %.1f higher:%s", CLEAR_DIFFERENCE, seen));
  }

  private double height(TrialProblem problem, int budget) {
    return Arrays.stream(SEEDS)
        .mapToDouble(seed -> {
          List<Candidate> candidates = begin(problem, budget, seed)
              .spend(patience(), Trial.portionsOf(budget))
              .candidates();
          return candidates.subList(candidates.size() / 2, candidates.size()).stream()
              .mapToDouble(it -> TrialProblem.height(TrialProblem.SPACE, it.genes()))
              .average()
              .orElseThrow(() -> new AssertionError("no candidates"));
        })
        .average()
        .orElseThrow();
  }

  @TestFactory
  @DisplayName("tiny spaces are searched exhaustively")
  Stream<DynamicTest> tinySpaces() {
    return Stream.of(
            slope("a single phenotype", SlotSpace.of(new int[] {1}, new int[0])),
            slope("a single gene that varies", SlotSpace.of(new int[] {5}, new int[0])),
            slope("genes of a single level", SlotSpace.of(new int[] {1, 3, 1}, new int[] {1, 1})),
            tiny(),
            tiny()
                .changed(
                    "6 phenotypes without a value", (genes, f, g) -> Arrays.fill(f, Double.NaN)))
        .map(problem -> dynamicTest(
            problem.name(),
            () -> ways().forEach(way -> {
              Trial trial = begin(problem, TINY_BUDGET, 14).spend(patience(), way);
              assertSpent(trial);
              assertTrue(
                  !neverRepeats() || trial.exhausted(),
                  () -> Text.format(
                      "proposed %d of %s phenotypes",
                      trial.phenotypes(), problem.genotypes().distinct()));
            })));
  }

  @TestFactory
  @DisplayName("NaN and infinite values are survived")
  Stream<DynamicTest> valuesThatAreNoNumbers() {
    double infinity = Double.POSITIVE_INFINITY;
    return survives(
        everywhere("NaN", Double.NaN),
        everywhere("infinity", infinity),
        everywhere("negative infinity", -infinity),
        main().changed("NaN in the first objective", (genes, f, g) -> f[0] = Double.NaN),
        main()
            .changed("infinity in the last objective", (genes, f, g) -> f[f.length - 1] = infinity),
        main().changed("some of each", (genes, f, g) -> {
          for (int i = 0; i < f.length; i++) {
            switch ((TrialProblem.lot(genes, 1 << 20) >> (3 * i)) & 7) {
              case 0 -> f[i] = Double.NaN;
              case 1 -> f[i] = infinity;
              case 2 -> f[i] = -infinity;
              default -> {}
            }
          }
        }));
  }

  private TrialProblem everywhere(String what, double value) {
    return main().changed(what + " everywhere", (genes, f, g) -> Arrays.fill(f, value));
  }

  @TestFactory
  @DisplayName("one, two, three and four objectives")
  Stream<DynamicTest> numbersOfObjectives() {
    return IntStream.rangeClosed(1, mostObjectives())
        .mapToObj(objectives -> dynamicTest("objectives: " + objectives, () -> {
          TrialProblem problem = TrialProblem.slope("slope", TrialProblem.SPACE, objectives);
          if (objectives >= fewestObjectives()) {
            assertSpent(trial(problem, 15, Trial.portionsOf(4)));
          } else {
            assertThrows(
                IllegalArgumentException.class,
                () -> begin(problem, budget(), 15),
                "fewer than fewestObjectives() have to be refused");
          }
        }));
  }

  @TestFactory
  @DisplayName("constraints may hold for all, for some or for none")
  Stream<DynamicTest> constraints() {
    return survives(
        main().constrained("all are feasible", 2, (genes, f, g) -> Arrays.fill(g, 0)),
        main().constrained("some are feasible", 2, (genes, f, g) -> {
          g[0] = Math.max(0, 0.4 - f[0]);
          g[1] = TrialProblem.lot(genes, 3);
        }),
        main().constrained("none is feasible", 2, (genes, f, g) -> {
          g[0] = 1;
          g[1] = TrialProblem.lot(genes, 3);
        }),
        main().constrained("all are equally infeasible", 1, (genes, f, g) -> g[0] = 1),
        main().constrained("violations that are NaN or infinite", 2, (genes, f, g) -> {
          g[0] = TrialProblem.lot(genes, 2) == 0 ? Double.NaN : 0;
          g[1] = TrialProblem.lot(genes, 3) == 0 ? Double.POSITIVE_INFINITY : 0;
        }));
  }

  @TestFactory
  @DisplayName("objectives may be constant, equal, tiny or huge")
  Stream<DynamicTest> objectivesOfAnyShape() {
    return survives(
        everywhere("0", 0),
        main().changed("one objective is constant", (genes, f, g) -> f[0] = -3),
        main().changed("all objectives are equal", (genes, f, g) -> Arrays.fill(f, f[0])),
        main()
            .changed(
                "three values in all", (genes, f, g) -> Arrays.fill(f, TrialProblem.lot(genes, 3))),
        main().changed("factors of 1e-12 and 1e12", (genes, f, g) -> {
          for (int i = 0; i < f.length; i++) {
            f[i] *= i % 2 == 0 ? 1e-12 : 1e12;
          }
        }),
        main().changed("differences near the precision of numbers", (genes, f, g) -> {
          for (int i = 0; i < f.length; i++) {
            f[i] += 1e15;
          }
        }),
        main().changed("the largest and the smallest numbers", (genes, f, g) -> {
          for (int i = 0; i < f.length; i++) {
            f[i] = TrialProblem.lot(genes, 2) == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE;
            f[i] *= i % 2 == 0 ? 1 : -1;
          }
        }));
  }

  private Stream<DynamicTest> survives(TrialProblem... problems) {
    return Stream.of(problems)
        .map(problem -> dynamicTest(
            problem.name(), () -> assertSpent(trial(problem, 16, Trial.portionsOf(4)))));
  }

  @TestFactory
  @DisplayName("with several fidelities, candidates name existing levels")
  Stream<DynamicTest> fidelities() {
    TrialProblem rough = main().rough(LEVELS);
    return Stream.of(
        dynamicTest(
            "levels",
            () -> ways().forEach(way -> {
              List<Candidate> candidates = trial(rough, 18, way).candidates();
              candidates.forEach(it -> assertTrue(
                  it.fidelity() < LEVELS.size() || it.fidelity() == Candidate.HIGHEST,
                  () -> Text.format("no such level: %s; allowed: 0 to %d", it, LEVELS.highest())));
              assertEquals(
                  factory().usesFidelities(),
                  candidates.stream().anyMatch(it -> it.fidelity() < LEVELS.highest()),
                  "usesFidelities(); whether a candidate was below the highest level");
            })),
        dynamicTest("told in any order", () -> {
          assertSpent(trial(rough, 19, Trial.backwards()));
          assertSpent(trial(rough, 19, Trial.inAnyOrder(2)));
          assertSameRun(
              trial(rough, 19, Trial.inAnyOrder(3)).evaluations(),
              trial(rough, 19, Trial.inAnyOrder(3)).evaluations(),
              "two runs with one seed differ");
        }),
        dynamicTest(
            "portions",
            () -> assertSameRun(
                trial(rough, 20, Trial.portionsOf(1)).candidates(),
                trial(rough, 20, Trial.portionsOf(7)).candidates(),
                "asked for more at a time, it proposes others")),
        dynamicTest("nothing is repeated", () -> {
          assumeTrue(neverRepeats(), "neverRepeats() promises nothing");
          ways().forEach(way -> {
            Map<List<Integer>, Integer> levels = new HashMap<>();
            for (Candidate candidate : trial(rough, 21, way).candidates()) {
              Integer before = levels.put(
                  Arrays.stream(candidate.genes()).boxed().toList(), candidate.fidelity());
              assertTrue(
                  before == null || before < candidate.fidelity(),
                  () -> Text.format(
                      "proposed before at level %s, whether told or pending: %s",
                      before, candidate));
            }
          });
        }),
        dynamicTest("a single phenotype", () -> {
          TrialProblem single =
              slope("a single phenotype", SlotSpace.of(new int[] {1}, new int[0]));
          ways()
              .forEach(way ->
                  assertSpent(begin(single.rough(LEVELS), TINY_BUDGET, 22).spend(patience(), way)));
        }));
  }

  @TestFactory
  @DisplayName("values that differ at each evaluation are survived")
  Stream<DynamicTest> noise() {
    return Stream.of(
        noisy("objectives", noise -> main().noisy(NOISE, noise)),
        noisy("constraints, about their bounds", this::noisyConstraints),
        noisy("several fidelities", noise -> main().noisy(NOISE, noise).rough(LEVELS)),
        noisy("6 phenotypes", noise -> tiny().noisy(NOISE, noise)),
        dynamicTest("priors", this::noisyPriorsAreSurvived),
        dynamicTest("in simulated time", () -> {
          List<Evaluation> run = onFourWorkers();
          assertEquals(budget(), run.size(), "evaluations that the listener received");
          assertSameRun(run, onFourWorkers(), "two runs with one seed differ");
        }));
  }

  /** One constraint says how far it is from its bound, and one only how far it is violated. */
  private TrialProblem noisyConstraints(RandomGenerator noise) {
    return main().noisy(NOISE, noise).constrained("noisy constraints", 2, (genes, f, g) -> {
      g[0] = f[0] - 0.5;
      g[1] = Math.max(0, NOISE * noise.nextGaussian());
    });
  }

  private DynamicTest noisy(String name, Function<RandomGenerator, TrialProblem> problem) {
    return dynamicTest(name, () -> ways().forEach(way -> survivesNoise(problem, List.of(), way)));
  }

  private void survivesNoise(
      Function<RandomGenerator, TrialProblem> problem, List<Prior> priors, Consumer<Trial> way) {
    Supplier<Trial> run = () -> trial(problem.apply(new SplittableRandom(25)), 25, priors, way);
    Trial trial = run.get();
    assertSpent(trial);
    assertSameRun(trial.evaluations(), run.get().evaluations(), "two runs with one seed differ");
  }

  private void noisyPriorsAreSurvived() {
    assumeTrue(factory().usesPriors(), "usesPriors() promises nothing");
    TrialProblem noisy = main().noisy(NOISE, new SplittableRandom(26));
    List<Evaluation> twice = new ArrayList<>(prior(noisy, Set.of(), 5).evaluations());
    twice.addAll(prior(noisy, Set.of(), 5).evaluations());
    survivesNoise(
        noise -> main().noisy(NOISE, noise),
        List.of(new Prior("two values each", Set.of(0), twice)),
        Trial.inAnyOrder(17));
  }

  /** Returns a run of four workers, of which each evaluation takes its own time. */
  private List<Evaluation> onFourWorkers() {
    SimulatedClock clock = new SimulatedClock() {
      @Override
      public double seconds(int[] genes, int fidelity, int before) {
        return 1 + TrialProblem.lot(genes, 10);
      }

      @Override
      public double typicalSeconds() {
        return 5;
      }

      @Override
      public double shortestSeconds() {
        return 1;
      }
    };
    List<Evaluation> run = new ArrayList<>();
    AskTellSearch search = new AskTellSearch(factory(), settings());
    SearchConditions conditions =
        new SearchConditions(Budget.evaluations(budget()), SearchStart.EMPTY, 4, clock, false);
    Problem problem = noisyConstraints(new SplittableRandom(27));
    assertTimeoutPreemptively(
        patience(), () -> search.run(problem, conditions, 27, run::add), "stuck");
    return run;
  }

  @TestFactory
  @DisplayName("evaluations of other problems are used, or ignored")
  Stream<DynamicTest> priors() {
    TrialProblem noisy = main().changed("another scale, with noise", (genes, f, g) -> {
      for (int i = 1; i < f.length; i++) {
        f[i] = 7 * f[i] + 3 + 0.1 * TrialProblem.lot(genes, 5);
      }
    });
    TrialProblem unrelated =
        main().changed("unrelated", (genes, f, g) -> Arrays.setAll(f, i -> -f[i] * f[i]));
    TrialProblem broken = main().changed("no numbers", (genes, f, g) -> {
      f[f.length - 1] = TrialProblem.lot(genes, 2) == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
    });
    return Stream.of(
            List.of(prior(noisy, Set.of(0), 1)),
            List.of(prior(noisy, Set.of(0), 50)),
            List.of(prior(noisy, Set.of(), 3), prior(main(), Set.of(0, objectives() - 1), 3)),
            List.of(prior(unrelated, Set.of(), 50), prior(broken, Set.of(0), 10)),
            List.of(repeated(prior(noisy, Set.of(0), 5))))
        .map(priors -> dynamicTest(named(priors), () -> priorsAreSurvived(priors)));
  }

  @Test
  @DisplayName("a prior without evaluations changes nothing, and others do if usesPriors() says so")
  void priorsAreUsedOrNot() {
    Consumer<Trial> way = Trial.portionsOf(4);
    List<Candidate> without = trial(main(), 23, way).candidates();
    assertSameRun(
        without,
        trial(main(), 23, List.of(new Prior("nothing", Set.of(0), List.of())), way)
            .candidates(),
        "a prior without evaluations leads elsewhere");
    assertEquals(
        factory().usesPriors(),
        !without.equals(
            trial(main(), 23, List.of(prior(main(), Set.of(0), 20)), way).candidates()),
        "usesPriors(); whether a prior led elsewhere");
  }

  private void priorsAreSurvived(List<Prior> priors) {
    assumeTrue(factory().usesPriors(), "usesPriors() promises nothing");
    Trial trial = trial(main(), 24, priors, Trial.inAnyOrder(17));
    assertSpent(trial);
    assertSameRun(
        trial.evaluations(),
        trial(main(), 24, priors, Trial.inAnyOrder(17)).evaluations(),
        "two runs with one seed differ");
    TreeSet<int[]> seen = new TreeSet<>(Arrays::compare);
    for (Candidate candidate : trial.candidates()) {
      assertDoesNotThrow(() -> TrialProblem.SPACE.check(candidate.genes()), candidate::toString);
      int[] phenotype = candidate.genes();
      TrialProblem.SPACE.canonicalize(phenotype);
      if (canonical()) {
        assertArrayEquals(phenotype, candidate.genes(), () -> "not canonical: " + candidate);
      }
      boolean isNew = seen.add(phenotype);
      assertTrue(isNew || !neverRepeats(), () -> "proposed before: " + candidate);
    }
  }

  private static String named(List<Prior> priors) {
    return priors.stream()
        .map(it -> it.evaluations().size() + " of " + it.problem())
        .collect(Collectors.joining(", "));
  }

  private static Prior repeated(Prior prior) {
    List<Evaluation> twice = new ArrayList<>(prior.evaluations());
    twice.addAll(prior.evaluations());
    return new Prior(prior.problem() + ", twice", prior.shared(), twice);
  }

  /** What is known of a problem after so many draws from its space. */
  private static Prior prior(Problem problem, Set<Integer> shared, int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<Evaluation> evaluations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] genes = problem.genotypes().sample(random);
      double[] objectives = new double[problem.objectives().size()];
      problem.evaluate(genes, objectives);
      evaluations.add(new Evaluation(sibling(new Candidate(i, genes)), objectives, new double[0]));
    }
    return new Prior(problem.name(), shared, evaluations);
  }

  @Test
  @DisplayName("simultaneous optimizers don't affect each other")
  void optimizersShareNothing() throws InterruptedException {
    List<List<Candidate>> alone = new ArrayList<>();
    for (long seed = 1; seed <= 4; seed++) {
      alone.add(trial(main(), seed, Trial.portionsOf(3)).candidates());
    }
    assertSameRuns(alone, inTurns(), "in turns, step by step");
    assertSameRuns(alone, inParallel(), "each in its own thread");
  }

  private static void assertSameRuns(
      List<List<Candidate>> expected, List<List<Candidate>> actual, String message) {
    for (int run = 0; run < expected.size(); run++) {
      assertSameRun(expected.get(run), actual.get(run), message);
    }
  }

  private List<List<Candidate>> inTurns() {
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= 4; seed++) {
      trials.add(begin(main(), budget(), seed));
    }
    for (int step = 0; step < budget(); step++) {
      trials.forEach(trial -> trial.step(3));
    }
    return trials.stream().map(Trial::candidates).toList();
  }

  private List<List<Candidate>> inParallel() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Candidate>>> futures = new ArrayList<>();
      for (long seed = 1; seed <= 4; seed++) {
        long own = seed;
        futures.add(threads.submit(() -> trial(main(), own, Trial.portionsOf(3)).candidates()));
      }
      List<List<Candidate>> candidates = new ArrayList<>();
      for (Future<List<Candidate>> future : futures) {
        candidates.add(future.get());
      }
      return candidates;
    } catch (ExecutionException e) {
      throw new AssertionError("a run failed while others went on: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }
}
