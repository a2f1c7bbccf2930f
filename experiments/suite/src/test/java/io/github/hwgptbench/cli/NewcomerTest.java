package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What somebody needs who meets the command line for the first time. */
class NewcomerTest {

  @TempDir
  private Path temp;

  /** What a command printed and returned. */
  private record Result(int code, String out, String err) {}

  private static Result hwgpt(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = HwGpt.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Result(code, out.toString(), err.toString());
  }

  @Test
  void helpIsThatOfTheCommand() {
    assertEquals(hwgpt("--help"), hwgpt("help"));
    assertEquals(hwgpt("run", "--help"), hwgpt("help", "run"));
    assertEquals(0, hwgpt("help", "run").code);
    assertEquals(2, hwgpt("help", "nothing").code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu                | Command 'rnu': unknown;            | (did you mean 'run'?)",
        "help rnu           | Command 'rnu': unknown;            | (did you mean 'run'?)",
        "run --sedes 3      | Unknown option: '--sedes'          | (did you mean '--seeds'?)",
        "run --name a --name b | --name: given twice             | allowed: once"
      })
  void mistakesAreNamedWithWhatWasMeant(String command, String mistake, String remedy) {
    Result result = hwgpt(command.split(" "));
    assertEquals(2, result.code);
    assertTrue(result.err.contains(mistake), result.err);
    assertTrue(result.err.contains(remedy), result.err);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 96})
  void helpFitsTheTerminal(int width) {
    CommandLine line = new CommandLine(new HwGpt());
    HelpText.setUp(line, width);
    fits(line, width);
  }

  private static void fits(CommandLine line, int width) {
    for (String text : line.getUsageMessage().lines().toList()) {
      boolean breakable = text.strip().matches(".*[^ ] [^ ].*[^\\\\]");
      assertTrue(text.length() <= width || !breakable, text);
    }
    line.getSubcommands().values().forEach(command -> fits(command, width));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionIsAScriptOfTheShell(String shell) {
    Result result = hwgpt("completion", shell);
    assertEquals(0, result.code, result.err);
    assertTrue(result.out.contains("complete -F _complete_hwgpt"), shell);
    assertTrue(result.out.contains("--constraints"), shell);
  }

  @Test
  void hintsCanBeTyped() {
    assertEquals(
        "Try './hwgpt run --help'.", TypedCommand.in("Try 'hwgpt run --help'.", "./hwgpt"));
    assertEquals("in results/hwgpt runs", TypedCommand.in("in results/hwgpt runs", "./hwgpt"));
    assertEquals("'it'\\''s mine'", TypedCommand.quoted("it's mine"));
  }

  @Test
  void aFolderWithASuiteIsRefusedWithTheOptionThatGoesOn() {
    String out = temp.resolve("runs").toString();
    String[] run = {
      "run",
      "--quiet",
      "--algorithms",
      "random",
      "--seeds",
      "1",
      "--evaluations",
      "20",
      "--out",
      out
    };
    assertEquals(0, hwgpt(run).code);
    Result again = hwgpt(run);
    assertEquals(1, again.code);
    assertTrue(again.err.contains("--resume goes on with it"), again.err);
  }

  @Test
  void whatIsStoppedSaysHowToGoOn() {
    StringWriter err = new StringWriter();
    StopNotice.say(new PrintWriter(err), temp, "./hwgpt run quick --resume");
    assertTrue(err.toString().contains("To go on: ./hwgpt run quick --resume"), err.toString());
  }

  @Test
  void aSuiteBeginsWithAnEstimateOfItsTime() {
    Result result = hwgpt(
        "run",
        "--algorithms",
        "random",
        "--seeds",
        "10",
        "--evaluations",
        "1000",
        "--out",
        temp.resolve("runs").toString());
    assertEquals(0, result.code, result.err);
    assertTrue(
        (result.out + result.err).contains("10 runs of 1000 evaluations, about "), result.err);
  }

  /** With the cursor at its beginning, a line that a narrower terminal breaks is cleared whole. */
  @Test
  void resizingDoesNotSmearTheProgressLine() throws InterruptedException {
    StringWriter err = new StringWriter();
    try (ProgressLine progress = new ProgressLine(
        new PrintWriter(err), "runs", 4, () -> "", true, true, 80, Duration.ofMillis(20))) {
      progress.step(2);
      Thread.sleep(300);
    }
    String shown = err.toString();
    assertTrue(shown.startsWith("\u001b[J\u001b[?7l["), shown);
    assertTrue(shown.endsWith("\u001b[?7h\r\u001b[J"), shown);
  }

  @Test
  void outputThatNobodyReadsEndsInSilence() throws Exception {
    Path err = temp.resolve("err");
    Process process = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HwGpt.class.getName(),
            "algorithms"))
        .redirectError(err.toFile())
        .start();
    process.getInputStream().close();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    assertEquals("", Files.readString(err));
    assertFalse(process.exitValue() == 0);
  }
}
