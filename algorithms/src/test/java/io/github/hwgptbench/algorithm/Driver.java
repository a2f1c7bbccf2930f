package io.github.hwgptbench.algorithm;

import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Asks and tells optimizers on problems that tests make up. */
public final class Driver {

  private Driver() {}

  /** A space without inactive genes, which are all of one kind. */
  public static GenotypeSpace plain(int... levels) {
    GenotypeSpace.Builder space = GenotypeSpace.builder();
    List<Slot> slots = new ArrayList<>();
    for (int gene = 0; gene < levels.length; gene++) {
      space.gene("gene_" + gene, levels[gene]);
      slots.add(new Slot("slot_" + gene, Map.of("gene", gene)));
    }
    return space.slots(slots).build();
  }

  /** As many genes as given, all of three levels. */
  public static GenotypeSpace ternary(int genes) {
    int[] levels = new int[genes];
    Arrays.fill(levels, 3);
    return plain(levels);
  }

  /** Conflicting, with another weight for every gene: what one objective gains the other loses. */
  public static double[] conflict(int[] genes) {
    double[] objectives = new double[2];
    for (int gene = 0; gene < genes.length; gene++) {
      objectives[0] += (gene + 1) * genes[gene];
      objectives[1] += (genes.length - gene) * (2 - genes[gene]) * (2 - genes[gene]);
    }
    return objectives;
  }

  /** Evaluates at most a number of candidates, asking for a portion at a time, and telling all. */
  public static List<Evaluation> run(
      Optimizer optimizer, int budget, int portion, Function<int[], double[]> objectives) {
    List<Evaluation> trace = new ArrayList<>();
    while (trace.size() < budget) {
      List<Candidate> candidates = optimizer.ask(Math.min(portion, budget - trace.size()));
      if (candidates.isEmpty()) {
        return trace;
      }
      List<Evaluation> evaluations =
          candidates.stream().map(it -> evaluation(it, objectives)).toList();
      trace.addAll(evaluations);
      optimizer.tell(evaluations);
    }
    return trace;
  }

  /** Evaluates a candidate without constraints. */
  public static Evaluation evaluation(Candidate candidate, Function<int[], double[]> objectives) {
    return new Evaluation(candidate, objectives.apply(candidate.genes()), new double[0]);
  }

  /** Returns the genes of each evaluation, as lists, which have equality. */
  public static List<List<Integer>> genes(List<Evaluation> evaluations) {
    return evaluations.stream()
        .map(it -> Arrays.stream(it.candidate().genes()).boxed().toList())
        .toList();
  }

  /** Returns in how many genes two genotypes differ. */
  public static int distance(int[] one, int[] other) {
    int distance = 0;
    for (int gene = 0; gene < one.length; gene++) {
      distance += one[gene] == other[gene] ? 0 : 1;
    }
    return distance;
  }
}
