package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.analysis.BestFrontLookup;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.suite.Benches;
import io.github.hwgptbench.suite.BestHypervolumes;
import io.github.hwgptbench.suite.Experiment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter err = new StringWriter();

  private String shown(boolean terminal, Duration quiet) throws InterruptedException {
    return shown(terminal, 80, quiet);
  }

  private String shown(boolean terminal, int columns, Duration quiet) throws InterruptedException {
    return shown("runs", terminal, columns, quiet);
  }

  private String shown(String unit, boolean terminal, int columns, Duration quiet)
      throws InterruptedException {
    try (ProgressLine progress = new ProgressLine(
        new PrintWriter(err), unit, 4, () -> "of 2", terminal, false, columns, quiet)) {
      progress.step(2);
      awaitShown(err, quiet);
    }
    return err.toString();
  }

  /** Waits until something is shown, unless that comes only after a long time. */
  static void awaitShown(StringWriter err, Duration quiet) throws InterruptedException {
    if (quiet.compareTo(Duration.ofMinutes(1)) > 0) {
      Thread.sleep(150);
      return;
    }
    for (int i = 0; i < 6_000 && err.toString().isEmpty(); i++) {
      Thread.sleep(10);
    }
  }

  @Test
  void showsABarOnATerminalAndWipesItInTheEnd() throws InterruptedException {
    String shown = shown(true, Duration.ofMillis(20));
    assertTrue(shown.contains("\r[" + "#".repeat(15) + ".".repeat(15) + "] 2 of 4 runs, "), shown);
    assertTrue(shown.endsWith(" \r"), shown);
  }

  @Test
  void aLineIsNeverLongerThanTheTerminal() throws InterruptedException {
    String shown = shown(true, 20, Duration.ofMillis(20));
    assertTrue(shown.startsWith("\r2 of 4 runs, "), shown);
    for (String line : shown.split("\r")) {
      assertTrue(line.length() < 20, shown);
    }
  }

  @Test
  void writesPlainLinesElsewhere() throws InterruptedException {
    String shown = shown(false, Duration.ofMillis(20));
    assertTrue(shown.matches("2 of 4 runs, [0-9.]+ per second, [0-9]+ s left, of 2\\R"), shown);
  }

  @Test
  void stepsOfDifferentKindsAreShownInPerCent() throws InterruptedException {
    String shown = shown("", false, 80, Duration.ofMillis(20));
    assertTrue(shown.matches("50 %, [0-9]+ s left, of 2\\R"), shown);
  }

  @Test
  void saysNothingOfShortWork() throws InterruptedException {
    assertEquals("", shown(true, Duration.ofHours(1)));
  }

  private static RunOutcome outcome(double hypervolume, Optional<String> failure) {
    return new RunOutcome(
        "random",
        1,
        new RunOutcome.Found(5, 5, hypervolume, "00"),
        RunOutcome.Timing.between(Instant.EPOCH, Instant.EPOCH),
        null,
        failure.orElse(null));
  }

  @Test
  void aSuiteShowsTheBestHypervolumeOfTheProblemThatItIsAt() throws IOException {
    try (Benches benches = Benches.shipped()) {
      List<RunSettings> problems = Experiment.read("paper-2d").problems(benches);
      RunSettings known = problems.get(0);
      RunSettings unknown = problems.get(1);
      BestHypervolumes fronts = BestHypervolumes.of(
          problems,
          problem -> problem == known ? BestFrontLookup.SHIPPED.find(problem) : Optional.empty());
      double best = fronts.best(known);
      try (SuiteProgress progress =
          new SuiteProgress(new PrintWriter(err), true, 4, Budget.evaluations(5), fronts)) {
        assertEquals("0 of 4 runs", progress.state());
        progress.ended(known, outcome(0.75 * best, Optional.empty()));
        progress.ended(known, outcome(0.5 * best, Optional.empty()));
        String first = known.problem().name();
        assertEquals("2 of 4 runs, best relative hv 0.7500 on " + first, progress.state());
        progress.ended(unknown, outcome(1, Optional.of("a bug")));
        assertEquals("3 of 4 runs, best relative hv 0.7500 on " + first, progress.state());
        progress.ended(unknown, outcome(0.7, Optional.empty()));
        String second = unknown.problem().name();
        assertEquals("4 of 4 runs, best hv 0.7000 on " + second, progress.state());
      }
    }
    assertEquals("", err.toString());
  }
}
