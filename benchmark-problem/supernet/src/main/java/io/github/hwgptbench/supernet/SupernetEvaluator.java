package io.github.hwgptbench.supernet;

import com.google.common.math.IntMath;
import com.google.common.math.LongMath;
import com.google.common.util.concurrent.Striped;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.FixedEvaluator;
import io.github.hwgptbench.objective.Metric;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.space.Architecture;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Perplexity and accuracy of the sub-networks of a supernet on a corpus. The threads of the source
 * predict batches of the corpus for all callers. If one sub-network has too few batches for them,
 * several are evaluated in parallel, as many as fit into direct memory, with their own slices of
 * the same weights. Scores are cached in memory, and in a file if there is one.
 */
public final class SupernetEvaluator extends FixedEvaluator {

  private static final int STRIPES = 256;

  /** Direct memory that needs no look at the limit, and that other buffers may take, bytes. */
  private static final long ALWAYS_THERE = 128L << 20;

  private final Supernet supernet;
  private final int[][] sequences;
  private final int batch;
  private final SupernetProgress progress;
  private final @Nullable ScoreFile scores;
  private final ExecutorService threads;
  private final Map<Architecture, Score> known = new ConcurrentHashMap<>();
  /** Held while a sub-network is evaluated, so that no other thread evaluates it too. */
  private final Striped<Lock> locks = Striped.lock(STRIPES);

  private final int atOnce;
  private final Semaphore turns;
  /** Those that were used last come first, since they are in memory already. */
  private final Deque<Slices> idle = new ConcurrentLinkedDeque<>();

  private volatile boolean closed;

  SupernetEvaluator(
      SupernetWeights weights,
      int[][] sequences,
      List<Objective> objectives,
      int batch,
      int threads,
      SupernetProgress progress,
      @Nullable ScoreFile scores) {
    super(
        weights.shape().space(),
        Objective.choice(objectives, SupernetSource.OBJECTIVES, "not an objective of a supernet"));
    this.supernet = new Supernet(weights);
    this.sequences = sequences;
    this.batch = batch;
    this.progress = progress;
    this.scores = scores;
    int batches = IntMath.divide(sequences.length, batch, RoundingMode.CEILING);
    // Two batches a thread, so that none idles while the last batches of a sub-network are
    // predicted.
    int wanted =
        (int) Math.min(threads, LongMath.divide(2L * threads, batches, RoundingMode.CEILING));
    atOnce = fitting(wanted, Slices.mostBytes(weights.shape()), DirectMemory::limit, progress);
    turns = new Semaphore(atOnce, true);
    this.threads = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "supernet");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Returns how many sub-networks are evaluated at once, each of which may need a copy of its
   * weights in direct memory.
   */
  static int fitting(int wanted, long bytes, LongSupplier limit, SupernetProgress progress) {
    if (wanted == 1 || wanted * bytes <= ALWAYS_THERE) {
      return wanted;
    }
    long most = limit.getAsLong();
    int fitting = (int) Math.max(1, Math.min(wanted, (most - ALWAYS_THERE) / bytes));
    if (fitting < wanted) {
      progress.warn(Text.format(
          "%d sub-networks are evaluated at once instead of %d: each may copy %d MiB of weights,"
              + " and the JVM allows %d MiB of direct memory (-XX:MaxDirectMemorySize)",
          fitting, wanted, bytes >> 20, most >> 20));
    }
    return fitting;
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
   * Returns the score of an architecture on the corpus.
   *
   * @throws IllegalArgumentException if it is not of the space
   */
  public Score score(Architecture architecture) {
    Score score = known.get(architecture);
    return score == null ? predict(architecture) : score;
  }

  private Score predict(Architecture architecture) {
    Lock lock = locks.get(architecture);
    lock.lock();
    try {
      Score score = known.get(architecture);
      if (score == null) {
        score = find(architecture);
        known.put(architecture, score);
      }
      return score;
    } finally {
      lock.unlock();
    }
  }

  /** Returns a score that is kept, or evaluates the architecture and keeps its score. */
  private Score find(Architecture architecture) {
    return scores == null
        ? evaluate(architecture)
        : scores.find(architecture, () -> evaluate(architecture));
  }

  private Score evaluate(Architecture architecture) {
    turns.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("the evaluator is closed");
      }
      Slices used = idle.pollFirst();
      Slices slices = used == null ? new Slices(supernet.weights()) : used;
      try (SubNetwork network = supernet.inherit(architecture, slices)) {
        return new Evaluation(network).score();
      } finally {
        idle.addFirst(slices);
      }
    } finally {
      turns.release();
    }
  }

  private final class Evaluation {

    private final SubNetwork network;
    private long predicted;
    private volatile boolean failed;

    Evaluation(SubNetwork network) {
      this.network = network;
    }

    Score score() {
      List<Future<Score>> parts = new ArrayList<>();
      for (int from = 0; from < sequences.length; from += batch) {
        int[][] some =
            Arrays.copyOfRange(sequences, from, Math.min(sequences.length, from + batch));
        parts.add(threads.submit(() -> score(some)));
      }
      return join(parts);
    }

    /** Does nothing once another part has failed; those that have begun complete. */
    private Score score(int[][] some) {
      if (failed) {
        throw new CancellationException();
      }
      boolean complete = false;
      try {
        Score score = network.score(some);
        synchronized (this) {
          predicted += score.tokens();
          progress.predicted(predicted, (long) sequences.length * (sequences[0].length - 1));
        }
        complete = true;
        return score;
      } finally {
        if (!complete) {
          failed = true;
        }
      }
    }
  }

  /**
   * Adds the scores in the order of the corpus, so that sums do not depend on the timing of
   * threads.
   */
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
          if (!(e.getCause() instanceof CancellationException)) {
            failure =
                new IllegalStateException("a sub-network can't be evaluated: " + e.getMessage(), e);
          }
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

  /** Releases the supernet, once the sub-networks that are being evaluated are done. */
  @Override
  public void close() {
    turns.acquireUninterruptibly(atOnce);
    try {
      if (!closed) {
        closed = true;
        threads.shutdown();
        try {
          supernet.close();
        } finally {
          if (scores != null) {
            scores.close();
          }
        }
      }
    } finally {
      turns.release(atOnce);
    }
  }
}
