package io.github.hwgptbench.conformance;

import com.google.common.collect.Maps;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks what the optimizers of the registry promise. Of those that share most of their code with
 * another one, {@link SlowOptimizersTest} checks it.
 */
@ParameterizedClass
@MethodSource("optimizers")
class RegisteredOptimizersTest extends OptimizerConformance {

  private static final Set<String> SLOW = Set.of(
      "ehvi@paper",
      "lsbo@default",
      "lsbo@paper",
      "parego@default",
      "ridge@default",
      "rsbo@default",
      "rsbo@paper",
      "transfer-ehvi@default");

  @Parameter
  private OptimizerFactory factory;

  static Stream<Named<OptimizerFactory>> optimizers() {
    return optimizers(name -> !SLOW.contains(name));
  }

  static Stream<Named<OptimizerFactory>> slowOptimizers() {
    return optimizers(SLOW::contains);
  }

  private static Stream<Named<OptimizerFactory>> optimizers(Predicate<String> wanted) {
    return AlgorithmRegistry.load().optimizers().stream()
        .map(factory -> Named.of(factory.name() + "@" + factory.preset(), factory))
        .filter(named -> wanted.test(named.getName()));
  }

  @Override
  protected OptimizerFactory factory() {
    return factory;
  }

  /** Small searches of the acquisition function: what is promised must not depend on their size. */
  private static final Map<String, String> SMALL =
      Map.of("population", "10", "generations", "1", "climb", "10");

  @Override
  protected Settings settings() {
    List<String> names = factory.settings().stream().map(Setting::name).toList();
    return Settings.of(
        factory.settings(),
        names.contains("climb") ? Maps.filterKeys(SMALL, names::contains) : Map.of());
  }

  /**
   * What the authors ran is kept as it was: some of it repeats itself, some of it is not guided,
   * and it changes genes that are inactive.
   */
  private boolean asPublished() {
    return !factory.preset().equals(AlgorithmName.DEFAULT);
  }

  @Override
  protected boolean canonical() {
    return !asPublished();
  }

  /** Noise makes it worth to evaluate again. */
  @Override
  protected boolean neverRepeats() {
    return !asPublished() && !factory.name().equals("nehvi");
  }

  /** The halving of {@code moasha} needs several levels, which most of the problems here lack. */
  @Override
  protected boolean learns() {
    return !asPublished() && !Set.of("random", "grid", "moasha").contains(factory.name());
  }
}
