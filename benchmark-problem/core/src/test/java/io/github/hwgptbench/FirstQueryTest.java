package io.github.hwgptbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.SearchSpace;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** What the first query of a program loads. */
class FirstQueryTest {

  /** A program. */
  public static final class Program {

    private Program() {}

    /** Returns the latency of the largest architecture of S. */
    public static double latencyMs() {
      try (HwGptBench bench = HwGptBench.open(SearchSpace.s())) {
        return bench.query(bench.space().largest(), Objective.parse("latency@a100"));
      }
    }
  }

  /** Jackson takes longer to load than all else of a query. */
  @Test
  void librariesAreNotLoaded() throws Exception {
    URL[] withoutLibraries = {location(HwGptBench.class), location(Program.class)};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(withoutLibraries, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object latencyMs =
          loader.loadClass(Program.class.getName()).getMethod("latencyMs").invoke(null);
      assertEquals(Program.latencyMs(), latencyMs);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
