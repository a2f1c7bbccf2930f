package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Evaluations of another problem on the same space, such as the same metrics on another device.
 * They have one value per objective and one margin per constraint of the searched problem, in its
 * order. An objective that both problems have, such as the perplexity, is shared: its values are
 * those of the searched problem. All others are related, such as latencies on two devices: each has
 * its own scale.
 *
 * @param problem name of the other problem
 * @param shared indices of the shared objectives
 * @param evaluations evaluations at the highest fidelity, all objectives minimised
 * @since 0.2.0
 */
public record Prior(String problem, Set<Integer> shared, List<Evaluation> evaluations) {

  /** Copies the collections. */
  public Prior {
    shared = Set.copyOf(shared);
    evaluations = List.copyOf(evaluations);
  }

  /**
   * Makes the prior of a search from evaluations of another problem. Objectives are matched by
   * name, and else by metric, which is the part of the name before the device: {@code latency@a100}
   * stands for {@code latency@rtx2080}. So are constraints, whose bounds may differ. Other
   * objectives and constraints of the other problem are left out.
   *
   * @param other the other problem
   * @param evaluations of the other problem
   * @param searched the searched problem
   * @throws IllegalArgumentException if an objective or a constraint has no counterpart in the
   *     other problem
   */
  public static Prior of(Problem other, List<Evaluation> evaluations, Problem searched) {
    int[] objectives = match(other, other.objectives(), searched.objectives());
    int[] constraints = match(other, other.constraints(), searched.constraints());
    Set<Integer> shared = new HashSet<>();
    for (int j = 0; j < objectives.length; j++) {
      if (other
          .objectives()
          .get(objectives[j])
          .name()
          .equals(searched.objectives().get(j).name())) {
        shared.add(j);
      }
    }
    return new Prior(
        other.name(),
        shared,
        evaluations.stream()
            .map(it -> new Evaluation(
                it.candidate(),
                select(it.objectives(), objectives),
                select(it.margins(), constraints),
                it.cost(),
                it.seconds()))
            .toList());
  }

  private static double[] select(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(index -> values[index]).toArray();
  }

  private static int[] match(
      Problem other, List<? extends Criterion> offered, List<? extends Criterion> wanted) {
    List<String> names = offered.stream().map(Criterion::name).toList();
    List<String> metrics = new ArrayList<>(names);
    metrics.replaceAll(Prior::metric);
    int[] indices = new int[wanted.size()];
    for (int i = 0; i < indices.length; i++) {
      String name = wanted.get(i).name();
      int same = names.indexOf(name);
      indices[i] = same >= 0 ? same : metrics.indexOf(metric(name));
      if (indices[i] < 0) {
        throw UsageException.of(
            "Prior '%s': no objective matches '%s'; it has: %s",
            other.name(), name, String.join(", ", names));
      }
    }
    return indices;
  }

  /** Returns a name without device and bound. */
  private static String metric(String name) {
    return name.split("[@<>=]", 2)[0];
  }
}
