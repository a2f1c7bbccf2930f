package io.github.hwgptbench.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSchemeTest {

  /** {@code configs/config_train/owt_s.yaml} and the others of the authors' repository. */
  @Test
  void numbersOfThePaperAreTheAuthors() {
    assertEquals(
        new TrainingSettings(800_000, 32, 1024, 0.000316, 4000, 0.1, 1, 2, 1234),
        TrainingScheme.PAPER.settings(SupernetShape.of(SearchSpace.s())));
    for (SearchSpace space : List.of(SearchSpace.m(), SearchSpace.l())) {
      assertEquals(
          new TrainingSettings(800_000, 8, 1024, 0.000316, 4000, 0.1, 1, 2, 1234),
          TrainingScheme.PAPER.settings(SupernetShape.of(space)));
    }
  }

  @Test
  void defaultsAreThoseOfTheSupernetThatShips() {
    assertEquals(
        new TrainingSettings(12_000, 8, 128, 0.003, 200, 0.1, 1, 2, 1),
        TrainingScheme.HWGPTBENCH.settings(SupernetShape.of(SearchSpace.xs())));
  }

  /** {@code pl_gpt/utils/optim/lr_schedule.py}: step / warm-up, then the cosine. */
  @Test
  void warmUpOfThePaperBeginsAtZero() {
    TrainingSettings settings = new TrainingSettings(1100, 4, 8, 2, 100, 0, 1, 2, 1);
    assertEquals(0, TrainingScheme.PAPER.learningRate(settings, 0));
    assertEquals(0.02, TrainingScheme.PAPER.learningRate(settings, 1), 1e-12);
    assertEquals(1.98, TrainingScheme.PAPER.learningRate(settings, 99), 1e-12);
    assertEquals(2, TrainingScheme.PAPER.learningRate(settings, 100), 1e-12);
    assertEquals(1.1, TrainingScheme.PAPER.learningRate(settings, 600), 1e-12);
    assertEquals(0.02, TrainingScheme.HWGPTBENCH.learningRate(settings, 0), 1e-12);
  }

  @Test
  void withoutAWarmUpTheFirstRateIsTheHighest() {
    TrainingSettings settings = new TrainingSettings(10, 4, 8, 2, 0, 0, 1, 2, 1);
    assertEquals(2, TrainingScheme.PAPER.learningRate(settings, 0), 1e-12);
  }

  @Test
  void theSmallestOfThePaperHasBiasesWhereThereIsTheChoice() {
    Architecture smallest = TrainingScheme.PAPER.smallest(TinyTraining.SPACE);
    assertEquals(TinyTraining.SPACE.parse("gpt-tiny-1-8-1-1-True"), smallest);
    assertFalse(TrainingScheme.HWGPTBENCH.smallest(TinyTraining.SPACE).bias());
    SearchSpace never = SearchSpace.builder("never")
        .embedDims(8, 16)
        .layerCounts(1, 2)
        .headCounts(1, 2)
        .mlpRatios(2, 4)
        .bias(false)
        .build();
    assertFalse(TrainingScheme.PAPER.smallest(never).bias());
    assertTrue(TrainedNetworks.sandwich(TinyTraining.SPACE, 0, 1, TrainingScheme.PAPER)
        .of(3)
        .contains(smallest));
  }
}
