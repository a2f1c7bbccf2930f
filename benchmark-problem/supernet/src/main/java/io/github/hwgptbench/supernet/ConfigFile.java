package io.github.hwgptbench.supernet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes what another library has to know of a network beside its weights. */
final class ConfigFile {

  /** The name of the file in JSON, as all of these libraries call it. */
  static final String NAME = "config.json";

  private ConfigFile() {}

  /** Writes JSON, indented; replaces a file that is there. */
  static void writeJson(Path file, ObjectNode config) throws IOException {
    write(file, config.toPrettyString().replace(System.lineSeparator(), "\n") + "\n");
  }

  /** Writes YAML, one line per field; replaces a file that is there. */
  static void writeYaml(Path file, ObjectNode config) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> field : config.properties()) {
      text.append(field.getKey()).append(": ").append(field.getValue()).append('\n');
    }
    write(file, text.toString());
  }

  /** Returns a number, as an integer if it is one: libraries declare theirs so. */
  static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE
        ? IntNode.valueOf((int) value)
        : DoubleNode.valueOf(value);
  }

  private static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
