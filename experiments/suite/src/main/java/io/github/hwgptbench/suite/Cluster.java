package io.github.hwgptbench.suite;

import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Processes on this or other machines that execute the runs of suites. Failed assignments are
 * repeated, so that each has one result.
 *
 * @since 0.2.0
 */
public interface Cluster extends AutoCloseable {

  /** Connects to clusters; found by {@link java.util.ServiceLoader}. */
  interface Provider {

    /**
     * Makes sure that an address is one of a cluster.
     *
     * @throws UsageException if it is not; names the allowed ones
     */
    void check(String address);

    /**
     * Connects to a cluster.
     *
     * @param address of the cluster, in the form that its kind has
     * @param settings of the cluster, in the form that its kind has
     * @param name the name under which the cluster shows the work
     * @param remarks receives sentences on what delays the work
     * @throws UsageException if the address or a setting is wrong
     * @throws IOException if the cluster can't be reached; says why
     */
    Cluster connect(
        String address, Map<String, String> settings, String name, Consumer<String> remarks)
        throws IOException;
  }

  /** Receives results, from several threads. */
  @FunctionalInterface
  interface Results {

    /**
     * Receives the result of an assignment.
     *
     * @throws IOException if it can't be recorded, which ends the work
     */
    void accept(Assignment.Result result) throws IOException;
  }

  /**
   * Runs.
   *
   * @param order the settings that all runs have in common
   * @param assignments may be a view that reads files, and throws
   *     {@link java.io.UncheckedIOException} if it can't
   * @param results receives one result per assignment, in any order
   * @throws IOException if a result can't be recorded, or the cluster fails for good
   * @throws InterruptedException if the calling thread is interrupted
   */
  void run(WorkOrder order, List<Assignment> assignments, Results results)
      throws IOException, InterruptedException;

  /** Lets the cluster go. */
  @Override
  void close();
}
