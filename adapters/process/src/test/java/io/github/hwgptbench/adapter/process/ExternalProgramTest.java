package io.github.hwgptbench.adapter.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.HwGptBench;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.objective.ObjectiveEvaluator;
import io.github.hwgptbench.problem.ArchitectureProblem;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalProgramTest {

  private static final int BUDGET = 5;

  private final HwGptBench bench = HwGptBench.open(SearchSpace.s());
  private final ObjectiveEvaluator evaluator =
      bench.evaluator(List.of(Objective.parse("params"), Objective.parse("flops")));
  private final Problem problem =
      ArchitectureProblem.builder(evaluator).objectives(evaluator.objectives()).build();
  private final AtomicInteger evaluations = new AtomicInteger();

  @TempDir
  private Path temp;

  @AfterEach
  void close() {
    evaluator.close();
    bench.close();
  }

  private void run(String manner) {
    run(manner, BUDGET);
  }

  private void run(String manner, int budget) {
    new ExternalProgram(
            AlgorithmName.parse("some"), new ProgramCommand(SomeProgram.command(manner)))
        .withErrorsIn(temp.resolve("err"))
        .run(problem, budget, 1, evaluation -> {
          assertEquals(evaluations.getAndIncrement(), evaluation.candidate().number());
        });
  }

  @ParameterizedTest
  @CsvSource({"to the end, 5", "early, 1", "without the last answer, 5", "with a byte-order mark, 1"
  })
  void endsWithoutFailure(String manner, int expected) {
    run(manner);
    assertEquals(expected, evaluations.get());
    assertFalse(Files.exists(temp.resolve("err")), "nothing was printed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dies     | the program ended with exit code 3 after 1 evaluations: out of luck",
        "nothing  | the program ended without asking for an evaluation: usage: none",
        "nonsense | line 2 of its output: not a JSON object: 'evaluating ...' (other messages belong on standard error)",
      })
  void aProgramThatFailsSaysHow(String manner, String message) {
    assertEquals(
        message, assertThrows(ProgramFailedException.class, () -> run(manner)).toString());
  }

  @Test
  void isToldWhatItDidWrong() throws IOException {
    assertThrows(ProgramFailedException.class, () -> run("nonsense"));
    String told = Files.readString(temp.resolve("err"));
    assertTrue(told.startsWith("{\"error\":\"line 2 of its output: not a JSON object: "), told);
  }

  @Test
  void aProgramThatIsNotThereSaysSo() {
    ExternalProgram program =
        new ExternalProgram(AlgorithmName.parse("some"), ProgramCommand.parse("no-such-program"));
    String message = assertThrows(
            ProgramFailedException.class, () -> program.run(problem, BUDGET, 1, evaluation -> {}))
        .getMessage();
    assertTrue(message.startsWith("the program 'no-such-program' can't be started: "), message);
  }

  @Test
  void aProgramThatReadsNoAnswerHoldsNobodyUp() {
    run("without reading", 20_000);
    assertEquals(10_000, evaluations.get());
  }

  @Test
  void aProgramThatDiesHasDiedThoughAnotherHoldsItsOutput() throws IOException {
    String message = assertThrows(ProgramFailedException.class, () -> run("leaves another behind"))
        .getMessage();
    String pid = Files.readString(temp.resolve("err")).strip();
    // On Linux it has been ended already.
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    assertEquals("the program ended with exit code 3 after 1 evaluations: " + pid, message);
  }

  @Test
  void ofWhatIsPrintedWithoutEndTheBeginningAndTheEndAreKept() throws IOException {
    String message = assertThrows(ProgramFailedException.class, () -> run("prints without end"))
        .getMessage();
    assertEquals("the program ended with exit code 3 after 1 evaluations: out of luck", message);
    String kept = Files.readString(temp.resolve("err"));
    assertTrue(kept.length() < 2 << 20, "of 14 MB " + kept.length());
    assertTrue(kept.startsWith("0 remark"), kept.substring(0, 100));
    assertTrue(kept.stripTrailing().endsWith("out of luck"));
    assertTrue(kept.contains(" bytes omitted ...]"));
  }

  /** Its parent has ended, so nothing but its environment tells whose it is. */
  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(120)
  void aRunEndsAlsoWhatHasLostItsParent() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Thread thread = new Thread(() -> {
      assertThrows(IllegalStateException.class, () -> run("starts another and loses it"));
      done.set(1);
    });
    thread.start();
    while (evaluations.get() == 0) {
      Thread.sleep(10);
    }
    long pid =
        Long.parseLong(Files.readString(temp.resolve("err")).lines().findFirst().orElse(""));
    assertTrue(ProcessHandle.of(pid).isPresent());
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(60));
    assertEquals(1, done.get());
    Optional<ProcessHandle> left = ProcessHandle.of(pid);
    if (left.isPresent()) {
      left.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "starts another"})
  void anInterruptionEndsAProgramThatHangsAndWhatItHasStarted(String manner) throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    Thread thread = new Thread(() -> {
      assertThrows(IllegalStateException.class, () -> run(manner));
      interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 2);
    });
    thread.start();
    // It prints the number of the process that hangs.
    Path errors = temp.resolve("err");
    while (!Files.exists(errors) || !Files.readString(errors).endsWith(System.lineSeparator())) {
      Thread.sleep(10);
    }
    Optional<ProcessHandle> hangs =
        ProcessHandle.of(Long.parseLong(Files.readString(errors).strip()));
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(60));
    assertEquals(1, interrupted.get());
    if (hangs.isPresent()) {
      hangs.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }
}
