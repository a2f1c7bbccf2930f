package io.github.hwgptbench.report;

import java.io.IOException;

/**
 * A file format of figures, in addition to SVG.
 *
 * @since 0.2.0
 */
public interface FigureFormat {

  /** Returns the ending of files, such as {@code pdf}. */
  String ending();

  /**
   * Returns the content of a file.
   *
   * @param svg a figure of a report as an SVG file, on white
   * @throws IOException if the Java runtime has no graphics
   */
  byte[] bytes(String svg) throws IOException;
}
