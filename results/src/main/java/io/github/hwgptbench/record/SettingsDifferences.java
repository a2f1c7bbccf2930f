package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds differences between recorded and expected settings of runs on a problem, as far as they may
 * affect values.
 *
 * @since 0.2.0
 */
public final class SettingsDifferences {

  private static final int LONGEST_VALUE = 80;

  private SettingsDifferences() {}

  /**
   * Returns all differences, such as {@code budget is 100; expected 200}. The version of the
   * library does not count, since surrogates have a hash.
   *
   * @param expected the expected settings
   * @param found the recorded settings
   */
  public static List<String> of(RunSettings expected, RunSettings found) {
    List<String> differences = new ArrayList<>();
    add("", json(expected), json(found), differences);
    return differences;
  }

  private static JsonNode json(RunSettings settings) {
    ObjectNode node = SettingsJson.object();
    SettingsJson.add(node, settings);
    node.remove("version");
    // Numbers that were read have other types than those that are to be written.
    return SettingsJson.read(SettingsJson.text(node));
  }

  private static void add(String path, JsonNode expected, JsonNode found, List<String> into) {
    if (expected.isObject() && found.isObject()) {
      Sets.union(names(expected), names(found))
          .forEach(name -> add(
              path.isEmpty() ? name : path + "." + name,
              expected.path(name),
              found.path(name),
              into));
    } else if (!expected.equals(found)) {
      into.add(Text.format("%s is %s; expected %s", path, shown(found), shown(expected)));
    }
  }

  private static Set<String> names(JsonNode node) {
    return ImmutableSet.copyOf(node.fieldNames());
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode()
        ? "missing"
        : Ascii.truncate(value.toString(), LONGEST_VALUE, "...");
  }
}
