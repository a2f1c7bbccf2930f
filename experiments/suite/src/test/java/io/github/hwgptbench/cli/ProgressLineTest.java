package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter err = new StringWriter();

  private String shown(boolean terminal, Duration quiet) throws InterruptedException {
    try (ProgressLine progress =
        new ProgressLine(new PrintWriter(err), "runs", 4, () -> "of 2", terminal, quiet)) {
      progress.step(2);
      Thread.sleep(150);
    }
    return err.toString();
  }

  @Test
  void showsABarOnATerminalAndWipesItInTheEnd() throws InterruptedException {
    String shown = shown(true, Duration.ofMillis(20));
    assertTrue(shown.contains("\r[" + "#".repeat(15) + ".".repeat(15) + "] 2 of 4 runs, "), shown);
    assertTrue(shown.endsWith(" \r"), shown);
  }

  @Test
  void writesPlainLinesElsewhere() throws InterruptedException {
    String shown = shown(false, Duration.ofMillis(20));
    assertTrue(shown.matches("2 of 4 runs, [0-9.]+ a second, 0 s left, of 2\\R"), shown);
  }

  @Test
  void saysNothingOfShortWork() throws InterruptedException {
    assertEquals("", shown(true, Duration.ofSeconds(2)));
  }
}
