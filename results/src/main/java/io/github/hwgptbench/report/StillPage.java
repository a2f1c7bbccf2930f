package io.github.hwgptbench.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A page as one small file without scripts and with SVG figures, which can be rewritten often while
 * something runs.
 *
 * @since 0.2.0
 */
public final class StillPage {

  private StillPage() {}

  /** Returns a page as the text of an HTML file. */
  public static String html(Page page) {
    StringWriter html = new StringWriter();
    try {
      new HtmlReport(page, true).write(html);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return html.toString();
  }
}
