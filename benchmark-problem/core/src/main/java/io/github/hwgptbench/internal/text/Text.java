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
}
