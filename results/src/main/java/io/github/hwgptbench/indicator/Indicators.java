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

  /** The one that algorithms are ranked by on problems of two objectives or more. */
  public static final Indicator HYPERVOLUME = new RelativeHypervolume();

  /** The one that algorithms are ranked by on problems of one objective. */
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
   * Returns all indicators: those that ship, and then the others by their ids.
   *
   * @throws PluginException if one that a service file names can't be loaded, its id is not valid,
   *     or two have the same id; says which
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
   * Returns the indicators for problems of so many objectives, the first being that which
   * algorithms are ranked by.
   *
   * @param wanted further ones; those that do not support so many are left out
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
   * @throws IllegalArgumentException if there is none; names those that there are
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
