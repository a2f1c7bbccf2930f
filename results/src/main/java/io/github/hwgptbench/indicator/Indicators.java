package io.github.hwgptbench.indicator;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.PluginException;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The indicators on the class path.
 *
 * @since 0.2.0
 */
public final class Indicators {

  /** The indicator by which algorithms are ranked on problems with two or more objectives. */
  public static final Indicator HYPERVOLUME = new RelativeHypervolume();

  /** The indicator by which algorithms are ranked on problems with one objective. */
  public static final Indicator REGRET = new SimpleRegret();

  private Indicators() {}

  /** Loaded when first asked for, so that a broken one breaks nothing else. */
  private static final class Loaded {
    static final List<Indicator> ALL = load();
  }

  private static List<Indicator> load() {
    List<Indicator> own = new ArrayList<>();
    List<Indicator> others = new ArrayList<>();
    for (Indicator indicator : ServiceLoader.load(Indicator.class)) {
      boolean shipped = indicator.getClass().getPackage() == Indicators.class.getPackage();
      (shipped ? own : others).add(indicator);
    }
    // The order of the class path decides nothing.
    others.sort(Comparator.comparing(Indicator::id));
    own.addAll(others);
    check(own);
    return List.copyOf(own);
  }

  private static void check(List<Indicator> indicators) {
    List<String> ids = new ArrayList<>();
    for (Indicator indicator : indicators) {
      String id = indicator.id();
      if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        throw new PluginException(Text.format(
            "Indicator %s: id '%s'; allowed: lower-case letters, digits and hyphens",
            indicator.getClass().getName(), id));
      }
      if (ids.contains(id)) {
        throw new PluginException(Text.format(
            "Indicator %s: there is another one with the id '%s'",
            indicator.getClass().getName(), id));
      }
      ids.add(id);
    }
  }

  /**
   * Returns all indicators: the shipped ones, then the others by id.
   *
   * @throws PluginException if an indicator of a service file can't be loaded, its id is not valid,
   *     or two have the same id; the message names it
   */
  public static List<Indicator> all() {
    try {
      return Loaded.ALL;
    } catch (LinkageError | ServiceConfigurationError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new PluginException(
          Text.format(
              "An indicator on the class path can't be loaded: %s",
              cause.getMessage() == null ? cause : cause.getMessage()),
          e);
    }
  }

  /**
   * Returns the indicators for problems with a number of objectives; algorithms are ranked by the
   * first.
   *
   * @param wanted further indicators; those that do not support the number of objectives are left
   *     out
   */
  public static List<Indicator> of(int objectives, List<Indicator> wanted) {
    Indicator first = objectives == 1 ? REGRET : HYPERVOLUME;
    List<Indicator> indicators = new ArrayList<>(List.of(first));
    wanted.stream()
        .filter(it -> it.supports(objectives) && !it.id().equals(first.id()))
        .forEach(indicators::add);
    return List.copyOf(indicators);
  }

  /**
   * Returns an indicator by its id.
   *
   * @throws IllegalArgumentException if there is none; the message has all ids
   */
  public static Indicator named(String id) {
    return all().stream()
        .filter(indicator -> indicator.id().equals(id))
        .findFirst()
        .orElseThrow(() -> UsageException.of(
            "Unknown indicator '%s'; %s",
            id, Suggestion.known(id, all().stream().map(Indicator::id).toList())));
  }
}
