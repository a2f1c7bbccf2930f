package io.github.hwgptbench.report.internal.figure;

import java.util.Locale;
import java.util.stream.Stream;

/** A colour with a shade for light ground and one for dark ground, each as {@code #RRGGBB}. */
sealed interface Shade permits Ink, Tone {

  String name();

  String onLight();

  String onDark();

  /** Returns all colours. */
  static Stream<Shade> all() {
    return Stream.concat(Stream.of(Ink.values()), Stream.of(Tone.values()));
  }

  /** Returns the name of the class of what has this colour as {@code fill}. */
  default String fillClass() {
    return name().toLowerCase(Locale.ROOT) + "-f";
  }

  /** Returns the name of the class of what has this colour as {@code stroke}. */
  default String strokeClass() {
    return name().toLowerCase(Locale.ROOT) + "-s";
  }
}
