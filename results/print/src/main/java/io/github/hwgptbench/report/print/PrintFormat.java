package io.github.hwgptbench.report.print;

import com.google.common.base.Ascii;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.report.FigureFormat;
import java.awt.AWTError;
import java.io.IOException;

/**
 * Formats for papers and slides. Figures have the size of the SVG, 96 pixels to an inch, and the
 * font Liberation Sans, which is included; characters that it lacks become question marks. The same
 * figure gives the same bytes with the same Java runtime; PDF files have no date.
 *
 * @since 0.2.0
 */
public enum PrintFormat implements FigureFormat {
  /** Vectors and text, with the font embedded. */
  PDF {
    @Override
    byte[] print(String svg) throws IOException {
      return PdfFigure.of(svg);
    }
  },
  /** Pixels on white, 300 to an inch. */
  PNG {
    @Override
    byte[] print(String svg) throws IOException {
      return PngFigure.of(PdfFigure.of(svg));
    }
  };

  abstract byte[] print(String svg) throws IOException;

  @Override
  public String ending() {
    return Ascii.toLowerCase(name());
  }

  @Override
  public byte[] bytes(String svg) throws IOException {
    try {
      return print(svg);
    } catch (LinkageError | InternalError | AWTError e) {
      throw new IOException(
          Text.format(
              "%s files of figures need the graphics libraries of the Java runtime, which can't be loaded here; allowed: SVG alone, or a Java runtime with the module java.desktop and its native libraries",
              name()),
          e);
    }
  }
}
