package io.github.hwgptbench.report;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes names of files and links from any texts, each once. */
final class Anchors {

  private static final int LONGEST = 80;

  private final Set<String> taken = new HashSet<>();

  /** Returns a name of lower-case letters, digits and hyphens, with a number if it was taken. */
  String of(String text) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String base = name.isEmpty() ? "x" : name.substring(0, Math.min(LONGEST, name.length()));
    String candidate = base;
    for (int number = 2; !taken.add(candidate); number++) {
      candidate = base + "-" + number;
    }
    return candidate;
  }
}
