package io.github.hwgptbench.adapter.optuna;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python writes and reads it: what is not a number stands as {@code NaN} and
 * {@code Infinity}.
 */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
      .build();

  static {
    // Attributes may be of any length; Optuna's own samplers write long ones.
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
  }

  private Json() {}

  /** Says that a text is not JSON, for Python neither. */
  static final class NotJsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private NotJsonException(String message, @Nullable Throwable cause) {
      super("not JSON: " + message, cause);
    }
  }

  /**
   * Reads a text.
   *
   * @throws NotJsonException if the text is not JSON
   * @throws IllegalArgumentException if it is deeper nested, or has longer numbers, than we read
   */
  static JsonNode parse(String text) {
    JsonNode read;
    try {
      read = MAPPER.readTree(text);
    } catch (StreamConstraintsException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new NotJsonException(e.getOriginalMessage(), e);
    }
    if (read.isMissingNode()) {
      throw new NotJsonException("nothing but whitespace", null);
    }
    return read;
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode tree(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  static @Nullable Object value(JsonNode node) {
    return frozen(MAPPER.convertValue(node, Object.class));
  }

  /**
   * Copies a value of an attribute.
   *
   * @throws IllegalArgumentException if it is not of JSON
   */
  static @Nullable Object frozen(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, member) -> copy.put(String.valueOf(key), frozen(member)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof Collection<?> collection) {
      List<Object> copy = new ArrayList<>();
      collection.forEach(member -> copy.add(frozen(member)));
      return Collections.unmodifiableList(copy);
    }
    if (value == null
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof String) {
      return value;
    }
    throw new IllegalArgumentException(Text.format(
        "Value '%s' of class %s; allowed: null, booleans, numbers, strings, lists and maps",
        value, value.getClass().getName()));
  }
}
