package io.github.hwgptbench.adapter.process;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program in any language as an algorithm. Each run starts a new process, in the current folder
 * and with the environment of this process, and communicates with it over its standard input and
 * output. Whether a run depends on the seed alone is up to the program.
 *
 * <p>When the budget is spent, the input of the program is closed; it then has a few seconds to
 * exit. A program that exits earlier without an error has ended its search. Anything else makes the
 * run fail: an exit with an error, invalid output, or not a single request.
 *
 * <p>At the end of a run, all processes that the program has started are ended. On Linux these are
 * all that have inherited its environment; elsewhere those whose parents still exist, so that
 * processes whose parent has ended are not found.
 */
public final class ExternalProgram implements SearchAlgorithm {

  /** The name of the setting that has the command, in the record. */
  public static final String COMMAND = "command";

  private static final int GRACE_SECONDS = 5;

  private final AlgorithmName name;
  private final ProgramCommand command;
  private final boolean asynchronous;
  private final @Nullable Path errors;

  /**
   * Makes an algorithm.
   *
   * @param name the name, with settings that are passed to the program unchanged
   * @param command starts the program
   * @throws IllegalArgumentException if the name has a preset, or a setting called
   *     {@value #COMMAND}
   */
  public ExternalProgram(AlgorithmName name, ProgramCommand command) {
    this(name, command, false);
  }

  /**
   * Makes an algorithm.
   *
   * @param name the name, with settings that are passed to the program unchanged
   * @param command starts the program
   * @param asynchronous whether the program can have several pending candidates
   * @throws IllegalArgumentException if the name has a preset, or a setting called
   *     {@value #COMMAND}
   * @since 0.2.0
   */
  public ExternalProgram(AlgorithmName name, ProgramCommand command, boolean asynchronous) {
    this(name, command, asynchronous, null);
    if (!name.preset().equals(AlgorithmName.DEFAULT)) {
      throw UsageException.of(
          "Algorithm '%s': a program has no presets; allowed: a name, and settings", name);
    }
    if (name.settings().containsKey(COMMAND)) {
      throw UsageException.of(
          "Algorithm '%s': setting '%s'; allowed: any other name", name, COMMAND);
    }
  }

  private ExternalProgram(
      AlgorithmName name, ProgramCommand command, boolean asynchronous, @Nullable Path errors) {
    this.name = name;
    this.command = command;
    this.asynchronous = asynchronous;
    this.errors = errors;
  }

  /**
   * Returns the same algorithm, for one run whose standard error is saved.
   *
   * @param file receives standard error, and is deleted if nothing was printed; of more than a
   *     megabyte, it receives the beginning and the end
   */
  @Override
  public ExternalProgram withErrorsIn(Path file) {
    return new ExternalProgram(name, command, asynchronous, file);
  }

  /** Returns the command that starts the program. */
  public ProgramCommand command() {
    return command;
  }

  @Override
  public AlgorithmName name() {
    return name;
  }

  @Override
  public String description() {
    return "the program " + command;
  }

  /** Returns the settings, including the command. */
  @Override
  public Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(COMMAND, command.toString());
    all.putAll(name.settings());
    return all;
  }

  @Override
  public boolean asynchronous() {
    return asynchronous;
  }

  @Override
  public boolean usesFidelities() {
    return true;
  }

  @Override
  public boolean hasSideEffects() {
    return true;
  }

  /**
   * Runs the program once. An interruption of the thread ends it.
   *
   * @throws ProgramFailedException if the program fails; the message has the reason
   */
  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    run(problem, SearchConditions.of(name, budget, SearchStart.EMPTY), seed, listener);
  }

  /**
   * Runs the program once. An interruption of the thread ends it.
   *
   * @throws ProgramFailedException if the program fails; the message has the reason
   */
  @Override
  public void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    if (!asynchronous) {
      conditions.checkOneAtATime(name);
    }
    conditions.checkNoStart(name);
    ProgramProcesses processes = start();
    Process process = processes.first();
    Thread hook = new Thread(processes::kill, "kill-program");
    Runtime.getRuntime().addShutdownHook(hook);
    try (ErrorOutput kept = keep(processes);
        ProcessLines lines = new ProcessLines(process)) {
      try {
        AskTellSession session = new AskTellSession(problem, conditions, listener, lines);
        converse(session, seed, process, lines, kept);
      } finally {
        processes.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } finally {
      unhook(hook);
    }
  }

  private ProgramProcesses start() {
    ProcessBuilder program = new ProcessBuilder(command.words());
    if (errors == null) {
      program.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    try {
      return new ProgramProcesses(program);
    } catch (IOException e) {
      throw new ProgramFailedException(
          Text.format("the program '%s' can't be started: %s", command, e.getMessage()), e);
    }
  }

  /** Receives standard error; null to discard it. */
  private @Nullable ErrorOutput keep(ProgramProcesses processes) {
    try {
      return errors == null ? null : new ErrorOutput(processes.first(), errors);
    } catch (IOException e) {
      processes.kill();
      throw new ProgramFailedException(
          Text.format(
              "the standard error of the program '%s' can't be saved: %s", command, e.getMessage()),
          e);
    }
  }

  private void converse(
      AskTellSession session,
      long seed,
      Process process,
      ProcessLines lines,
      @Nullable ErrorOutput kept)
      throws InterruptedException {
    try {
      session.converse(seed, name.settings());
    } catch (IOException e) {
      throw new ProgramFailedException(
          Text.format(
              "the output of the program can't be read after %d evaluations: %s",
              session.made(), e.getMessage()),
          e);
    } catch (ProgramFailedException e) {
      end(process, lines);
      throw e;
    }
    if (!session.over()) {
      checkEnd(session, process, lines, kept);
      if (session.made() == 0) {
        throw new ProgramFailedException(
            "the program ended without asking for an evaluation" + lastWords(kept));
      }
    } else {
      end(process, lines);
    }
  }

  /** Closes the input of the program and waits for its end; says whether it came. */
  private static boolean end(Process process, ProcessLines lines) throws InterruptedException {
    lines.end();
    return process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
  }

  private static void checkEnd(
      AskTellSession session, Process process, ProcessLines lines, @Nullable ErrorOutput kept)
      throws InterruptedException {
    if (!end(process, lines)) {
      throw new ProgramFailedException(Text.format(
          "the program closed its output after %d evaluations, but did not exit within %d s%s",
          session.made(), GRACE_SECONDS, lastWords(kept)));
    }
    if (process.exitValue() != 0) {
      throw new ProgramFailedException(Text.format(
          "the program ended with exit code %d after %d evaluations%s",
          process.exitValue(), session.made(), lastWords(kept)));
    }
  }

  private static String lastWords(@Nullable ErrorOutput kept) {
    return kept == null ? "" : kept.lastWords();
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already, and the hook with it.
      return;
    }
  }
}
