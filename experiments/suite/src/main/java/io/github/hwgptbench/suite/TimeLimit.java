package io.github.hwgptbench.suite;

import io.github.hwgptbench.usage.UsageException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The maximum time of a run, or of the search for a proof. It does not change values of a run that
 * ends earlier.
 *
 * @param duration positive
 */
public record TimeLimit(Duration duration) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6}) ?(s|min|h)");

  /**
   * Makes a limit.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public TimeLimit {
    if (duration.isNegative() || duration.isZero()) {
      throw UsageException.of("Time limit %s; allowed: above 0", duration);
    }
  }

  /**
   * Parses the text form, such as {@code 90s}, {@code 10min} or {@code 2h}.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  public static TimeLimit parse(String text) {
    return parse("Time limit", text);
  }

  /**
   * Parses the text form of a time, such as {@code 90s}, {@code 10min} or {@code 2h}.
   *
   * @param what the time that it is, for the message, such as {@code Time limit}
   * @throws IllegalArgumentException if it is invalid
   */
  public static TimeLimit parse(String what, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      if (amount > 0) {
        return new TimeLimit(
            switch (matcher.group(2)) {
              case "s" -> Duration.ofSeconds(amount);
              case "min" -> Duration.ofMinutes(amount);
              default -> Duration.ofHours(amount);
            });
      }
    }
    throw UsageException.of(
        "%s '%s'; allowed: a positive integer and its unit s, min or h, such as 90s, 150min or 2h",
        what, text);
  }

  /** Returns the text form in the largest unit without a remainder. */
  @Override
  public String toString() {
    long seconds = duration.toSeconds();
    if (duration.toNanosPart() > 0) {
      return duration.toMillis() + "ms";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "min" : seconds + "s";
  }
}
