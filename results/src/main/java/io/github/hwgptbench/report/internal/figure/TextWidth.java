package io.github.hwgptbench.report.internal.figure;

/** How wide a text is about, whatever sans-serif font a reader has. */
final class TextWidth {

  /** Widths of the characters from space to tilde in Helvetica, in thousandths of the size. */
  private static final int[] HELVETICA = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };

  private static final int OTHERS = 700;
  /** Some fonts, such as Verdana and DejaVu Sans, are wider. */
  private static final double RESERVE = 1.16;

  private TextWidth() {}

  /** Returns a width in pixels, rather too large than too small. */
  static double of(String text, double size) {
    int thousandths = text.codePoints()
        .map(c -> c >= ' ' && c <= '~' ? HELVETICA[c - ' '] : OTHERS)
        .sum();
    return thousandths * size * RESERVE / 1000;
  }

  /** Returns a text that is at most so wide, its end replaced by an ellipsis if need be. */
  static String fitted(String text, double size, double width) {
    if (of(text, size) <= width) {
      return text;
    }
    int[] characters = text.codePoints().toArray();
    int length = characters.length;
    String shorter;
    do {
      length--;
      shorter = new String(characters, 0, Math.max(0, length)) + "…";
    } while (length > 0 && of(shorter, size) > width);
    return shorter;
  }
}
