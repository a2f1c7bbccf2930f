package io.github.hwgptbench.objective;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;

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

  @Fuzz
  void anyBytesAreBoundsOrAreRefused(@ForAll long seed) {
    byte[] damaged = Mutations.of(VALID.getBytes(StandardCharsets.UTF_8), seed);
    Damaged.readsOrRefuses(
        IOException.class,
        "Bounds 'damaged.json': ",
        () -> Bounds.read(new ByteArrayInputStream(damaged), "damaged.json"));
  }
}
