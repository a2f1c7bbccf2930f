package io.github.hwgptbench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordVerificationTest {

  @TempDir
  private Path temp;

  private RecordVerification read(String algorithm) throws IOException {
    return RecordVerification.read(
        Files.writeString(temp.resolve("verification.json"), """
        {"format": 1, "record_sha256": "c0", "version": "0.2.0", "commit": "ffee",
         "algorithms": {"mine": %s}}""".formatted(algorithm)));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    RecordVerification written = new RecordVerification(
        "c0",
        "0.2.0",
        "ffee",
        Map.of(
            "mine", new RecordVerification.Verified(80, 7, null, 12.345),
            "yours", new RecordVerification.Verified(80, 7, "a program", Double.NaN)));
    written.write(temp.resolve("verification.json"));
    assertEquals(written, RecordVerification.read(temp.resolve("verification.json")));
  }

  @Test
  void earlierFilesHaveNoProposalTime() throws IOException {
    assertEquals(
        Map.of("mine", new RecordVerification.Verified(80, 7, null, Double.NaN)),
        read("{\"runs\": 80, \"checked\": 7}").algorithms());
  }

  @Test
  void timesThatAreNoneAreRefused() {
    for (String time : new String[] {"-1", "1e999"}) {
      String message = assertThrows(
              IOException.class,
              () -> read(
                  "{\"runs\": 80, \"checked\": 7, \"proposal_us_per_evaluation\": " + time + "}"))
          .getMessage();
      assertTrue(message.contains("proposal_us_per_evaluation is "), message);
    }
  }
}
