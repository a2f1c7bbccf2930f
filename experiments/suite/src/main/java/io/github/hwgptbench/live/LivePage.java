package io.github.hwgptbench.live;

import com.google.common.io.Resources;
import io.github.hwgptbench.record.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The static files of the page. */
public final class LivePage {

  /** Where the style of reports is. */
  private static final String REPORT_STYLE = "io/github/hwgptbench/report/report.css";

  private LivePage() {}

  /**
   * Returns the page.
   *
   * @throws IOException if it can't be read
   */
  public static byte[] html() throws IOException {
    return resource("live.html")
        .replace("{{version}}", Provenance.currentVersion())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the style sheet: that of reports, with additions for the page.
   *
   * @throws IOException if it can't be read
   */
  public static byte[] style() throws IOException {
    String report = Resources.toString(Resources.getResource(REPORT_STYLE), StandardCharsets.UTF_8);
    return (report + resource("live.css")).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the script.
   *
   * @throws IOException if it can't be read
   */
  public static byte[] script() throws IOException {
    return resource("live.js").getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) throws IOException {
    return Resources.toString(Resources.getResource(LivePage.class, name), StandardCharsets.UTF_8);
  }
}
