package io.github.hwgptbench.problem;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of a problem, which describes it completely: {@code HWGPT-S(perplexity,energy@rtx2080)},
 * or with constraints {@code HWGPT-S(perplexity,latency@a100,params-max-150000000)}.
 *
 * <p>A constraint is written {@code params-max-150000000} for {@code params<=150000000}, and
 * {@code accuracy-min-0.4} for {@code accuracy>=0.4}, since names become names of files and
 * arguments in a shell; MOEA Framework advises letters, digits, parentheses, hyphens and commas.
 * The form with {@code <=} or {@code >=} can be read too. Case does not matter.
 *
 * @param space name of the search space, in lower case
 * @param objectives the objectives, at least one, distinct
 * @param constraints the constraints
 */
public record ProblemName(String space, List<Objective> objectives, List<Constraint> constraints) {

  private static final String PREFIX = "hwgpt-";
  private static final Pattern FORM = Pattern.compile("hwgpt-([a-z0-9_.]+)\\(([^()]*)\\)");
  private static final Pattern NAMED_CONSTRAINT = Pattern.compile("(.*)-(max|min)-(.*)");

  /**
   * Makes a name.
   *
   * @throws IllegalArgumentException if there are no objectives, or one is given twice
   */
  public ProblemName {
    space = space.toLowerCase(Locale.ROOT);
    objectives = List.copyOf(objectives);
    constraints = List.copyOf(constraints);
    if (objectives.isEmpty()) {
      throw new UsageException("No objectives; a problem needs at least one");
    }
    Set<Objective> seen = new HashSet<>();
    for (Objective objective : objectives) {
      if (!seen.add(objective)) {
        throw UsageException.of("Objective '%s': given twice; allowed: once", objective);
      }
    }
  }

  /**
   * Returns whether a string begins like a name of this benchmark, and so is invalid if it can't be
   * read.
   */
  public static boolean claims(String text) {
    return text.strip().toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }

  /**
   * Reads a name, with devices of the published measurements.
   *
   * @throws IllegalArgumentException if it is none; the message has the reason
   */
  public static ProblemName parse(String text) {
    return parse(text, Objective::parse, Constraint::parse);
  }

  /**
   * Reads a name, with devices that the caller knows.
   *
   * @throws IllegalArgumentException if it is none; the message has the reason
   */
  public static ProblemName parse(String text, Collection<String> deviceIds) {
    return parse(
        text,
        objective -> Objective.parse(objective, deviceIds),
        constraint -> Constraint.parse(constraint, deviceIds));
  }

  /**
   * Reads a name, with any device.
   *
   * @throws IllegalArgumentException if it is none; the message has the reason
   */
  public static ProblemName parseAnyDevice(String text) {
    return parse(text, Objective::parseAnyDevice, Constraint::parseAnyDevice);
  }

  private static ProblemName parse(
      String text, Function<String, Objective> objective, Function<String, Constraint> constraint) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw UsageException.of(
          "Problem '%s': expected HWGPT-, a search space, and in parentheses objectives and"
              + " constraints separated by commas, such as"
              + " HWGPT-S(perplexity,energy@rtx2080,params-max-150000000)",
          text);
    }
    List<Objective> objectives = new ArrayList<>();
    List<Constraint> constraints = new ArrayList<>();
    try {
      for (String item : matcher.group(2).split(",", -1)) {
        Matcher named = NAMED_CONSTRAINT.matcher(item);
        if (named.matches()) {
          String comparison = named.group(2).equals("max") ? "<=" : ">=";
          constraints.add(constraint.apply(named.group(1) + comparison + named.group(3)));
        } else if (item.contains("<") || item.contains(">") || item.contains("=")) {
          constraints.add(constraint.apply(item));
        } else {
          objectives.add(objective.apply(item));
        }
      }
      return new ProblemName(matcher.group(1), objectives, constraints);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Text.format("Problem '%s': %s", text, e.getMessage()), e);
    }
  }

  /**
   * Returns everything that has to be evaluated, the objectives first, then what only constraints
   * bound; without repeats.
   */
  public List<Objective> metrics() {
    return Stream.concat(objectives.stream(), constraints.stream().map(Constraint::objective))
        .distinct()
        .toList();
  }

  /** Returns the text form, the name of the space in upper case. */
  @Override
  public String toString() {
    return Stream.concat(
            objectives.stream().map(Objective::key), constraints.stream().map(ProblemName::named))
        .collect(
            Collectors.joining(",", Text.format("HWGPT-%s(", space.toUpperCase(Locale.ROOT)), ")"));
  }

  private static String named(Constraint constraint) {
    return constraint.key().replace("<=", "-max-").replace(">=", "-min-");
  }
}
