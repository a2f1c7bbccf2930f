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
 * @param genotypes none to wait for those that were asked for before
 * @param numbers integers that stand beside, by the names of their fields
 */
public record EvaluationRequest(List<int[]> genotypes, Map<String, Long> numbers) {

  private static final String EVALUATE = "evaluate";

  /**
   * Reads a request.
   *
   * @param in has a text before it with one object in it and nothing else
   * @param reader of the architectures
   * @param most how many architectures there may be
   * @param allowed names of fields with integers that may stand beside
   * @throws IllegalArgumentException if it is no such request; the message has the reason
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
      throw new UsageException("no field 'evaluate', which has the genotypes");
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
          "'%s': %s; allowed: an integer of 64 bits", name, GenotypeReader.found(in));
    }
    return in.getLongValue();
  }

  /** Returns one of the numbers, if it was given. */
  public OptionalLong number(String name) {
    Long number = numbers.get(name);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
