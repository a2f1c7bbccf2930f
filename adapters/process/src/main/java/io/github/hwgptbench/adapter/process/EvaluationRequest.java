package io.github.hwgptbench.adapter.process;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A request of a program for evaluations: {@code {"evaluate": [...]}}.
 *
 * @param genotypes the genotypes; empty to wait for earlier requests
 * @param numbers further fields with integers, by name
 */
public record EvaluationRequest(List<int[]> genotypes, Map<String, Long> numbers) {

  private static final String EVALUATE = "evaluate";

  /**
   * Reads a request.
   *
   * @param in the input, with one object and nothing else
   * @param reader reads the architectures
   * @param most maximum number of architectures
   * @param allowed names of further fields with integers
   * @throws IllegalArgumentException if it is not a valid request; the message has the reason
   * @throws IOException if it is not JSON, or can't be read
   */
  public static EvaluationRequest read(
      JsonParser in, GenotypeReader reader, int most, List<String> allowed) throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new UsageException("expected {\"evaluate\": [...]}");
    }
    List<int[]> genotypes = null;
    Map<String, Long> numbers = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      if (name.equals(EVALUATE)) {
        genotypes = reader.readAll(in, most);
      } else if (allowed.contains(name)) {
        numbers.put(name, number(name, in));
      } else {
        List<String> known = new ArrayList<>(List.of(EVALUATE));
        known.addAll(allowed);
        throw UsageException.of(
            "unknown field '%s'; %s",
            GenotypeReader.shortened(name), Suggestion.known(name, known));
      }
    }
    if (genotypes == null) {
      throw new UsageException("no field 'evaluate' with the genotypes");
    }
    if (in.nextToken() != null) {
      throw new UsageException("more than one object; allowed: one");
    }
    return new EvaluationRequest(genotypes, numbers);
  }

  private static long number(String name, JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
        || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw UsageException.of(
          "'%s': %s; allowed: a 64-bit integer", name, GenotypeReader.found(in));
    }
    return in.getLongValue();
  }

  /** Returns the value of a further field, if it is present. */
  public OptionalLong number(String name) {
    Long number = numbers.get(name);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
