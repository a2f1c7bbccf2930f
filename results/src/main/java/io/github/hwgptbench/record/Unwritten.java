package io.github.hwgptbench.record;

import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Says of a file that can't be written, on a full disk say, which it is and what can be done. */
final class Unwritten {

  private Unwritten() {}

  static IOException of(Path file, IOException e) {
    // Those of the file system begin with the name of a file.
    String why = e instanceof FileSystemException refused && refused.getReason() != null
        ? refused.getReason()
        : e.getMessage();
    return new IOException(
        Text.format(
            "%s: can't be written: %s; finished runs are kept, and the suite can be resumed once"
                + " there is space",
            file, why),
        e);
  }
}
