package io.github.hwgptbench.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestMeasuredTest {

  @TempDir
  private Path temp;

  private static String row(int id, int width, String ratio, String heads) {
    return id + ",0," + width + ",10,True," + String.join("-", Collections.nCopies(10, ratio)) + ","
        + String.join("-", Collections.nCopies(10, heads)) + "\n";
  }

  private NearestMeasured table() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("s"));
    Files.writeString(
        folder.resolve("architectures.csv"),
        "arch_id,block,embed_dim,n_layer,bias,mlp_ratio,n_head\n"
            + row(0, 192, "2", "4")
            + row(1, 768, "4", "4")
            + row(2, 768, "4", "12"));
    Files.writeString(folder.resolve("quality.csv"), "arch_id,perplexity\n0,40\n1,30\n2,22\n");
    SearchSpace space = SearchSpace.of("s");
    return new NearestMeasured(TabularEvaluator.of(
        MeasuredData.open(temp, space), List.of(Objective.parse("perplexity"))));
  }

  @Test
  void fewestDifferingGenesDecideAndThenTheirLevels() throws IOException {
    NearestMeasured nearest = table();
    SearchSpace space = nearest.space();
    int[] middle =
        space.encode(space.parse("gpt-s-10-768-" + "4-4-4-4-4-4-4-4-4-4-8-8-8-8-8-8-8-8-8-8-True"));
    double[] value = new double[1];
    // n_head of 8 is one level from 4 and from 12: the first measured one counts.
    nearest.evaluate(middle, value);
    assertEquals(30, value[0]);
    int[] one = space.encode(
        space.parse("gpt-s-10-768-" + "4-4-4-4-4-4-4-4-4-4-8-8-8-8-8-8-8-8-8-12-True"));
    nearest.evaluate(one, value);
    assertEquals(22, value[0]);
  }

  @Test
  void whatIsMeasuredIsItsOwnNearest() throws IOException {
    NearestMeasured nearest = table();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      int[] genes = nearest.nearest(nearest.space().genotypes().sample(random));
      assertArrayEquals(genes, nearest.nearest(genes));
      double[] value = new double[1];
      nearest.evaluate(genes, value);
      assertTrue(List.of(22.0, 30.0, 40.0).contains(value[0]));
    }
  }
}
