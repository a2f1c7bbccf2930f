package io.github.hwgptbench.cli;

import io.github.hwgptbench.creation.SurrogateFit;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.landscape.CalibrationFile;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.SpaceFile;
import io.github.hwgptbench.surrogate.SurrogateCatalogue;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits surrogates to measurements. */
@Command(
    name = "fit",
    description = {
      "Fit surrogates to tables of measurements: the published ones, or custom"
          + " ones of another device in the same layout. Other commands take the"
          + " result with --models.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  hwgpt fit --data my-measurements --scale s --out my-models")
final class FitCommand extends ConsoleCommand {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder with one folder per scale, such as s/architectures.csv.gz and"
          + " s/latency_ms/mycard.csv.gz.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the models and the report.")
  private Path out;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      split = ",",
      description = "Scales to fit (default: those of s, m, l that have a folder).")
  private List<String> scales = List.of();

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description = "YAML file of a custom search space to fit, in place of --scale; its tables are"
          + " in the folder of its name.")
  private @Nullable Path spaceFile;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Random seed; the same seed gives the same files (default:" + " ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin
  private ThreadsOption threads;

  @Option(
      names = "--overwrite",
      description = "Replace the report and the models of the same objectives in the folder."
          + " Other models stay.")
  private boolean overwrite;

  @Override
  void execute() throws IOException {
    List<SearchSpace> spaces = spaces();
    int cores = threads.count();
    if (!overwrite) {
      checkNothingIsReplaced(spaces);
    }
    OutputFolder.make(out);
    Map<String, Integer> unmeasured;
    try (ProgressLine progress = new ProgressLine(err(), "models")) {
      AtomicInteger before = new AtomicInteger();
      unmeasured = new SurrogateFit(data, spaces, out, seed, cores).run((what, done, of) -> {
        progress.total(of);
        progress.step(done - before.getAndSet(done));
      });
    } catch (IllegalArgumentException e) {
      // The command line was checked before; what is left to be wrong are the tables.
      throw new IOException(e.getMessage(), e);
    }
    unmeasured.forEach((objective, count) -> print(
        "%s: left out %d architectures that have an empty cell in the table%n", objective, count));
    print("The models are in %s, and their errors in %s%n", out, out.resolve(SurrogateFit.REPORT));
    print(
        "Try: %s%n",
        TypedCommand.of(
            spaceFile == null
                ? List.of("objectives", "--scale", spaces.get(0).name(), "--models", out.toString())
                : List.of(
                    "objectives", "--space", spaceFile.toString(), "--models", out.toString())));
  }

  private void checkNothingIsReplaced(List<SearchSpace> spaces) throws IOException {
    Stream<Path> indices =
        spaces.stream().map(space -> out.resolve(space.name()).resolve(SurrogateCatalogue.INDEX));
    Stream<Path> reports = Stream.of(SurrogateFit.REPORT, CalibrationFile.NAME).map(out::resolve);
    Optional<Path> existing =
        Stream.concat(indices, reports).filter(Files::exists).findFirst();
    if (existing.isPresent()) {
      throw new IOException(Text.format(
          "%s: exists; use another folder, or replace it with --overwrite", existing.get()));
    }
  }

  private List<SearchSpace> spaces() throws IOException {
    if (spaceFile != null) {
      if (!scales.isEmpty()) {
        throw UsageException.of(
            "--scale %s and --space %s; allowed: one of them", String.join(",", scales), spaceFile);
      }
      return List.of(SpaceFile.read(spaceFile));
    }
    if (!Files.isDirectory(data)) {
      throw new IOException(Text.format("%s: no such folder", data));
    }
    List<SearchSpace> spaces = scales.isEmpty()
        ? SearchSpace.all().stream()
            .filter(space -> Files.isDirectory(data.resolve(space.name())))
            .toList()
        : scales.stream().map(BenchOptions::space).distinct().toList();
    if (spaces.isEmpty()) {
      throw new IOException(
          Text.format("%s: contains no folder of a scale; expected: s, m or l", data));
    }
    return spaces;
  }
}
