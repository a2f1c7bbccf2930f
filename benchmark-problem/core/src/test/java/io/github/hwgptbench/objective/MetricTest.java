package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricTest {

  private static final Metric BLEU =
      new Metric("bleu", "", false, true, new Metric.Range(0, 100), "BLEU of translations");

  /** Provides what a user adds. */
  public static final class Translations implements MetricProvider {

    @Override
    public List<Metric> metrics() {
      return List.of(BLEU);
    }
  }

  @Test
  void aServiceAddsMetrics(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(MetricProvider.class.getName()), Translations.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, own)) {
      thread.setContextClassLoader(loader);
      assertEquals(List.of(BLEU), MetricRegistry.provided());
      Files.writeString(services.resolve(MetricProvider.class.getName()), "no.such.Class");
      IllegalStateException e = assertThrows(IllegalStateException.class, MetricRegistry::provided);
      assertTrue(e.getMessage().contains("no.such.Class"), e.getMessage());
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Test
  void othersFollowInAlphabeticalOrder() {
    Metric area = new Metric("area", "mm2", true, false, Metric.Range.from(0), "chip area");
    List<Metric> all = MetricRegistry.with(List.of(BLEU, area));
    assertEquals(Metric.BUILT_IN, all.subList(0, 8));
    assertEquals(List.of(area, BLEU), all.subList(8, 10));
    assertEquals("bleu@mine", Objective.of(BLEU).from("mine").toString());
  }

  @Test
  void anIdIsOfOneMetricOnly() {
    Metric other = new Metric("latency", "s", true, false, Metric.Range.from(0), "of a user");
    assertEquals(
        "Metric 'latency': two have this id; allowed: one",
        assertThrows(IllegalStateException.class, () -> MetricRegistry.with(List.of(other)))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("my-metric", "", false, false, Metric.Range.from(0), ""));
  }

  @Test
  void boundsOfConstraintsLieInTheRangeOfTheMetric() {
    assertTrue(Metric.ACCURACY.range().contains(1));
    assertFalse(Metric.ACCURACY.range().contains(1.5));
    assertFalse(Metric.PERPLEXITY.range().contains(Double.NaN));
    assertEquals(
        "Constraint 'accuracy>=40': accuracy has no such values; allowed: 0.0 to 1.0",
        assertThrows(IllegalArgumentException.class, () -> Constraint.parse("accuracy>=40"))
            .getMessage());
    assertEquals("0.0 or more", Metric.LATENCY.range().toString());
  }
}
