package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.problem.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose hashes are right and whose content no run has written. */
class RunReaderTest {

  @TempDir
  private Path temp;

  private SealedSuite suite;
  private byte[] body;

  @BeforeEach
  void record() throws IOException {
    suite = new SealedSuite(temp.resolve("suite"));
    body = suite.runBody();
  }

  private String refusal() {
    return assertThrows(IOException.class, suite::read).getMessage();
  }

  @Test
  void readsWhatWasRecorded() throws IOException {
    suite.writeRun(body);
    suite.read();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, Integer.MAX_VALUE})
  void refusesANumberOfEvaluationsThatItCannotHave(int count) throws IOException {
    ByteBuffer.wrap(body).putInt(body.length - Integer.BYTES, count);
    suite.writeRun(body);
    String message = refusal();
    assertTrue(message.startsWith(suite.run() + ": "), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 1 << 20, Integer.MAX_VALUE})
  void refusesALengthOfSettingsThatItCannotHave(int length) throws IOException {
    ByteBuffer.wrap(body).putInt(SealedSuite.SETTINGS_LENGTH, length);
    suite.writeRun(body);
    String message = refusal();
    assertTrue(
        message.startsWith(suite.run() + ": damaged: claims " + length + " bytes of settings"),
        message);
    assertTrue(message.endsWith("; delete it to repeat the run"), message);
  }

  @Test
  void refusesSettingsThatAreNotJson() throws IOException {
    body[SealedSuite.SETTINGS_LENGTH + Integer.BYTES] = '[';
    suite.writeRun(body);
    String message = refusal();
    assertTrue(
        message.startsWith(suite.run() + ": of another run: its settings are not JSON at line 1"),
        message);
  }

  /** The hash and the mark behind the evaluations have 40 bytes, six values may need 48. */
  @Test
  void refusesValuesBeyondTheEndOfTheFile() throws IOException {
    int rowsFrom = SealedSuite.SETTINGS_LENGTH
        + Integer.BYTES
        + ByteBuffer.wrap(body).getInt(SealedSuite.SETTINGS_LENGTH);
    int genotypeBytes = new GenotypeCode(SuiteArchiveTest.NOISY.space().genotypes()).bytes();
    byte[] codes = {(byte) 0x88, (byte) 0x88, (byte) 0x88};
    suite.writeRun(ByteBuffer.allocate(rowsFrom + genotypeBytes + codes.length + Integer.BYTES)
        .put(body, 0, rowsFrom)
        .put(new byte[genotypeBytes])
        .put(codes)
        .putInt(1)
        .array());
    assertEquals(
        suite.run()
            + ": its evaluations are not of the problem of its suite; allowed: evaluations of "
            + RunRecorder.columns(SuiteArchiveTest.NOISY)
            + " numbers",
        refusal());
  }

  /** The head of a file says how many numbers an evaluation has, and nothing else does. */
  @Test
  void refusesEvaluationsWithoutOrWithExpenses() throws IOException {
    RunSettings plain = SuiteArchiveTest.NOISY;
    RunSettings metered = new RunSettings(
        plain.suite(),
        plain.problem(),
        plain.protocol(),
        plain.evaluations(),
        null,
        null,
        new RunConditions(Budget.cost(plain.evaluations()), 1, null, false, null),
        plain.provenance());
    RunReader reader = new RunReader(new RunFiles.Source(suite.run()).read());
    assertEquals(2, reader.trace(plain).evaluations());
    assertEquals(
        suite.run()
            + ": its evaluations are not of the problem of its suite; allowed: evaluations of 9"
            + " numbers",
        assertThrows(IOException.class, () -> reader.trace(metered)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "started, +1000000000-12-31T23:59:59Z",
    "ended, +1000000000-12-31T23:59:59Z",
    "started, -1000000000-01-01T00:00:00Z"
  })
  void refusesTimesWhoseDurationOverflows(String field, String time) throws IOException {
    SuiteArchiveTest.reseal(
        suite.log(),
        line -> line.replaceFirst(
            "\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + time + "\""));
    String message = refusal();
    assertTrue(
        message.startsWith("%s, line 1: field '%s' is \"%s\"".formatted(suite.log(), field, time)),
        message);
  }

  @Test
  void refusesASpaceOfMoreLayersThanMemoryHolds() throws IOException {
    String index = new String(suite.index(), StandardCharsets.UTF_8);
    suite.writeIndex(index
        .replaceFirst("\"n_layer\" : \\[ 1, 2 ]", "\"n_layer\" : [ 1, 2147483647 ]")
        .getBytes(StandardCharsets.UTF_8));
    assertTrue(
        refusal().contains("choices of n_layer are 1, 2147483647; they must be 1 to 1000 and"),
        refusal());
  }
}
