package io.github.hwgptbench.adapter.process;

import io.github.hwgptbench.internal.text.Text;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 over two streams. A byte-order mark before the first one is ignored. */
final class StreamLines implements ProgramLines {

  /** Holds 10,000 architectures by the names of their genes many times over. */
  private static final int LONGEST_LINE = 64 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final InputStream in;
  private final OutputStream out;
  private final int longestLine;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean first = true;

  /**
   * Makes it.
   *
   * @param in what the program says
   * @param out where the program listens
   */
  StreamLines(InputStream in, OutputStream out) {
    this(in, out, LONGEST_LINE);
  }

  StreamLines(InputStream in, OutputStream out, int longestLine) {
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.longestLine = longestLine;
  }

  @Override
  public Optional<String> read() throws IOException {
    line.reset();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (line.size() == longestLine) {
        throw new ProgramFailedException(
            Text.format("longer than %d bytes, which is the maximum", longestLine));
      }
      line.write(next);
      next = in.read();
    }
    String read = line.toString(StandardCharsets.UTF_8);
    boolean marked = first && read.startsWith(BYTE_ORDER_MARK);
    first = false;
    return Optional.of(marked ? read.substring(BYTE_ORDER_MARK.length()) : read);
  }

  @Override
  public void write(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
