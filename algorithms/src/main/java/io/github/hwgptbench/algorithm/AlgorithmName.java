package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of an algorithm with its settings: {@code ehvi}, {@code ehvi@paper},
 * {@code ehvi(kernel=additive)}, {@code jmetal:NSGAII(population=40)}. Immutable.
 *
 * @param name of the algorithm; those of a framework begin with its name and a colon
 * @param preset its preset, {@value #DEFAULT} if none is named
 * @param settings values by the name of the setting, in the order given
 */
public record AlgorithmName(String name, String preset, Map<String, String> settings) {

  /** The preset if none is named. */
  public static final String DEFAULT = "default";

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9:_-]+)(?:@([A-Za-z0-9_-]+))?(?:\\((.*)\\))?");

  /** Copies the settings. */
  public AlgorithmName {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is malformed, or names a setting twice
   */
  public static AlgorithmName parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw malformed(text);
    }
    String preset = matcher.group(2) == null ? DEFAULT : matcher.group(2);
    Map<String, String> settings = new LinkedHashMap<>();
    if (matcher.group(3) != null) {
      for (String assignment : matcher.group(3).split(",", -1)) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
          throw malformed(text);
        }
        String name = assignment.substring(0, equals).strip();
        if (settings.put(name, assignment.substring(equals + 1).strip()) != null) {
          throw UsageException.of("Algorithm '%s': setting '%s' is given twice", text, name);
        }
      }
    }
    return new AlgorithmName(matcher.group(1), preset, settings);
  }

  private static UsageException malformed(String text) {
    return UsageException.of(
        "Algorithm '%s': not a name; allowed: NAME, NAME@PRESET, NAME(SETTING=VALUE,...)", text);
  }

  /**
   * Reads a list with commas between the algorithms; commas in parentheses separate settings.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public static List<AlgorithmName> parseAll(String list) {
    List<AlgorithmName> names = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        names.add(parse(list.substring(begin, i)));
        begin = i + 1;
      }
    }
    names.add(parse(list.substring(begin)));
    return names;
  }

  /** Returns the text that {@link #parse} reads, without the preset where it is the default. */
  @Override
  public String toString() {
    String form = preset.equals(DEFAULT) ? "" : "@" + preset;
    String values = settings.isEmpty()
        ? ""
        : settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(",", "(", ")"));
    return name + form + values;
  }
}
