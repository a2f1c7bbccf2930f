package io.github.hwgptbench.benchmarks;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.front.proof.FrontCertificate;
import io.github.hwgptbench.front.BestFronts;
import io.github.hwgptbench.front.FrontBound;
import io.github.hwgptbench.front.ReferenceFront;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Device;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.ProblemName;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Proves how much better the shipped fronts of two objectives could be, and writes the file of the
 * bounds that ships. Keeps the bounds that ship already where they are better.
 *
 * <pre>
 * ./mvnw -q package dependency:build-classpath -pl benchmarks -am -DskipTests -Dmdep.outputFile=/tmp/classpath
 * java -Djava.util.concurrent.ForkJoinPool.common.parallelism=0 -cp "benchmarks/target/classes:$(cat /tmp/classpath)" \
 *   io.github.hwgptbench.benchmarks.FrontBounds \
 *   results/src/main/resources/io/github/hwgptbench/front/bounds.csv 25 6 5
 * </pre>
 *
 * <p>Arguments: the file, and the seconds for a front of S, M and L. Searches also end once the gap
 * is 0.1 %.
 */
public final class FrontBounds {

  private static final double SMALL_GAP = 1e-3;
  /** Gaps are rounded up to a multiple of this, so that a proof made again always gets there. */
  private static final double STEP = 1e-5;

  private FrontBounds() {}

  /**
   * Proves.
   *
   * @param args the file, and the seconds per front of each scale
   */
  public static void main(String[] args) throws IOException {
    Map<SearchSpace, String> limits =
        Map.of(SearchSpace.s(), args[1], SearchSpace.m(), args[2], SearchSpace.l(), args[3]);
    Path file = Path.of(args[0]);
    List<FrontBound> bounds = new ArrayList<>();
    for (SearchSpace space : List.of(SearchSpace.s(), SearchSpace.m(), SearchSpace.l())) {
      Duration limit = Duration.ofSeconds(Long.parseLong(limits.get(space)));
      try (HwGptBench bench = HwGptBench.open(space)) {
        for (ReferenceFront front : fronts(space)) {
          FrontBound bound = better(bound(bench, front, limit));
          System.out.printf(
              Locale.ROOT, "%s: %s, %s%n", front.problem(), bound.bound(), bound.inWords());
          bounds.add(bound);
          FrontBound.write(bounds, file);
        }
      }
    }
  }

  private static List<ReferenceFront> fronts(SearchSpace space) throws IOException {
    List<ReferenceFront> fronts = new ArrayList<>();
    for (Metric metric : List.of(Metric.LATENCY, Metric.ENERGY)) {
      for (Device device : Device.known()) {
        List<Objective> objectives =
            List.of(Objective.of(Metric.PERPLEXITY), Objective.of(metric, device));
        fronts.add(BestFronts.find(space.name(), objectives, List.of()).orElseThrow());
      }
    }
    return fronts;
  }

  private static FrontBound bound(HwGptBench bench, ReferenceFront front, Duration limit) {
    ReferenceFront.Frame frame = front.frame();
    ProblemName problem = new ProblemName(front.scale(), front.objectives(), front.constraints());
    FrontCertificate.Result result = FrontCertificate.of(
            bench,
            problem,
            new FrontCertificate.Frame(frame.boundsVersion(), frame.ranges(), frame.reference()),
            front.points().stream()
                .map(point -> bench.space().parse(point.architecture()))
                .toList(),
            new FrontCertificate.Search(SMALL_GAP, limit, (nodes, remainder) -> {}))
        .check(bench);
    double gap = STEP * Math.ceil(result.remainder() / STEP);
    return new FrontBound(
        problem,
        frame.boundsVersion(),
        frame.reference(),
        bench.surrogateHash(),
        result.found(),
        result.found() * (1 + gap),
        Text.format("hwgpt front '%s' --certify --gap %.5f --time-limit 1h", problem, gap));
  }

  /** Returns the bound that ships, if there is one of the same surrogates that is better. */
  private static FrontBound better(FrontBound bound) {
    Optional<FrontBound> shipped =
        FrontBound.find(bound.problem(), bound.surrogates(), bound.bounds(), bound.reference());
    return shipped.filter(it -> it.bound() <= bound.bound()).orElse(bound);
  }
}
