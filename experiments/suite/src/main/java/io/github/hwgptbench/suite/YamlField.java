package io.github.hwgptbench.suite;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A part of a YAML file, which knows its line.
 *
 * @param file name of the file
 * @param name of the field that it is, or is in; empty for the whole file
 * @param node what stands there
 */
record YamlField(String file, String name, Node node) {

  private static final int DEEPEST = 50;

  /**
   * Reads a file.
   *
   * @param file its name, for messages
   * @param text what is in it
   * @param expected what it should be, such as {@code a suite}
   * @throws UsageException if it is no YAML, or empty; says in which line
   */
  static YamlField parse(String file, String text, String expected) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    Optional<Node> node;
    try {
      checkDepth(file, new Parse(settings).parseString(text));
      node = new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new UsageException(
          Text.format("%s, line %d: not YAML: %s", file, line, e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new UsageException(Text.format("%s: not YAML: %s", file, e.getMessage()), e);
    }
    return new YamlField(
        file,
        "",
        node.orElseThrow(() -> UsageException.of("%s: empty; expected %s", file, expected)));
  }

  /** Nodes are composed by recursion, which would exhaust the stack. */
  private static void checkDepth(String file, Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw UsageException.of(
            "%s, line %d: nested deeper than %d levels",
            file, event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1), DEEPEST);
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  /** Returns the beginning of messages. */
  String where() {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    return name.isEmpty()
        ? Text.format("%s, line %d: ", file, line)
        : Text.format("%s, line %d, '%s': ", file, line, name);
  }

  @FormatMethod
  UsageException wrong(String format, @Nullable Object... args) {
    return new UsageException(where() + Text.format(format, args));
  }

  boolean isText() {
    return node instanceof ScalarNode scalar && !scalar.getValue().isBlank();
  }

  String text(String expected) {
    if (!isText()) {
      throw wrong("expected %s, found %s", expected, found());
    }
    return ((ScalarNode) node).getValue().strip();
  }

  boolean truth() {
    String text = text("true or false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("'%s'; allowed: true, false", text);
    }
    return text.equals("true");
  }

  Located<String> located(String expected) {
    return new Located<>(text(expected), where());
  }

  private String found() {
    return node instanceof MappingNode
        ? "a mapping"
        : node instanceof SequenceNode ? "a list" : "nothing";
  }

  /** Returns the items of a list; anything else is the one item of its list. */
  List<YamlField> items() {
    if (!isList()) {
      return List.of(this);
    }
    List<YamlField> items = new ArrayList<>();
    ((SequenceNode) node).getValue().forEach(item -> items.add(new YamlField(file, name, item)));
    return items;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Returns the fields of a mapping, whatever they are called, each once. */
  Map<String, YamlField> fields(String expected) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("expected %s, found %s", expected, isText() ? "'" + text("") + "'" : found());
    }
    Map<String, YamlField> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlField key = new YamlField(file, name, tuple.getKeyNode());
      String keyName = key.text("the name of a field");
      if (fields.put(keyName, new YamlField(file, keyName, tuple.getValueNode())) != null) {
        throw key.wrong("field '%s' is given twice; allowed: once", keyName);
      }
    }
    return fields;
  }

  /** Returns the fields of a mapping, all of which have to be known. */
  Map<String, YamlField> fields(String expected, Set<String> known) {
    Map<String, YamlField> fields = fields(expected);
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      YamlField key = new YamlField(file, name, tuple.getKeyNode());
      String keyName = key.text("the name of a field");
      if (!known.contains(keyName)) {
        throw key.wrong("unknown field '%s'; %s", keyName, Suggestion.known(keyName, known));
      }
    }
    return fields;
  }
}
