package io.github.hwgptbench.adapter.process;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes of a program are requests or end its run with a message that names the line. */
class AskTellFuzzTest {

  private static final byte[] VALID = """
      {"evaluate": [[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]]}
      {"evaluate": {"embed_dim": 192, "n_layer": 10, "bias": true, "mlp_ratio_1": 2}}
      {"evaluate": [[1,2,1,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2]]}
      """.getBytes(StandardCharsets.UTF_8);

  private static HwGptBench bench;
  private static ObjectiveEvaluator evaluator;
  private static Problem problem;

  @BeforeContainer
  static void open() {
    bench = HwGptBench.open(SearchSpace.s());
    Objective params = Objective.parse("params");
    Objective flops = Objective.parse("flops");
    evaluator = bench.evaluator(List.of(params, flops));
    problem = ArchitectureProblem.builder(evaluator).objectives(params, flops).build();
  }

  @AfterContainer
  static void close() {
    evaluator.close();
    bench.close();
  }

  @Fuzz
  void anyBytesAreRequestsOrAreRefused(@ForAll long seed) {
    StandardStreams program = new StandardStreams(
        AlgorithmName.parse("some"),
        new ByteArrayInputStream(Mutations.of(VALID, seed)),
        OutputStream.nullOutputStream());
    Damaged.readsOrRefuses(
        ProgramFailedException.class,
        " of its output: ",
        () -> program.run(problem, 4, 1, evaluation -> {}));
  }
}
