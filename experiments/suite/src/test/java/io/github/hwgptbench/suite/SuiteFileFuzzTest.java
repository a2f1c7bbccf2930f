package io.github.hwgptbench.suite;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;

/** Any text is a suite or is refused with a message. */
class SuiteFileFuzzTest {

  @Fuzz
  void anyTextIsASuiteOrIsRefused(@ForAll long seed) throws IOException {
    byte[] valid;
    try (InputStream in = SuiteFile.class.getResourceAsStream("constrained.yaml")) {
      valid = in.readAllBytes();
    }
    String text = new String(Mutations.of(valid, seed), StandardCharsets.UTF_8);
    Damaged.readsOrRefuses(
        IllegalArgumentException.class,
        "damaged.yaml",
        () -> SuiteFile.parse("damaged.yaml", text));
  }
}
