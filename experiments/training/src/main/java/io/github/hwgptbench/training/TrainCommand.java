package io.github.hwgptbench.training;

import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.supernet.ShippedSupernet;
import io.github.hwgptbench.supernet.SupernetFileException;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command that trains supernets. Exit codes: 0 on success, 2 for wrong usage, 1 for any other
 * failure.
 */
@Command(
    name = "hwgpt supernet train",
    description = {
      "Train a supernet: in each step the largest sub-network of a space, the smallest and some"
          + " random ones learn from the same sequences and share their weights. Or train one"
          + " architecture alone.",
      "Writes the log training-log.csv and the page training.html, which are updated during the"
          + " training.",
      ""
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hwgpt supernet train --space xs --tokens book.tokens --out my-supernet",
      "  hwgpt supernet train --space xs --tokens book.tokens --out alone --architecture"
          + " gpt-xs-2-64-2-2-1-1-False",
      "  hwgpt supernet train --from my-supernet --tokens more.tokens --out tuned --learning-rate"
          + " 0.0003 --validation held-out.tokens --patience 5",
      "",
      "docs/training.md describes how the supernet that ships was trained."
    })
public final class TrainCommand implements Callable<Integer> {

  private static final int WRONG_USAGE = 2;
  private static final int WENT_WRONG = 1;
  private static final int HELP_WIDTH = 96;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--space",
      paramLabel = "SPACE",
      description = "Search space: xs, s, m or l, a wide one, or a JSON file of a custom one,"
          + " which 'hwgpt supernet shape' writes (default: that of --from).")
  private @Nullable String space;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      required = true,
      description = "Tokenized corpus to learn from, see 'hwgpt supernet tokens'.")
  private Path tokens;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the supernet, the log, and checkpoints during the training.")
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Fine-tune: begin with the weights of this supernet, which has the same size;"
          + " a folder, or a space whose supernet ships, such as xs. --resume continues from the"
          + " checkpoint instead, and needs the same --from.")
  private @Nullable String from;

  @Option(
      names = "--resume",
      description =
          "Continue from the last checkpoint in the folder, if there is one. The weights are"
              + " then bit-identical to those of an uninterrupted training.")
  private boolean resume;

  @Option(
      names = "--architecture",
      paramLabel = "ARCH",
      description = "Train this architecture alone:"
          + " gpt-SPACE-n_layer-embed_dim-mlp_ratio...-n_head...-bias.")
  private @Nullable String architecture;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "'paper': the authors' scheme and, where not set by other options, their"
          + " numbers; see docs/training.md. Their batch is known for s (32), m and l (8); it is 8"
          + " for other spaces.")
  private @Nullable String preset;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Updates of the weights (default: 12000; paper: 800000).")
  private @Nullable Integer steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Batch size in sequences (default: 8; paper: 32 in s).")
  private @Nullable Integer batch;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      defaultValue = "1",
      description = "Batches per step, one after another: the step of a batch of N times the"
          + " sequences, in the memory of one (default: ${DEFAULT-VALUE}).")
  private int accumulate;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Tokens per sequence (default: the length of the space, 128 in xs).")
  private @Nullable Integer length;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Maximum learning rate (default: 0.003, which suits xs; paper: 0.000316).")
  private @Nullable Double learningRate;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Steps in which the learning rate rises; afterwards it falls along a cosine to"
          + " a tenth (default: 200; paper: 4000; a tenth of the steps if that is less).")
  private @Nullable Integer warmUp;

  @Option(
      names = "--weight-decay",
      paramLabel = "DECAY",
      description = "Weight decay of matrices (default: 0.1).")
  private @Nullable Double weightDecay;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Maximum norm of the gradient (default: 1).")
  private @Nullable Double clip;

  @Option(
      names = "--random",
      paramLabel = "N",
      description =
          "Random sub-networks per step, beside the largest and the smallest (default: 2).")
  private @Nullable Integer randomNetworks;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the initial weights, and of the sub-networks and sequences of each step"
              + " (default: 1; paper: 1234).")
  private @Nullable Long seed;

  @Mixin
  private ValidationOptions validation;

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
    SupernetWeights begin = from == null ? null : weights(from);
    SupernetShape shape = shape(begin);
    TrainingScheme scheme = scheme();
    TrainingSettings settings = settings(scheme.settings(shape));
    if (SupernetTraining.begun(out) && !resume) {
      throw UsageException.of(
          "%s: contains an unfinished training; continue with --resume, or name another folder",
          out);
    }
    SupernetTraining.Builder training = SupernetTraining.builder(
            shape, settings, networks(shape.space(), settings, scheme), TokenFile.open(tokens), out)
        .scheme(scheme)
        .accumulate(accumulate);
    if (begin != null) {
      training.from(begin);
    }
    validation.validation(settings.length()).ifPresent(training::validation);
    SupernetTraining ready = training.build();
    SupernetWeights trained;
    PrintWriter err = spec.commandLine().getErr();
    try (TrainingProgress progress = new TrainingProgress(err, settings.steps())) {
      trained = ready.run(Map.of(), progress);
    }
    PrintWriter to = spec.commandLine().getOut();
    to.printf(
        Locale.ROOT, "The supernet of space '%s' is in %s%n", shape.space().name(), out);
    String validated = trained.provenance().get(SupernetTraining.VALIDATION);
    if (validated != null) {
      to.printf(Locale.ROOT, "Validation: %s%n", validated);
    }
    return 0;
  }

  private static SupernetWeights weights(String from) {
    if (!SupernetWeights.in(Path.of(from))) {
      for (SearchSpace space : SearchSpace.all()) {
        if (space.name().equals(from) && ShippedSupernet.in(space)) {
          return ShippedSupernet.of(space).orElseThrow().build().weights();
        }
      }
    }
    return SupernetWeights.open(Path.of(from));
  }

  private SupernetShape shape(@Nullable SupernetWeights begin) {
    if (space == null) {
      if (begin == null) {
        throw new UsageException("Give --space, the search space of the supernet, or --from");
      }
      return begin.shape();
    }
    if (space.endsWith(".yaml") || space.endsWith(".yml")) {
      throw UsageException.of(
          "--space %s: a YAML file; expected JSON: 'hwgpt supernet shape --space %s --out FILE.json' writes it",
          space, space);
    }
    return space.endsWith(".json")
        ? SupernetShape.read(Path.of(space))
        : SupernetShape.of(SearchSpace.of(space.toLowerCase(Locale.ROOT)));
  }

  private TrainingScheme scheme() {
    if (preset == null) {
      return TrainingScheme.HWGPTBENCH;
    }
    if (!preset.equals("paper")) {
      throw UsageException.of("--preset %s; allowed: paper", preset);
    }
    return TrainingScheme.PAPER;
  }

  private TrainingSettings settings(TrainingSettings preset) {
    int all = or(steps, preset.steps());
    return new TrainingSettings(
        all,
        or(batch, preset.batch()),
        or(length, preset.length()),
        or(learningRate, preset.learningRate()),
        or(warmUp, Math.min(preset.warmUp(), all / 10)),
        or(weightDecay, preset.weightDecay()),
        or(clip, preset.clip()),
        or(randomNetworks, preset.randomNetworks()),
        or(seed, preset.seed()));
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  private TrainedNetworks networks(
      SearchSpace space, TrainingSettings settings, TrainingScheme scheme) {
    if (architecture == null) {
      return TrainedNetworks.sandwich(space, settings.randomNetworks(), settings.seed(), scheme);
    }
    Architecture alone = space.parse(architecture);
    return TrainedNetworks.alone(space, alone);
  }
}
