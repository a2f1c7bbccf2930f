package io.github.hwgptbench.adapter.moea;

import io.github.hwgptbench.algorithm.AlgorithmRegistry;
import io.github.hwgptbench.algorithm.OptimizerFactory;
import io.github.hwgptbench.algorithm.Setting;
import io.github.hwgptbench.algorithm.Settings;
import io.github.hwgptbench.algorithm.internal.framework.OptimizerName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moeaframework.core.TypedProperties;
import org.moeaframework.core.spi.RegisteredAlgorithmProvider;
import org.moeaframework.problem.Problem;

/**
 * Makes all optimizers of this library and of plug-ins available in MOEA Framework, by names such
 * as {@code HwGpt-ehvi} and {@code HwGpt-ehvi-paper}. They search problems of categories, integers
 * or bits.
 *
 * <p>Properties are the settings of the optimizer by name, {@code maxEvaluations}, on which
 * settings may depend (25,000 by default), and {@code seed}, which by default is drawn from the
 * framework's generator.
 */
public final class HwGptAlgorithmProvider extends RegisteredAlgorithmProvider {

  private static final String MAX_EVALUATIONS = "maxEvaluations";
  private static final String SEED = "seed";

  /** Called by the framework. */
  public HwGptAlgorithmProvider() {
    for (OptimizerFactory factory : AlgorithmRegistry.load().optimizers()) {
      String name = OptimizerName.of(factory);
      register((properties, problem) -> algorithm(factory, properties, problem), name);
      registerDiagnosticToolAlgorithm(name);
    }
  }

  private static OptimizerAlgorithm algorithm(
      OptimizerFactory factory, TypedProperties properties, Problem problem) {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (Setting<?> setting : factory.settings()) {
      if (properties.contains(setting.name())) {
        chosen.put(setting.name(), properties.getString(setting.name()));
      }
    }
    return new OptimizerAlgorithm(
        problem,
        factory,
        Settings.of(factory.settings(), chosen),
        properties.getTruncatedInt(
            MAX_EVALUATIONS, org.moeaframework.core.Settings.DEFAULT_MAX_FUNCTION_EVALUATIONS),
        properties.contains(SEED) ? (Long) properties.getTruncatedLong(SEED) : null);
  }
}
