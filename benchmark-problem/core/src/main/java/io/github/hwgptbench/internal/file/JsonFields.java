package io.github.hwgptbench.internal.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.usage.UsageException;
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
   * @throws UsageException if it is not one JSON object, or a field of an object comes twice; the
   *     message has the place
   */
  public static JsonFields parse(byte[] text) {
    try (JsonParser in = JSON.createParser(text)) {
      return read(in);
    } catch (CharConversionException e) {
      throw new UsageException("not UTF-8 text", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text within the limits of a parser.
   *
   * @throws UsageException if it is not one JSON object; the message has the place
   * @throws IOException if it can't be read
   */
  public static JsonFields read(JsonParser in) throws IOException {
    try {
      JsonNode root = in.nextToken() == null ? MissingNode.getInstance() : JSON.readTree(in);
      if (!root.isObject()) {
        throw UsageException.of("%s; expected an object", found(root));
      }
      if (in.nextToken() != null) {
        throw new UsageException("more than one object; expected one");
      }
      return new JsonFields(root, "");
    } catch (JsonProcessingException e) {
      throw new UsageException(NotJson.describe(e), e);
    }
  }

  /** Returns the fields of an object; of another node there are none. */
  public static JsonFields of(JsonNode node) {
    return new JsonFields(node, "");
  }

  /**
   * Checks that there are no other fields.
   *
   * @throws UsageException if there is one; names it, and those that are allowed
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

  /** Returns whether there is such a field, and its value is not null. */
  public boolean hasNonNull(String name) {
    return node.hasNonNull(name);
  }

  /** Returns the value of a field as it is; a missing node if there is no such field. */
  public JsonNode value(String name) {
    return node.path(name);
  }

  /** Returns the value of a field that may be null, but not missing. */
  public JsonNode present(String name) {
    return required(name, has(name), "a value, or null");
  }

  /** Returns a text. */
  public String text(String name) {
    return required(name, value(name).isTextual(), "a string").textValue();
  }

  /** Returns a string of a maximum length. */
  public String text(String name, int longest) {
    boolean fits = value(name).isTextual() && value(name).textValue().length() <= longest;
    return required(name, fits, Text.format("a string of up to %d characters", longest))
        .textValue();
  }

  /** Returns an integer of 32 bits. */
  public int integer(String name) {
    return required(name, value(name).isInt(), "an integer").intValue();
  }

  /** Returns an integer of a range. */
  public int integer(String name, int min, int max) {
    return (int) whole(name, min, max);
  }

  /** Returns an integer of 64 bits. */
  public long whole(String name) {
    JsonNode value = value(name);
    return required(name, value.isIntegralNumber() && value.canConvertToLong(), "an integer")
        .longValue();
  }

  /** Returns an integer of a range. */
  public long whole(String name, long min, long max) {
    JsonNode value = value(name);
    boolean inRange = value.isIntegralNumber()
        && value.canConvertToLong()
        && value.longValue() >= min
        && value.longValue() <= max;
    if (!inRange) {
      throw wrong(name, Text.format("an integer from %d to %d", min, max));
    }
    return value.longValue();
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

  /** Returns the integers of 64 bits of a list. */
  public List<Long> wholes(String name) {
    JsonNode values = value(name);
    boolean wholes = values.isArray();
    for (JsonNode value : values) {
      wholes &= value.isIntegralNumber() && value.canConvertToLong();
    }
    required(name, wholes, "a list of integers");
    return elements(values).stream().map(JsonNode::longValue).toList();
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
    required(name, texts, "a list of strings");
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
   * @throws UsageException if that is refused, with the name of the field in front
   */
  public <T> T made(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Text.format("field '%s%s': %s", path, name, e.getMessage()), e);
    }
  }

  /** Returns an error that says what a field is, and what was expected. */
  public UsageException wrong(String name, String expected) {
    return wrong(name, found(value(name)), expected);
  }

  /** Returns an error that says what a field is, in these words, and what was expected. */
  public UsageException wrong(String name, String found, String expected) {
    return UsageException.of("field '%s%s' is %s; expected %s", path, name, found, expected);
  }

  private static String found(JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    }
    String text = value.toString();
    return text.length() <= LONGEST
        ? text
        : value.isObject() ? "an object" : value.isArray() ? "a list" : "a long string";
  }
}
