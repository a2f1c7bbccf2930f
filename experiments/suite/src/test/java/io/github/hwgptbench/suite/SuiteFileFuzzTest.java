package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any text is a suite or is refused with a message. */
class SuiteFileFuzzTest {

  @Property(seed = "42")
  void anyTextIsASuiteOrIsRefused(@ForAll long seed) throws IOException {
    byte[] valid;
    try (InputStream in = SuiteFile.class.getResourceAsStream("constrained.yaml")) {
      valid = in.readAllBytes();
    }
    String text = new String(Mutations.of(valid, seed), StandardCharsets.UTF_8);
    try {
      assertNotNull(SuiteFile.parse("damaged.yaml", text));
    } catch (IllegalArgumentException e) {
      assertNotNull(e.getMessage());
    }
  }
}
