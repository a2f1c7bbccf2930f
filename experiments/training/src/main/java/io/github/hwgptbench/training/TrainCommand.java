package io.github.hwgptbench.training;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.SupernetFileException;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.usage.Defect;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command that trains supernets. Exit codes: 0 when all is well, 2 for wrong usage, 1 for what
 * went wrong.
 */
@Command(
    name = "hwgpt supernet train",
    description = {
      "Train a supernet: in each step the largest network of a space, the smallest and some random"
          + " ones learn from the same text, and share their weights. Or train one network alone.",
      ""
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt supernet train --space xs --tokens book.tokens --out my-supernet",
      "  hwgpt supernet train --space xs --tokens book.tokens --out alone --architecture"
          + " gpt-xs-2-64-2-2-1-1-False",
      "",
      "docs/training.md describes how the supernet that ships was trained."
    })
public final class TrainCommand implements Callable<Integer> {

  private static final int WRONG_USAGE = 2;
  private static final int WENT_WRONG = 1;
  private static final int HELP_WIDTH = 96;
  private static final int USUAL_WARM_UP = 200;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      required = true,
      description = "Search space: xs, s, m or l, a wide one, or a JSON file of a custom one,"
          + " which 'hwgpt supernet shape' writes.")
  private String space;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      required = true,
      description = "The text to learn from, see 'hwgpt supernet tokens'.")
  private Path tokens;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the supernet, the log, and on the way checkpoints.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Go on from the last checkpoint in the folder, if there is one. The weights are"
          + " then bit-identical to those of an uninterrupted training.")
  private boolean resume;

  @Option(
      names = "--architecture",
      paramLabel = "ARCH",
      description =
          "Train this network alone: gpt-SPACE-n_layer-embed_dim-mlp_ratio...-n_head..." + "-bias.")
  private @Nullable String architecture;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "12000",
      description = "Updates of the weights (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "Sequences a step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Tokens of a sequence (default: as many as the space is for, 128 in xs).")
  private @Nullable Integer length;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.003",
      description = "The highest learning rate, which suits xs; the authors have 0.000316 for s, m"
          + " and l (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Steps in which the learning rate grows; afterwards it falls along a cosine to"
          + " a tenth (default: 200, or a tenth of the steps where that is less).")
  private @Nullable Integer warmUp;

  @Option(
      names = "--weight-decay",
      paramLabel = "DECAY",
      defaultValue = "0.1",
      description = "Weight decay of matrices (default: ${DEFAULT-VALUE}).")
  private double weightDecay;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      defaultValue = "1",
      description = "The longest that a gradient may be (default: ${DEFAULT-VALUE}).")
  private double clip;

  @Option(
      names = "--random",
      paramLabel = "N",
      defaultValue = "2",
      description = "Random networks a step, beside the largest and the smallest"
          + " (default: ${DEFAULT-VALUE}).")
  private int randomNetworks;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the first weights, the networks and the text of each step"
          + " (default: ${DEFAULT-VALUE}).")
  private long seed;

  private TrainCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(out, err, args));
  }

  /**
   * Runs the command.
   *
   * @param out receives the output
   * @param err receives errors and progress
   * @return the exit code
   */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new TrainCommand())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler((e, arguments) -> wrongUsage(e.getMessage(), err))
        .setExecutionExceptionHandler((e, command, result) -> failed(e, err))
        .execute(args);
  }

  private static int wrongUsage(@Nullable String message, PrintWriter err) {
    err.printf(
        Locale.ROOT, "hwgpt supernet train: %s%nTry 'hwgpt supernet train --help'.%n", message);
    return WRONG_USAGE;
  }

  private static int failed(Exception e, PrintWriter err) {
    Throwable reason = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (reason instanceof UsageException) {
      return wrongUsage(reason.getMessage(), err);
    }
    boolean sentence = reason.getClass() == IOException.class
        || reason instanceof SupernetFileException
        || reason instanceof IllegalStateException;
    String text = sentence
        ? reason.getMessage()
        : reason instanceof IOException ? reason.toString() : Defect.describe(reason);
    err.printf(Locale.ROOT, "hwgpt supernet train: %s%n", text);
    return WENT_WRONG;
  }

  @Override
  public Integer call() throws IOException {
    SupernetShape shape = shape();
    TrainingSettings settings = new TrainingSettings(
        steps,
        batch,
        length == null ? shape.blockSize() : length,
        learningRate,
        warmUp == null ? Math.min(USUAL_WARM_UP, steps / 10) : warmUp,
        weightDecay,
        clip,
        randomNetworks,
        seed);
    if (SupernetTraining.begun(out) && !resume) {
      throw UsageException.of(
          "%s: a training was begun there; go on with --resume, or name another folder", out);
    }
    SupernetTraining training =
        new SupernetTraining(shape, settings, networks(shape.space()), TokenFile.open(tokens), out);
    PrintWriter err = spec.commandLine().getErr();
    try (TrainingProgress progress = new TrainingProgress(err, steps)) {
      training.run(Map.of(), progress);
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT, "The supernet of space '%s' is in %s%n", shape.space().name(), out);
    return 0;
  }

  private SupernetShape shape() {
    if (space.endsWith(".yaml") || space.endsWith(".yml")) {
      throw UsageException.of(
          "--space %s: a YAML file; expected JSON: 'hwgpt supernet shape --space %s --out FILE.json' writes it",
          space, space);
    }
    return space.endsWith(".json")
        ? SupernetShape.read(Path.of(space))
        : SupernetShape.of(SearchSpace.of(space.toLowerCase(Locale.ROOT)));
  }

  private TrainedNetworks networks(SearchSpace space) {
    if (architecture == null) {
      return TrainedNetworks.sandwich(space, randomNetworks, seed);
    }
    Architecture alone = space.parse(architecture);
    return TrainedNetworks.alone(space, alone);
  }
}
