package io.github.hwgptbench.spark;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.hwgptbench.cli.BenchArguments;
import io.github.hwgptbench.suite.AssignedRuns;
import io.github.hwgptbench.suite.Assignment;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does: one run per task. What all runs need is looked up once per process. */
final class RunTask extends AbstractFunction1<Iterator<Assignment>, Assignment.Result>
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** Name of the folder that Spark unpacks the files of the user into. */
  static final String FILES = "hwgpt-files";

  /** Stands for that folder in options. */
  private static final String FOLDER = "{" + FILES + "}";

  /**
   * What all runs have in common, as text.
   *
   * @param id tells it from others
   * @param options as {@link BenchArguments} reads them
   */
  record Common(String id, String plan, @Nullable Duration limit, List<String> options)
      implements Serializable {}

  private static @Nullable String openFor;
  private static @Nullable AssignedRuns open;

  private final Broadcast<Common> common;

  RunTask(Broadcast<Common> common) {
    this.common = common;
  }

  /** Returns how options name a file that travels to the executors. */
  static String travelling(String file) {
    return FOLDER + "/" + file;
  }

  @Override
  public Assignment.Result apply(Iterator<Assignment> assignments) {
    Assignment assignment = assignments.next();
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      return runs(common.value()).run(assignment, memory.getPath("/run"));
    } catch (IOException e) {
      throw new TaskFailedException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskFailedException(e);
    }
  }

  private static synchronized AssignedRuns runs(Common common) {
    if (open == null || !common.id().equals(openFor)) {
      List<String> options = common.options().stream()
          .map(word -> word.contains(FOLDER) ? word.replace(FOLDER, SparkFiles.get(FILES)) : word)
          .toList();
      open = new AssignedRuns(common.plan(), common.limit(), BenchArguments.open(options, cores()));
      openFor = common.id();
    }
    return open;
  }

  /** Returns how many cores this executor has, which by default are those of the machine. */
  private static int cores() {
    return SparkEnv.get()
        .conf()
        .getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors());
  }

  /** Ends a task, which is then tried again elsewhere. */
  private static final class TaskFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TaskFailedException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }
}
