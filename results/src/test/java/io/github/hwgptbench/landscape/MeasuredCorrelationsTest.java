package io.github.hwgptbench.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.landscape.CorrelationMatrix.Coefficient;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.statistics.KendallTau;
import io.github.hwgptbench.table.MeasuredData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredCorrelationsTest {

  private static final Objective V100 = Objective.parse("latency@v100");
  private static final Objective A100 = Objective.parse("latency@a100");

  @TempDir
  private Path folder;

  private void measured(Objective objective, String... rows) throws IOException {
    Path devices = Files.createDirectories(folder.resolve("s/latency_ms"));
    Files.writeString(
        devices.resolve(objective.device().orElseThrow() + ".csv"),
        "arch_id,obs_1,obs_2,obs_3\n" + String.join("\n", rows) + "\n");
  }

  private void architectures(int... widths) throws IOException {
    StringBuilder csv = new StringBuilder("arch_id,embed_dim,n_layer,bias,mlp_ratio,n_head\n");
    for (int id = 0; id < widths.length; id++) {
      csv.append(String.format(
          Locale.ROOT,
          "%s,%s,10,true,%s,%s%n",
          id,
          widths[id],
          "2-2-2-2-2-2-2-2-2-2",
          "4-4-4-4-4-4-4-4-4-4"));
    }
    Files.createDirectories(folder.resolve("s"));
    Files.writeString(folder.resolve("s/architectures.csv"), csv);
  }

  @Test
  void areOfTheMediansOfArchitecturesMeasuredForEveryObjective() throws IOException {
    architectures(192, 384, 768, 768);
    // A wild measurement counts for nothing; the last architecture has none on a100.
    measured(V100, "0,1,1,900", "1,3,3,3", "2,2,2,2", "3,1,1,1");
    measured(A100, "0,1,1,1", "1,2,,2", "2,3,3,3", "3,,,");
    AtomicInteger steps = new AtomicInteger();
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      MeasuredCorrelations both = MeasuredCorrelations.of(
              bench, MeasuredData.open(folder, SearchSpace.s()), steps::incrementAndGet)
          .orElseThrow();
      assertEquals(List.of(A100, V100), both.measured().objectives());
      assertEquals(3, both.architectures());
      assertEquals(
          KendallTau.of(new double[] {1, 2, 3}, new double[] {1, 3, 2}).tauB(),
          both.measured().of(Coefficient.KENDALL, A100, V100));
      assertEquals(1, both.noiseFree().of(Coefficient.KENDALL, A100, V100));
      assertEquals(4, steps.get());
    }
  }

  @Test
  void areNoneOfArchitecturesThatHaveNothingInCommon() throws IOException {
    architectures(192, 384, 768);
    measured(V100, "0,1,1,1", "1,,,", "2,2,2,2");
    measured(A100, "0,1,1,1", "1,2,2,2", "2,,,");
    try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
      assertTrue(
          MeasuredCorrelations.of(bench, MeasuredData.open(folder, SearchSpace.s()), () -> {})
              .isEmpty());
    }
  }
}
