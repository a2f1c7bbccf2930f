package io.github.hwgptbench.internal.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hwgptbench.internal.text.Text;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The fields of a JSON object. Each is what it is asked for as, or an error names it by its path,
 * such as {@code found.stages[0].name}, and says what it is and what was expected. Immutable.
 */
public final class JsonFields {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Characters of a value in a message. */
  private static final int LONGEST = 80;

  private final JsonNode node;
  /** What stands before the names of the fields: nothing, or that of the object and a dot. */
  private final String path;

  private JsonFields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * Reads a text.
   *
   * @param text in UTF-8
   * @throws IllegalArgumentException if it is no JSON object, or a field of an object comes twice;
   *     says where
   */
  public static JsonFields parse(byte[] text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(NotJson.describe(e), e);
    } catch (CharConversionException e) {
      throw new IllegalArgumentException("not UTF-8 text", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!root.isObject()) {
      throw new IllegalArgumentException(found(root) + "; expected an object");
    }
    return new JsonFields(root, "");
  }

  /**
   * Checks that there are no other fields.
   *
   * @throws IllegalArgumentException if there is one; names it, and those that are allowed
   */
  public void checkOnly(Collection<String> allowed) {
    for (String name : names()) {
      if (!allowed.contains(name)) {
        throw wrong(name, "not known", "one of " + String.join(", ", new TreeSet<>(allowed)));
      }
    }
  }

  /** Returns the names of all fields, in their order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns whether there is such a field. */
  public boolean has(String name) {
    return node.has(name);
  }

  /** Returns the value of a field as it is; a missing node if there is no such field. */
  public JsonNode value(String name) {
    return node.path(name);
  }

  /** Returns a text. */
  public String text(String name) {
    return required(name, value(name).isTextual(), "a text").textValue();
  }

  /** Returns an integer of 32 bits. */
  public int integer(String name) {
    return required(name, value(name).isInt(), "an integer").intValue();
  }

  /** Returns an integer of 64 bits. */
  public long whole(String name) {
    JsonNode value = value(name);
    return required(name, value.isIntegralNumber() && value.canConvertToLong(), "an integer")
        .longValue();
  }

  /** Returns a number. */
  public double number(String name) {
    return required(name, value(name).isNumber(), "a number").doubleValue();
  }

  /** Returns a truth value. */
  public boolean truth(String name) {
    return required(name, value(name).isBoolean(), "true or false").booleanValue();
  }

  /** Returns the integers of a list that is not empty. */
  public int[] integers(String name) {
    JsonNode values = value(name);
    boolean integers = values.isArray() && !values.isEmpty();
    for (JsonNode value : values) {
      integers &= value.isInt();
    }
    required(name, integers, "a list of integers");
    return elements(values).stream().mapToInt(JsonNode::intValue).toArray();
  }

  /** Returns the numbers of a list of so many. */
  public double[] numbers(String name, int count) {
    JsonNode values = value(name);
    boolean numbers = values.isArray() && values.size() == count;
    for (JsonNode value : values) {
      numbers &= value.isNumber();
    }
    required(name, numbers, Text.format("a list of %d numbers", count));
    return elements(values).stream().mapToDouble(JsonNode::doubleValue).toArray();
  }

  /** Returns the texts of a list. */
  public List<String> texts(String name) {
    JsonNode values = value(name);
    boolean texts = values.isArray();
    for (JsonNode value : values) {
      texts &= value.isTextual();
    }
    required(name, texts, "a list of texts");
    return elements(values).stream().map(JsonNode::textValue).toList();
  }

  /** Returns an object. */
  public JsonFields object(String name) {
    return new JsonFields(required(name, value(name).isObject(), "an object"), path + name + ".");
  }

  /** Returns the objects of a list. */
  public List<JsonFields> objects(String name) {
    List<JsonNode> values = elements(required(name, value(name).isArray(), "a list"));
    List<JsonFields> objects = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      String place = name + "[" + i + "]";
      if (!values.get(i).isObject()) {
        throw wrong(place, found(values.get(i)), "an object");
      }
      objects.add(new JsonFields(values.get(i), path + place + "."));
    }
    return objects;
  }

  private static List<JsonNode> elements(JsonNode values) {
    List<JsonNode> elements = new ArrayList<>(values.size());
    values.forEach(elements::add);
    return elements;
  }

  private JsonNode required(String name, boolean holds, String expected) {
    if (!holds) {
      throw wrong(name, expected);
    }
    return value(name);
  }

  /**
   * Returns what is made of a field.
   *
   * @throws IllegalArgumentException if that is refused, with the name of the field in front
   */
  public <T> T made(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Text.format("field '%s%s': %s", path, name, e.getMessage()), e);
    }
  }

  /** Returns an error that says what a field is, and what was expected. */
  public IllegalArgumentException wrong(String name, String expected) {
    return wrong(name, found(value(name)), expected);
  }

  /** Returns an error that says what a field is, in these words, and what was expected. */
  public IllegalArgumentException wrong(String name, String found, String expected) {
    return new IllegalArgumentException(
        Text.format("field '%s%s' is %s; expected %s", path, name, found, expected));
  }

  private static String found(JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    }
    String text = value.toString();
    return text.length() <= LONGEST
        ? text
        : value.isObject() ? "an object" : value.isArray() ? "a list" : "a long text";
  }
}
