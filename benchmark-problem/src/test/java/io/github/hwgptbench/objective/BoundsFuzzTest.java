package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any bytes are bounds or are refused with a message that names the file. */
class BoundsFuzzTest {

  private static final String VALID = """
      {
        "version": "default-1",
        "scale": "s",
        "found": "by hand",
        "objectives": {
          "perplexity": [20.5, 43.25],
          "latency@a100": [1e-3, 100]
        }
      }
      """;

  @Property(seed = "42")
  void anyBytesAreBoundsOrAreRefused(@ForAll long seed) {
    byte[] damaged = Mutations.of(VALID.getBytes(StandardCharsets.UTF_8), seed);
    try {
      assertNotNull(Bounds.read(new ByteArrayInputStream(damaged), "damaged.json"));
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith("Bounds 'damaged.json': "), e.getMessage());
    }
  }
}
