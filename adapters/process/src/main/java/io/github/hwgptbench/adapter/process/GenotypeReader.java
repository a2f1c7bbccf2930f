package io.github.hwgptbench.adapter.process;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads genotypes from JSON in either of two forms: an object with the choice of each gene by name,
 * as in {@code {"embed_dim": 384, "bias": true, ...}}, which may omit inactive genes; or an array
 * with the value of each gene, from 0, as in {@code [1, 0, ...]}. Immutable; safe for use by many
 * threads.
 */
public final class GenotypeReader {

  private final GenotypeSpace space;
  private final Map<String, Integer> genes = new LinkedHashMap<>();

  /** Makes a reader of the genotypes of a space. */
  public GenotypeReader(GenotypeSpace space) {
    this.space = space;
    for (int gene = 0; gene < space.size(); gene++) {
      genes.put(space.name(gene), gene);
    }
  }

  /**
   * Reads a list of genotypes, or a single one as an object.
   *
   * @param in at the beginning of the list; afterwards at its end
   * @param most maximum number of genotypes
   * @throws IllegalArgumentException if it is not such a list, it is too long, or a genotype is not
   *     in the space; the message has the reason and the place
   * @throws IOException if it is not JSON, or can't be read
   */
  public List<int[]> readAll(JsonParser in, int most) throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      return List.of(read(in, 0));
    }
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw UsageException.of("%s in place of architectures; expected a list of them", found(in));
    }
    List<int[]> genotypes = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (genotypes.size() == most) {
        throw UsageException.of(
            "More than %d architectures at a time; allowed: up to %d", most, most);
      }
      genotypes.add(read(in, genotypes.size()));
    }
    return genotypes;
  }

  private int[] read(JsonParser in, int number) throws IOException {
    try {
      return switch (in.currentToken()) {
        case START_ARRAY -> values(in);
        case START_OBJECT -> choices(in);
        default ->
          throw UsageException.of(
              "%s; expected an object of genes by name, or an array of their values", found(in));
      };
    } catch (IllegalArgumentException e) {
      throw new UsageException(Text.format("Architecture %d: %s", number, e.getMessage()), e);
    }
  }

  private int[] values(JsonParser in) throws IOException {
    int[] genotype = new int[space.size()];
    int size = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw UsageException.of(
            "%s in place of the value of gene %d; expected an integer", found(in), size);
      }
      if (size == genotype.length) {
        throw UsageException.of("more than %d values; there are %d genes", size, size);
      }
      int value = in.getNumberType() == JsonParser.NumberType.INT ? in.getIntValue() : -1;
      if (value < 0 || value >= space.levels(size)) {
        throw UsageException.of(
            "gene '%s': value %s; allowed: 0 to %d",
            space.name(size), shortened(in.getText()), space.levels(size) - 1);
      }
      genotype[size++] = value;
    }
    if (size < genotype.length) {
      throw UsageException.of("%d values; there are %d genes", size, genotype.length);
    }
    return genotype;
  }

  private int[] choices(JsonParser in) throws IOException {
    int[] genotype = new int[space.size()];
    boolean[] given = new boolean[genotype.length];
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      Integer gene = genes.get(name);
      if (gene == null) {
        throw UsageException.of(
            "unknown gene '%s'; %s", shortened(name), Suggestion.known(name, genes.keySet()));
      }
      in.nextToken();
      genotype[gene] = value(in, gene);
      given[gene] = true;
    }
    for (int gene = 0; gene < given.length; gene++) {
      if (!given[gene] && space.active(genotype, gene)) {
        throw UsageException.of(
            "no gene '%s'; only inactive genes may be left out", space.name(gene));
      }
    }
    return genotype;
  }

  private int value(JsonParser in, int gene) throws IOException {
    List<Object> choices = space.choices(gene);
    for (int value = 0; value < choices.size(); value++) {
      Object choice = choices.get(value);
      boolean chosen = switch (in.currentToken()) {
        case VALUE_TRUE, VALUE_FALSE -> choice.equals(in.getBooleanValue());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          choice instanceof Number number && number.doubleValue() == in.getDoubleValue();
        default -> false;
      };
      if (chosen) {
        return value;
      }
    }
    throw UsageException.of(
        "gene '%s': %s; allowed: %s",
        space.name(gene),
        found(in),
        choices.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  /** Says what stands there, for messages. */
  static String found(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> Text.format("'%s'", shortened(in.getText()));
      default -> shortened(in.getText());
    };
  }

  /** Shortens what a program said, for messages. */
  static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
