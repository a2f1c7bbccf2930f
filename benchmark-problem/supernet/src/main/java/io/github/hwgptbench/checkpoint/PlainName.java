package io.github.hwgptbench.checkpoint;

import io.github.hwgptbench.internal.text.Text;

/**
 * Names in files from anywhere, which messages repeat: those that are long, or would steer the
 * terminal that shows them, are refused.
 */
final class PlainName {

  private static final int LONGEST = 256;

  private PlainName() {}

  static boolean is(String name) {
    return name.length() <= LONGEST && name.codePoints().noneMatch(Character::isISOControl);
  }

  /** Returns what is allowed, for messages. */
  static String allowed() {
    return Text.format("at most %d characters, none of them a control character", LONGEST);
  }
}
