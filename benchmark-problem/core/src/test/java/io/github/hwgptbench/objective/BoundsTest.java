package io.github.hwgptbench.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

  private static final String FILE = """
      {"version": "1", "scale": "s", "found": "by hand",
       "objectives": {"perplexity": [20, 40], "latency@my_phone": [1.5, 2.5]}}
      """;

  @Test
  void normalizesToTheUnitInterval() throws IOException {
    Bounds bounds = read(FILE);
    Objective perplexity = Objective.of(Metric.PERPLEXITY);
    assertEquals(0, bounds.normalize(perplexity, 20));
    assertEquals(0.25, bounds.normalize(perplexity, 25));
    assertEquals(1, bounds.normalize(perplexity, 40));
    assertEquals(-0.5, bounds.normalize(perplexity, 10));
    assertEquals("s", bounds.scale());
    assertEquals("by hand", bounds.found());
  }

  @Test
  void whatIsWrittenReadsBackInTheSameOrderAndBytes() throws IOException {
    Bounds bounds = read(FILE);
    byte[] written = bytes(bounds);
    Bounds again = Bounds.read(new ByteArrayInputStream(written), "written");
    assertEquals(bounds, again);
    assertEquals(
        List.copyOf(bounds.ranges().keySet()), List.copyOf(again.ranges().keySet()));
    assertArrayEquals(written, bytes(again));
  }

  @Test
  void saysWhichObjectivesHaveBounds() throws IOException {
    Bounds bounds = read(FILE);
    assertEquals(
        "Bounds '1' of 's': none for 'params'; known: perplexity, latency@my_phone; 'hwgpt bounds' finds others",
        assertThrows(
                IllegalArgumentException.class,
                () -> bounds.normalize(Objective.of(Metric.PARAMS), 1))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"version\": \"1\", | Bounds 'b.json': not JSON at line 1, column",
        "`` | Bounds 'b.json': missing; expected an object",
        "{} | field 'objectives' is missing; expected an object",
        "{\"objectives\": {}} | field 'version' is missing; expected a string",
        "{\"objectives\": {\"perplexity\": [2, 1]}} | field 'objectives.perplexity': Range [2.0, 1.0]",
        "{\"objectives\": {\"perplexity\": [1, \"x\"]}} | field 'objectives.perplexity' is [1,\"x\"]; expected a list of 2 numbers",
        "{\"objectives\": {\"perplexty\": [1, 2]}} | did you mean 'perplexity'?",
        "{\"objectives\": {\"params\": [1, 2], \"params\": [1, 3]}} | uplicate"
      })
  void saysWhatIsWrongWithAFile(String file, String why) {
    String message = assertThrows(IOException.class, () -> read(file)).getMessage();
    assertTrue(message.startsWith("Bounds 'b.json': ") && message.contains(why), message);
  }

  /** Bytes that begin as UTF-32 does are decoded as such. */
  @Test
  void namesAFileThatIsNotText() {
    byte[] bytes = {0, 0, 0, '{', '"', 'b', 'd', 'r'};
    String message = assertThrows(
            IOException.class, () -> Bounds.read(new ByteArrayInputStream(bytes), "b.json"))
        .getMessage();
    assertEquals("Bounds 'b.json': not UTF-8 text", message);
  }

  private static Bounds read(String file) throws IOException {
    return Bounds.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), "b.json");
  }

  private static byte[] bytes(Bounds bounds) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bounds.write(out);
    return out.toByteArray();
  }
}
