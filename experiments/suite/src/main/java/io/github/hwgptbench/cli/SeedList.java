package io.github.hwgptbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Reads which seeds to run: how many, or which ones. */
final class SeedList {

  private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
  private static final Pattern ITEM = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");
  private static final int MOST = 1_000_000;

  private SeedList() {}

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not such
   */
  static List<Long> parse(String text) {
    String stripped = text.strip();
    if (COUNT.matcher(stripped).matches()) {
      return range(text, 1, Long.parseLong(stripped));
    }
    List<Long> seeds = new ArrayList<>();
    for (String item : stripped.split(",")) {
      Matcher matcher = ITEM.matcher(item.strip());
      if (!matcher.matches()) {
        throw wrong(text);
      }
      long first = Long.parseLong(matcher.group(1));
      seeds.addAll(
          range(text, first, matcher.group(2) == null ? first : Long.parseLong(matcher.group(2))));
    }
    return seeds;
  }

  private static List<Long> range(String text, long first, long last) {
    if (last < first || last - first >= MOST) {
      throw wrong(text);
    }
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        ("--seeds '%s': expected how many, such as 5 (then they are 1 to 5), or which, such as"
                + " 7,9,20..25 or 7..7")
            .formatted(text));
  }
}
