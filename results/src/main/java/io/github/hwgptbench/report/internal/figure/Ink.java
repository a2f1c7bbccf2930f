package io.github.hwgptbench.report.internal.figure;

/**
 * Colours of series, which people with any colour-vision deficiency can tell apart (Okabe and Ito
 * 2008, "Color Universal Design"; with a brown for their yellow, which is too pale for lines). Each
 * in a shade for light ground and one for dark ground.
 */
public enum Ink implements Shade {
  /** Blue. */
  BLUE("#0072B2", "#4BA6E0"),
  /** Vermilion. */
  VERMILION("#D55E00", "#F0803C"),
  /** Bluish green. */
  GREEN("#009E73", "#2FC49A"),
  /** Reddish purple. */
  PURPLE("#B65C93", "#DE95C0"),
  /** Orange. */
  ORANGE("#E69F00", "#F2B632"),
  /** Sky blue. */
  SKY("#56B4E9", "#8CCFF5"),
  /** Brown, and straw on dark ground, where a brown would be too near to vermilion. */
  BROWN("#704600", "#F5EE8B"),
  /** Grey, for series that another one stands out from. */
  MUTED("#A9B1B9", "#6B757F"),
  /** The colour of text, for what series are compared with. */
  NEUTRAL("#30363D", "#D5DBE1");

  private final String onLight;
  private final String onDark;

  Ink(String onLight, String onDark) {
    this.onLight = onLight;
    this.onDark = onDark;
  }

  @Override
  public String onLight() {
    return onLight;
  }

  @Override
  public String onDark() {
    return onDark;
  }
}
