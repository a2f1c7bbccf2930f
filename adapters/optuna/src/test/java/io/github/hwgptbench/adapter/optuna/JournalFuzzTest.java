package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are a journal or are refused with a message. */
class JournalFuzzTest {

  private static Path file;
  private static byte[] valid;

  @BeforeContainer
  static void writeAJournal() throws IOException {
    file = Files.createTempFile("damaged", ".log");
    Study study = Study.builder()
        .directions(Direction.MINIMIZE, Direction.MAXIMIZE)
        .storage(JournalStorage.open(file))
        .studyName("study")
        .sampler(Samplers.random(new SplittableRandom(1)))
        .create();
    for (int i = 0; i < 3; i++) {
      Trial trial = study.ask();
      int x = trial.suggestInt("x", 0, 9, 3);
      double y = trial.suggestFloat("y", 0, 1, 0.25);
      trial.suggestCategorical("z", "a", 1.5, null);
      trial.setUserAttr("note", "a");
      study.tell(trial, x, y);
    }
    valid = Files.readAllBytes(file);
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Fuzz
  void anyBytesAreAJournalOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(file, Mutations.of(valid, seed));
    Damaged.readsOrRefuses(JournalFileException.class, file + ", line ", () -> {
      JournalStorage storage = JournalStorage.open(file);
      for (String name : storage.studyNames()) {
        Study.builder().storage(storage).studyName(name).load().trials();
      }
    });
  }
}
