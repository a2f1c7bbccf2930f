package io.github.hwgptbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Standard output, which ends the process in silence when nobody reads it any more, as in
 * {@code hwgpt algorithms | head}, like other programs do.
 */
final class StandardOutput extends OutputStream {

  /** What shells report of a program that ended so: 128 and the number of the signal SIGPIPE. */
  private static final int BROKEN_PIPE = 141;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("pipe")) {
        System.exit(BROKEN_PIPE);
      }
      throw e;
    }
  }
}
