package io.github.hwgptbench.report.print;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.w3c.dom.Element;

/** Writes the texts of a figure in one font, which is embedded. */
final class Lettering {

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final Pattern TRANSFORM = Pattern.compile("(translate|rotate)\\(([^)]*)\\)");
  /** Width of the outline that makes letters bold, as a share of their size. */
  private static final double BOLD = 1 / 32.0;

  private final PDPageContentStream content;
  private final AffineTransform ground;
  private final PDFont font;
  private final CmapLookup glyphs;

  /**
   * Prepares the font.
   *
   * @param ground from the pixels of the figure, downwards, to those of the page, upwards
   */
  Lettering(PDDocument document, PDPageContentStream content, AffineTransform ground)
      throws IOException {
    this.content = content;
    this.ground = ground;
    TrueTypeFont letters;
    try (InputStream file =
        Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
      letters = new TTFParser().parse(new RandomAccessReadBuffer(file));
    }
    // Ligatures could not be searched for.
    letters.setEnableGsub(false);
    glyphs = letters.getUnicodeCmapLookup();
    font = PDType0Font.load(document, letters, true);
  }

  /** Writes a text with the attributes that figures use. */
  void write(Element element) throws IOException {
    String text = element
        .getTextContent()
        .codePoints()
        .map(character -> glyphs.getGlyphId(character) == 0 ? '?' : character)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
    double size = number(element, "font-size");
    double shift = switch (element.getAttribute("text-anchor")) {
      case "middle" -> 0.5;
      case "end" -> 1;
      default -> 0;
    };
    AffineTransform place = new AffineTransform(ground);
    TRANSFORM
        .matcher(element.getAttribute("transform"))
        .results()
        .forEach(step -> apply(step, place));
    place.translate(
        number(element, "x") - shift * size * font.getStringWidth(text) / 1000,
        number(element, "y"));
    place.scale(1, -1);
    content.beginText();
    content.setFont(font, (float) size);
    Color fill = Color.decode(element.getAttribute("fill"));
    if (element.hasAttribute("stroke")) {
      content.setStrokingColor(Color.decode(element.getAttribute("stroke")));
      content.setLineWidth((float) number(element, "stroke-width"));
      show(text, place, RenderingMode.STROKE);
    }
    content.setNonStrokingColor(fill);
    if (element.hasAttribute("font-weight")) {
      content.setStrokingColor(fill);
      content.setLineWidth((float) (size * BOLD));
      show(text, place, RenderingMode.FILL_STROKE);
    } else {
      show(text, place, RenderingMode.FILL);
    }
    content.endText();
  }

  private void show(String text, AffineTransform place, RenderingMode mode) throws IOException {
    content.setRenderingMode(mode);
    content.setTextMatrix(new Matrix(place));
    content.showText(text);
  }

  private static void apply(MatchResult step, AffineTransform place) {
    double[] numbers = Pattern.compile("[ ,]+")
        .splitAsStream(step.group(2))
        .mapToDouble(Double::parseDouble)
        .toArray();
    if (step.group(1).equals("translate")) {
      place.translate(numbers[0], numbers[1]);
    } else {
      place.rotate(Math.toRadians(numbers[0]));
    }
  }

  private static double number(Element element, String attribute) {
    String text = element.getAttribute(attribute);
    return text.isEmpty() ? 0 : Double.parseDouble(text);
  }
}
