package io.github.hwgptbench.adapter.process;

import io.github.hwgptbench.usage.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command that starts a program: its file and its arguments. It is not interpreted by a shell;
 * only spaces, which separate words, and single or double quotation marks, which enclose words with
 * spaces, have a meaning. Immutable.
 *
 * @param words one or more
 */
public record ProgramCommand(List<String> words) {

  /**
   * Makes a command.
   *
   * @throws IllegalArgumentException if there are no words, or the first is empty
   */
  public ProgramCommand {
    words = List.copyOf(words);
    if (words.isEmpty() || words.get(0).isBlank()) {
      throw new UsageException(
          "An empty command; expected a program, such as 'python3 my_optimizer.py'");
    }
  }

  /**
   * Parses a command.
   *
   * @throws IllegalArgumentException if it is empty, or a quotation is unterminated
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
          "Command '%s': a quotation that begins with %s has no end", text, quote);
    }
    if (begun) {
      words.add(word.toString());
    }
    return new ProgramCommand(words);
  }

  /** Returns the text that {@link #parse} accepts. */
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
