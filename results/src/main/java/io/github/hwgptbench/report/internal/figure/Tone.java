package io.github.hwgptbench.report.internal.figure;

/** Colours of what is around the data: text, lines of the grid, the ground. */
enum Tone implements Shade {
  TEXT("#1F2933", "#E6EAEE"),
  SUBDUED("#59636E", "#A6B0BA"),
  AXIS("#8A949E", "#7D8791"),
  GRID("#E4E7EB", "#343B43"),
  GROUND("#FFFFFF", "#14181D");

  private final String onLight;
  private final String onDark;

  Tone(String onLight, String onDark) {
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
