package io.github.hwgptbench.adapter.process;

import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command that starts a program: its file and its arguments. No shell sees it, so nothing in it
 * has a meaning but blanks, which separate words, and quotation marks, single or double, between
 * which blanks do not. Immutable.
 *
 * @param words at least one
 */
public record ProgramCommand(List<String> words) {

  /**
   * Makes a command.
   *
   * @throws IllegalArgumentException if there is no word, or the first is empty
   */
  public ProgramCommand {
    words = List.copyOf(words);
    if (words.isEmpty() || words.get(0).isBlank()) {
      throw new UsageException(
          "An empty command; expected a program, such as 'python3 my_optimizer.py'");
    }
  }

  /**
   * Reads a command.
   *
   * @throws IllegalArgumentException if there is none, or a quotation is not ended
   */
  public static ProgramCommand parse(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        begun = true;
      } else if (begun) {
        words.add(word.toString());
        word.setLength(0);
        begun = false;
      }
    }
    if (quote != 0) {
      throw UsageException.of(
          "Command '%s': a quotation that begins with %s is not ended", text, quote);
    }
    if (begun) {
      words.add(word.toString());
    }
    return new ProgramCommand(words);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return words.stream().map(ProgramCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    boolean plain = !word.isEmpty()
        && word.chars().noneMatch(c -> c == '"' || c == '\'' || Character.isWhitespace(c));
    if (plain) {
      return word;
    }
    return word.contains("\"") ? "'" + word.replace("'", "'\"'\"'") + "'" : '"' + word + '"';
  }
}
