package io.github.hwgptbench.export.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.export.ExportFolder;
import io.github.hwgptbench.indicator.HypervolumeProtocol;
import io.github.hwgptbench.objective.Bounds;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.FoundFront;
import io.github.hwgptbench.record.ProblemSpec;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunRecorder;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.SuiteFolder;
import io.github.hwgptbench.record.SuitePlan;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line has the test that compares whole suites with tables of text. */
class ParquetExporterTest {

  private static final String ALGORITHM = "=1+1 \u00fc(\"x\", y=\ud83d\ude00)";
  private static final double[] VALUES = {
    -0.0, Double.MIN_VALUE, 0.1, Math.nextUp(1.0), 1e300, 0x1.fffffffffffffp52
  };

  @TempDir
  private Path temp;

  private SuiteArchive suite() throws IOException {
    SearchSpace space = SearchSpace.s();
    List<Objective> objectives = List.of(Objective.parse("params"), Objective.parse("flops"));
    RunSettings settings = new RunSettings(
        "values",
        new ProblemSpec("HWGPT-S(params,flops)", space, objectives, List.of(), false),
        new HypervolumeProtocol(
            "default-1",
            new Bounds(
                "7",
                "s",
                "made up",
                Map.of(
                    objectives.get(0), new Bounds.Range(0, 1),
                    objectives.get(1), new Bounds.Range(0, 1))),
            List.of(1.1, 1.1)),
        VALUES.length,
        Provenance.of("abc"));
    Path path = temp.resolve("suite");
    SplittableRandom random = new SplittableRandom(1);
    try (SuiteFolder folder = SuiteFolder.empty(
        path, new SuitePlan(List.of(settings), Map.of(ALGORITHM, Map.of()), List.of(-7L)))) {
      FoundFront found = new FoundFront(settings);
      RunRecorder recorder = folder.begin(settings, ALGORITHM, -7);
      try (recorder) {
        for (double value : VALUES) {
          double[] values = {value, 0.5};
          recorder.write(space.genotypes().sample(random), values, new double[0]);
          found.add(values, new double[0]);
        }
        recorder.finish();
      }
      folder.add(
          settings,
          new RunOutcome(
              ALGORITHM,
              -7,
              new RunOutcome.Found(
                  VALUES.length, found.feasible(), found.hypervolume(), recorder.sha256()),
              RunOutcome.Timing.between(Instant.EPOCH, Instant.EPOCH)));
    }
    return SuiteArchive.open(path);
  }

  @Test
  void keepsBitsAndTexts() throws IOException, SQLException {
    Path out = temp.resolve("out");
    AtomicInteger steps = new AtomicInteger();
    new ParquetExporter().export(suite(), ExportFolder.empty(out), steps::incrementAndGet);
    assertEquals(1, steps.get());
    Path file = out.resolve("s-params-flops.parquet");
    assertTrue(Files.exists(file));
    assertFalse(Files.exists(out.resolve("s-params-flops.parquet.part")));
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM '" + file + "'")) {
      for (int i = 0; i < VALUES.length; i++) {
        assertTrue(rows.next());
        assertEquals(ALGORITHM, rows.getString("algorithm"));
        assertEquals(-7, rows.getLong("seed"));
        assertEquals(i + 1, rows.getLong("evaluation"));
        assertEquals(
            Double.doubleToRawLongBits(VALUES[i]),
            Double.doubleToRawLongBits(rows.getDouble("params")));
        assertEquals(0.5, rows.getDouble("flops"));
        assertTrue(rows.getDouble("seconds") >= 0);
      }
      assertFalse(rows.next());
    }
  }
}
