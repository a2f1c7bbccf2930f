package io.github.hwgptbench.service;

import java.io.IOException;
import java.util.Optional;

/** What one client hears of, one event after another. */
@FunctionalInterface
interface EventSource {

  /**
   * Returns the next event, asked for about once a second.
   *
   * @return one line of text in UTF-8; empty where nothing has changed
   * @throws IOException if it can't be made; the client hears why, and no more
   */
  Optional<byte[]> next() throws IOException;
}
