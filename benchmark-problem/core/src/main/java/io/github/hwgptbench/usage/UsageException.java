package io.github.hwgptbench.usage;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.internal.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Wrong usage: an invalid option, name, setting or line of a file. The message names the error, its
 * place, and the allowed values. The command line prints it and exits with 2, and the service
 * answers with 400; any other exception is a defect of this library.
 */
public class UsageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message the error, its place and the allowed values, for the user to read
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * Makes an exception.
   *
   * @param message the error, its place and the allowed values, for the user to read
   * @param cause the underlying exception
   */
  public UsageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns an exception whose message is made of a format and its arguments.
   *
   * @param format as that of {@link String#format(String, Object...)}
   * @param arguments of the format; formatted independently of the locale
   */
  @FormatMethod
  public static UsageException of(String format, @Nullable Object... arguments) {
    return new UsageException(Text.format(format, arguments));
  }
}
