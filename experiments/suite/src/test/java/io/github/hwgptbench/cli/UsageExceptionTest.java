package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a user did wrong exits with 2, and everything else with 1. */
class UsageExceptionTest {

  private static final String REPORT = "Please report it";

  private final StringWriter err = new StringWriter();

  /** Fails in a given way. */
  @Command(name = "broken")
  private record Broken(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  private int failing(Throwable failure) {
    CommandLine line =
        HwGpt.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    line.addSubcommand("broken", new Broken(failure));
    return HwGpt.execute(line, "broken");
  }

  @Test
  void aMistakeOfTheUserExitsWith2() {
    assertEquals(2, failing(new UsageException("Device 'b200': unknown")));
    assertTrue(err.toString().startsWith("hwgpt broken: Device 'b200': unknown"), err.toString());
    assertTrue(err.toString().contains("--help"), err.toString());
  }

  @Test
  void anErrorOfOursExitsWith1AndSaysHowToReportIt() {
    for (Throwable failure : Arrays.asList(
        new IllegalArgumentException("3 rows"),
        new NumberFormatException("x"),
        new IllegalStateException("no end"),
        new NullPointerException(),
        new NoClassDefFoundError("Gone"),
        new AssertionError("never"))) {
      err.getBuffer().setLength(0);
      assertEquals(1, failing(failure), failure.toString());
      String command = failure instanceof Error ? "hwgpt: " : "hwgpt broken: ";
      assertTrue(err.toString().startsWith(command + failure), err.toString());
      assertTrue(err.toString().contains(REPORT), err.toString());
    }
  }

  @Test
  void whatIsWrongWithAFileExitsWith1AndIsNotOurError() {
    for (Exception failure : Arrays.asList(
        new IOException("runs.jsonl, line 3: no number"),
        new NoSuchFileException("gone"),
        new UncheckedIOException(new IOException("disk full")),
        new UsageException("mine.json: unreadable", new IOException("disk full")))) {
      err.getBuffer().setLength(0);
      assertEquals(1, failing(failure), failure.toString());
      assertFalse(err.toString().contains(REPORT), err.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --objectives perplexity,energy@b200",
        "run --objectives perplexity,perplexity",
        "run --constraints params<",
        "run --algorithms nsga2(population=x)",
        "run --algorithms nsga2(populations=2)",
        "run --algorithms nsga2@best",
        "run --algorithms random(",
        "run --seeds 3..1",
        "run --evaluations 0",
        "run --threads 0",
        "run --time-limit soon",
        "run --shard 3/2",
        "run --reference-point 0",
        "run --reference-point 1,1,1",
        "run --bounds best",
        "run --name a/b",
        "run missing.yaml",
        "run quick --scale s",
        "ask-tell --seed 1 --evaluations 0",
        "query --arch gpt",
        "query --arch gpt-s-1-1-1-1-True",
        "query --in none.csv --quantiles 2",
        "front HWGPT-S(perplexity",
        "front HWGPT-Q(perplexity,params)",
        "front HWGPT-S(perplexity,params) --evaluations 0",
        "bounds --scale q",
        "report results/none --level 3",
        "serve --port 70000",
        "serve --token short",
        "algorithms nsga3",
        "devices --metric speed",
        "spaces q",
      })
  void mistakesOnTheCommandLineAreTheUsers(String line) {
    CommandRun run = CommandRun.of((Object[]) line.split(" "));
    assertEquals(2, run.code(), run.err());
  }
}
