package io.github.hwgptbench.spark;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.suite.Assignment;
import io.github.hwgptbench.suite.Cluster;
import io.github.hwgptbench.suite.WorkOrder;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** A connection to Spark. */
final class SparkCluster implements Cluster {

  /** Tasks of a job: few enough for the scheduler, and so many that it never runs dry. */
  private static final int JOB_TASKS = 10_000;

  /** One goes on while the last runs of the other come to their end. */
  private static final int JOBS = 2;

  private final JavaSparkContext context;
  private final Consumer<String> remarks;

  /**
   * Takes a connection.
   *
   * @param remarks receives a sentence where no executor begins, for which Spark waits forever
   */
  SparkCluster(SparkContext context, Consumer<String> remarks) throws IOException {
    this.context = new JavaSparkContext(context);
    this.remarks = remarks;
    if (System.getProperty("hwgptbench.spark.log") == null) {
      context.setLogLevel("OFF");
    }
    if (context.jars().isEmpty() && !context.isLocal()) {
      sendClasses();
    }
  }

  /** Sends this library and the plugins, which the launcher has put into one class loader. */
  private void sendClasses() throws IOException {
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
      for (URL jar : loader.getURLs()) {
        context.addJar(jar.toString());
      }
    } else {
      throw new IOException(
          "This library has no separate class loader, so it can't be sent to the executors;"
              + " start it with './hwgpt run' or spark-submit");
    }
  }

  @Override
  public void run(WorkOrder order, List<Assignment> assignments, Results results)
      throws IOException, InterruptedException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    // After which Spark itself logs a warning, by default much earlier.
    long patience = context.getConf().getTimeAsSeconds("spark.starvation.timeout", "30s");
    clock.schedule(this::remarkOnNoExecutor, patience, TimeUnit.SECONDS);
    try {
      run(assignments, new RunTask(context.broadcast(common(order))), results);
    } catch (IOException | IllegalStateException e) {
      // Spark stops its context when no executor can start, and then ends jobs or refuses new ones.
      if (context.sc().isStopped()) {
        throw new IOException(
            "Spark gave up: no executor could be started, or the master is gone; the logs of"
                + " master and workers have the reason. Finished runs are kept, and --resume"
                + " continues",
            e);
      }
      throw e;
    } finally {
      clock.shutdownNow();
    }
  }

  private void remarkOnNoExecutor() {
    // One of them is the driver.
    if (!context.isLocal() && context.sc().statusTracker().getExecutorInfos().length <= 1) {
      remarks.accept(
          "Spark waits for an executor: the cluster may have no free cores or too little memory, or"
              + " its executors can't start; the logs of master and workers have the reason");
    }
  }

  private RunTask.Common common(WorkOrder order) throws IOException {
    List<String> options = context.isLocal()
        ? order.options().stream()
            .map(word -> word.file() == null ? word.text() : word.text() + word.file())
            .toList()
        : TravellingFiles.send(order.options(), context.sc()::addArchive);
    return new RunTask.Common(UUID.randomUUID().toString(), order.plan(), order.limit(), options);
  }

  private void run(List<Assignment> assignments, RunTask task, Results results)
      throws IOException, InterruptedException {
    try (ResultWriters writers = new ResultWriters(results)) {
      Queue<SimpleFutureAction<BoxedUnit>> jobs = new ArrayDeque<>();
      try {
        for (List<Assignment> part : Lists.partition(assignments, JOB_TASKS)) {
          if (jobs.size() == JOBS) {
            await(jobs.remove(), writers);
          }
          jobs.add(submit(ImmutableList.copyOf(part), task, writers));
        }
        while (!jobs.isEmpty()) {
          await(jobs.remove(), writers);
        }
      } finally {
        jobs.forEach(SimpleFutureAction::cancel);
      }
      writers.finish();
    }
  }

  private SimpleFutureAction<BoxedUnit> submit(
      List<Assignment> part, RunTask task, ResultWriters writers) {
    JavaRDD<Assignment> tasks = context.parallelize(part, part.size());
    return context
        .sc()
        .submitJob(
            tasks.rdd(),
            task,
            CollectionConverters.asScala(
                    IntStream.range(0, part.size()).mapToObj(i -> (Object) i).toList())
                .toSeq(),
            new AbstractFunction2<Object, Assignment.Result, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object index, Assignment.Result result) {
                writers.write(result);
                return BoxedUnit.UNIT;
              }
            },
            new AbstractFunction0<BoxedUnit>() {
              @Override
              public BoxedUnit apply() {
                return BoxedUnit.UNIT;
              }
            });
  }

  private static void await(SimpleFutureAction<BoxedUnit> job, ResultWriters writers)
      throws IOException, InterruptedException {
    writers.onFailure(job::cancel);
    try {
      job.get();
    } catch (Exception e) {
      // What Scala throws, Java does not declare.
      Throwables.throwIfInstanceOf((Throwable) e, InterruptedException.class);
      writers.throwFailure();
      Throwables.throwIfInstanceOf(Throwables.getRootCause(e), UsageException.class);
      throw new IOException(
          Text.format("Spark: %s; finished runs are kept, and --resume continues", reason(e)), e);
    }
  }

  /** Returns why a job has failed, without the stack traces that Spark's messages have in them. */
  private static String reason(Exception e) {
    Throwable failed = e.getCause() == null ? e : e.getCause();
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse(failed.toString());
  }

  @Override
  public void close() {
    context.close();
  }
}
