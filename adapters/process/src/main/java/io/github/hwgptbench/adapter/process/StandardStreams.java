package io.github.hwgptbench.adapter.process;

import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.SearchAlgorithm;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.algorithm.SearchStart;
import io.github.hwgptbench.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A program that is already running as an algorithm of one run, such as the one that has started
 * this process and is at the other ends of its standard streams.
 */
public final class StandardStreams implements SearchAlgorithm {

  private final AlgorithmName name;
  private final ProgramLines lines;

  /**
   * Makes an algorithm.
   *
   * @param name the name
   * @param in the output of the program
   * @param out the input of the program
   */
  public StandardStreams(AlgorithmName name, InputStream in, OutputStream out) {
    this.name = name;
    this.lines = new StreamLines(in, out);
  }

  @Override
  public AlgorithmName name() {
    return name;
  }

  @Override
  public String description() {
    return "a program over standard input and output";
  }

  @Override
  public Map<String, String> settings() {
    return name.settings();
  }

  /**
   * Returns true; a program that does not support several pending candidates fails at its first
   * line.
   */
  @Override
  public boolean asynchronous() {
    return true;
  }

  /**
   * Answers requests until the budget is spent or the program makes no more.
   *
   * @throws ProgramFailedException if the output of the program is invalid
   */
  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    run(problem, SearchConditions.of(name, budget, SearchStart.EMPTY), seed, listener);
  }

  /**
   * Answers requests until the budget is spent or the program makes no more.
   *
   * @throws ProgramFailedException if the output of the program is invalid
   */
  @Override
  public void run(
      Problem problem, SearchConditions conditions, long seed, EvaluationListener listener) {
    conditions.checkNoStart(name);
    try {
      new AskTellSession(problem, conditions, listener, lines).converse(seed, name.settings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
