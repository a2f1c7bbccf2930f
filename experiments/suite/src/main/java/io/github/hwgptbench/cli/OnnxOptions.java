package io.github.hwgptbench.cli;

import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveSource;
import io.github.hwgptbench.onnx.InputEncoding;
import io.github.hwgptbench.onnx.OnnxModelSource;
import io.github.hwgptbench.onnx.OnnxSurrogateEvaluator;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.surrogate.SurrogateEngine;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ONNX models predict objectives, and what evaluates the surrogates. */
final class OnnxOptions {

  @Option(
      names = "--model",
      paramLabel = "OBJECTIVE=FILE",
      description = "ONNX model that predicts an objective, such as latency@mine=mine.onnx; may be"
          + " given several times.")
  private List<String> models = List.of();

  @Option(
      names = "--encoding",
      paramLabel = "ENCODING",
      description = "Encoding of the input of --model, if its metadata have none:"
          + " ${COMPLETION-CANDIDATES}.")
  private @Nullable InputEncoding encoding;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "java",
      description = "Engine that evaluates surrogates: ${COMPLETION-CANDIDATES}; values are"
          + " bit-identical (default: ${DEFAULT-VALUE}).")
  private Engine engine;

  /** What evaluates surrogates. */
  enum Engine {
    /** Plain Java. */
    JAVA(SurrogateEngine.JAVA),
    /** ONNX Runtime. */
    ONNX(OnnxSurrogateEvaluator::new);

    private final SurrogateEngine surrogates;

    Engine(SurrogateEngine surrogates) {
      this.surrogates = surrogates;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  SurrogateEngine engine() {
    return engine.surrogates;
  }

  /**
   * Makes sure that no model is given in vain.
   *
   * @param metrics all that are asked
   * @throws UsageException if one predicts none of them
   */
  void requireUse(Collection<Objective> metrics) {
    for (String model : models) {
      if (!metrics.contains(Objective.parseAnyDevice(model.split("=", 2)[0]))) {
        throw UsageException.of(
            "--model %s: no problem has this objective; allowed: %s",
            model,
            metrics.stream().map(Objective::toString).distinct().collect(Collectors.joining(", ")));
      }
    }
  }

  /**
   * Opens the models.
   *
   * @throws UsageException if one is none, or of another space
   */
  List<ObjectiveSource> sources(SearchSpace space) {
    if (models.isEmpty() && encoding != null) {
      throw UsageException.of("--encoding %s requires --model", encoding);
    }
    Map<Objective, ObjectiveSource> sources = new LinkedHashMap<>();
    for (String model : models) {
      int sign = model.indexOf('=');
      if (sign < 0) {
        throw UsageException.of(
            "--model %s: no '='; expected an objective and a file, such as latency@mine=mine.onnx",
            model);
      }
      Objective objective = Objective.parseAnyDevice(model.substring(0, sign));
      if (ComputeEvaluator.SUPPORTED.contains(objective)) {
        throw UsageException.of(
            "--model %s: %s is computed exactly; allowed: a model of another objective, or of"
                + " %s@mine",
            model, objective, objective);
      }
      ObjectiveSource source = source(Path.of(model.substring(sign + 1)), space, objective);
      if (sources.put(objective, source) != null) {
        throw UsageException.of("--model: two models of %s; allowed: one", objective);
      }
    }
    return List.copyOf(sources.values());
  }

  private ObjectiveSource source(Path file, SearchSpace space, Objective objective) {
    return encoding == null
        ? OnnxModelSource.open(file, space, objective)
        : OnnxModelSource.open(file, space, objective, encoding);
  }
}
