package io.github.hwgptbench.suite;

import io.github.hwgptbench.usage.UsageException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Reads which seeds to run: how many, or which ones. */
final class SeedList {

  private static final Pattern COUNT = Pattern.compile("\\d+");
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
      return range(text, 1, count(text, stripped));
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
      if (seeds.size() > MOST) {
        throw tooMany(text);
      }
    }
    return seeds;
  }

  private static long count(String text, String digits) {
    BigInteger count = new BigInteger(digits);
    if (count.compareTo(BigInteger.valueOf(MOST)) > 0) {
      throw tooMany(text);
    }
    return count.longValueExact();
  }

  private static List<Long> range(String text, long first, long last) {
    if (last < first) {
      throw wrong(text);
    }
    if (last - first >= MOST) {
      throw tooMany(text);
    }
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static UsageException tooMany(String text) {
    return UsageException.of(
        "Seeds '%s': too many; allowed: at most %d seeds (the single seed 7 is 7..7)", text, MOST);
  }

  private static UsageException wrong(String text) {
    return UsageException.of(
        "Seeds '%s': expected their number, such as 5 (for 1 to 5), or the seeds themselves,"
            + " such as 7,9,20..25 or 7..7",
        text);
  }
}
