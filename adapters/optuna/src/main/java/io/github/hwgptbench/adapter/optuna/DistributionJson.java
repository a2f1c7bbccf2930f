package io.github.hwgptbench.adapter.optuna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Distributions as Optuna writes them: the name of a class, and its attributes. */
final class DistributionJson {

  private DistributionJson() {}

  static String write(Distribution distribution) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", distribution.getClass().getSimpleName());
    ObjectNode attributes = json.putObject("attributes");
    if (distribution instanceof CategoricalDistribution categorical) {
      ArrayNode choices = attributes.putArray("choices");
      categorical.choices().forEach(choice -> choices.add(Json.tree(choice)));
    } else if (distribution instanceof IntDistribution whole) {
      attributes
          .put("log", whole.log())
          .put("step", whole.step())
          .put("low", whole.low())
          .put("high", whole.high());
    } else if (distribution instanceof FloatDistribution real) {
      attributes.put("step", real.step());
      attributes.put("low", real.low()).put("high", real.high()).put("log", real.log());
    }
    return Json.text(json);
  }

  static Distribution read(String text) {
    JsonNode json = Json.parse(text);
    JsonFields attributes = JsonFields.of(json.path("attributes"));
    return switch (json.path("name").asText()) {
      case "CategoricalDistribution" -> categorical(attributes);
      case "IntDistribution", "IntUniformDistribution" ->
        new IntDistribution(
            whole(attributes, "low"),
            whole(attributes, "high"),
            attributes.value("log").asBoolean(),
            attributes.has("step") ? whole(attributes, "step") : 1);
      case "IntLogUniformDistribution" ->
        new IntDistribution(whole(attributes, "low"), whole(attributes, "high"), true, 1);
      case "FloatDistribution", "UniformDistribution" ->
        real(attributes, attributes.value("log").asBoolean(), attributes.value("step"));
      case "LogUniformDistribution" -> real(attributes, true, attributes.value("step"));
      case "DiscreteUniformDistribution" -> real(attributes, false, attributes.value("q"));
      default ->
        throw new IllegalArgumentException(Text.format(
            "Distribution '%s'; allowed: those of Optuna, such as CategoricalDistribution", text));
    };
  }

  private static Distribution categorical(JsonFields attributes) {
    List<Object> choices = new ArrayList<>();
    attributes.value("choices").forEach(choice -> choices.add(Json.value(choice)));
    return new CategoricalDistribution(choices);
  }

  private static Distribution real(JsonFields attributes, boolean log, JsonNode step) {
    return new FloatDistribution(
        attributes.number("low"),
        attributes.number("high"),
        log,
        step.isNumber() ? (Double) step.doubleValue() : null);
  }

  private static long whole(JsonFields attributes, String name) {
    JsonNode value = attributes.value(name);
    if (!value.isNumber() || !value.canConvertToLong()) {
      throw attributes.wrong(name, "an integer from -2^53 to 2^53");
    }
    return value.longValue();
  }
}
