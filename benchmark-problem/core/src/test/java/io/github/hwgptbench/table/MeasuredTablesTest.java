package io.github.hwgptbench.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.objective.ComputeEvaluator;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Measurements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredTablesTest {

  private static final SearchSpace TINY = SearchSpace.builder("tiny")
      .embedDims(64, 128)
      .layerCounts(1, 2)
      .headCounts(2, 4)
      .mlpRatios(1, 2)
      .build();

  private static final String HEADER = "arch_id,embed_dim,n_layer,bias,mlp_ratio,n_head\n";

  @TempDir
  private Path folder;

  private Path data;

  @BeforeEach
  void writeSmallTables() throws IOException {
    data = folder.resolve("tiny");
    Files.createDirectories(data.resolve("latency_ms"));
    Files.createDirectories(data.resolve("energy_mwh"));
    gzip("architectures.csv.gz", HEADER + "7,64,1,true,2,4\n3,128,2,False,1-2,2-4\n");
    gzip("latency_ms/mine.csv.gz", "arch_id,obs_1,obs_2\n3,5.0,6.0\n7,1.5,1.0\n");
    write("energy_mwh/mine.csv", "arch_id,mean,std\n7,2.25,0.5\n3,4.5,0.5\n");
    write("quality.csv", "arch_id,perplexity,perplexity_published\n7,,30.5\n3,20.0,20.5\n");
    write("memory_mb.csv", "arch_id,a100\n3,99\n7,88\n");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(data.resolve(name), text);
  }

  private Path gzip(String name, String text) throws IOException {
    return Files.write(data.resolve(name), gzipped(text));
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String message(org.junit.jupiter.api.function.Executable executable) {
    return assertThrows(IOException.class, executable).getMessage();
  }

  @Test
  void readsArchitecturesInTheOrderOfTheFile() throws IOException {
    ArchitectureTable table = ArchitectureTable.read(data.resolve("architectures.csv.gz"), TINY);
    assertEquals(2, table.size());
    assertEquals(3, table.id(1));
    assertEquals(1, table.rowOf(3));
    assertEquals(
        Architecture.of(128, false, new int[] {1, 2}, new int[] {2, 4}), table.architecture(1));
    assertArrayEquals(TINY.encode(table.architecture(1)), table.genes(1));
  }

  @Test
  void numbersRowsWhereTheTableHasNoNumbers() throws IOException {
    Path file = write(
        "plain.csv",
        "n_head,mlp_ratio,bias,n_layer,embed_dim,note\n2,1,true,1,64,x\n4,1,true,1,64,\n\n");
    ArchitectureTable table = ArchitectureTable.read(file, TINY);
    assertEquals(2, table.size());
    assertEquals(1, table.id(1));
    assertEquals(0, table.block(1));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0,64,2,true,1-2,2      | line 2, column 'n_head': 1 values; n_layer is 2, and each layer has one
      0,64,2,true,1-2-1,2-2  | line 2, column 'mlp_ratio': 3 values; n_layer is 2, and each layer has one
      0,64,3,true,1,2        | line 2, column 'n_layer': 3 is not in search space 'tiny'; allowed: 1, 2
      0,64,1,true,9,2        | line 2, column 'mlp_ratio': 9 is not in search space 'tiny'; allowed: 1, 2
      0,x,1,true,1,2         | line 2, column 'embed_dim': 'x' is not an integer
      0,64,2,true,1-,2-2     | line 2, column 'mlp_ratio': '' is not an integer
      0,64,1,yes,1,2         | line 2, column 'bias': 'yes'; allowed: true, false
      0,64,1                 | line 2: 3 columns; the header has 6
      """)
  void namesLineAndColumnOfAWrongArchitecture(String row, String expected) throws IOException {
    Path file = write("wrong.csv", HEADER + row + "\n");
    assertEquals(file + ", " + expected, message(() -> ArchitectureTable.read(file, TINY)));
  }

  @Test
  void readsWhatRAndPandasWrite() throws IOException {
    Path file = write(
        "foreign.csv",
        HEADER + "0.0,64.0,1.0,TRUE,1,2\n1.0,128.0,2.0,FALSE,1-2,2-4\n2.0,64,1,True,1.0,4.0\n");
    ArchitectureTable table = ArchitectureTable.read(file, TINY);
    assertEquals(Architecture.of(64, true, new int[] {1}, new int[] {2}), table.architecture(0));
    assertEquals(
        Architecture.of(128, false, new int[] {1, 2}, new int[] {2, 4}), table.architecture(1));
    assertEquals(2, table.id(2));
    Path half = write("half.csv", HEADER + "0,64.5,1,true,1,2\n");
    assertEquals(
        half + ", line 2, column 'embed_dim': '64.5' is not an integer",
        message(() -> ArchitectureTable.read(half, TINY)));
  }

  @Test
  void anEmptyCellIsAReadingThatIsMissing() throws IOException {
    write("memory_mb.csv", "arch_id,a100\n3,\n7,88\n");
    gzip("latency_ms/mine.csv.gz", "arch_id,obs_1,obs_2,obs_3\n3,5.0,,6.5\n7,1.5,1.0,2.0\n");
    MeasuredData measured = MeasuredData.open(folder, TINY);
    Objective latency = Objective.parseAnyDevice("latency@mine");
    assertArrayEquals(new double[] {5.0, Double.NaN, 6.5}, measured.readings(latency)[1]);
    Architecture second = measured.architectures().architecture(1);
    assertEquals(OptionalDouble.of(5.75), measured.median(second, latency));
    assertEquals(OptionalDouble.empty(), measured.median(second, Objective.parse("memory@a100")));
  }

  @Test
  void refusesTheSameNumberTwiceAndAMissingColumn() throws IOException {
    Path twice = write("twice.csv", HEADER + "4,64,1,true,1,2\n4,64,1,true,1,4\n");
    assertEquals(
        twice + ", line 3, column 'arch_id': 4 occurs in two rows; allowed: one",
        message(() -> ArchitectureTable.read(twice, TINY)));
    Path missing = write("missing.csv", "embed_dim,n_layer,bias,mlp_ratio\n");
    assertEquals(
        missing + ", line 1: no column 'n_head'; there are: embed_dim, n_layer, bias, mlp_ratio",
        message(() -> ArchitectureTable.read(missing, TINY)));
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path absent = data.resolve("absent.csv");
    assertEquals(absent + ": no such file", message(() -> ReadingsTable.read(absent)));
    Path empty = write("empty.csv", "");
    assertEquals(
        empty + ": empty; expected a header line", message(() -> ReadingsTable.read(empty)));
    Path plain = write("plain.csv.gz", "arch_id,x\n");
    assertTrue(
        message(() -> ReadingsTable.read(plain)).startsWith(plain + ": not a valid gzip file"));
    byte[] whole = gzipped("arch_id,x\n" + "1,2\n");
    Path cut = data.resolve("cut.csv.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 6));
    String truncated = message(() -> ReadingsTable.read(cut));
    assertTrue(truncated.startsWith(cut.toString()), truncated);
    assertTrue(truncated.endsWith("it is truncated"), truncated);
    Path latin = data.resolve("latin.csv");
    Files.write(latin, "arch_id,é\n".getBytes(StandardCharsets.ISO_8859_1));
    String encoding = message(() -> ReadingsTable.read(latin));
    assertTrue(encoding.endsWith("not UTF-8 text"), encoding);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      NaN       | NaN; allowed: finite numbers
      Infinity  | Infinity; allowed: finite numbers
      1e999     | 1e999; allowed: finite numbers
      12.3.4    | '12.3.4' is not a number
      ''        | empty; expected a number
      """)
  void refusesReadingsThatAreNoFiniteNumbers(String cell, String expected) throws IOException {
    Path file = write("readings.csv", "arch_id,a,b\n0,1,2\n1,3," + cell + "\n");
    assertEquals(
        file + ", line 3, column 'b': " + expected, message(() -> ReadingsTable.read(file)));
  }

  @Test
  void refusesAReadingsTableThatEndsInTheMiddleOfARow() throws IOException {
    Path file = write("readings.csv", "arch_id,a,b\n0,1,2\n1,3");
    assertEquals(
        file + ", line 3: 2 columns; the header has 3", message(() -> ReadingsTable.read(file)));
  }

  @Test
  void findsEveryObjectiveAndBringsReadingsIntoTheOrderOfTheArchitectures() throws IOException {
    MeasuredData measured = MeasuredData.open(folder, TINY);
    assertEquals(
        "[perplexity, perplexity@published, latency@mine, energy@mine, memory@a100]",
        measured.objectives().toString());
    Objective latency = Objective.parseAnyDevice("latency@mine");
    assertArrayEquals(new double[] {1.5, 1.0}, measured.readings(latency)[0]);
    assertArrayEquals(new double[] {5.0, 6.0}, measured.readings(latency)[1]);
    assertFalse(measured.summarized(latency));
    Objective energy = Objective.parseAnyDevice("energy@mine");
    assertArrayEquals(new double[] {2.25}, measured.readings(energy)[0]);
    assertTrue(measured.summarized(energy));
    assertTrue(Double.isNaN(measured.readings(Objective.parse("perplexity"))[0][0]));
  }

  @Test
  void answersWithTheMedianOfAnArchitecture() throws IOException {
    MeasuredData measured = MeasuredData.open(folder, TINY);
    Architecture first = measured.architectures().architecture(0);
    assertEquals(
        OptionalDouble.of(1.25), measured.median(first, Objective.parseAnyDevice("latency@mine")));
    assertEquals(OptionalDouble.empty(), measured.median(first, Objective.parse("perplexity")));
    assertEquals(
        OptionalDouble.empty(),
        measured.median(TINY.largest(), Objective.parseAnyDevice("latency@mine")));
    String unknown = assertThrows(
            IllegalArgumentException.class, () -> measured.readings(Objective.parse("accuracy")))
        .getMessage();
    assertTrue(unknown.startsWith("Objective 'accuracy': not measured in " + data), unknown);
  }

  @Test
  void refusesTablesOfOtherArchitectures() throws IOException {
    Path file = data.resolve("memory_mb.csv");
    Objective memory = Objective.parse("memory@a100");
    write("memory_mb.csv", "arch_id,a100\n3,99\n");
    String missing = message(() -> MeasuredData.open(folder, TINY).readings(memory));
    assertTrue(missing.startsWith(file + ": no row with arch_id 7"), missing);
    write("memory_mb.csv", "arch_id,a100\n3,99\n7,88\n8,1\n");
    String extra = message(() -> MeasuredData.open(folder, TINY).readings(memory));
    assertTrue(extra.startsWith(file + ": 3 rows;"), extra);
  }

  @Test
  void refusesFilesAndColumnsThatAreCalledAsNoObjectiveCanBe() throws IOException {
    write("quality.csv", "arch_id,perplexty\n3,1\n7,2\n");
    String column = message(() -> MeasuredData.open(folder, TINY));
    assertTrue(column.contains("column 'perplexty': Metric 'perplexty': unknown;"), column);
    Files.delete(data.resolve("quality.csv"));
    write("latency_ms/My Card.csv", "arch_id,obs_1\n3,1\n7,2\n");
    String file = message(() -> MeasuredData.open(folder, TINY));
    assertTrue(file.contains("'My Card' is not a name"), file);
    String scale = message(() -> MeasuredData.open(folder, SearchSpace.s()));
    assertTrue(scale.contains("the measurements of search space 's' go there"), scale);
  }

  @Test
  void tabularEvaluatorKnowsMeasuredArchitecturesOnly() throws IOException {
    MeasuredData measured = MeasuredData.open(folder, TINY);
    List<Objective> objectives =
        List.of(Objective.parseAnyDevice("latency@mine"), Objective.parse("perplexity"));
    try (TabularEvaluator evaluator = TabularEvaluator.of(measured, objectives)) {
      assertEquals(1, evaluator.size());
      double[] values = new double[2];
      evaluator.evaluate(evaluator.sample(new SplittableRandom(1)), values);
      assertArrayEquals(new double[] {5.5, 20.0}, values);
      int[] unmeasured = TINY.encode(TINY.largest());
      assertFalse(evaluator.measured(unmeasured));
      assertEquals(
          "Architecture 'gpt-tiny-2-128-2-2-4-4-True': not measured for"
              + " [latency@mine, perplexity]; allowed: the 1 architectures of the tables",
          assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(unmeasured, values))
              .getMessage());
    }
  }

  @Test
  void readsThePublishedMeasurements() throws IOException {
    MeasuredData measured = MeasuredData.open(Measurements.folder(), SearchSpace.s());
    assertEquals(9000, measured.architectures().size());
    assertEquals(34, measured.objectives().size());
    double[][] energies = measured.readings(Objective.parse("energy@a100"));
    assertEquals(9000, energies.length);
    assertEquals(50, energies[0].length);
    try (TabularEvaluator table = TabularEvaluator.of(measured, ComputeEvaluator.SUPPORTED);
        ComputeEvaluator formula =
            new ComputeEvaluator(SearchSpace.s(), ComputeEvaluator.SUPPORTED)) {
      double[] fromTable = new double[3];
      double[] fromFormula = new double[3];
      table.evaluate(table.genes(4711), fromTable);
      formula.evaluate(table.genes(4711), fromFormula);
      assertArrayEquals(fromFormula, fromTable);
    }
  }
}
