package io.github.hwgptbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the commands of the tutorials, one after another, with small budgets. */
class TutorialTest {

  private static final Path ROOT = Path.of(System.getProperty("hwgptbench.root"));

  private static final Pattern COMMAND =
      Pattern.compile("^(?:\\$ )?\\./hwgpt (.*)$", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern FILE =
      Pattern.compile("as `([\\w.]+)`:\\s+```yaml\\n(.*?)```", Pattern.DOTALL);

  @TempDir
  private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"docs/first-experiment.md", "docs/comparison.md"})
  void commandsRun(String page) throws IOException {
    String text = Files.readString(ROOT.resolve(page));
    for (MatchResult file : FILE.matcher(text).results().toList()) {
      Files.writeString(temp.resolve(file.group(1)), file.group(2));
    }
    List<String> commands = COMMAND
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        // The reference runs are too many to be read here.
        .filter(command -> !command.contains("--against"))
        .toList();
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      CommandRun run = CommandRun.of((Object[]) arguments(command));
      assertEquals(0, run.code(), () -> page + ": " + command + ": " + run.err());
    }
  }

  /**
   * Returns a command with few seeds and evaluations, and with its files in the temporary folder.
   */
  private String[] arguments(String command) {
    Stream<String> words = WORD.matcher(command.replaceAll("--(seeds|evaluations|sample) \\d+", ""))
        .results()
        .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
        .map(word -> word.startsWith("results/") || word.endsWith(".yaml")
            ? temp.resolve(word).toString()
            : word);
    Stream<String> few = switch (command.split(" ")[0]) {
      case "run" -> Stream.of("--seeds", "2", "--evaluations", "6");
      case "verify" -> Stream.of("--sample", "2");
      default -> Stream.of();
    };
    return Stream.concat(words, few).toArray(String[]::new);
  }
}
