package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Activation;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.space.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that are known before a trial asks for them. Some may be active only if another one
 * has certain values: the heads of a layer, for example, only if the layer is active. Immutable.
 */
public final class ParameterSpace {

  /** Numbers with more values than this are not taken one by one. */
  static final int MOST_LEVELS = 1000;

  /**
   * A parameter.
   *
   * @param activation when it exists; null if always
   */
  private record Parameter(
      String name, Distribution distribution, @Nullable Activation activation) {}

  private final List<Parameter> parameters;
  /** Whether a trial may lack parameters that should exist, as where the space was found. */
  private final boolean found;
  /** Null if a parameter is not discrete. */
  private final @Nullable GenotypeSpace genotypes;

  private ParameterSpace(
      List<Parameter> parameters, boolean found, @Nullable GenotypeSpace genotypes) {
    this.parameters = List.copyOf(parameters);
    this.found = found;
    this.genotypes = genotypes;
  }

  /** Returns the space of parameters that are always active. */
  public static ParameterSpace of(Map<String, Distribution> distributions) {
    Builder builder = builder();
    distributions.forEach(builder::add);
    return builder.build();
  }

  /**
   * Returns the space of architectures: a categorical parameter for each gene, with its name and
   * its choices. Those of a layer are active if the layer is.
   */
  public static ParameterSpace of(SearchSpace space) {
    GenotypeSpace genotypes = space.genotypes();
    List<Parameter> parameters = new ArrayList<>();
    for (int gene = 0; gene < genotypes.size(); gene++) {
      parameters.add(new Parameter(
          genotypes.name(gene),
          new CategoricalDistribution(List.copyOf(space.choices(gene))),
          genotypes.activation(gene).orElse(null)));
    }
    return new ParameterSpace(parameters, false, genotypes);
  }

  /** The space of parameters that trials were seen to ask for, though not all of them always. */
  static ParameterSpace found(Map<String, Distribution> distributions) {
    Builder builder = builder();
    builder.found = true;
    distributions.forEach(builder::add);
    return builder.build();
  }

  /** Begins to build a space. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the distributions by name, including those of parameters that can be inactive. */
  public Map<String, Distribution> distributions() {
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    parameters.forEach(parameter -> distributions.put(parameter.name, parameter.distribution));
    return Collections.unmodifiableMap(distributions);
  }

  /** Returns whether every parameter has at most {@value #MOST_LEVELS} values. */
  public boolean discrete() {
    return genotypes != null;
  }

  /**
   * Returns the genotypes, with a gene for each parameter, whose value is the level of the
   * distribution.
   *
   * @throws IllegalArgumentException if a parameter is not discrete; the message names it
   */
  public GenotypeSpace genotypes() {
    parameters.forEach(parameter -> checkDiscrete(parameter.name, parameter.distribution));
    return Objects.requireNonNull(genotypes);
  }

  static boolean isDiscrete(Distribution distribution) {
    return distribution.levels() >= 1 && distribution.levels() <= MOST_LEVELS;
  }

  static void checkDiscrete(String name, Distribution distribution) {
    if (!isDiscrete(distribution)) {
      throw new IllegalArgumentException(Text.format(
          "Parameter '%s': %s; allowed: categories, integers and numbers with a step, of at most %d values",
          name, distribution, MOST_LEVELS));
    }
  }

  /** Returns the values of the active parameters of a genotype, by name. */
  public Map<String, Object> decode(int[] genes) {
    GenotypeSpace space = genotypes();
    space.check(genes);
    Map<String, Object> values = new LinkedHashMap<>();
    for (int gene = 0; gene < genes.length; gene++) {
      if (space.active(genes, gene)) {
        Distribution distribution = parameters.get(gene).distribution;
        values.put(
            parameters.get(gene).name,
            distribution.toExternalRepr(distribution.level(genes[gene])));
      }
    }
    return values;
  }

  /**
   * Returns the canonical genotype of some values; empty if an active parameter is missing, or has
   * a value that is not allowed. Further values are ignored.
   */
  public Optional<int[]> encode(Map<String, Object> values) {
    GenotypeSpace space = genotypes();
    int[] genes = new int[parameters.size()];
    for (int gene = 0; gene < genes.length; gene++) {
      Parameter parameter = parameters.get(gene);
      if (!space.active(genes, gene) || (found && !values.containsKey(parameter.name))) {
        continue;
      }
      if (!values.containsKey(parameter.name)) {
        return Optional.empty();
      }
      Optional<Integer> level = level(parameter.distribution, values.get(parameter.name));
      if (level.isEmpty()) {
        return Optional.empty();
      }
      genes[gene] = level.get();
    }
    return Optional.of(genes);
  }

  private static Optional<Integer> level(Distribution distribution, @Nullable Object value) {
    try {
      double internal = distribution.toInternalRepr(value);
      return distribution.contains(internal)
          ? Optional.of(distribution.levelOf(internal))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the parameters that exist and have no value yet, as far as the values that there are
   * tell; empty once all have one.
   */
  Map<String, Distribution> missing(Map<String, Object> values) {
    Map<String, Distribution> missing = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (!values.containsKey(parameter.name) && exists(parameter, values)) {
        missing.put(parameter.name, parameter.distribution);
      }
    }
    return missing;
  }

  private boolean exists(Parameter parameter, Map<String, Object> values) {
    Activation activation = parameter.activation;
    if (activation == null) {
      return true;
    }
    Parameter parent = parameters.get(activation.gene());
    return exists(parent, values)
        && values.containsKey(parent.name)
        && level(parent.distribution, values.get(parent.name))
            .map(activation.values()::contains)
            .orElse(false);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterSpace that
        && parameters.equals(that.parameters)
        && found == that.found;
  }

  @Override
  public int hashCode() {
    return parameters.hashCode();
  }

  /** Returns the names and distributions. */
  @Override
  public String toString() {
    return distributions().toString();
  }

  /** Builds a space. */
  public static final class Builder {

    private final List<Parameter> parameters = new ArrayList<>();
    private boolean found;

    private Builder() {}

    /**
     * Adds a parameter that is always active.
     *
     * @throws IllegalArgumentException if the space already has a parameter of this name
     */
    public Builder add(String name, Distribution distribution) {
      return add(new Parameter(name, distribution, null));
    }

    /**
     * Adds a parameter that is active if another one is active and has one of some values.
     *
     * @param parent name of the other, which was added before, and is discrete
     * @param values of the other, at least one
     * @throws IllegalArgumentException if the space already has a parameter of this name, the
     *     parent is not defined, or a value is not among those of the parent
     */
    public Builder addWhen(
        String name, Distribution distribution, String parent, Object... values) {
      int index = parameters.stream().map(Parameter::name).toList().indexOf(parent);
      if (index < 0) {
        throw new IllegalArgumentException(Text.format(
            "Parameter '%s': depends on parameter '%s', which is not defined; allowed: one of %s",
            name, parent, parameters.stream().map(Parameter::name).toList()));
      }
      Distribution decides = parameters.get(index).distribution;
      checkDiscrete(parent, decides);
      Set<Integer> levels = new LinkedHashSet<>();
      for (Object value : values) {
        levels.add(level(decides, value)
            .orElseThrow(() -> new IllegalArgumentException(Text.format(
                "Parameter '%s': active where '%s' is %s; allowed: values of %s",
                name, parent, value, decides))));
      }
      if (levels.isEmpty()) {
        throw new IllegalArgumentException(Text.format(
            "Parameter '%s': active for no value of '%s'; allowed: 1 or more", name, parent));
      }
      return add(new Parameter(name, distribution, new Activation(index, levels)));
    }

    private Builder add(Parameter added) {
      if (parameters.stream().anyMatch(parameter -> parameter.name.equals(added.name))) {
        throw new IllegalArgumentException(
            Text.format("Parameter '%s': added twice; allowed: once", added.name));
      }
      parameters.add(added);
      return this;
    }

    /** Returns the space. */
    public ParameterSpace build() {
      boolean discrete =
          parameters.stream().allMatch(parameter -> isDiscrete(parameter.distribution));
      return new ParameterSpace(parameters, found, discrete ? genotypes() : null);
    }

    private static boolean ofTexts(Distribution distribution) {
      return distribution instanceof CategoricalDistribution categorical
          && categorical.choices().stream().anyMatch(String.class::isInstance);
    }

    /** Nothing but names shows which parameters belong together. */
    private GenotypeSpace genotypes() {
      GenotypeSpace.Builder genes = GenotypeSpace.builder();
      for (Parameter parameter : parameters) {
        int levels = parameter.distribution.levels();
        if (ofTexts(parameter.distribution)) {
          genes.nominal(parameter.name, levels);
        } else {
          genes.gene(parameter.name, levels);
        }
        if (parameter.activation != null) {
          genes.when(parameter.activation);
        }
      }
      return genes
          .slots(Slot.numbered(parameters.stream().map(Parameter::name).toList()))
          .build();
    }
  }
}
