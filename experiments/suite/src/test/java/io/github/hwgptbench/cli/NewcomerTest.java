package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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

  @Test
  void helpIsThatOfTheCommand() {
    assertEquals(CommandRun.of("--help"), CommandRun.of("help"));
    assertEquals(CommandRun.of("run", "--help"), CommandRun.of("help", "run"));
    assertEquals(0, CommandRun.of("help", "run").code());
    assertEquals(2, CommandRun.of("help", "nothing").code());
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
    CommandRun result = CommandRun.of((Object[]) command.split(" "));
    assertEquals(2, result.code());
    assertTrue(result.err().contains(mistake), result.err());
    assertTrue(result.err().contains(remedy), result.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 96})
  void helpFitsTheTerminal(int width) {
    CommandLine line = HwGpt.commandLine(new PrintWriter(System.out), new PrintWriter(System.err));
    assertFalse(line.getSubcommands().isEmpty());
    HelpText.setUp(line, width);
    fits(line, width);
  }

  @Test
  void helpBreaksLinesBetweenWordsOnly() {
    assertEquals(wordsOfHelp(1_000), wordsOfHelp(80));
  }

  private static List<String> wordsOfHelp(int width) {
    CommandLine line = HwGpt.commandLine(new PrintWriter(System.out), new PrintWriter(System.err));
    HelpText.setUp(line, width);
    return line.getSubcommands().values().stream()
        .flatMap(command -> Stream.of(command.getUsageMessage().split("\\s+")))
        .filter(word -> !word.matches("[\\\\^]"))
        .toList();
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
    CommandRun result = CommandRun.of("completion", shell);
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("complete -F _complete_hwgpt"), shell);
    assertTrue(result.out().contains("--constraints"), shell);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | run, report, query, supernet, completion, help",
        "re                | report",
        "'completion '     | bash, zsh",
        "help que          | query",
        "'supernet '       | tokens, shape, export, train",
        "run --res         | --resume",
        "'run --scale '    | xs, s, m, l",
        "run qu            | quick",
        "'query --format ' | text, csv, json"
      })
  void bashCompletesCommandsAndOptions(String typed, String offered) throws Exception {
    List<String> words = new ArrayList<>(List.of("./hwgpt"));
    words.addAll(List.of(typed.split(" ", -1)));
    // What bash does at the Tab key; compopt is for its own calls only.
    String tab = "source \"$0\"; compopt() { :; }; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
        + " COMP_LINE=\"$*\"; _complete_hwgpt; printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> completions = shell("bash", tab, words).lines().toList();
    assertTrue(completions.containsAll(List.of(offered.split(", "))), completions.toString());
  }

  @Test
  void zshLoadsWhatTheScriptNeeds() throws Exception {
    String registered = shell("zsh", "source \"$0\" && print -r -- $_comps[hwgpt]", List.of());
    assertTrue(registered.contains("_complete_hwgpt"), registered);
  }

  /** Runs a command of a shell, whose first argument is the script of completions. */
  private String shell(String shell, String command, List<String> arguments) throws Exception {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell))),
        "no " + shell + " on this machine");
    Path script = temp.resolve("completions");
    Files.writeString(script, CommandRun.of("completion", shell).out());
    List<String> line = new ArrayList<>(List.of(shell, "-c", command, script.toString()));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    // Where zsh keeps a cache of completions.
    builder.environment().put("ZDOTDIR", temp.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    return output;
  }

  @Test
  void hintsCanBeTyped() {
    assertEquals(
        "Try './hwgpt run --help'.", TypedCommand.in("Try 'hwgpt run --help'.", "./hwgpt"));
    assertEquals("in results/hwgpt runs", TypedCommand.in("in results/hwgpt runs", "./hwgpt"));
    assertEquals("'it'\\''s mine'", TypedCommand.quoted("it's mine", false));
    assertEquals("params,flops", TypedCommand.quoted("params,flops", false));
    assertEquals("'~'", TypedCommand.quoted("~", false));
    assertEquals("\"C:\\my runs\"", TypedCommand.quoted("C:\\my runs", true));
    assertEquals("C:\\runs", TypedCommand.quoted("C:\\runs", true));
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
    assertEquals(0, CommandRun.of((Object[]) run).code());
    CommandRun again = CommandRun.of((Object[]) run);
    assertEquals(1, again.code());
    assertTrue(again.err().contains("--resume continues it"), again.err());
  }

  @Test
  void whatIsStoppedSaysHowToGoOn() {
    StringWriter err = new StringWriter();
    StopNotice.say(
        new PrintWriter(err), "the evaluations so far", temp, "./hwgpt run quick --resume");
    assertTrue(err.toString().contains("To continue: ./hwgpt run quick --resume"), err.toString());
  }

  @Test
  void aSuiteBeginsWithAnEstimateOfItsTime() {
    CommandRun result = CommandRun.of(
        "run",
        "--algorithms",
        "random",
        "--seeds",
        "10",
        "--evaluations",
        "1000",
        "--out",
        temp.resolve("runs").toString());
    assertEquals(0, result.code(), result.err());
    assertTrue(
        (result.out() + result.err()).contains("10 runs of 1000 evaluations, about "),
        result.err());
  }

  /** With the cursor at its beginning, a line that a narrower terminal breaks is cleared whole. */
  @Test
  void resizingDoesNotSmearTheProgressLine() throws InterruptedException {
    StringWriter err = new StringWriter();
    try (ProgressLine progress = new ProgressLine(
        new PrintWriter(err), "runs", 4, () -> "", true, true, 80, Duration.ofMillis(20))) {
      progress.step(2);
      ProgressLineTest.awaitShown(err, Duration.ofMillis(20));
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
