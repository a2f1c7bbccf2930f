package io.github.hwgptbench.report.print;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.report.internal.figure.SvgRenderer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrintFormatTest {

  /** As wide as a column of a paper: 3.4 inches. */
  private static final String SVG =
      new SvgRenderer(SvgRenderer.Ground.WHITE, 326.4).render(SamplePage.figure("office 深 Ω ≤"));

  private static PDDocument pdf() throws IOException {
    return Loader.loadPDF(PrintFormat.PDF.bytes(SVG));
  }

  private static double height() {
    return Double.parseDouble(SVG.replaceFirst("(?s)^<svg [^>]*height=\"([^\"]*)\".*", "$1"));
  }

  @Test
  void pagesHaveTheSizeOfTheFigure() throws IOException {
    try (PDDocument document = pdf()) {
      assertEquals(1, document.getNumberOfPages());
      PDRectangle box = document.getPage(0).getMediaBox();
      assertEquals(3.4 * 72, box.getWidth(), 1e-3);
      assertEquals(height() * 0.75, box.getHeight(), 1e-3);
    }
  }

  @Test
  void textsAreTextInAnEmbeddedFont() throws IOException {
    try (PDDocument document = pdf()) {
      String text = new PDFTextStripper().getText(document);
      assertTrue(text.contains("office ? Ω ≤"), text);
      // The stripper breaks upright texts into lines.
      assertTrue(text.replaceAll("\\s", "").contains("energy[mWh]"), text);
      PDPage page = document.getPage(0);
      Set<COSName> names = StreamSupport.stream(
              page.getResources().getFontNames().spliterator(), false)
          .collect(Collectors.toSet());
      assertEquals(1, names.size());
      for (COSName name : names) {
        assertTrue(page.getResources().getFont(name).isEmbedded());
      }
    }
  }

  @Test
  void imagesHaveThreeHundredDotsPerInch() throws IOException {
    byte[] png = PrintFormat.PNG.bytes(SVG);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(3.4 * 300, image.getWidth(), 1);
    assertEquals(height() / 96 * 300, image.getHeight(), 1);
    assertEquals(Color.WHITE.getRGB(), image.getRGB(0, 0));
    // 11811 dots per metre, both ways.
    String text = new String(png, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("pHYs\0\0\u002e\u0023\0\0\u002e\u0023\u0001"));
  }

  /** The colour of the points, blue, is where the figure has them. */
  @Test
  void imagesShowTheFigure() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(PrintFormat.PNG.bytes(SVG)));
    int blue = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        Color color = new Color(image.getRGB(x, y));
        blue += color.getBlue() > 150 && color.getRed() < 50 ? 1 : 0;
      }
    }
    assertTrue(blue > 500, Integer.toString(blue));
  }

  @ParameterizedTest
  @EnumSource
  void theSameFigureGivesTheSameBytes(PrintFormat format) throws IOException {
    byte[] bytes = format.bytes(SVG);
    assertArrayEquals(bytes, format.bytes(SVG));
    assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains("Date"));
  }
}
