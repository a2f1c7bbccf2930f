package io.github.hwgptbench.report.print;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Makes a PDF of a figure: shapes by Java2D, and above them its texts as text. */
final class PdfFigure {

  /** Of 72 and 96 to an inch. */
  private static final float POINTS_PER_PIXEL = 0.75f;

  private PdfFigure() {}

  static byte[] of(String svg) throws IOException {
    try {
      Document figure = parse(svg);
      List<Element> texts = cut(figure, "text");
      cut(figure, "script");
      return of(shapes(figure), texts);
    } catch (SAXException | ParserConfigurationException | TransformerException e) {
      throw new IOException(e);
    }
  }

  private static Document parse(String svg)
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  /** Removes elements; returns those that can be seen. */
  private static List<Element> cut(Document figure, String tag) {
    NodeList found = figure.getElementsByTagName(tag);
    List<Element> seen = new ArrayList<>();
    while (found.getLength() > 0) {
      Element element = (Element) found.item(0);
      Element parent = (Element) element.getParentNode();
      parent.removeChild(element);
      if (!parent.getAttribute("visibility").equals("hidden")) {
        seen.add(element);
      }
    }
    return seen;
  }

  private static SVGDocument shapes(Document figure) throws IOException, TransformerException {
    TransformerFactory factory = TransformerFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    factory.newTransformer().transform(new DOMSource(figure), new StreamResult(xml));
    SVGDocument shapes = new SVGLoader()
        .load(new ByteArrayInputStream(xml.toByteArray()), null, LoaderContext.createDefault());
    if (shapes == null) {
      throw new IOException("A figure that can't be read as SVG");
    }
    return shapes;
  }

  private static byte[] of(SVGDocument shapes, List<Element> texts) throws IOException {
    float width = shapes.size().width;
    float height = shapes.size().height;
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      PDPage page =
          new PDPage(new PDRectangle(POINTS_PER_PIXEL * width, POINTS_PER_PIXEL * height));
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.transform(Matrix.getScaleInstance(POINTS_PER_PIXEL, POINTS_PER_PIXEL));
        PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, width, height);
        shapes.render(null, graphics, null);
        graphics.dispose();
        content.drawForm(graphics.getXFormObject());
        Lettering lettering =
            new Lettering(document, content, new AffineTransform(1, 0, 0, -1, 0, height));
        for (Element text : texts) {
          lettering.write(text);
        }
      }
      // Else it would be made of the time.
      document.setDocumentId(0L);
      // LaTeX includes older versions of PDF without warnings.
      document.save(pdf, CompressParameters.NO_COMPRESSION);
    }
    return pdf.toByteArray();
  }
}
