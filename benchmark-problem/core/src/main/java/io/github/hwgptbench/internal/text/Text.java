package io.github.hwgptbench.internal.text;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text that is the same on every machine, whatever its locale.
 *
 * @since 0.2.0
 */
public final class Text {

  private Text() {}

  /** Returns what {@link String#format(Locale, String, Object...)} does for {@link Locale#ROOT}. */
  @FormatMethod
  public static String format(String format, @Nullable Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Returns a time as people read it, such as {@code 3:07 min}. */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? format("%d:%02d min", whole / 60, whole % 60)
            : format("%d:%02d h", whole / 3600, whole / 60 % 60);
  }
}
