package io.github.hwgptbench.report.internal.text;

import io.github.hwgptbench.analysis.AlgorithmAnalysis;
import io.github.hwgptbench.analysis.AnalysisSettings;
import io.github.hwgptbench.analysis.OverallAnalysis;
import io.github.hwgptbench.analysis.ProblemAnalysis;
import io.github.hwgptbench.analysis.Ranking;
import io.github.hwgptbench.analysis.RunLengths;
import io.github.hwgptbench.analysis.SuiteAnalysis;
import io.github.hwgptbench.analysis.TargetFront;
import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.indicator.Indicator;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.record.PlainNumber;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the paragraph of a paper that says how an experiment was done, from its analysis. */
public final class Methods {

  private final SuiteAnalysis analysis;

  private final Prose.Builder text = new Prose.Builder();

  private Methods(SuiteAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Returns the paragraph, with the references that fit what was run. */
  public static Prose of(SuiteAnalysis analysis) {
    Methods methods = new Methods(analysis);
    methods.benchmark();
    methods.problems();
    methods.algorithms();
    methods.indicators();
    methods.statistics();
    methods.overall();
    methods.protocols();
    return methods.text.build();
  }

  private void benchmark() {
    List<Provenance> provenance =
        analysis.suites().stream().flatMap(suite -> suite.provenance().stream()).toList();
    text.words("All experiments are on HW-GPT-Bench")
        .cite("sukthanker2024hwgptbench")
        .words(Text.format(
            ", with version %s of hwgptbench", joined(distinct(provenance, Provenance::version))))
        .cite("hwgptbench")
        .words(Text.format(
            " and %s. ",
            provenance.stream()
                .collect(Collectors.groupingBy(
                    Provenance::fromTables, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> Text.format(
                    "the %s of hash %s",
                    entry.getKey() ? "tables of measurements" : surrogates(),
                    joined(
                        distinct(entry.getValue(), it -> Provenance.shortened(it.surrogates())))))
                .collect(Collectors.joining(" and "))));
  }

  /** Returns what the hash of what answers is of. */
  private String surrogates() {
    return named().isEmpty() ? "surrogates" : "surrogates and models";
  }

  /** Returns the objectives that something else than the benchmark answers. */
  private List<Objective> named() {
    return analysis.problems().stream()
        .filter(problem -> !fromTables(problem))
        .flatMap(problem -> problem.objectives().stream())
        .filter(objective -> objective.source().isPresent())
        .distinct()
        .toList();
  }

  private static boolean fromTables(ProblemAnalysis problem) {
    return problem.algorithms().stream().anyMatch(it -> it.of().provenance().fromTables());
  }

  private static List<String> distinct(
      List<Provenance> provenance, Function<Provenance, String> what) {
    return provenance.stream().map(what).distinct().toList();
  }

  private void problems() {
    Map<String, Set<String>> scales = new LinkedHashMap<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      scales
          .computeIfAbsent(objectives(problem), key -> new LinkedHashSet<>())
          .add(problem.space().name().toUpperCase(Locale.ROOT));
    }
    String list = scales.entrySet().stream()
        .map(entry -> Text.format(
            "%s (%s %s)",
            entry.getKey(),
            entry.getValue().size() == 1 ? "scale" : "scales",
            joined(entry.getValue())))
        .collect(Collectors.joining("; "));
    int count = analysis.problems().size();
    text.words((count == 1 ? "The problem is " : Text.format("There are %d problems: ", count))
        + list
        + ". ");
    if (analysis.problems().stream().anyMatch(problem -> !problem.constraints().isEmpty())) {
      text.words("Architectures that violate a constraint do not count. ");
    }
    long noisy = analysis.problems().stream().filter(ProblemAnalysis::noisy).count();
    if (noisy == 0) {
      text.words("Objectives are " + answers() + ". ");
    } else {
      text.words(
          noisy == count
              ? "Algorithms observe noisy measurements of the objectives; all scores are of their noise-free values. "
              : "On some problems algorithms observe noisy measurements of the objectives; all scores are of their noise-free values. ");
    }
    circumstances();
  }

  /** Says how runs took place that were more than a number of evaluations. */
  private void circumstances() {
    List<RunSettings> metered = analysis.problems().stream()
        .map(ProblemAnalysis::settings)
        .filter(RunSettings::metered)
        .toList();
    if (metered.isEmpty()) {
      return;
    }
    for (Fidelities fidelities :
        metered.stream().map(RunSettings::fidelities).distinct().toList()) {
      if (fidelities.single() && !fidelities.equals(Fidelities.SINGLE)) {
        text.words(Text.format("Every evaluation is with %s. ", fidelities));
      } else if (!fidelities.single()) {
        text.words(Text.format(
            "Architectures can be evaluated with %s; an evaluation costs its share of the"
                + " highest of these fidelities, and one that continues from a lower fidelity costs"
                + " the difference. ",
            fidelities));
      }
    }
    for (RunConditions conditions : metered.stream()
        .flatMap(settings -> settings.simulation().stream())
        .distinct()
        .toList()) {
      if (conditions.workers() > 1) {
        text.words(Text.format(
            "Up to %d evaluations of a run are made at the same time, in simulated time. ",
            conditions.workers()));
      }
      RunConditions.Clock clock = conditions.clock();
      if (clock != null) {
        text.words(Text.format(
            "An evaluation takes %s s of simulated time and a forward pass, at its %s, for every batch of sequences of 1,024 tokens (%,d tokens unless the fidelity says how many) and for every measurement (%d unless the fidelity says how many). ",
            PlainNumber.of(clock.loadingSeconds()),
            clock.latency(),
            clock.tokens(),
            clock.measurements()));
      }
      if (conditions.countsProposalTime()) {
        text.words("The time of the algorithms themselves is added to it. ");
      }
      RunConditions.Priors priors = conditions.priors();
      if (priors != null) {
        text.words(Text.format(
            "Evaluations of %d architectures, drawn at random by the seed of a run, on %s are"
                + " known before the run. ",
            priors.architectures(), String.join(", ", priors.devices())));
      }
    }
    text.words(
        "A run is scored by its recommendation: of the architectures that it evaluated at the"
            + " highest fidelity, those that no other dominates by observed values, or by their"
            + " medians where there are several. ");
  }

  /** Returns what noise-free values of objectives are. */
  private String answers() {
    List<String> answers = new ArrayList<>();
    long fromTables = analysis.problems().stream().filter(Methods::fromTables).count();
    if (fromTables < analysis.problems().size()) {
      List<Objective> named = named();
      boolean own = analysis.problems().stream()
          .filter(problem -> !fromTables(problem))
          .flatMap(problem -> problem.objectives().stream())
          .anyMatch(objective -> !named.contains(objective));
      if (own) {
        answers.add("the noise-free predictions of the surrogates");
      }
      for (Objective objective : named) {
        answers.add(Text.format(
            "for %s what the source %s returns",
            place(objective), objective.source().orElseThrow()));
      }
    }
    if (fromTables > 0) {
      answers.add((answers.isEmpty() ? "" : "on some problems ")
          + "the tabulated measurements of the nearest measured architecture");
    }
    return joined(answers);
  }

  private static String objectives(ProblemAnalysis problem) {
    String objectives =
        joined(problem.objectives().stream().map(Methods::objective).toList());
    String constraints =
        problem.constraints().isEmpty() ? "" : ", subject to " + joined(problem.constraints());
    return objectives + constraints + (problem.noisy() ? ", noisy" : "");
  }

  private static String objective(Objective objective) {
    String unit = objective.unit().isEmpty() ? "" : " in " + objective.unit();
    return place(objective)
        + objective.source().map(source -> Text.format(" (%s)", source)).orElse("")
        + unit;
  }

  private static String place(Objective objective) {
    return objective.metric().id()
        + objective.device().map(device -> " on " + device).orElse("");
  }

  private void algorithms() {
    Map<String, String> algorithms = new LinkedHashMap<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      for (AlgorithmAnalysis algorithm : problem.algorithms()) {
        algorithms.put(algorithm.name(), algorithm.of().algorithm());
      }
    }
    List<String> names = List.copyOf(algorithms.keySet());
    List<String> works = List.copyOf(algorithms.values());
    text.words(names.size() == 1 ? "The algorithm is " : "The algorithms are ");
    for (int i = 0; i < names.size(); i++) {
      text.words(names.get(i)).cite(CitedAlgorithms.of(works.get(i)));
      text.words(i == names.size() - 1 ? ". " : i == names.size() - 2 ? " and " : ", ");
    }
    Set<Integer> seeds = new TreeSet<>();
    Set<String> budgets = new LinkedHashSet<>();
    for (ProblemAnalysis problem : analysis.problems()) {
      budgets.add(problem.budget().inWords());
      problem.algorithms().forEach(algorithm -> seeds.add(algorithm.runs().size()));
    }
    text.words(Text.format(
        "%s is run with %s %s on %s, for %s per run. ",
        names.size() == 1 ? "It" : "Each",
        range(seeds),
        seeds.equals(Set.of(1)) ? "seed" : "seeds",
        analysis.problems().size() == 1 ? "it" : "every problem",
        joined(budgets)));
    if (!analysis.missing().isEmpty()) {
      text.words(Text.format(
          "%d planned runs failed or were not finished, and do not count. ",
          analysis.missing().size()));
    }
  }

  private static String range(Set<Integer> numbers) {
    List<Integer> rising = List.copyOf(new TreeSet<>(numbers));
    int least = rising.get(0);
    int most = rising.get(rising.size() - 1);
    return least == most ? String.valueOf(most) : Text.format("%d to %d", least, most);
  }

  private void indicators() {
    List<ProblemAnalysis> fronts = analysis.problems().stream()
        .filter(problem -> !problem.singleObjective())
        .toList();
    List<ProblemAnalysis> values =
        analysis.problems().stream().filter(ProblemAnalysis::singleObjective).toList();
    if (!fronts.isEmpty()) {
      ofFronts(fronts);
    }
    if (!values.isEmpty()) {
      ofValues(values, !fronts.isEmpty());
    }
    if (!analysis.settings().targets().isEmpty()) {
      text.words(String.format(
              Locale.ROOT,
              fronts.isEmpty()
                  ? "Run lengths are the %s until %s of the way from the reference point to that value are covered"
                  : "Run lengths are the %s until %s of that hypervolume are reached",
              joined(analysis.problems().stream()
                  .map(problem -> problem.axis().title())
                  .distinct()
                  .toList()),
              joined(analysis.settings().targets())))
          .words(", with expected running times")
          .cite("hansen2021coco")
          .words(". ");
    }
    if (analysis.problems().stream().anyMatch(ProblemAnalysis::measured)) {
      text.words(Text.format(
              "Runtime ECDFs show the share of %d targets, 79 %% to 0.1 %% short of it, that are reached over the budget",
              RunLengths.TARGETS.size()))
          .cite("hansen2021coco")
          .words(". ");
    }
    if (analysis.overall().filter(overall -> !overall.profiles().isEmpty()).isPresent()) {
      text.words("Performance profiles")
          .cite("dolan2002benchmarking")
          .words(" compare expected running times over the problems. ");
    }
    if (analysis.problems().stream()
        .anyMatch(problem -> problem.measured() && !problem.singleObjective())) {
      text.words("Genes and objectives of final fronts are shown in parallel coordinates")
          .cite("inselberg1985plane")
          .words(". ");
    }
    if (analysis.problems().stream().anyMatch(problem -> problem.importance().isPresent())) {
      text.words(
              "The importance of genes is their share of the variance of an objective over the evaluations of all runs, in an additive model with an effect of every choice, averaged over the orders of the genes")
          .cite("gromping2006relative")
          .words(". ");
    }
    if (analysis.problems().stream().anyMatch(problem -> problem.objectives().size() == 2)) {
      text.words("Attainment surfaces")
          .cite("fonseca1996performance")
          .words(
              " show what shares of the runs attained, heat maps the empirical attainment function")
          .cite("grunertdafonseca2001inferential")
          .words(" and its differences between the two best algorithms")
          .cite("lopezibanez2010exploratory")
          .words(". ");
    }
  }

  private void ofFronts(List<ProblemAnalysis> problems) {
    List<Indicator> indicators = problems.get(0).indicators();
    text.words("Quality is " + indicators.get(0).prose())
        .cite(indicators.get(0).references())
        .words(
            problems.stream().allMatch(problem -> problem.settings().metered())
                ? " of the recommended architectures"
                : " of all architectures found so far")
        .words(", of objectives normalised to 0 to 1 by the ")
        .words(protocols(problems))
        .cite("ishibuchi2018reference")
        .words(", divided by that of ")
        .words(targets(
            problems, "the best-known Pareto front of the problem", "the joint front of all runs"));
    int last = indicators.size() - 1;
    for (int i = 1; i <= last; i++) {
      text.words(i == 1 ? "; further " : i == last ? " and " : ", ")
          .words(indicators.get(i).prose())
          .cite(indicators.get(i).references());
    }
    text.words(last < 1 ? ". " : " to that front. ");
    List<FrontBound> bounds =
        problems.stream().flatMap(problem -> problem.bound().stream()).toList();
    bounds.stream()
        .max(Comparator.comparingDouble(FrontBound::gap))
        .ifPresent(largest -> text.words(Text.format(
            "By branch and bound, the best-known Pareto front of %s is %s. ",
            bounds.size() == problems.size()
                ? bounds.size() == 1 ? "the problem" : "each problem"
                : Text.format("%d of the problems", bounds.size()),
            largest.inWords())));
  }

  private void ofValues(List<ProblemAnalysis> problems, boolean beside) {
    text.words(beside ? "On problems of one objective, quality is " : "Quality is ")
        .words(problems.get(0).rankedBy().prose())
        .words(": the difference of the best feasible value found so far to ")
        .words(targets(problems, "the best-known value", "the best value of all runs"))
        .words(", of values normalised to 0 to 1 by the ")
        .words(protocols(problems))
        .words(". ");
  }

  private static String protocols(List<ProblemAnalysis> problems) {
    return joined(problems.stream()
        .map(ProblemAnalysis::protocol)
        .map(protocol -> Text.format(
            "bounds %s and the reference point %s (protocol %s)",
            protocol.bounds().version(), protocol.coordinates(), protocol.id()))
        .distinct()
        .toList());
  }

  private static String targets(List<ProblemAnalysis> problems, String known, String pooled) {
    return problems.stream()
        .map(problem -> problem.target().source())
        .distinct()
        .map(source -> source == TargetFront.Source.BEST_KNOWN ? known : pooled)
        .collect(Collectors.joining(" or, where none is known, "));
  }

  private void statistics() {
    AnalysisSettings settings = analysis.settings();
    text.words(Text.format(
            "Numbers are medians and quartiles over the seeds; intervals are %s %% percentile"
                + " bootstrap intervals of the median",
            percent(settings.confidence())))
        .cite("efron1993bootstrap")
        .words(Text.format(" from %d resamples. ", settings.resamples()));
    boolean pairs =
        analysis.problems().stream().anyMatch(problem -> problem.algorithms().size() > 1);
    if (pairs) {
      text.words("Algorithms are compared by two-sided signed-rank tests")
          .cite("wilcoxon1945individual")
          .words(" paired by seed, with Holm's correction")
          .cite("holm1979simple")
          .words(Text.format(
              " for all pairs on a problem, at level %s, and by the effect size A12",
              settings.level()))
          .cite("vargha2000critique")
          .words(". ");
    }
    analysis.problems().stream()
        .flatMap(problem -> problem.robustness().stream())
        .findFirst()
        .ifPresent(robustness -> text.words(Text.format(
            "Whether their order is robust to the errors of the surrogates is estimated from %d worlds"
                + " (seed %d), in each of which the values of every architecture differ from the"
                + " surrogates by as much as those of architectures that these were not fitted to:"
                + " all final fronts are scored again, and an order is robust if it is the same in"
                + " at least %s of the worlds. ",
            robustness.worlds(), robustness.seed(), 1 - settings.level())));
  }

  private static String percent(double share) {
    return new BigDecimal(String.valueOf(share))
        .movePointRight(2)
        .stripTrailingZeros()
        .toPlainString();
  }

  private void overall() {
    List<Ranking> rankings = new ArrayList<>();
    analysis.overall().map(OverallAnalysis::rankings).ifPresent(rankings::addAll);
    if (rankings.isEmpty()) {
      analysis.problems().forEach(problem -> problem.ranking().ifPresent(rankings::add));
    }
    if (rankings.isEmpty()) {
      return;
    }
    text.words(Text.format(
            "Mean ranks over %s come with the Friedman test",
            rankings.stream()
                .map(ranking -> ranking.blocks().label())
                .distinct()
                .collect(Collectors.joining(" and over "))))
        .cite("friedman1937use")
        .words("; critical-difference diagrams")
        .cite("demsar2006statistical")
        .words(" join algorithms that signed-rank tests with Holm's correction do not distinguish,"
            + " rather than tests of mean ranks, which depend on the other algorithms")
        .cite("benavoli2016should")
        .words(". ");
  }

  private void protocols() {
    Set<String> checked = new LinkedHashSet<>();
    analysis.problems().forEach(problem -> checked.addAll(problem.otherProtocols()));
    if (checked.isEmpty()) {
      return;
    }
    long flips = analysis.problems().stream()
        .flatMap(problem -> problem.flips().stream()
            .map(flip -> List.of(problem.problem(), flip.better(), flip.worse())))
        .distinct()
        .count();
    text.words(Text.format(
        "Under the other %s %s, ",
        checked.size() == 1 ? "protocol" : "protocols", joined(checked)));
    if (flips == 0) {
      text.words("no two algorithms change their order by median hypervolume.");
    } else {
      text.words(Text.format(
          "%d %s order by median hypervolume.",
          flips,
          flips == 1 ? "pair of algorithms changes its" : "pairs of algorithms change their"));
    }
  }

  /** Joins words as a sentence does. */
  private static String joined(Iterable<?> words) {
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add(word.toString()));
    int last = all.size() - 1;
    return last < 1
        ? String.join("", all)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }
}
