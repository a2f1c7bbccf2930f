package io.github.hwgptbench.suite;

import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import io.github.hwgptbench.adapter.process.ProgramCommand;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.internal.file.FileName;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Suites in YAML files: the shipped ones, and custom ones. Missing fields have the defaults of the
 * command line.
 *
 * <pre>
 * name: small-gpus
 * scales: [s, m]
 * objectives:
 *   - [perplexity, energy@rtx2080]
 *   - [perplexity, latency@a100, memory@a100]
 * constraints:
 *   - []
 *   - [params&lt;=90000000]
 * noise: [false, true]
 * algorithms:
 *   - random
 *   - nsga2(population=20)
 *   - name: ehvi
 *     preset: paper
 *   - name: mine
 *     command: python3 my_optimizer.py
 * seeds: 20
 * evaluations: 500
 * protocol: default
 * initial: start.csv
 * known: measured.csv
 * timeLimit: 30min
 * </pre>
 *
 * <p>In place of scales, objectives and constraints, {@code problems} has full names of problems,
 * such as {@code HWGPT-S(accuracy,energy@h100,params-max-90000000)}. In place of a protocol by its
 * name, {@code bounds} and {@code reference-point} define one; a reference point is one coordinate
 * for all normalised objectives, or a list with one for each. The files of {@code initial} and
 * {@code known} contain architectures that every run evaluates first, and evaluations that every
 * algorithm observes before its run, which do not count.
 *
 * <p>A list of one entry may be written as the entry. Seeds are their number or the seeds
 * themselves, as in {@code 20}, {@code 7..20} or {@code [7, 9]}. The file {@code suite.schema.json}
 * beside this class is a JSON schema of all this, for editors.
 */
public final class SuiteFile {

  /** Names of the shipped suites. */
  public static final List<String> SHIPPED = Stream.concat(
          Stream.of("quick", "paper-2d", "paper-3d", "paper-20h", "constrained", "all-devices"),
          Track.all().stream().map(Track::name))
      .toList();

  static final Set<String> FIELDS = ImmutableSet.of(
      "name",
      "problems",
      "scales",
      "objectives",
      "constraints",
      "noise",
      "algorithms",
      "seeds",
      "evaluations",
      "fidelity",
      "budget",
      "workers",
      "priors",
      "prior-devices",
      "clock",
      "count-proposal-time",
      "protocol",
      "bounds",
      "reference-point",
      "initial",
      "known",
      "timeLimit");
  static final Set<String> ALGORITHM_FIELDS =
      ImmutableSet.of("name", "preset", "settings", "command", "asynchronous");
  static final Set<String> CLOCK_FIELDS =
      ImmutableSet.of("latency", "loading", "tokens", "measurements");

  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9:_-]+");

  private final String file;
  private final Map<String, YamlField> fields;
  private final YamlField whole;

  private SuiteFile(String file, YamlField whole) {
    this.file = file;
    this.whole = whole;
    this.fields = whole.fields("the fields of a suite", FIELDS);
  }

  /**
   * Reads a suite.
   *
   * @param suite one of {@link #SHIPPED}, or a file
   * @throws IllegalArgumentException if there is none, or something in it is wrong; says in which
   *     line
   * @throws IOException if it can't be read
   */
  static Experiment read(String suite) throws IOException {
    String file =
        SHIPPED.contains(suite) ? suite + ".yaml" : Path.of(suite).getFileName().toString();
    return parse(file, text(suite));
  }

  /**
   * Returns the text of a suite, for a file to change.
   *
   * @param suite one of {@link #SHIPPED}, or a file
   * @throws IllegalArgumentException if there is none
   * @throws IOException if it can't be read
   * @since 0.2.0
   */
  public static String text(String suite) throws IOException {
    if (SHIPPED.contains(suite)) {
      URL resource = Resources.getResource(SuiteFile.class, suite + ".yaml");
      return Resources.toString(resource, StandardCharsets.UTF_8);
    }
    Path path = Path.of(suite);
    if (!Files.isRegularFile(path)) {
      throw UsageException.of(
          "Suite '%s': no such file or shipped suite; %s", suite, Suggestion.known(suite, SHIPPED));
    }
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException if something in it is wrong; says in which line
   */
  static Experiment parse(String file, String text) {
    return new SuiteFile(file, YamlField.parse(file, text, "a suite")).experiment();
  }

  private Experiment experiment() {
    Experiment.Builder builder = Experiment.builder().name(name());
    List<Located<String>> problems =
        field("problems").map(field -> texts(field, "the name of a problem")).orElse(List.of());
    Optional<List<Located<List<String>>>> objectives =
        sets("objectives", "objectives such as [perplexity, energy@rtx2080]");
    if (!problems.isEmpty()) {
      checkNothingIsCombined();
    } else if (objectives.isEmpty()) {
      throw missing("objectives");
    }
    builder.problems(problems);
    objectives.ifPresent(builder::objectives);
    field("scales").map(field -> texts(field, "a scale")).ifPresent(builder::scales);
    sets("constraints", "constraints such as ['params<=90000000']").ifPresent(builder::constraints);
    field("noise")
        .map(field -> atLeastOne(field).stream().map(YamlField::truth).toArray(Boolean[]::new))
        .ifPresent(builder::noise);
    builder.addAlgorithms(
        atLeastOne(field("algorithms").orElseThrow(() -> missing("algorithms"))).stream()
            .map(SuiteFile::algorithm)
            .toList());
    field("seeds").map(SuiteFile::seeds).ifPresent(builder::seeds);
    field("evaluations").map(SuiteFile::wholeNumber).ifPresent(builder::evaluations);
    field("fidelity").ifPresent(levels -> setFidelities(levels, builder));
    field("budget").ifPresent(limit -> {
      if (field("evaluations").isPresent()) {
        throw limit.wrong("a budget besides evaluations; allowed: one of them");
      }
      builder.budget(new Located<>(budget(limit), limit.where()));
    });
    field("workers").ifPresent(counts -> set(counts, builder::workers));
    field("priors").ifPresent(counts -> set(counts, builder::priors));
    field("prior-devices").ifPresent(devices -> {
      if (field("priors").isEmpty()) {
        throw devices.wrong("without 'priors'; give their number too");
      }
      builder.priorDevices(new Located<>(
          texts(devices, "a device such as a100").stream().map(Located::value).toList(),
          devices.where()));
    });
    field("clock").map(SuiteFile::clock).ifPresent(builder::clock);
    field("count-proposal-time")
        .map(field -> new Located<>(field.truth(), field.where()))
        .ifPresent(builder::countProposalTime);
    field("protocol")
        .map(field -> field.located("the name of a protocol"))
        .ifPresent(builder::protocol);
    field("bounds").map(field -> field.located("a name or a file")).ifPresent(builder::bounds);
    field("reference-point").map(SuiteFile::referencePoint).ifPresent(builder::referencePoint);
    field("initial").map(field -> field.located("a file")).ifPresent(builder::initial);
    field("known").map(field -> field.located("a file")).ifPresent(builder::known);
    field("timeLimit")
        .map(field -> field.located("a time such as 10min"))
        .ifPresent(builder::timeLimit);
    Experiment experiment = builder.build();
    field("noise").ifPresent(noise -> checkNoise(noise, experiment));
    return experiment;
  }

  private static void checkNoise(YamlField noise, Experiment experiment) {
    if (experiment.fidelities().unit().equals(Fidelities.MEASUREMENTS)
        && experiment.noise().contains(false)) {
      throw noise.wrong("false beside fidelities of measurements, which are noisy; leave it out");
    }
  }

  private void checkNothingIsCombined() {
    for (String name : List.of("scales", "objectives", "constraints")) {
      if (fields.containsKey(name)) {
        throw fields.get(name).wrong("beside 'problems', which define it; give one of them");
      }
    }
  }

  private static Located<List<Double>> referencePoint(YamlField field) {
    String coordinates = texts(field, "a coordinate such as 1.1").stream()
        .map(Located::value)
        .collect(Collectors.joining(","));
    try {
      return new Located<>(ReferencePoint.parse(coordinates), field.where());
    } catch (IllegalArgumentException e) {
      throw field.wrong("%s", e.getMessage());
    }
  }

  private Optional<YamlField> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private UsageException missing(String name) {
    return whole.wrong("no '%s'; a suite needs them", name);
  }

  private String name() {
    Optional<YamlField> given = field("name");
    String name = given
        .map(field -> field.text("a name"))
        .orElseGet(() -> file.replaceFirst("\\.[A-Za-z]+$", ""));
    try {
      return FileName.of("Suite", name).text();
    } catch (IllegalArgumentException e) {
      throw given.orElse(whole).wrong("%s", e.getMessage());
    }
  }

  private static List<YamlField> atLeastOne(YamlField field) {
    if (field.items().isEmpty()) {
      throw field.wrong("an empty list; give at least one");
    }
    return field.items();
  }

  private static List<Located<String>> texts(YamlField field, String expected) {
    return atLeastOne(field).stream().map(item -> item.located(expected)).toList();
  }

  private Optional<List<Located<List<String>>>> sets(String name, String expected) {
    return field(name).map(field -> {
      // A list of single names is one set.
      boolean one = field.items().stream()
          .allMatch(item -> item.isText() && !item.text(expected).contains(","));
      List<YamlField> sets = one ? List.of(field) : field.items();
      return sets.stream()
          .map(set -> new Located<>(set(set, expected), set.where()))
          .toList();
    });
  }

  private static List<String> set(YamlField field, String expected) {
    return field.items().stream()
        .flatMap(item -> Stream.of(item.text(expected).split(",")))
        .map(String::strip)
        .toList();
  }

  private static Located<Integer> wholeNumber(YamlField field) {
    String text = field.text("a number");
    try {
      return new Located<>(Integer.parseInt(text), field.where());
    } catch (NumberFormatException e) {
      throw field.wrong("'%s'; allowed: an integer", text);
    }
  }

  /** Sets one or more numbers; what is wrong with them is said of their line. */
  private static void set(YamlField field, Consumer<Integer[]> setter) {
    Integer[] numbers =
        atLeastOne(field).stream().map(item -> wholeNumber(item).value()).toArray(Integer[]::new);
    try {
      setter.accept(numbers);
    } catch (IllegalArgumentException e) {
      throw field.wrong("%s", e.getMessage());
    }
  }

  /** One unit with its amounts, such as {@code measurements: [1, 5, 25]}. */
  private static void setFidelities(YamlField field, Experiment.Builder builder) {
    Map<String, YamlField> units =
        field.fields("a fidelity", ImmutableSet.of(Fidelities.MEASUREMENTS, Fidelities.TOKENS));
    if (units.size() != 1) {
      throw field.wrong("%d units; allowed: one", units.size());
    }
    Map.Entry<String, YamlField> unit = units.entrySet().iterator().next();
    List<Integer> amounts = atLeastOne(unit.getValue()).stream()
        .map(SuiteFile::wholeNumber)
        .map(Located::value)
        .toList();
    try {
      builder.fidelities(Fidelities.of(unit.getKey(), amounts));
    } catch (IllegalArgumentException e) {
      throw unit.getValue().wrong("%s", e.getMessage());
    }
  }

  /** One limit, such as {@code cost: 50} or {@code time: 20h}. */
  private static Budget budget(YamlField field) {
    if (field.isText() || field.isMapping() && field.fields("").containsKey("evaluations")) {
      throw field.wrong(
          "found %s; allowed: 'cost' or 'time', such as {cost: 50}; a number of evaluations is the"
              + " field 'evaluations' of the suite",
          field.isText() ? "'" + field.text("") + "'" : "'evaluations'");
    }
    Map<String, YamlField> limits = field.fields("a budget", ImmutableSet.of("cost", "time"));
    if (limits.size() != 1) {
      throw field.wrong("%d limits; allowed: one", limits.size());
    }
    Map.Entry<String, YamlField> only = limits.entrySet().iterator().next();
    YamlField limit = only.getValue();
    try {
      return only.getKey().equals("time")
          ? Budget.seconds(TimeLimit.parse("Simulated time", limit.text("a time such as 20h"))
              .duration()
              .toSeconds())
          : Budget.cost(Double.parseDouble(limit.text("a number")));
    } catch (NumberFormatException e) {
      throw limit.wrong("'%s'; allowed: a number", limit.text("a number"));
    } catch (IllegalArgumentException e) {
      throw limit.wrong("%s", e.getMessage());
    }
  }

  /** A latency, or a mapping that also has constants of the clock. */
  private static Located<ClockChoice> clock(YamlField field) {
    if (!field.isMapping()) {
      return new Located<>(new ClockChoice(latency(field)), field.where());
    }
    Map<String, YamlField> parts = field.fields("a clock", CLOCK_FIELDS);
    if (!parts.containsKey("latency")) {
      throw field.wrong("no 'latency'; a clock needs it");
    }
    return new Located<>(
        new ClockChoice(
            latency(parts.get("latency")),
            Optional.ofNullable(parts.get("loading"))
                .map(SuiteFile::loadingSeconds)
                .orElse(null),
            Optional.ofNullable(parts.get("tokens")).map(SuiteFile::count).orElse(null),
            Optional.ofNullable(parts.get("measurements")).map(SuiteFile::count).orElse(null)),
        field.where());
  }

  private static String latency(YamlField field) {
    return field.text("a latency such as latency@rtx2080");
  }

  private static double loadingSeconds(YamlField field) {
    try {
      return TimeLimit.parse("Time", field.text("a time such as 10s"))
          .duration()
          .toSeconds();
    } catch (IllegalArgumentException e) {
      throw field.wrong("%s", e.getMessage());
    }
  }

  private static int count(YamlField field) {
    int count = wholeNumber(field).value();
    if (count < 0) {
      throw field.wrong("%d; allowed: 0 or more", count);
    }
    return count;
  }

  /** A single number says how many, but in a list it says which. */
  private static Located<String> seeds(YamlField field) {
    if (!field.isList()) {
      return field.located("a number of seeds, or a list of them");
    }
    String which = texts(field, "a seed").stream()
        .map(Located::value)
        .map(seed -> seed.matches("\\d+") ? seed + ".." + seed : seed)
        .collect(Collectors.joining(","));
    return new Located<>(which, field.where());
  }

  private static Located<AlgorithmChoice> algorithm(YamlField field) {
    if (field.isMapping()) {
      return new Located<>(algorithmOfParts(field), field.where());
    }
    String text = field.text("an algorithm");
    try {
      return new Located<>(new AlgorithmChoice.Named(AlgorithmName.parse(text)), field.where());
    } catch (IllegalArgumentException e) {
      throw field.wrong("%s", e.getMessage());
    }
  }

  private static AlgorithmChoice algorithmOfParts(YamlField field) {
    Map<String, YamlField> parts = field.fields("an algorithm", ALGORITHM_FIELDS);
    if (!parts.containsKey("name")) {
      throw field.wrong("no 'name'; an algorithm needs it");
    }
    Map<String, String> settings = new LinkedHashMap<>();
    if (parts.containsKey("settings")) {
      parts
          .get("settings")
          .fields("settings by name")
          .forEach((name, value) -> settings.put(name, value.text("a value")));
    }
    String preset =
        parts.containsKey("preset") ? parts.get("preset").text("a preset") : AlgorithmName.DEFAULT;
    AlgorithmName name = new AlgorithmName(parts.get("name").text("a name"), preset, settings);
    if (!parts.containsKey("command")) {
      if (parts.containsKey("asynchronous")) {
        throw parts.get("asynchronous").wrong("without 'command'; allowed: for programs only");
      }
      return new AlgorithmChoice.Named(name);
    }
    if (parts.containsKey("preset")) {
      throw parts.get("preset").wrong("'%s'; a program has no presets, only settings", preset);
    }
    if (!PROGRAM.matcher(name.name()).matches()) {
      throw parts
          .get("name")
          .wrong("'%s'; allowed: letters, digits, ':', '_' and '-'", name.name());
    }
    return new AlgorithmChoice.Program(
        name,
        command(parts.get("command")),
        parts.containsKey("asynchronous") && parts.get("asynchronous").truth());
  }

  private static ProgramCommand command(YamlField field) {
    String text = field.isList() ? "" : field.text("a command such as python3 mine.py");
    List<String> words = field.isList()
        ? field.items().stream().map(word -> word.text("a word of a command")).toList()
        : List.of();
    try {
      return field.isList() ? new ProgramCommand(words) : ProgramCommand.parse(text);
    } catch (IllegalArgumentException e) {
      throw field.wrong("%s", e.getMessage());
    }
  }
}
