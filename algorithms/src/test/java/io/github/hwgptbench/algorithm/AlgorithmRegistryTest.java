package io.github.hwgptbench.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.algorithm.random.RandomSearch;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmRegistryTest {

  private enum Kernel {
    MATERN,
    NEARLY_ADDITIVE
  }

  private static final Setting<Integer> SIZE =
      Setting.whole("size", 10, 1, Integer.MAX_VALUE, "how many");
  private static final Setting<OptionalInt> POPULATION =
      Setting.wholeOrAuto("population", 2, 50, "how many more; auto: as many as fit");
  private static final Setting<Double> RATE = Setting.real("rate", 0.25, 0, 1, "how often");
  private static final Setting<Boolean> NEW = Setting.flag("new", true, "whether");
  private static final Setting<Kernel> KERNEL = Setting.choice("kernel", Kernel.MATERN, "which");

  /** Something to choose from; searches at random. */
  private record Choosy(String name, String preset) implements OptimizerFactory {

    @Override
    public String description() {
      return "chooses";
    }

    @Override
    public List<Setting<?>> settings() {
      return List.of(SIZE, POPULATION, RATE, NEW, KERNEL);
    }

    @Override
    public Optimizer create(SearchTask task, Settings settings, RandomGenerator random) {
      return new RandomSearch(task.space(), random);
    }
  }

  private static final AlgorithmRegistry REGISTRY = AlgorithmRegistry.of(List.of(
      new Choosy("b", "paper"),
      new Choosy("b", "default"),
      new Choosy("x:A", "default"),
      new Choosy("a", "fast"),
      new Choosy("a", "default")));

  @Test
  void everyAlgorithmIsFoundByItsFullName() {
    for (AlgorithmFactory factory : AlgorithmRegistry.load().factories()) {
      AlgorithmName name = new AlgorithmName(factory.name(), factory.preset(), Map.of());
      assertEquals(name, AlgorithmRegistry.load().algorithm(name.toString()).name());
      assertFalse(factory.description().isBlank());
      assertTrue(factory.name().matches("[a-z][a-z0-9-]*(:[A-Za-z0-9-]+)?"), factory.name());
      for (Setting<?> setting : factory.settings()) {
        assertFalse(setting.description().isBlank());
        assertFalse(setting.allowed().isBlank());
      }
    }
  }

  @Test
  void algorithmsAreOrderedByNameWithTheDefaultFirst() {
    assertEquals(
        List.of("a default", "a fast", "b default", "b paper", "x:A default"),
        REGISTRY.factories().stream()
            .map(factory -> factory.name() + " " + factory.preset())
            .toList());
  }

  @Test
  void noTwoAlgorithmsShareAName() {
    List<Choosy> same = List.of(new Choosy("a", "default"), new Choosy("a", "default"));
    String message = assertThrows(IllegalStateException.class, () -> AlgorithmRegistry.of(same))
        .getMessage();
    assertTrue(message.startsWith("Algorithm 'a': two have this name"), message);
  }

  @ParameterizedTest
  @CsvSource({"My Algorithm,default", "Mine,default", "mine,my preset", "x:,default", "a(b),x"})
  void namesThatNobodyCouldAskForAreRefused(String name, String preset) {
    List<Choosy> unnamed = List.of(new Choosy(name, preset));
    String message = assertThrows(
            AlgorithmLoadingException.class, () -> AlgorithmRegistry.of(unnamed))
        .getMessage();
    assertTrue(message.startsWith("Algorithm '" + name), message);
    assertTrue(message.contains(Choosy.class.getName() + ": not a name; allowed:"), message);
  }

  @Test
  void settingsAreWhatTheNameSays() {
    SearchAlgorithm algorithm = REGISTRY.algorithm(
        " B@paper(size=10, rate=0.5,kernel=nearly-additive, population=7,new=false)");
    assertEquals(
        "b@paper(population=7,rate=0.5,new=false,kernel=nearly-additive)",
        algorithm.name().toString());
    assertEquals(
        Map.of(
            "size", "10",
            "population", "7",
            "rate", "0.5",
            "new", "false",
            "kernel", "nearly-additive"),
        algorithm.settings());
    assertEquals("a", REGISTRY.algorithm("a(population=auto,rate=0.250)").name().toString());
    Settings settings = Settings.of(REGISTRY.factories().get(0).settings(), Map.of("size", "3"));
    assertEquals(3, settings.get(SIZE));
    assertEquals(OptionalInt.empty(), settings.get(POPULATION));
    assertEquals(0.25, settings.get(RATE));
    assertEquals(Kernel.MATERN, settings.get(KERNEL));
    Setting<Integer> stranger = Setting.whole("size", 10, 1, 20, "of another");
    assertThrows(IllegalArgumentException.class, () -> settings.get(stranger));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c                | Algorithm 'c': unknown; known: a, b, x:A",
        "x:a@paper        | Algorithm 'x:a': unknown preset 'paper'; known: default",
        "a@fest           | known: default, fast (did you mean 'fast'?)",
        "a(sise=3)        | Algorithm 'a': Setting 'sise': unknown; known: size, population",
        "a(size=0)        | Setting 'size': '0' is not allowed; allowed: 1 or more",
        "a(size=two)      | Setting 'size': 'two' is not allowed; allowed: 1 or more",
        "a(population=51) | allowed: auto, 2 to 50",
        "a(rate=NaN)      | allowed: 0 to 1",
        "a(new=yes)       | allowed: true, false",
        "a@fast(kernel=x) | Algorithm 'a@fast': Setting 'kernel': 'x' is not allowed; allowed: matern",
        "a(size=1,size=2) | setting 'size' is given twice"
      })
  void whatIsWrongIsSaid(String name, String expected) {
    String message = assertThrows(IllegalArgumentException.class, () -> REGISTRY.algorithm(name))
        .getMessage();
    assertTrue(message.contains(expected), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a(", "a()", "a(size)", "a(=3)", "a@", "a)(", "@paper"})
  void whatIsNoNameIsRefused(String text) {
    String message = assertThrows(IllegalArgumentException.class, () -> AlgorithmName.parse(text))
        .getMessage();
    assertTrue(message.startsWith("Algorithm '" + text + "': not a name; allowed: "), message);
  }

  @Test
  void listsHaveCommasOutsideOfParentheses() {
    assertEquals(
        List.of("a", "b@paper(size=1,rate=0.5)", "x:A"),
        AlgorithmName.parseAll("a, b@paper(size=1,rate=0.5),x:A").stream()
            .map(AlgorithmName::toString)
            .toList());
  }
}
