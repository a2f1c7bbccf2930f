package io.github.hwgptbench.cli;

import io.github.hwgptbench.creation.measurement.DeviceNetwork;
import io.github.hwgptbench.creation.measurement.PeakMemory;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * A process that runs one network once, with the weights of that network only, and prints the most
 * memory that it has had. Nothing that another network has left in memory is counted.
 */
@Command(name = "memory")
final class MemoryProcess extends ConsoleCommand {

  @Mixin
  private BenchOptions options;

  @Mixin
  private LatencyOptions latency;

  @Parameters(paramLabel = "ARCHITECTURE")
  private String architecture;

  /** Measures in this process. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new MemoryProcess()).execute(args));
  }

  @Override
  void execute() throws IOException {
    SearchSpace space = options.space();
    Architecture parsed = space.parse(architecture);
    try (LatencyOptions.Networks networks =
            LatencyOptions.network(space, parsed, latency.conditions(space));
        DeviceNetwork network = networks.load(parsed)) {
      network.run();
    }
    out().println(PeakMemory.readMb(PeakMemory.OWN_STATUS));
  }

  /**
   * Measures an architecture in a process of its own.
   *
   * @param options of the space and of how networks run
   * @param architecture as text
   * @return megabytes
   * @throws UncheckedIOException if the process fails; the message has what it printed
   */
  static double measureMb(List<String> options, String architecture) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        // Weights and logits are outside of the heap, without a limit.
        "-Xmx128m",
        "-XX:MaxDirectMemorySize=" + Long.MAX_VALUE / 2,
        "-cp",
        classPath(),
        MemoryProcess.class.getName()));
    command.addAll(options);
    command.add(architecture);
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException(
            Text.format("%s: its memory can't be measured: %s", architecture, printed));
      }
      return Double.parseDouble(printed.substring(printed.lastIndexOf('\n') + 1));
    } catch (NumberFormatException e) {
      throw new UncheckedIOException(new IOException(
          Text.format("%s: its memory can't be measured: %s", architecture, e.getMessage()), e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted", e));
    } finally {
      if (process != null) {
        process.destroy();
      }
    }
  }

  /** The launcher may have found these classes elsewhere than on the class path. */
  private static String classPath() {
    URI own = URI.create(
        MemoryProcess.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return Path.of(own) + File.pathSeparator + System.getProperty("java.class.path");
  }
}
