package io.github.hwgptbench.supernet;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;

/** Any text is the header of a supernet or is refused with a message that names the file. */
class SupernetHeaderFuzzTest {

  @Fuzz
  void anyTextIsAHeaderOrIsRefused(@ForAll long seed) throws IOException {
    byte[] valid;
    try (InputStream in = SupernetHeader.class.getResourceAsStream("xs/supernet.json")) {
      valid = in.readAllBytes();
    }
    String text = new String(Mutations.of(valid, seed), StandardCharsets.UTF_8);
    Damaged.readsOrRefuses(
        SupernetFileException.class,
        "damaged.json: ",
        () -> SupernetHeader.parse(text, "damaged.json"));
  }
}
