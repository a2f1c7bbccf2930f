package io.github.hwgptbench.suite;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.ModelConfig;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The configuration of a model in the folder of its weights: {@code model_config.yaml}, which
 * LitGPT and whittle write, or else {@code config.json} of transformers.
 *
 * @since 0.2.0
 */
public final class ModelConfigFile {

  private static final int MOST_BYTES = 1 << 20;

  private ModelConfigFile() {}

  /** Returns the file beside a file of weights; empty if there is none. */
  public static Optional<Path> beside(Path weights) {
    return Stream.of("model_config.yaml", "config.json")
        .map(weights::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is not a configuration, or that of an unsupported model;
   *     the message has the reason
   * @throws IOException if it can't be read
   */
  public static ModelConfig read(Path file) throws IOException {
    return ModelConfig.of(file.toString(), values(file));
  }

  /**
   * Reads a file that may not belong to the weights beside it.
   *
   * @return the configuration; empty if the file has neither the {@code n_embd} of LitGPT nor the
   *     {@code model_type} of GPT-NeoX, or the model is not as large as the largest architecture of
   *     the space
   * @throws IllegalArgumentException if it is a configuration of an unsupported model
   * @throws IOException if it can't be read
   */
  public static Optional<ModelConfig> readIfOf(SearchSpace space, Path file) throws IOException {
    Map<String, Object> values;
    try {
      values = values(file);
    } catch (UsageException e) {
      return Optional.empty();
    }
    Object type = values.get("model_type");
    boolean known = type == null ? values.containsKey("n_embd") : type.equals("gpt_neox");
    return known
        ? Optional.of(ModelConfig.of(file.toString(), values)).filter(model -> model.fits(space))
        : Optional.empty();
  }

  private static Map<String, Object> values(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw UsageException.of(
          "%s: %d bytes; allowed for a configuration: %d", file, Files.size(file), MOST_BYTES);
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    // JSON is YAML too.
    YamlField.parse(file.toString(), text, "a configuration").fields("the fields of a model");
    LoadSettings settings =
        LoadSettings.builder().setMaxAliasesForCollections(0).build();
    Map<String, Object> values = new LinkedHashMap<>();
    try {
      ((Map<?, ?>) new Load(settings).loadFromString(text))
          .forEach((name, value) -> values.put(String.valueOf(name), value));
    } catch (YamlEngineException e) {
      throw new UsageException(Text.format("%s: not YAML: %s", file, e.getMessage()), e);
    }
    return values;
  }
}
