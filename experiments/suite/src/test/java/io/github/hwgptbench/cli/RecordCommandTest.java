package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.suite.EarlierLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in both layouts, on the command line. */
class RecordCommandTest {

  private static final String FIRST = "HWGPT-S(params,flops)";
  private static final String SECOND = "s-perplexity-params";

  @TempDir
  private Path temp;

  private Path suite;

  @BeforeEach
  void run() throws IOException {
    suite = temp.resolve("suite");
    Path file = Files.writeString(temp.resolve("suite.yaml"), """
        objectives: [[params, flops], [perplexity, params]]
        algorithms: [random, nsga2(population=4)]
        seeds: 2
        evaluations: 10
        """);
    hwgpt(0, "run", file, "--out", suite, "--quiet");
  }

  private static List<ArchivedRun> runs(Path folder) throws IOException {
    return SuiteArchive.open(folder).problems().stream()
        .flatMap(problem -> problem.runs().stream())
        .toList();
  }

  private static void assertSame(Path expected, Path folder) throws IOException {
    List<ArchivedRun> before = runs(expected);
    List<ArchivedRun> after = runs(folder);
    assertEquals(8, after.size());
    for (int i = 0; i < 8; i++) {
      assertArrayEquals(before.get(i).bytes(), after.get(i).bytes());
      assertEquals(before.get(i).outcome(), after.get(i).outcome());
    }
  }

  @Test
  void upgradesInPlaceAndElsewhere() throws IOException {
    Path earlier = temp.resolve("earlier");
    hwgpt(0, "merge", suite, "--out", earlier);
    EarlierLayout.convert(earlier);
    assertTrue(Files.exists(earlier.resolve("runs.jsonl")));
    Path elsewhere = temp.resolve("elsewhere");
    assertEquals(
        "8 runs are in %s%n".formatted(elsewhere),
        hwgpt(0, "record", "upgrade", earlier, "--out", elsewhere));
    assertSame(suite, elsewhere);
    assertEquals(
        "8 runs are in %s%n".formatted(elsewhere),
        hwgpt(0, "record", "upgrade", earlier, "--out", elsewhere));
    assertSame(suite, elsewhere);
    Path taken = Files.createDirectories(temp.resolve("taken/thesis")).getParent();
    assertTrue(hwgpt(1, "record", "upgrade", earlier, "--out", taken)
        .contains("contains something that no upgrade"));
    assertSame(suite, earlier);
    assertEquals("8 runs are in %s%n".formatted(earlier), hwgpt(0, "record", "upgrade", earlier));
    assertSame(suite, earlier);
    assertFalse(Files.exists(earlier.resolve("runs.jsonl")));
    assertTrue(hwgpt(0, "verify", earlier).contains("8 of 8 runs were repeated"));
    assertTrue(hwgpt(0, "run", temp.resolve("suite.yaml"), "--out", earlier, "--resume")
        .contains("8 of 8 runs were already finished"));
    assertTrue(hwgpt(1, "record", "upgrade", temp).contains("no 'suite.json'"));
    hwgpt(2, "record");
  }

  @Test
  void aReportOfOneProblemReadsNoRunOfAnother() throws IOException {
    String place = SuiteArchive.open(suite).problems().get(1).runs().get(0).place();
    Path segment = suite.resolve("runs-00001.seg");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[Integer.parseInt(place.substring(place.lastIndexOf(' ') + 1)) + 500] ^= 1;
    Files.write(segment, bytes);
    Path out = temp.resolve("out");
    assertTrue(hwgpt(1, "report", suite, "--out", temp.resolve("all")).contains(place));
    hwgpt(1, "report", suite, "--problem", SECOND, "--out", temp.resolve("second"));
    hwgpt(0, "report", suite, "--problem", FIRST, "--out", out);
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains(FIRST));
    assertFalse(page.contains("HWGPT-S(perplexity,params)"));
    assertTrue(hwgpt(2, "report", suite, "--problem", "s-params-flop")
        .contains(
            "Problem 's-params-flop': not in the suite; known: s-params-flops, s-perplexity"));
    hwgpt(2, "report", "--benchmark", "--problem", FIRST);
  }
}
