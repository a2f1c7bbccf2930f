package io.github.hwgptbench.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * A gene as a parameter of Optuna.
 *
 * @param name name of the gene, such as {@code mlp_ratio_1} of the first layer
 * @param choices what it chooses from: integers or truth values, by the value of the gene
 */
record CategoricalParameter(String name, List<?> choices) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the parameters of a space, in the order of its genotype. */
  static List<CategoricalParameter> of(SearchSpace space) {
    GenotypeSpace genotypes = space.genotypes();
    List<CategoricalParameter> parameters = new ArrayList<>();
    for (int gene = 0; gene < genotypes.size(); gene++) {
      parameters.add(new CategoricalParameter(genotypes.name(gene), space.choices(gene)));
    }
    return parameters;
  }

  /** Returns the distribution as Optuna writes it, which is a text of JSON. */
  String distribution() {
    ObjectNode distribution = JSON.createObjectNode();
    distribution.put("name", "CategoricalDistribution");
    ArrayNode values = distribution.putObject("attributes").putArray("choices");
    choices.forEach(choice -> values.add(JSON.valueToTree(choice)));
    return distribution.toString();
  }
}
