package io.github.hwgptbench.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Optimizer;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.SearchTask;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.space.GenotypeSpace;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Breaks an optimizer in one way after another, and sees which tests notice. */
class BrokenOptimizersTest {

  /** Tests in which some candidates are asked for before earlier ones are told. */
  private static final String[] WITH_WORKERS = {
    "theSameSeedGivesTheSameRun",
    "candidatesAreOfTheSpace",
    "candidatesAreCanonical",
    "noPhenotypeIsProposedTwice",
    "candidatesAreNumberedFromZero",
    "anyOrder",
    "tinySpaces",
    "fidelities",
    "noise"
  };

  /** Whether the thread is in the launcher of this test. */
  private static final ThreadLocal<Boolean> LAUNCHED = ThreadLocal.withInitial(() -> false);

  /** What can be wrong with an optimizer, and by which tests it has to be found. */
  private enum Fault {
    NONE(Sound::new),

    HAS_NO_DESCRIPTION(Sound::new, "theFactorySaysWhatItMakes"),

    DRAWS_FROM_ITS_OWN_GENERATOR(
        (task, random) -> new Sound(task, new Random()),
        "theSameSeedGivesTheSameRun",
        "portionsDoNotMatter",
        "askingForNoneIsRefused",
        "inertGenesDoNotMatter",
        "optimizersShareNothing",
        "priorsAreUsedOrNot",
        "fidelities",
        "noise"),

    IGNORES_THE_SEED(
        (task, random) -> new Sound(task, new SplittableRandom(1)), "anotherSeedGivesAnotherRun"),

    PROPOSES_SEVERAL_WHERE_EACH_DEPENDS_ON_THE_ONE_BEFORE(
        (task, random) -> new Sound(task, random) {
          @Override
          int batch(int atMost) {
            return Math.min(atMost, 5);
          }
        },
        "portionsDoNotMatter",
        "fidelities"),

    ENDS_BEFORE_THE_BUDGET(
        (task, random) -> new Sound(task, random) {
          @Override
          boolean over() {
            return asked >= 60 || super.over();
          }
        },
        "theBudgetIsSpent"),

    PROPOSES_MORE_THAN_ASKED_FOR(
        (task, random) -> new Sound(task, random) {
          @Override
          int batch(int atMost) {
            return asked < 30 ? 1 : 2;
          }
        },
        "neverMoreThanWereAskedFor",
        "noise"),

    GIVES_NONE_WHEN_ASKED_FOR_NONE(
        (task, random) -> new Sound(task, random) {
          @Override
          public List<Candidate> ask(int atMost) {
            return atMost < 1 ? List.of() : super.ask(atMost);
          }
        },
        "askingForNoneIsRefused"),

    LEAVES_THE_SPACE(
        (task, random) -> new Sound(task, random) {
          @Override
          int[] written(int[] genes) {
            genes[1] = asked == 9 ? task.space().levels(1) : genes[1];
            return genes;
          }
        },
        "candidatesAreOfTheSpace",
        "noise",
        "theBudgetIsSpent"),

    WRITES_INTO_INERT_GENES(
        (task, random) -> new Sound(task, random) {
          @Override
          int[] written(int[] genes) {
            for (int gene = 0; gene < genes.length; gene++) {
              if (!task.space().active(genes, gene)) {
                genes[gene] = task.space().levels(gene) - 1;
              }
            }
            return genes;
          }
        },
        "candidatesAreCanonical"),

    REPEATS_ITSELF(
        (task, random) -> new Sound(task, random) {
          private int[] previous;

          @Override
          int[] written(int[] genes) {
            previous = asked % 10 == 9 ? previous : genes;
            return previous.clone();
          }
        },
        "noPhenotypeIsProposedTwice",
        "fidelities"),

    COUNTS_FROM_ONE(
        (task, random) -> new Sound(task, random) {
          @Override
          public List<Candidate> ask(int atMost) {
            return super.ask(atMost).stream()
                .map(it -> new Candidate(it.number() + 1, it.genes()))
                .toList();
          }
        },
        "candidatesAreNumberedFromZero"),

    WANTS_TO_BE_TOLD_IN_ORDER(
        (task, random) -> new Sound(task, random) {
          @Override
          public void tell(List<Evaluation> evaluations) {
            for (int i = 10; i < evaluations.size(); i++) {
              if (evaluations.get(i).candidate().number()
                  < evaluations.get(i - 1).candidate().number()) {
                throw new IllegalStateException("not in order");
              }
            }
            super.tell(evaluations);
          }
        },
        "anyOrder",
        "fidelities"),

    WANTS_TO_BE_TOLD_AT_ONCE(
        (task, random) -> new Sound(task, random) {
          private int untold;

          @Override
          public List<Candidate> ask(int atMost) {
            if (untold > 0) {
              throw new IllegalStateException("not told of all");
            }
            List<Candidate> candidates = super.ask(atMost);
            untold += candidates.size();
            return candidates;
          }

          @Override
          public void tell(List<Evaluation> evaluations) {
            untold -= evaluations.size();
            super.tell(evaluations);
          }
        },
        WITH_WORKERS),

    LOOKS_AT_INERT_GENES(
        (task, random) -> new Sound(task, random) {
          @Override
          double value(Evaluation evaluation) {
            int[] genes = evaluation.candidate().genes();
            int inert = IntStream.range(0, genes.length)
                .filter(gene -> !task.space().active(genes, gene))
                .map(gene -> genes[gene])
                .sum();
            return super.value(evaluation) + 0.1 * inert;
          }
        },
        "inertGenesDoNotMatter"),

    MAXIMISES(
        (task, random) -> new Sound(task, random) {
          @Override
          double value(Evaluation evaluation) {
            return -super.value(evaluation);
          }
        },
        "smallerIsBetter"),

    LOOKS_AT_THE_FIRST_OBJECTIVE_ALONE(
        (task, random) -> new Sound(task, random) {
          @Override
          double value(Evaluation evaluation) {
            return evaluation.objectives()[0];
          }
        },
        "smallerIsBetter"),

    LEARNS_NOTHING(
        (task, random) -> new Sound(task, random) {
          @Override
          boolean improves(double value) {
            return false;
          }
        },
        "smallerIsBetter"),

    FAILS_WHERE_A_VALUE_IS_NO_NUMBER(
        (task, random) -> new Sound(task, random) {
          @Override
          double value(Evaluation evaluation) {
            for (double objective : evaluation.objectives()) {
              if (Double.isNaN(objective)) {
                throw new IllegalArgumentException("NaN");
              }
            }
            return super.value(evaluation);
          }
        },
        "valuesThatAreNoNumbers",
        "tinySpaces"),

    FAILS_WHERE_A_VALUE_IS_INFINITE(
        (task, random) -> new Sound(task, random) {
          @Override
          double value(Evaluation evaluation) {
            for (double objective : evaluation.objectives()) {
              if (Double.isInfinite(objective)) {
                throw new IllegalArgumentException("infinite");
              }
            }
            return super.value(evaluation);
          }
        },
        "valuesThatAreNoNumbers"),

    LOOKS_FOREVER_WHERE_ALL_IS_SEEN(
        (task, random) -> new Sound(task, random) {
          @Override
          boolean over() {
            while (super.over() && task.space().distinct().intValue() == 6) {
              if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("given up");
              }
            }
            return super.over();
          }
        },
        "noPhenotypeIsProposedTwice",
        "tinySpaces",
        "noise"),

    GIVES_UP_BEFORE_ALL_IS_SEEN(
        (task, random) -> new Sound(task, random) {
          @Override
          boolean over() {
            return asked == 5 && task.space().distinct().intValue() == 6 || super.over();
          }
        },
        "tinySpaces",
        "noise"),

    KNOWS_TWO_OBJECTIVES_ONLY(
        (task, random) -> {
          if (task.objectives() != 2) {
            throw new UnsupportedOperationException("objectives: " + task.objectives());
          }
          return new Sound(task, random);
        },
        "numbersOfObjectives"),

    FAILS_WHERE_NONE_IS_FEASIBLE(
        (task, random) -> new Sound(task, random) {
          private int infeasible;

          @Override
          double value(Evaluation evaluation) {
            infeasible = evaluation.feasible() ? 0 : infeasible + 1;
            if (infeasible == task.budget()) {
              throw new IllegalStateException("no feasible parent");
            }
            return super.value(evaluation);
          }
        },
        "constraints"),

    DIVIDES_BY_THE_RANGE(
        (task, random) -> new Sound(task, random) {
          private final List<Double> values = new ArrayList<>();

          @Override
          double value(Evaluation evaluation) {
            double value = super.value(evaluation);
            values.add(value);
            if (values.size() > 5 && Collections.max(values) - Collections.min(values) == 0) {
              throw new ArithmeticException("division by zero");
            }
            return value;
          }
        },
        "objectivesOfAnyShape"),

    SHARES_WHAT_IT_FOUND(SharesTheBest::new, "optimizersShareNothing"),

    FAILS_WHERE_A_REPEATED_GENOTYPE_HAS_OTHER_VALUES(
        (task, random) -> new Remembering(task, random, it -> Arrays.toString(it.objectives())),
        "noise"),

    FAILS_WHERE_A_REPEATED_GENOTYPE_IS_NO_LONGER_FEASIBLE(
        (task, random) -> new Remembering(task, random, Evaluation::feasible), "noise"),

    NAMES_LEVELS_THAT_THERE_ARE_NOT(
        (task, random) -> new Sound(task, random) {
          @Override
          int level() {
            return task.fidelities().single() || asked < 9
                ? 0
                : task.fidelities().size();
          }
        },
        "fidelities"),

    NAMES_LEVELS_WITHOUT_SAYING_SO(
        (task, random) -> new Sound(task, random) {
          @Override
          int level() {
            return task.fidelities().single() ? Candidate.HIGHEST : (int) (asked % 2);
          }
        },
        "fidelities"),

    SAYS_THAT_IT_USES_LEVELS_AND_DOES_NOT(Sound::new, "fidelities"),

    PROPOSES_WHAT_IS_KNOWN_AS_IT_IS(StartsFromPriors::new, "priors"),

    USES_PRIORS_WITHOUT_SAYING_SO(StartsFromPriors::new, "priorsAreUsedOrNot"),

    SAYS_THAT_IT_USES_PRIORS_AND_DOES_NOT(Sound::new, "priorsAreUsedOrNot");

    private final Maker maker;
    private final Set<String> foundBy;

    Fault(Maker maker, String... foundBy) {
      this.maker = maker;
      this.foundBy = Set.of(foundBy);
    }
  }

  /** Makes an optimizer. */
  @FunctionalInterface
  private interface Maker {
    Optimizer of(SearchTask task, RandomGenerator random);
  }

  /**
   * Keeps all rules: changes one gene of the best that it knows, every fourth time none of it, and
   * proposes one candidate at a time.
   */
  private static class Sound implements Optimizer {

    final Set<int[]> seen = new TreeSet<>(Arrays::compare);
    long asked;

    private final SearchTask task;
    private final RandomGenerator random;
    private int[] best;
    private double bestValue = Double.POSITIVE_INFINITY;

    Sound(SearchTask task, RandomGenerator random) {
      this.task = task;
      this.random = random;
    }

    int[] best() {
      return best;
    }

    void best(int[] genes) {
      best = genes;
    }

    @Override
    public List<Candidate> ask(int atMost) {
      if (atMost < 1) {
        throw new IllegalArgumentException("asked for " + atMost);
      }
      List<Candidate> candidates = new ArrayList<>();
      int batch = batch(atMost);
      while (candidates.size() < batch && !over()) {
        int[] genes = written(unseen());
        candidates.add(new Candidate(asked, genes, level()));
        asked++;
      }
      return candidates;
    }

    int level() {
      return Candidate.HIGHEST;
    }

    int batch(int atMost) {
      return 1;
    }

    boolean over() {
      return BigInteger.valueOf(seen.size()).equals(task.space().distinct());
    }

    private int[] unseen() {
      int[] genes;
      do {
        if (best() == null || random.nextInt(4) == 0) {
          genes = task.space().sample(random);
        } else {
          List<int[]> neighbors = task.space().neighbors(best());
          genes = neighbors.isEmpty() ? best() : neighbors.get(random.nextInt(neighbors.size()));
        }
      } while (!seen.add(genes));
      return genes.clone();
    }

    int[] written(int[] genes) {
      return genes;
    }

    @Override
    public void tell(List<Evaluation> evaluations) {
      for (Evaluation evaluation : evaluations) {
        double value = value(evaluation);
        int[] genes = evaluation.candidate().genes();
        if (improves(value) && task.space().contains(genes)) {
          bestValue = value;
          task.space().canonicalize(genes);
          best(genes);
        }
      }
    }

    double value(Evaluation evaluation) {
      return Arrays.stream(evaluation.objectives()).sum();
    }

    boolean improves(double value) {
      return value < bestValue;
    }
  }

  /** Proposes what the first prior has, in canonical form or not. */
  private static final class StartsFromPriors extends Sound {

    private final List<Evaluation> known;

    StartsFromPriors(SearchTask task, RandomGenerator random) {
      super(task, random);
      known = task.priors().isEmpty() ? List.of() : task.priors().get(0).evaluations();
    }

    @Override
    int[] written(int[] genes) {
      return asked < known.size() ? known.get((int) asked).candidate().genes() : genes;
    }
  }

  /** Proposes the best again now and then, and expects to observe of it what it has before. */
  private static final class Remembering extends Sound {

    private final Function<Evaluation, Object> observed;
    private final Map<List<Integer>, Object> known = new HashMap<>();

    Remembering(SearchTask task, RandomGenerator random, Function<Evaluation, Object> observed) {
      super(task, random);
      this.observed = observed;
    }

    @Override
    int[] written(int[] genes) {
      return asked % 10 == 9 && best() != null ? best().clone() : genes;
    }

    @Override
    double value(Evaluation evaluation) {
      Object now = observed.apply(evaluation);
      Object before = known.putIfAbsent(
          Arrays.stream(evaluation.candidate().genes()).boxed().toList(), now);
      if (before != null && !before.equals(now)) {
        throw new IllegalStateException(now + ", and " + before + " before");
      }
      return super.value(evaluation);
    }
  }

  /** Keeps the best in a place that all see, wiped when a search begins. */
  private static final class SharesTheBest extends Sound {

    private static volatile int[] shared;

    SharesTheBest(SearchTask task, RandomGenerator random) {
      super(task, random);
      shared = null;
    }

    @Override
    int[] best() {
      return shared;
    }

    @Override
    void best(int[] genes) {
      shared = genes;
    }
  }

  /** Proposes the first level of all genes but the last, which may be inactive, time and again. */
  private static final class Stubborn implements Optimizer {

    private final GenotypeSpace space;
    private long asked;

    Stubborn(GenotypeSpace space) {
      this.space = space;
    }

    @Override
    public List<Candidate> ask(int atMost) {
      if (atMost < 1) {
        throw new IllegalArgumentException("asked for " + atMost);
      }
      int[] genes = new int[space.size()];
      genes[genes.length - 1] = space.levels(genes.length - 1) - 1;
      return List.of(new Candidate(asked++, genes));
    }

    @Override
    public void tell(List<Evaluation> evaluations) {
      // Nothing could change its mind.
    }
  }

  private record Factory(
      String description, boolean usesFidelities, boolean usesPriors, Maker maker)
      implements OptimizerFactory {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      return maker.of(task, random);
    }
  }

  /** Is run by the test alone, however tests are looked for: it has to fail. */
  @EnabledIf("io.github.hwgptbench.conformance.BrokenOptimizersTest#launched")
  @ParameterizedClass
  @EnumSource
  static class Conformance extends OptimizerConformance {

    private static final Set<Fault> USE_LEVELS = EnumSet.of(
        Fault.NAMES_LEVELS_THAT_THERE_ARE_NOT, Fault.SAYS_THAT_IT_USES_LEVELS_AND_DOES_NOT);

    private static final Set<Fault> USE_PRIORS = EnumSet.of(
        Fault.PROPOSES_WHAT_IS_KNOWN_AS_IT_IS, Fault.SAYS_THAT_IT_USES_PRIORS_AND_DOES_NOT);

    private static final Set<Fault> REPEAT = EnumSet.of(
        Fault.FAILS_WHERE_A_REPEATED_GENOTYPE_HAS_OTHER_VALUES,
        Fault.FAILS_WHERE_A_REPEATED_GENOTYPE_IS_NO_LONGER_FEASIBLE);

    @Parameter
    private Fault fault;

    @Override
    protected OptimizerFactory factory() {
      return new Factory(
          fault == Fault.HAS_NO_DESCRIPTION ? "" : fault.name(),
          USE_LEVELS.contains(fault),
          USE_PRIORS.contains(fault),
          fault.maker);
    }

    @Override
    protected boolean neverRepeats() {
      return !REPEAT.contains(fault);
    }

    @Override
    protected Duration patience() {
      return fault == Fault.LOOKS_FOREVER_WHERE_ALL_IS_SEEN
          ? Duration.ofSeconds(5)
          : super.patience();
    }
  }

  /** An optimizer that promises next to nothing, and says so. */
  @Nested
  class WithFewPromises extends OptimizerConformance {

    @Override
    protected OptimizerFactory factory() {
      return new Factory("promises little", false, false, (task, random) -> {
        if (task.objectives() < fewestObjectives()) {
          throw new IllegalArgumentException("objectives: " + task.objectives());
        }
        return new Stubborn(task.space());
      });
    }

    @Override
    protected boolean canonical() {
      return false;
    }

    @Override
    protected boolean neverRepeats() {
      return false;
    }

    @Override
    protected boolean deterministic() {
      return true;
    }

    @Override
    protected boolean learns() {
      return false;
    }

    @Override
    protected int fewestObjectives() {
      return 3;
    }
  }

  @Tag("slow")
  @Test
  void everyFaultIsFoundByTheTestsThatAreMeantForIt() {
    Map<Fault, Set<String>> expected = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      expected.put(fault, fault.foundBy);
    }
    assertEquals(lines(expected), lines(failures()));
  }

  static boolean launched() {
    return LAUNCHED.get();
  }

  private static Map<Fault, Set<String>> failures() {
    LAUNCHED.set(true);
    try {
      return launch();
    } finally {
      LAUNCHED.remove();
    }
  }

  private static Map<Fault, Set<String>> launch() {
    Map<Fault, Set<String>> failures = new EnumMap<>(Fault.class);
    EnumSet.allOf(Fault.class).forEach(fault -> failures.put(fault, new TreeSet<>()));
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Conformance.class))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                  failures.get(fault(test)).add(method(test));
                }
              }
            });
    return failures;
  }

  /** Invocations of a parameterized class are numbered from 1, as {@code #1}. */
  private static Fault fault(TestIdentifier test) {
    String number = segment(test, "class-template-invocation").substring(1);
    return Fault.values()[Integer.parseInt(number) - 1];
  }

  private static String method(TestIdentifier test) {
    return Stream.of("method", "test-factory")
        .filter(type -> segment(test, type) != null)
        .map(type -> segment(test, type).replace("()", ""))
        .findFirst()
        .orElseGet(test::getDisplayName);
  }

  private static String segment(TestIdentifier test, String type) {
    return test.getUniqueIdObject().getSegments().stream()
        .filter(segment -> segment.getType().equals(type))
        .map(UniqueId.Segment::getValue)
        .findFirst()
        .orElse(null);
  }

  /** One line a fault, which shows where two maps differ. */
  private static String lines(Map<Fault, Set<String>> tests) {
    StringBuilder lines = new StringBuilder();
    tests.forEach((fault, names) -> lines
        .append(fault)
        .append(": ")
        .append(names.stream().sorted(Comparator.naturalOrder()).toList())
        .append(System.lineSeparator()));
    return lines.toString();
  }
}
