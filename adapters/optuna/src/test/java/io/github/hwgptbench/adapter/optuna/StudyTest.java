package io.github.hwgptbench.adapter.optuna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyTest {

  private static final Direction[] BOTH = {Direction.MINIMIZE, Direction.MAXIMIZE};

  private static Study study(Direction... directions) {
    return Study.builder()
        .studyName("mine")
        .directions(directions)
        .sampler(Samplers.random(new SplittableRandom(1)))
        .create();
  }

  private static List<Integer> numbers(List<FrozenTrial> trials) {
    return trials.stream().map(FrozenTrial::number).toList();
  }

  @Test
  void whatIsAskedForIsToldAndRemembered() {
    Study study = study(Direction.MINIMIZE);
    Trial trial = study.ask();
    int layers = trial.suggestInt("layers", 2, 8, 3);
    String kind = trial.suggestCategorical("kind", "gelu", null, "relu");
    double rate = trial.suggestFloatLog("rate", 1e-5, 1e-1);
    trial.setUserAttr("note", List.of(1, "two"));
    assertEquals(layers, trial.suggestInt("layers", 2, 8, 3), "asked for a second time");

    FrozenTrial running = study.trials().get(0);
    assertEquals(TrialState.RUNNING, running.state());
    FrozenTrial told = study.tell(trial, 3.5);

    assertEquals(TrialState.COMPLETE, told.state());
    assertEquals(3.5, told.value());
    assertEquals(List.of("layers", "kind", "rate"), List.copyOf(told.params().keySet()));
    assertEquals(layers, told.params().get("layers"));
    assertEquals(kind, told.params().get("kind"));
    assertEquals(rate, told.params().get("rate"));
    assertEquals(new IntDistribution(2, 8, false, 3), told.distributions().get("layers"));
    assertEquals(List.of(1, "two"), told.userAttrs().get("note"));
    assertTrue(told.duration().orElseThrow().compareTo(Duration.ZERO) >= 0);
    assertEquals(TrialState.RUNNING, running.state(), "what was known before has not changed");
    assertThrows(IllegalStateException.class, () -> trial.suggestInt("more", 0, 1));
    assertThrows(IllegalStateException.class, () -> study.tell(trial, 1));
  }

  @Test
  void wrongValuesFailUnlessCompleteIsAskedFor() {
    Study study = study(BOTH);
    FrozenTrial nan = study.tell(study.ask(), 1, Double.NaN);
    assertEquals(TrialState.FAIL, nan.state());
    assertTrue(nan.values().isEmpty());
    assertTrue(nan.systemAttrs().get("fail_reason").toString().contains("NaN"));
    assertEquals(TrialState.FAIL, study.tell(study.ask(), 1).state());
    assertEquals(TrialState.FAIL, study.tell(study.ask()).state());
    assertEquals(
        List.of(Double.POSITIVE_INFINITY, -1.0),
        study.tell(study.ask(), Double.POSITIVE_INFINITY, -1).values());

    Trial open = study.ask();
    for (double[] values : new double[][] {{}, {1}, {1, 2, 3}, {1, Double.NaN}}) {
      assertThrows(
          IllegalArgumentException.class, () -> study.tell(open, TrialState.COMPLETE, values));
    }
    assertThrows(IllegalArgumentException.class, () -> study.tell(open, TrialState.FAIL, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> study.tell(open, TrialState.WAITING));
    assertThrows(IllegalArgumentException.class, () -> study.tell(99, 1, 2));
    assertEquals(TrialState.RUNNING, study.trials().get(open.number()).state());
    assertEquals(TrialState.PRUNED, study.tell(open, TrialState.PRUNED).state());
  }

  @Test
  void bestTrialsAreTheFeasibleOnesThatNoOtherDominates() {
    Study study = study(BOTH);
    study.addTrials(List.of(
        FrozenTrial.complete(2, 2).build(),
        FrozenTrial.complete(1, 1).build(),
        FrozenTrial.complete(3, 2).build(),
        FrozenTrial.complete(2, 2).build(),
        FrozenTrial.complete(0, 9).constraint("size", 0.1).build(),
        FrozenTrial.complete(5, 3).constraint("size", 0).constraint("time", -1).build(),
        FrozenTrial.builder(TrialState.FAIL).build()));
    assertEquals(List.of(0, 1, 3, 5), numbers(study.bestTrials()));
    assertThrows(UnsupportedOperationException.class, study::bestTrial);
    assertThrows(UnsupportedOperationException.class, () -> study.ask().report(1, 0));

    Study single = study(Direction.MAXIMIZE);
    assertThrows(IllegalStateException.class, single::bestTrial);
    single.addTrials(
        List.of(FrozenTrial.complete(1).build(), FrozenTrial.complete(4).build()));
    assertEquals(1, single.bestTrial().number());
  }

  @Test
  void enqueuedTrialsComeFirstAndWithTheirParameters() {
    Study study = study(Direction.MINIMIZE);
    study.enqueueTrial(Map.of("x", 3, "kind", "b"));
    study.enqueueTrial(Map.of("x", 4), Map.of("why", "a guess"), true);
    study.enqueueTrial(Map.of("x", 4.0000001), Map.of(), true);
    assertEquals(
        List.of(TrialState.WAITING, TrialState.WAITING),
        study.trials().stream().map(FrozenTrial::state).toList());
    study.optimize(
        trial -> {
          trial.suggestCategorical("kind", "a", "b");
          return new double[] {trial.suggestInt("x", 0, 9)};
        },
        3);
    assertEquals(
        List.of(3.0, 4.0),
        study.trials().subList(0, 2).stream().map(FrozenTrial::value).toList());
    assertEquals("b", study.trials().get(0).params().get("kind"));
    assertEquals("a guess", study.trials().get(1).userAttrs().get("why"));
    assertEquals(3, study.trials().size());
  }

  @Test
  void parametersKeepTheirKindScaleAndChoices() {
    Study study = study(Direction.MINIMIZE);
    Trial first = study.ask();
    first.suggestCategorical("kind", 1, 2);
    first.suggestInt("x", 0, 9);
    Trial second = study.ask();
    assertThrows(IllegalArgumentException.class, () -> second.suggestCategorical("kind", 2, 1));
    assertThrows(IllegalArgumentException.class, () -> second.suggestFloat("x", 0, 9));
    assertThrows(IllegalArgumentException.class, () -> second.suggestIntLog("x", 1, 9));
    second.suggestInt("x", 100, 200);
    assertEquals(1, second.params().size(), "the range may differ");
    assertThrows(
        IllegalArgumentException.class,
        () -> study.addTrial(
            FrozenTrial.complete(1).param("x", 0.5, new FloatDistribution(0, 1)).build()));
  }

  @Test
  void objectivesThatThrowFailTheirTrial() {
    Study study = study(Direction.MINIMIZE);
    ObjectiveFunction objective = trial -> {
      if (trial.number() == 1) {
        throw new TrialPrunedException();
      }
      if (trial.number() >= 2) {
        throw new ArithmeticException("number " + trial.number());
      }
      return new double[] {1};
    };
    assertThrows(ArithmeticException.class, () -> study.optimize(objective, 10));
    assertEquals(
        List.of(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL),
        study.trials().stream().map(FrozenTrial::state).toList());
    study.optimize(objective, OptimizeOptions.trials(2).catching(ArithmeticException.class));
    assertEquals(5, study.trials().size());
    assertTrue(
        study.trials().get(4).systemAttrs().get("fail_reason").toString().contains("number 4"));
    assertThrows(
        ArithmeticException.class,
        () -> study.optimize(objective, OptimizeOptions.trials(50).jobs(3)));
    assertTrue(study.trials().size() < 5 + 50);
    assertEquals(0, study.trials(Set.of(TrialState.RUNNING)).size());
  }

  @Test
  void callbacksSeeEachTrialAndStopTheStudy() {
    Study study = study(Direction.MINIMIZE);
    List<Integer> seen = new ArrayList<>();
    study.optimize(
        trial -> new double[] {trial.suggestFloat("x", 0, 1)},
        OptimizeOptions.untilStopped().callback((same, trial) -> {
          seen.add(trial.number());
          assertEquals(TrialState.COMPLETE, trial.state());
          if (trial.number() == 6) {
            same.stop();
          }
        }));
    assertEquals(IntStream.range(0, 7).boxed().toList(), seen);
    assertThrows(IllegalStateException.class, study::stop);
    assertThrows(
        IllegalStateException.class,
        () -> study.optimize(
            trial -> {
              study.optimize(inner -> new double[] {0}, 1);
              return new double[] {0};
            },
            1));
  }

  @Test
  void theProgressBarCountsTrialsAndNamesTheBest() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    ProgressBar bar = new ProgressBar(new PrintStream(shown, true, StandardCharsets.UTF_8), 4);
    Study study = study(Direction.MAXIMIZE);
    study.addTrials(List.of(
        FrozenTrial.complete(1).build(),
        FrozenTrial.complete(3).build(),
        FrozenTrial.complete(9).constraint("size", 1).build(),
        FrozenTrial.builder(TrialState.FAIL).build()));
    study.trials().forEach(trial -> bar.ended(study, trial));
    bar.close();
    String[] lines = shown.toString(StandardCharsets.UTF_8).split("\r");
    assertEquals(5, lines.length);
    assertEquals(" 50% |##########          | 2/4 [00:00] best: trial 1, 3.0", lines[2]);
    assertTrue(lines[4].startsWith("100% |####################| 4/4 "), lines[4]);
    assertTrue(lines[4].endsWith("best: trial 1, 3.0" + System.lineSeparator()), lines[4]);
  }

  @Test
  void anOptimisationShowsItsProgressAndIsLogged() throws IOException {
    String name = "logged " + UUID.randomUUID();
    Study study = Study.builder()
        .studyName(name)
        .sampler(Samplers.random(new SplittableRandom(1)))
        .create();
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try {
      study.optimize(
          trial -> {
            int x = trial.suggestInt("x", 4, 4);
            if (trial.number() == 1) {
              throw new TrialPrunedException();
            }
            if (trial.number() == 2) {
              throw new IllegalStateException("odd");
            }
            return new double[] {x};
          },
          OptimizeOptions.trials(3).catching(IllegalStateException.class).progressBar());
    } finally {
      System.setErr(before);
    }
    String bar = shown.toString(StandardCharsets.UTF_8);
    assertTrue(bar.contains("100% |####################| 3/3 "), bar);
    assertTrue(bar.endsWith("best: trial 0, 4.0" + System.lineSeparator()), bar);
    String logger = " io.github.hwgptbench.adapter.optuna.Study - ";
    assertEquals(
        List.of(
            "INFO" + logger + "Trial 0 of study '" + name
                + "' is complete with values [4.0] and parameters {x=4}",
            "INFO" + logger + "Trial 1 of study '" + name + "' is pruned",
            "WARN" + logger + "Trial 2 of study '" + name
                + "' with parameters {x=4} has failed: java.lang.IllegalStateException: odd"),
        Files.readAllLines(Path.of("target", "studies.log")).stream()
            .filter(line -> line.contains(name))
            .map(line -> line.substring(line.indexOf("] ") + 2))
            .toList());
  }

  @Test
  void noTrialBeginsAfterTheTimeLimit() {
    Study study = study(Direction.MINIMIZE);
    study.optimize(
        trial -> {
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new double[] {0};
        },
        OptimizeOptions.untilStopped().timeout(Duration.ofSeconds(1)));
    study.optimize(trial -> new double[] {0}, OptimizeOptions.trials(5).timeout(Duration.ZERO));
    assertFalse(study.trials().isEmpty());
    assertEquals(
        study.trials().size(), study.trials(Set.of(TrialState.COMPLETE)).size());
  }

  @Test
  void jobsRunAtTheSameTimeAndNoNumberComesTwice() {
    Study study = study(Direction.MINIMIZE);
    CountDownLatch together = new CountDownLatch(4);
    Set<Integer> numbers = Collections.synchronizedSet(new HashSet<>());
    study.optimize(
        trial -> {
          together.countDown();
          try {
            together.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          assertTrue(numbers.add(trial.number()));
          return new double[] {trial.suggestInt("x", 0, 1_000_000)};
        },
        OptimizeOptions.trials(200).jobs(4));
    assertEquals(200, numbers.size());
    assertEquals(200, study.trials(Set.of(TrialState.COMPLETE)).size());
  }

  @Test
  void studiesAreFoundByTheirName() {
    Storage storage = new InMemoryStorage();
    Study study =
        Study.builder().storage(storage).studyName("a").directions(BOTH).create();
    study.setMetricNames(List.of("loss", "accuracy"));
    assertThrows(IllegalArgumentException.class, () -> study.setMetricNames(List.of("loss")));
    study.addTrial(FrozenTrial.complete(1, 2)
        .param("x", 1, new IntDistribution(0, 3))
        .userAttr("n", 1)
        .build());
    Study.Builder same = Study.builder().storage(storage).studyName("a");
    assertThrows(DuplicatedStudyException.class, same::create);
    assertEquals(List.of("loss", "accuracy"), same.load().metricNames());
    assertEquals(1, same.createOrLoad().trials().size());
    assertEquals("a", Study.builder().storage(storage).load().studyName());
    assertThrows(
        IllegalArgumentException.class,
        () -> same.directions(Direction.MINIMIZE).load());
    assertThrows(
        IllegalArgumentException.class,
        () -> Study.builder().storage(storage).studyName("b").load());

    Study copy = study.copyTo(storage, "b");
    assertEquals(study.trials().toString(), copy.trials().toString());
    assertEquals(study.metricNames(), copy.metricNames());
    assertNotEquals(
        study.trials().get(0).id(), copy.trials().get(0).id(), "ids count over all studies");
    Study.delete(storage, "a");
    assertEquals(List.of("b"), storage.studyNames());
    assertThrows(IllegalStateException.class, study::ask);
  }

  @Test
  void studiesWithoutASamplerSayWhatTheyLack() {
    Study study = Study.builder().create();
    assertTrue(
        assertThrows(IllegalStateException.class, study::ask).getMessage().contains("no sampler"));
  }
}
