package io.github.hwgptbench.internal.file;

import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of one file or folder, without a path, that every file system takes and that lies inside
 * of the folder that it is resolved against. Every name that comes from a user or a file and
 * becomes part of a path goes through this type, so that it can neither leave its folder
 * ({@code ..}, a drive, a separator) nor mean something else on another system ({@code con},
 * {@code x.}).
 *
 * @param text ASCII letters, digits, {@code .}, {@code _}, {@code =} and {@code -}
 */
public record FileName(String text) {

  /** The longest name that common file systems take, in bytes. */
  public static final int LONGEST = 255;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_=][A-Za-z0-9._=-]*");
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9.=-]+");

  /** Windows takes these for devices in every folder, whatever follows the first dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

  /**
   * Makes a name.
   *
   * @throws IllegalArgumentException if it is not such; the message has the reason
   */
  public FileName {
    check("File", text, text);
  }

  /**
   * Returns the name of a file that is called exactly so.
   *
   * @param what what is called so, to begin the message with, such as {@code Suite}
   * @throws IllegalArgumentException if it is no name for a file; the message has the reason
   */
  public static FileName of(String what, String name) {
    check(what, name, name);
    return new FileName(name);
  }

  /**
   * Returns the name of a file that belongs to something whose name may have any characters: every
   * stretch of characters other than ASCII letters, digits, {@code .}, {@code =} and {@code -}
   * becomes {@code _}. Different names may become the same.
   *
   * @param what what is called so, to begin the message with, such as {@code Algorithm}
   * @param ending is put behind it
   * @throws IllegalArgumentException if that is no name for a file; the message has the reason
   */
  public static FileName fitted(String what, String name, String ending) {
    String text = OTHERS.matcher(name).replaceAll("_") + ending;
    check(what, name, text);
    return new FileName(text);
  }

  private static void check(String what, String name, String text) {
    if (text.length() > LONGEST) {
      throw UsageException.of(
          "%s '%s...': its file name has %d characters; allowed: at most %d",
          what, printable(name), text.length(), LONGEST);
    }
    if (!FORM.matcher(text).matches() || text.endsWith(".")) {
      throw UsageException.of(
          "%s '%s': not a valid file name; allowed: letters, digits, '_', '=', '-' and '.', the"
              + " first not '-' or '.', and the last not '.'",
          what, printable(name));
    }
    if (DEVICE.matcher(text).matches()) {
      throw UsageException.of(
          "%s '%s': not a valid file name, since it is a device on Windows; allowed: other names",
          what, printable(name));
    }
  }

  /** The name may be anything, and messages go to consoles. */
  private static String printable(String name) {
    return name.codePoints()
        .limit(40)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Returns the file of this name in a folder. */
  public Path in(Path folder) {
    return folder.resolve(text);
  }

  /** Returns what is equal for two names that some file systems can't tell apart. */
  public String ignoringCase() {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return text;
  }
}
