package io.github.hwgptbench.algorithm.bayes;

import io.github.hwgptbench.pareto.Hypervolume;
import io.github.hwgptbench.pareto.ParetoArchive;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Evaluates again what improves the recommendation most, if that is more than a new genotype does.
 *
 * <p>Recommended is what no other dominates by the medians of the observed values, so that a
 * genotype whose only measurement was lucky hides better ones, and one whose measurement was
 * unlucky is hidden. The gain of one or two more measurements of a genotype is the expected
 * difference that they make to the hypervolume of what is recommended, in values that the models
 * expect, per measurement: a one-step lookahead as in the knowledge gradient (Frazier, Powell and
 * Dayanik 2009), for the recommendation that the score is computed of. Considered are the genotypes
 * that are recommended now, and those on the front of the posterior means.
 *
 * <p>Where all objectives are fitted without noise, nothing is evaluated again.
 */
final class RecommendationGain implements Repetition {

  /** Standard deviation of the noise, relative to that of the values, that counts as none. */
  private static final double NEGLIGIBLE_NOISE = 1e-3;

  private static final int DRAWS = 32;
  private static final int MOST_MEASUREMENTS = 2;
  private static final int MOST_CANDIDATES = 40;

  /**
   * A genotype, what was observed of it, and what the models expect.
   *
   * @param measurements observed values, one row per observation; none if it was not evaluated
   * @param observed the medians of these
   */
  private record Member(
      int[] genes, double[][] measurements, double[] observed, Models.Expectation expected) {

    static Member of(int[] genes, double[][] measurements, Models models) {
      return new Member(genes, measurements, medians(measurements), models.expect(genes));
    }

    double[] means() {
      return expected.means();
    }

    /** Returns the medians with more measurements. */
    double[] with(double[][] more) {
      double[][] all = Arrays.copyOf(measurements, measurements.length + more.length);
      System.arraycopy(more, 0, all, measurements.length, more.length);
      return medians(all);
    }

    /** How far what was observed and expected may be from the truth, in deviations of values. */
    double doubt(double[] scales) {
      double doubt = 0;
      for (int j = 0; j < scales.length; j++) {
        doubt += (Math.abs(observed[j] - means()[j]) + expected.deviations()[j]) / scales[j];
      }
      return doubt;
    }
  }

  /** What is recommended, and what further measurements would make of it. */
  private static final class Recommendation {

    private final List<Member> members;
    private final double[] noise;
    private final double[][] normals;
    private final double[] reference;
    private final List<Member> recommended;

    Recommendation(List<Member> members, double[] noise, double[][] normals) {
      this.members = members;
      this.noise = noise;
      this.normals = normals;
      this.reference = FrontRange.of(
              members.stream().map(Member::means).toArray(double[][]::new), new double[0][])
          .reference();
      this.recommended = front(Member::observed);
    }

    private List<Member> front(Function<Member, double[]> values) {
      ParetoArchive<Member> archive = ParetoArchive.of(noise.length);
      members.forEach(member -> archive.add(values.apply(member), member));
      return archive.members().stream().map(ParetoArchive.Member::value).toList();
    }

    /** Returns those of which more measurements may change something. */
    List<Member> candidates(double[] scales) {
      Set<Member> candidates = Collections.newSetFromMap(new IdentityHashMap<>());
      candidates.addAll(recommended);
      candidates.addAll(front(Member::means));
      return members.stream()
          .filter(candidates::contains)
          .sorted(Comparator.comparingDouble(member -> -member.doubt(scales)))
          .limit(MOST_CANDIDATES)
          .toList();
    }

    /** Returns the expected gain of a measurement of a member or of a new genotype. */
    double gain(Member member) {
      double best = Double.NEGATIVE_INFINITY;
      for (int count = 1; count <= MOST_MEASUREMENTS; count++) {
        best = Math.max(best, gain(member, count) / count);
      }
      return best * StrictMath.exp(Math.min(0, member.expected.logFeasibility()));
    }

    private double gain(Member member, int count) {
      double sum = 0;
      for (int draw = 0; draw < normals.length; draw++) {
        double[][] measurements = new double[count][noise.length];
        double[] means = measure(member, draw, measurements);
        ParetoArchive<Member> after = ParetoArchive.of(noise.length);
        after.add(member.with(measurements), member);
        for (Member other : members) {
          if (other != member) {
            after.add(other.observed, other);
          }
        }
        List<Member> next =
            after.members().stream().map(ParetoArchive.Member::value).toList();
        if (!same(next)) {
          sum += volume(next, member, means) - volume(recommended, member, means);
        }
      }
      return sum / normals.length;
    }

    /** Draws measurements, and returns what the models would expect of the member after these. */
    private double[] measure(Member member, int draw, double[][] measurements) {
      double[] means = member.means().clone();
      for (int j = 0; j < means.length; j++) {
        double deviation = member.expected.deviations()[j];
        double truth = means[j] + deviation * normals[draw][j];
        double average = 0;
        for (int k = 0; k < measurements.length; k++) {
          double[] other = normals[(draw + k) % normals.length];
          measurements[k][j] = truth + noise[j] * other[noise.length + j];
          average += measurements[k][j] / measurements.length;
        }
        double variance = deviation * deviation;
        double all = variance + noise[j] * noise[j] / measurements.length;
        if (all > 0) {
          means[j] += variance / all * (average - means[j]);
        }
      }
      return means;
    }

    private boolean same(List<Member> other) {
      if (other.size() != recommended.size()) {
        return false;
      }
      Set<Member> all = Collections.newSetFromMap(new IdentityHashMap<>());
      all.addAll(recommended);
      return all.containsAll(other);
    }

    private double volume(List<Member> chosen, Member member, double[] means) {
      return Hypervolume.of(
          chosen.stream().map(it -> it == member ? means : it.means()).toArray(double[][]::new),
          reference);
    }
  }

  @Override
  public Optional<int[]> instead(
      Models models,
      List<Observation> observations,
      List<int[]> pending,
      int[] promising,
      RandomGenerator random) {
    List<Member> members = members(models, observations);
    double[] noise = models.noise();
    double[] scales = models.scales();
    if (members.isEmpty() || negligible(noise, scales)) {
      return Optional.empty();
    }
    double[][] normals = new double[DRAWS][2 * noise.length];
    for (double[] row : normals) {
      Arrays.setAll(row, j -> normal(random));
    }
    Recommendation recommendation = new Recommendation(members, noise, normals);
    double most = Math.max(0, recommendation.gain(Member.of(promising, new double[0][], models)));
    int[] best = null;
    for (Member candidate : recommendation.candidates(scales)) {
      if (pending.stream().noneMatch(genes -> Arrays.equals(genes, candidate.genes))) {
        double gain = recommendation.gain(candidate);
        if (gain > most) {
          most = gain;
          best = candidate.genes;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean negligible(double[] noise, double[] scales) {
    for (int j = 0; j < noise.length; j++) {
      if (noise[j] > NEGLIGIBLE_NOISE * scales[j]) {
        return false;
      }
    }
    return true;
  }

  /** By Box and Muller, with operations that give the same bits on every machine. */
  private static double normal(RandomGenerator random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** Returns the evaluated genotypes that most of their observations found feasible. */
  private static List<Member> members(Models models, List<Observation> observations) {
    Map<IntBuffer, List<Observation>> byGenes = new LinkedHashMap<>();
    for (Observation observation : observations) {
      byGenes
          .computeIfAbsent(IntBuffer.wrap(observation.genes()), key -> new ArrayList<>())
          .add(observation);
    }
    List<Member> members = new ArrayList<>();
    for (List<Observation> same : byGenes.values()) {
      if (2 * same.stream().filter(Observation::feasible).count() > same.size()) {
        members.add(Member.of(
            same.get(0).genes(),
            same.stream().map(Observation::objectives).toArray(double[][]::new),
            models));
      }
    }
    return members;
  }

  private static double[] medians(double[][] rows) {
    double[] medians = new double[rows.length == 0 ? 0 : rows[0].length];
    for (int j = 0; j < medians.length; j++) {
      int column = j;
      double[] values =
          Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
      medians[j] = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
    return medians;
  }
}
