package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of all settings of an algorithm. Immutable. */
public final class Settings {

  private final Map<Setting<?>, Object> values;

  private Settings(Map<Setting<?>, Object> values) {
    this.values = values;
  }

  /** Returns the default values. */
  public static Settings initial(List<Setting<?>> settings) {
    return of(settings, Map.of());
  }

  /**
   * Reads values.
   *
   * @param settings all settings
   * @param chosen values by the name of the setting; the others keep their defaults
   * @throws IllegalArgumentException if there is no setting of such a name, or a value is not
   *     allowed; the message has the allowed values
   */
  public static Settings of(List<Setting<?>> settings, Map<String, String> chosen) {
    List<String> names = settings.stream().map(Setting::name).toList();
    chosen.keySet().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
      throw UsageException.of(
          "Setting '%s': unknown; %s",
          name, names.isEmpty() ? "there are none" : Suggestion.known(name, names));
    });
    Map<Setting<?>, Object> values = new LinkedHashMap<>();
    for (Setting<?> setting : settings) {
      String text = chosen.get(setting.name());
      values.put(setting, text == null ? setting.initial() : setting.parse(text));
    }
    return new Settings(values);
  }

  /**
   * Returns the value of a setting.
   *
   * @throws IllegalArgumentException if it is not a setting of this algorithm
   */
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException(
          Text.format("Setting '%s': the algorithm does not declare it", setting.name()));
    }
    @SuppressWarnings("unchecked") // of(..) put it there for this very setting
    T own = (T) value;
    return own;
  }

  /** Returns all values, as strings, by the names of the settings and in their order. */
  public Map<String, String> all() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((setting, value) -> texts.put(setting.name(), setting.write(value)));
    return Collections.unmodifiableMap(texts);
  }

  /** Returns the values that differ from their defaults, as {@link #all} does. */
  public Map<String, String> changed() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((setting, value) -> {
      if (!value.equals(setting.initial())) {
        texts.put(setting.name(), setting.write(value));
      }
    });
    return Collections.unmodifiableMap(texts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Returns all values, as in {@code {population=100, tournament=10}}. */
  @Override
  public String toString() {
    return all().toString();
  }
}
