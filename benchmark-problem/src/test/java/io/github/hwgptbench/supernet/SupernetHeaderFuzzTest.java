package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any text is the header of a supernet or is refused with a message that names the file. */
class SupernetHeaderFuzzTest {

  @Property(seed = "42")
  void anyTextIsAHeaderOrIsRefused(@ForAll long seed) throws IOException {
    byte[] valid;
    try (InputStream in = SupernetHeader.class.getResourceAsStream("xs/supernet.json")) {
      valid = in.readAllBytes();
    }
    String text = new String(Mutations.of(valid, seed), StandardCharsets.UTF_8);
    try {
      assertNotNull(SupernetHeader.parse(text, "damaged.json"));
    } catch (SupernetFileException e) {
      assertTrue(e.getMessage().startsWith("damaged.json: "), e.getMessage());
    }
  }
}
