package io.github.hwgptbench.suite;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.RunConditions;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Suggestion;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Evaluations of the same problem on other devices, which a run knows when it begins. */
final class DevicePriors {

  private DevicePriors() {}

  /**
   * Returns the devices that a problem can be moved to: those with all its metrics of a device,
   * apart from its own.
   *
   * @param known all objectives that there are
   * @param asked those of the devices that are wanted; empty for all
   * @throws UsageException if there are none, or one that is asked for is not among them
   */
  static List<String> devices(
      ProblemName problem, Collection<Objective> known, List<String> asked) {
    List<Objective> moved = Stream.concat(
            problem.objectives().stream(),
            problem.constraints().stream().map(Constraint::objective))
        .filter(DevicePriors::moves)
        .toList();
    List<String> own =
        moved.stream().flatMap(objective -> objective.device().stream()).toList();
    List<String> devices = known.stream()
        .flatMap(objective -> objective.device().stream())
        .distinct()
        .filter(device ->
            !own.contains(device) && moved.stream().allMatch(it -> known.contains(on(it, device))))
        .toList();
    if (moved.isEmpty() || devices.isEmpty()) {
      throw UsageException.of(
          "Problem %s: priors of other devices, of which none has all of its metrics; allowed: problems with latency, energy or memory",
          problem);
    }
    if (moved.stream().map(Objective::metric).distinct().count()
        < moved.stream().distinct().count()) {
      throw UsageException.of(
          "Problem %s: priors of other devices, and a metric on two devices; allowed: problems with"
              + " each metric on one device",
          problem);
    }
    for (String device : asked) {
      if (!devices.contains(device)) {
        throw UsageException.of(
            "Device '%s' of priors of %s: %s", device, problem, Suggestion.known(device, devices));
      }
    }
    if (asked.stream().distinct().count() < asked.size()) {
      throw UsageException.of("Devices of priors %s: one is given twice; allowed: once", asked);
    }
    return asked.isEmpty() ? devices : asked;
  }

  private static boolean moves(Objective objective) {
    return objective.device().isPresent() && objective.source().isEmpty();
  }

  private static Objective on(Objective objective, String device) {
    return moves(objective) ? Objective.of(objective.metric(), device) : objective;
  }

  private static RunSettings on(RunSettings settings, String device) {
    List<Constraint> constraints = settings.constraints().stream()
        .map(it -> new Constraint(on(it.objective(), device), it.comparison(), it.bound()))
        .toList();
    return new RunSettings(
        settings.suite(),
        new ProblemSpec(
            settings.space(),
            settings.objectives().stream().map(it -> on(it, device)).toList(),
            constraints,
            settings.noisy()),
        settings.protocol(),
        settings.evaluations(),
        settings.provenance());
  }

  /**
   * Evaluates what a run knows: each architecture once on each device, measured with noise where
   * the problem has noise. The noise is independent of that of the run.
   *
   * @param seed of the run
   * @param searched the problem of the run
   * @param answers answer on all devices
   */
  static List<Prior> evaluate(
      RunSettings settings, long seed, Problem searched, ProblemAnswers answers) {
    RunConditions.Priors priors =
        settings.simulation().map(RunConditions::priors).orElse(null);
    if (priors == null) {
      return List.of();
    }
    // Not the generator of searches, which would propose the same architectures again.
    SplittableRandom random = new SplittableRandom(seed);
    GenotypeSpace space = searched.genotypes();
    List<int[]> architectures = new ArrayList<>();
    for (int i = 0; i < priors.architectures(); i++) {
      architectures.add(space.sample(random));
    }
    List<Prior> evaluated = new ArrayList<>();
    for (String device : priors.devices()) {
      RunSettings other = on(settings, device);
      long noise = random.nextLong();
      try (ObjectiveEvaluator evaluator = answers.evaluator(other)) {
        ArchitectureProblem.Builder builder = ArchitectureProblem.builder(evaluator)
            .objectives(other.objectives())
            .constraints(other.constraints());
        if (settings.noisy()) {
          builder.noise(answers.sampler(other), noise);
        }
        ArchitectureProblem problem = builder.build();
        List<Evaluation> evaluations = architectures.stream()
            .map(genes -> evaluation(problem, answers.evaluated(other, genes)))
            .toList();
        evaluated.add(Prior.of(problem, evaluations, searched));
      }
    }
    return evaluated;
  }

  private static Evaluation evaluation(ArchitectureProblem problem, int[] genes) {
    double[] objectives = new double[problem.objectives().size()];
    double[] margins = new double[problem.constraints().size()];
    problem.evaluateMargins(genes, objectives, margins);
    return new Evaluation(new Candidate(0, genes), objectives, margins);
  }
}
