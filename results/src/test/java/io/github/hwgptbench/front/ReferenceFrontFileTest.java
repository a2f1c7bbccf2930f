package io.github.hwgptbench.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.front.ReferenceFront.Origin;
import io.github.hwgptbench.front.ReferenceFront.Point;
import io.github.hwgptbench.front.ReferenceFront.Stage;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceFrontFileTest {

  @TempDir
  private Path temp;

  private static ReferenceFront front(Point... points) {
    return new ReferenceFront(
        "HWGPT-S(accuracy,latency@mine,params-max-150000000)",
        "s",
        List.of(Objective.parse("accuracy"), Objective.parseAnyDevice("latency@mine")),
        List.of(Constraint.parse("params<=150000000")),
        new ReferenceFront.Frame(
            "test-1", List.of(new Bounds.Range(0.25, 0.5), new Bounds.Range(1, 3)), 1.1),
        new Origin("by hand", -7, 123_456_789_012L, List.of(new Stage("sweep", 12, 2, 0.1))),
        new Provenance("0.1", "c0ffee", "abc", "17", "Linux"),
        List.of(points));
  }

  private static Point point(String architecture, double accuracy, double latency) {
    return new Point(architecture, List.of(accuracy, latency));
  }

  private static ReferenceFront usual() {
    return front(point("gpt-a", 0.5, 2), point("gpt-b", 0.375, 1.0 / 3));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path file = temp.resolve("front.json");
    ReferenceFrontFile.write(usual(), file);
    assertEquals(usual(), ReferenceFrontFile.read(file));
    String text = Files.readString(file);
    assertTrue(
        text.contains(
            "\n    {\"architecture\":\"gpt-a\",\"accuracy\":0.5,\"latency@mine\":2.0},\n"),
        text);
    ReferenceFrontFile.write(ReferenceFrontFile.read(file), file);
    assertEquals(text, Files.readString(file));
  }

  @Test
  void mayBeCompressed() throws IOException {
    Path file = temp.resolve("front.json.gz");
    ReferenceFrontFile.write(usual(), file);
    assertEquals(usual(), ReferenceFrontFile.read(file));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    String message =
        assertThrows(IOException.class, () -> ReferenceFrontFile.read(file)).getMessage();
    assertEquals(file + ": incomplete, or not compressed by gzip", message);
  }

  @Test
  void anEmptyFrontIsOneToo() throws IOException {
    Path file = temp.resolve("front.json");
    ReferenceFrontFile.write(front(), file);
    assertEquals(front(), ReferenceFrontFile.read(file));
    assertEquals(0, front().hypervolume());
  }

  @Test
  void hypervolumeIsOfNormalisedValues() {
    // (0, 0.5) and (0.5, -1/3) under (1.1, 1.1).
    assertEquals(1.1 * 0.6 + 0.6 * (0.5 + 1.0 / 3), usual().hypervolume(), 1e-12);
  }

  @Test
  void nothingInAFrontIsDominated() {
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> front(point("gpt-a", 0.5, 2), point("gpt-b", 0.4, 2)))
        .getMessage();
    assertTrue(message.contains("'gpt-b' is dominated"), message);
    assertThrows(
        IllegalArgumentException.class, () -> front(new Point("gpt-a", List.of(0.5, 2.0, 3.0))));
    assertThrows(IllegalArgumentException.class, () -> front(point("gpt-a", Double.NaN, 2)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
      "format" : 1          | "format" : 2              | field 'format' is 2; expected 1
      "scale" : "s"         | "scale" : 5               | field 'scale' is 5; expected a string
      "seed" : -7           | "seed" : 0.5              | field 'found.seed' is 0.5; expected an integer
      "seed" : -7,          |                           | 'found.seed' is missing
      "sweep"               | true                      | field 'found.stages[0].name' is true; expected a string
      "java"                | "jave"                    | field 'jave' is not known; expected one of commit, constraints,
      "accuracy":0.375      | "accuracy":"much"         | field 'points[1].accuracy' is "much"; expected a number
      "accuracy":0.375      | "acuracy":0.375           | field 'points[1].acuracy' is not known; expected one of accuracy, architecture, latency@mine
      "accuracy":0.375      | "accuracy":0.25           | 'hypervolume' is
      "accuracy":0.375      | "accuracy":0.5            | 'gpt-a' is dominated by another point
      "accuracy", "lat      | "acuracy", "lat           | field 'objectives': Objective 'acuracy'
      0.25, 0.5             | 0.5, 0.25                 | must be finite, the first smaller
      0.25, 0.5             | 0.25                      | field 'normalization.ranges.accuracy' is [0.25]; expected a list of 2 numbers
      1.1, 1.1              | 1.1, 1.2                  | field 'normalization.reference_point' is [1.1,1.2]; expected the same number for every objective
      params<=              | params<                   | field 'constraints':
      "points" : [          | "points" : 1, "more" : [  | 'more' is not known
      "seed" : -7,          | "seed" : -7, "seed" : 7,  | not JSON at line
      """)
  void saysWhatIsWrongAndWhere(String part, String replacement, String message) throws IOException {
    Path file = temp.resolve("front.json");
    ReferenceFrontFile.write(usual(), file);
    String text = Files.readString(file);
    assertTrue(text.contains(part), text);
    Files.writeString(file, text.replace(part, replacement == null ? "" : replacement));
    String said =
        assertThrows(IOException.class, () -> ReferenceFrontFile.read(file)).getMessage();
    assertTrue(said.startsWith(file.toString()) && said.contains(message), said);
  }

  @Test
  void namesAFileThatIsMissing() {
    Path file = temp.resolve("none.json");
    assertEquals(
        file + ": no such file",
        assertThrows(IOException.class, () -> ReferenceFrontFile.read(file)).getMessage());
  }
}
