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
 * A program that is running already as an algorithm of one run: the one that has started this
 * process, say, and holds the other ends of its standard streams.
 */
public final class StandardStreams implements SearchAlgorithm {

  private final AlgorithmName name;
  private final ProgramLines lines;

  /**
   * Makes an algorithm.
   *
   * @param name what it is called
   * @param in what the program says
   * @param out where the program listens
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

  /** Returns true: a program that can't have several pending candidates fails at its first line. */
  @Override
  public boolean asynchronous() {
    return true;
  }

  /**
   * Converses until the budget is spent, or the program has no more to ask.
   *
   * @throws ProgramFailedException if the program says what it must not
   */
  @Override
  public void run(Problem problem, int budget, long seed, EvaluationListener listener) {
    run(problem, SearchConditions.of(name, budget, SearchStart.EMPTY), seed, listener);
  }

  /**
   * Converses until the budget is spent, or the program has no more to ask.
   *
   * @throws ProgramFailedException if the program says what it must not
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
