package io.github.hwgptbench.adapter.optuna.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.adapter.optuna.Direction;
import io.github.hwgptbench.adapter.optuna.DuplicatedStudyException;
import io.github.hwgptbench.adapter.optuna.FloatDistribution;
import io.github.hwgptbench.adapter.optuna.FrozenTrial;
import io.github.hwgptbench.adapter.optuna.IntDistribution;
import io.github.hwgptbench.adapter.optuna.OptimizeOptions;
import io.github.hwgptbench.adapter.optuna.Pruners;
import io.github.hwgptbench.adapter.optuna.Samplers;
import io.github.hwgptbench.adapter.optuna.Storage;
import io.github.hwgptbench.adapter.optuna.Study;
import io.github.hwgptbench.adapter.optuna.Trial;
import io.github.hwgptbench.adapter.optuna.TrialPrunedException;
import io.github.hwgptbench.adapter.optuna.TrialState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of studies wherever they are kept. */
class StorageContractTest {

  @TempDir
  private Path temp;

  private static Study study(Storage storage, long seed) {
    return Study.builder()
        .storage(storage)
        .studyName("s")
        .sampler(Samplers.random(new SplittableRandom(seed)))
        .createOrLoad();
  }

  private static double[] objective(Trial trial) {
    trial.setUserAttr("worker", Thread.currentThread().getName());
    return new double[] {trial.suggestInt("x", 0, 1_000_000)};
  }

  private static void assertSame(FrozenTrial one, FrozenTrial same) {
    assertEquals(one.toString(), same.toString());
    assertEquals(one.distributions(), same.distributions());
    assertEquals(one.userAttrs(), same.userAttrs());
    assertEquals(one.systemAttrs(), same.systemAttrs());
    assertEquals(one.intermediateValues(), same.intermediateValues());
    assertEquals(one.reports(), same.reports());
    assertEquals(one.datetimeStart(), same.datetimeStart());
    assertEquals(one.datetimeComplete(), same.datetimeComplete());
  }

  @ParameterizedTest
  @EnumSource
  void whatOneWroteAnotherReads(Place.Kind kind) {
    try (Place place = Place.of(kind, temp)) {
      Study study = study(place.open(), 1);
      Study other = study(place.open(), 2);
      study.setUserAttr("köln", Map.of("list", Arrays.asList(1, 2.5, "x", null), "none", true));
      study.setUserAttr("köln", List.of("'; DROP TABLE trials; --"));
      study.setUserAttr("map", Map.of("list", Arrays.asList(1, 2.5, "x", null), "none", true));
      study.setMetricNames(List.of("loss"));
      Trial trial = study.ask();
      trial.suggestCategorical("kind", "a", null, true, 2, 2.5);
      trial.suggestFloatLog("rate", 1e-5, 1);
      trial.suggestFloat("share", 0, 1, 0.1);
      trial.suggestInt("n", 1, 9);
      trial.setConstraint("size", -1);
      trial.setUserAttr("nan", List.of(Double.NaN, Double.POSITIVE_INFINITY));
      trial.setUserAttr("none", null);
      trial.report(7, 3);
      trial.report(8, 3);
      trial.report(Double.NaN, 4);
      trial.report(Double.NEGATIVE_INFINITY, 5);
      assertEquals(
          Map.of(3L, 7.0, 4L, Double.NaN, 5L, Double.NEGATIVE_INFINITY),
          other.trials().get(0).intermediateValues());
      assertEquals(TrialState.RUNNING, other.trials().get(0).state());
      study.tell(trial, Double.NEGATIVE_INFINITY);
      study.enqueueTrial(Map.of("n", 3), Collections.singletonMap("why", null), false);
      study.addTrial(FrozenTrial.complete(2)
          .param("n", 4, new IntDistribution(1, 9))
          .userAttr("from", "elsewhere")
          .datetimeStart(Instant.parse("1969-12-31T23:59:59.123456789Z"))
          .build());
      study.tell(study.ask(), Double.NaN);

      assertEquals(3, other.trials().size());
      for (int i = 0; i < 3; i++) {
        assertSame(study.trials().get(i), other.trials().get(i));
        assertSame(study.trials().get(i), study(place.open(), 3).trials().get(i));
      }
      assertEquals(
          Map.of(
              "köln",
              List.of("'; DROP TABLE trials; --"),
              "map",
              Map.of("list", Arrays.asList(1, 2.5, "x", null), "none", true)),
          other.userAttrs());
      assertEquals(List.of("loss"), other.metricNames());
      assertEquals(
          List.of(TrialState.COMPLETE, TrialState.FAIL, TrialState.COMPLETE),
          other.trials().stream().map(FrozenTrial::state).toList());
      assertEquals(
          List.of("kind", "rate", "share", "n"),
          List.copyOf(other.trials().get(0).params().keySet()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalWritersLoseNothing(Place.Kind kind) {
    try (Place place = Place.of(kind, temp)) {
      study(place.open(), 0);
      List<CompletableFuture<Void>> writers = IntStream.range(1, 4)
          .mapToObj(seed -> CompletableFuture.runAsync(
              () -> study(place.open(), seed).optimize(StorageContractTest::objective, 12)))
          .toList();
      writers.forEach(CompletableFuture::join);
      List<FrozenTrial> trials = study(place.open(), 9).trials();
      assertEquals(36, trials.size());
      for (int i = 0; i < 36; i++) {
        assertEquals(i, trials.get(i).number());
        assertEquals(TrialState.COMPLETE, trials.get(i).state());
        assertEquals((int) trials.get(i).params().get("x"), trials.get(i).value());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobsShareAStorage(Place.Kind kind) {
    try (Place place = Place.of(kind, temp)) {
      Study study = study(place.open(), 0);
      study.optimize(StorageContractTest::objective, OptimizeOptions.trials(12).jobs(3));
      assertEquals(12, study.trials(Set.of(TrialState.COMPLETE)).size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEnqueuedTrialIsTakenByOne(Place.Kind kind) {
    try (Place place = Place.of(kind, temp)) {
      Study one = study(place.open(), 1);
      Study other = study(place.open(), 2);
      one.enqueueTrial(Map.of("x", 5));
      one.enqueueTrial(Map.of("x", 6));
      List<CompletableFuture<Integer>> asked = new ArrayList<>();
      for (Study study : List.of(one, other, one, other)) {
        asked.add(CompletableFuture.supplyAsync(() -> study.ask().number()));
      }
      assertEquals(
          List.of(0, 1, 2, 3),
          asked.stream().map(CompletableFuture::join).sorted().toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void parametersKeepTheirKindAcrossProcesses(Place.Kind kind) {
    try (Place place = Place.of(kind, temp)) {
      Study one = study(place.open(), 1);
      Study other = study(place.open(), 2);
      Trial first = one.ask();
      Trial second = other.ask();
      first.suggestInt("x", 0, 9);
      assertThrows(IllegalArgumentException.class, () -> second.suggestFloat("x", 0, 9));
      second.suggestInt("x", 5, 20);
      assertThrows(
          IllegalArgumentException.class,
          () -> other.addTrials(List.of(
              FrozenTrial.complete(1).param("y", 1, new IntDistribution(0, 3)).build(),
              FrozenTrial.complete(1)
                  .param("x", 0.5, new FloatDistribution(0, 1))
                  .build())));
      assertEquals(2, one.trials().size(), "all or none");
    }
  }

  @ParameterizedTest
  @EnumSource
  void finishedTrialsDoNotChange(Place.Kind kind) {
    try (Place place = Place.of(kind, temp)) {
      Study one = study(place.open(), 1);
      Study other = study(place.open(), 2);
      Trial trial = one.ask();
      assertEquals(TrialState.COMPLETE, other.tell(trial.number(), 4).state());
      assertThrows(IllegalStateException.class, () -> one.tell(trial, 5));
      assertThrows(IllegalStateException.class, () -> trial.setUserAttr("late", 1));
      assertThrows(IllegalStateException.class, () -> trial.suggestInt("x", 0, 9));
      assertThrows(IllegalStateException.class, () -> trial.report(1, 1));
      assertEquals(4, one.trials().get(0).value());
      assertEquals(Map.of(), other.trials().get(0).params());
    }
  }

  @ParameterizedTest
  @EnumSource
  void studiesAreCreatedLoadedCopiedAndDeleted(Place.Kind kind) {
    try (Place place = Place.of(kind, temp)) {
      Storage storage = place.open();
      Study study = Study.builder()
          .storage(storage)
          .studyName("two")
          .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
          .sampler(Samplers.random(new SplittableRandom(1)))
          .pruner(Pruners.successiveHalving(1, 2))
          .create();
      study.setMetricNames(List.of("loss", "speed"));
      study.optimize(
          trial -> {
            double x = trial.suggestFloat("x", 0, 1);
            for (int step = 1; step <= 4; step++) {
              trial.report(new double[] {x / step, x * step}, step);
              if (trial.shouldPrune()) {
                throw new TrialPrunedException();
              }
            }
            return new double[] {x, 1 - x};
          },
          10);
      assertTrue(study.trials(Set.of(TrialState.PRUNED)).size() > 0);
      Study.Builder again = Study.builder().storage(place.open()).studyName("two");
      assertThrows(DuplicatedStudyException.class, again::create);
      assertEquals(study.directions(), again.load().directions());
      Study copy = study.copyTo(place.open(), "copy");
      assertEquals(List.of("two", "copy"), storage.studyNames());
      assertEquals(study.trials().toString(), copy.trials().toString());
      for (int i = 0; i < 10; i++) {
        assertSame(study.trials().get(i), copy.trials().get(i));
      }
      Study.delete(place.open(), "copy");
      assertEquals(List.of("two"), storage.studyNames());
      assertThrows(IllegalStateException.class, copy::trials);
      assertThrows(IllegalStateException.class, copy::ask);
      Study anew = Study.builder().storage(place.open()).studyName("copy").create();
      anew.addTrial(FrozenTrial.complete(5).build());
      assertEquals(
          List.of(5.0),
          Study.builder().storage(storage).studyName("copy").load().trials().stream()
              .map(FrozenTrial::value)
              .toList());
      assertEquals(10, study.trials().size());
    }
  }
}
