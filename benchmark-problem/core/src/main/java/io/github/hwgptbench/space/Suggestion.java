package io.github.hwgptbench.space;

import io.github.hwgptbench.internal.text.Text;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hint in an error about an unknown name: the known names, and the one that was probably meant.
 */
public final class Suggestion {

  private static final int MOST = 20;

  private Suggestion() {}

  /**
   * Returns the end of an error message, such as {@code known: a100, a40, h100 (did you mean
   * 'a100'?)}; the question is left out where no known name is near.
   */
  public static String known(String given, Collection<String> known) {
    return list(given, known, String.join(", ", known));
  }

  /**
   * Returns the same of names that may be too many for a message: of more than 20, the first 20 and
   * the command that lists all.
   *
   * @param command such as {@code hwgpt algorithms}
   * @since 0.2.0
   */
  public static String known(String given, Collection<String> known, String command) {
    if (known.size() <= MOST) {
      return known(given, known);
    }
    String first = known.stream().limit(MOST).collect(Collectors.joining(", "));
    return list(
        given, known, Text.format("%s and %d more, see '%s'", first, known.size() - MOST, command));
  }

  private static String list(String given, Collection<String> known, String names) {
    String list = "known: " + names;
    return closest(given, known)
        .map(name -> list + " (did you mean '" + name + "'?)")
        .orElse(list);
  }

  /**
   * Returns the known name with the fewest edits (of one character, or two neighbours that changed
   * places) from the given one, ignoring case; nothing if even that one differs in more than a
   * third of its characters (but one edit is always near, where a name has two).
   */
  public static Optional<String> closest(String given, Collection<String> known) {
    String closest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : known) {
      int edits = edits(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < fewest && edits <= nearEnough(name)) {
        closest = name;
        fewest = edits;
      }
    }
    return Optional.ofNullable(closest);
  }

  private static int nearEnough(String name) {
    return name.length() < 2 ? 0 : Math.max(1, name.length() / 3);
  }

  /** Levenshtein distance, in which two neighbours that changed places are one edit, too. */
  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
