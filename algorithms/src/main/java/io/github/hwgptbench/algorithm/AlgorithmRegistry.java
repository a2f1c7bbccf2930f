package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All algorithms: those of this library, of the frameworks, and custom ones on the class path.
 * Immutable.
 */
public final class AlgorithmRegistry {

  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9-]*|[a-z][a-z0-9-]*:[A-Za-z0-9_-]+");
  private static final Pattern PRESET = Pattern.compile("[a-z][a-z0-9-]*");

  private final List<AlgorithmFactory> factories;

  private AlgorithmRegistry(List<AlgorithmFactory> factories) {
    this.factories = factories;
  }

  /**
   * Finds each {@link OptimizerFactory} and {@link AlgorithmProvider} with {@link ServiceLoader},
   * in the context class loader of the calling thread.
   *
   * @throws AlgorithmLoadingException if a registered one can't be loaded, an algorithm has an
   *     invalid name, or two have the same name and preset; the message names it
   */
  public static AlgorithmRegistry load() {
    try {
      return of(Stream.concat(
              services(OptimizerFactory.class),
              services(AlgorithmProvider.class).flatMap(it -> it.algorithms().stream()))
          .toList());
    } catch (ServiceConfigurationError e) {
      String cause = e.getCause() == null ? "" : ": " + e.getCause();
      throw unloadable(e.getMessage() + cause, e);
    } catch (LinkageError e) {
      // Of a class that was compiled for a later Java, say, or against another version of ours.
      throw unloadable(e.toString(), e);
    }
  }

  private static AlgorithmLoadingException unloadable(String why, Throwable cause) {
    return new AlgorithmLoadingException(
        "An algorithm on the class path can't be loaded: " + why, cause);
  }

  private static <T> Stream<T> services(Class<T> service) {
    return ServiceLoader.load(service).stream().map(ServiceLoader.Provider::get);
  }

  /** A registry of the given algorithms. */
  static AlgorithmRegistry of(List<? extends AlgorithmFactory> factories) {
    factories.forEach(AlgorithmRegistry::checkName);
    factories.stream()
        .collect(Collectors.groupingBy(AlgorithmRegistry::fullName))
        .forEach((name, same) -> {
          if (same.size() > 1) {
            throw new AlgorithmLoadingException(Text.format(
                "Algorithm '%s': two have this name, %s and %s",
                name, same.get(0).getClass().getName(), same.get(1).getClass().getName()));
          }
        });
    return new AlgorithmRegistry(factories.stream()
        .sorted(Comparator.comparing(AlgorithmFactory::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(it -> !it.preset().equals(AlgorithmName.DEFAULT))
            .thenComparing(AlgorithmFactory::preset))
        .map(AlgorithmFactory.class::cast)
        .toList());
  }

  private static void checkName(AlgorithmFactory factory) {
    if (!NAME.matcher(factory.name()).matches()
        || !PRESET.matcher(factory.preset()).matches()) {
      throw new AlgorithmLoadingException(Text.format(
          "Algorithm '%s' of %s: not a name; allowed: lower-case letters, digits and hyphens, or"
              + " the name of a framework, a colon and any characters",
          fullName(factory), factory.getClass().getName()));
    }
  }

  private static String fullName(AlgorithmFactory factory) {
    return factory.preset().equals(AlgorithmName.DEFAULT)
        ? factory.name()
        : factory.name() + "@" + factory.preset();
  }

  /** Returns all algorithms, ordered by name, the default preset of each first. */
  public List<AlgorithmFactory> factories() {
    return factories;
  }

  /** Returns the optimizers, ordered by name, the default preset of each first. */
  public List<OptimizerFactory> optimizers() {
    return factories.stream()
        .filter(OptimizerFactory.class::isInstance)
        .map(OptimizerFactory.class::cast)
        .toList();
  }

  /**
   * Finds an algorithm, whose name may be in lower or upper case.
   *
   * @throws IllegalArgumentException if there is none of this name or preset; the message lists the
   *     known ones
   */
  public AlgorithmFactory factory(AlgorithmName name) {
    return find(name, factories);
  }

  /**
   * Finds an optimizer, whose name may be in lower or upper case.
   *
   * @throws IllegalArgumentException if there is none of this name or preset; the message lists the
   *     known ones
   */
  public OptimizerFactory optimizer(AlgorithmName name) {
    return find(name, optimizers());
  }

  private static <F extends AlgorithmFactory> F find(AlgorithmName name, List<F> factories) {
    List<F> named = factories.stream()
        .filter(factory -> factory.name().equalsIgnoreCase(name.name()))
        .toList();
    if (named.isEmpty()) {
      // Those of other frameworks last.
      List<String> known = each(factories, AlgorithmFactory::name).stream()
          .sorted(Comparator.comparing(it -> it.contains(":")))
          .toList();
      throw UsageException.of(
          "Algorithm '%s': unknown; %s",
          name.name(), Suggestion.known(name.name(), known, "hwgpt algorithms"));
    }
    return named.stream()
        .filter(factory -> factory.preset().equals(name.preset()))
        .findFirst()
        .orElseThrow(() -> UsageException.of(
            "Algorithm '%s': unknown preset '%s'; %s",
            name.name(),
            name.preset(),
            Suggestion.known(name.preset(), each(named, AlgorithmFactory::preset))));
  }

  private static <F extends AlgorithmFactory> List<String> each(
      List<F> factories, Function<AlgorithmFactory, String> property) {
    return factories.stream().map(property).distinct().toList();
  }

  /**
   * Makes an algorithm with the settings that its name gives.
   *
   * @throws IllegalArgumentException if there is none of this name, or a setting is invalid; the
   *     message lists the allowed ones
   */
  public SearchAlgorithm algorithm(AlgorithmName name) {
    AlgorithmFactory factory = factory(name);
    try {
      return factory.create(Settings.of(factory.settings(), name.settings()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          Text.format("Algorithm '%s': %s", fullName(factory), e.getMessage()), e);
    }
  }

  /**
   * Makes an algorithm as {@link #algorithm(AlgorithmName)} does.
   *
   * @param name in the form of {@link AlgorithmName}, such as {@code ehvi@paper}
   * @throws IllegalArgumentException if there is none of this name, or a setting is invalid; the
   *     message lists the allowed ones
   */
  public SearchAlgorithm algorithm(String name) {
    return algorithm(AlgorithmName.parse(name));
  }
}
