package io.github.hwgptbench.suite;

import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
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

  /** Returns the beginning of messages. */
  String where() {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    return name.isEmpty()
        ? String.format(Locale.ROOT, "%s, line %d: ", file, line)
        : String.format(Locale.ROOT, "%s, line %d, '%s': ", file, line, name);
  }

  UsageException wrong(String format, Object... args) {
    return new UsageException(where() + String.format(Locale.ROOT, format, args));
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
