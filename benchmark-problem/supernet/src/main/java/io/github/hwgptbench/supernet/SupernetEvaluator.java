package io.github.hwgptbench.supernet;

import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Perplexity and accuracy of the sub-networks of a supernet on a text. One network is evaluated at
 * a time, by as many threads as the source says, and those who ask meanwhile wait; what was
 * evaluated is remembered.
 */
public final class SupernetEvaluator extends FixedEvaluator {

  private final Supernet supernet;
  private final int[][] sequences;
  private final int batch;
  private final SupernetProgress progress;
  private final Slices slices;
  private final ExecutorService threads;
  private final Map<Architecture, Score> known = new ConcurrentHashMap<>();
  private long predicted;
  private boolean closed;

  SupernetEvaluator(
      SupernetWeights weights,
      int[][] sequences,
      List<Objective> objectives,
      int batch,
      int threads,
      SupernetProgress progress) {
    super(
        weights.shape().space(),
        Objective.choice(objectives, SupernetSource.OBJECTIVES, "not an objective of a supernet"));
    this.supernet = new Supernet(weights);
    this.sequences = sequences;
    this.batch = batch;
    this.progress = progress;
    this.slices = new Slices(weights);
    this.threads = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "supernet");
      thread.setDaemon(true);
      return thread;
    });
  }

  @Override
  public void evaluate(int[] genes, double[] values) {
    checkRoom(values);
    Score score = score(space.decode(genes));
    for (int i = 0; i < values.length; i++) {
      values[i] = objectives.get(i).metric().equals(Metric.PERPLEXITY)
          ? score.perplexity()
          : score.accuracy();
    }
  }

  /**
   * Returns how well an architecture predicts the text.
   *
   * @throws IllegalArgumentException if it is not of the space
   */
  public Score score(Architecture architecture) {
    Score score = known.get(architecture);
    return score == null ? predict(architecture) : score;
  }

  private synchronized Score predict(Architecture architecture) {
    if (closed) {
      throw new IllegalStateException("the evaluator is closed");
    }
    Score before = known.get(architecture);
    if (before != null) {
      return before;
    }
    predicted = 0;
    try (SubNetwork network = supernet.inherit(architecture, slices)) {
      List<Future<Score>> parts = new ArrayList<>();
      for (int from = 0; from < sequences.length; from += batch) {
        int[][] some =
            Arrays.copyOfRange(sequences, from, Math.min(sequences.length, from + batch));
        parts.add(threads.submit(() -> predict(network, some)));
      }
      Score score = join(parts);
      known.put(architecture, score);
      return score;
    }
  }

  private Score predict(SubNetwork network, int[][] some) {
    Score score = network.score(some);
    synchronized (threads) {
      predicted += score.tokens();
      progress.predicted(predicted, (long) sequences.length * (sequences[0].length - 1));
    }
    return score;
  }

  /** Adds the scores up in the order of the text, so that no sum depends on who was faster. */
  private static Score join(List<Future<Score>> parts) {
    boolean interrupted = false;
    RuntimeException failure = null;
    Score all = new Score(0, 0, 0);
    for (Future<Score> part : parts) {
      while (true) {
        try {
          all = all.plus(part.get());
        } catch (InterruptedException e) {
          // The network must stay open until all threads have left it.
          interrupted = true;
          continue;
        } catch (ExecutionException e) {
          failure =
              new IllegalStateException("a sub-network can't be evaluated: " + e.getMessage(), e);
          parts.forEach(rest -> rest.cancel(false));
        } catch (CancellationException e) {
          // Said by the failure that cancelled it.
        }
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
    return all;
  }

  /** Lets go of the supernet, once a network that is being evaluated is done. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      threads.shutdown();
      supernet.close();
    }
  }
}
