package io.github.hwgptbench.training;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.supernet.SupernetLayout;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains a supernet: in each step some of its networks see the same sequences, their gradients are
 * added, and the weights that they share are updated once. A training that was stopped or killed
 * continues from its last checkpoint, and ends with bit-identical weights.
 */
public final class SupernetTraining {

  /** What the header of a supernet calls how it was trained, and how it did in validation. */
  static final String TRAINING = "training";

  static final String VALIDATION = "validation";

  private static final int LINE_STEPS = 20;
  private static final int CHECKPOINT_STEPS = 10 * LINE_STEPS;
  private static final double[] NONE = {};

  private final SupernetShape shape;
  private final FlatWeights layout;
  private final TrainingSettings settings;
  private final TrainedNetworks networks;
  private final TrainingText text;
  private final Path folder;
  private final TrainingScheme scheme;
  private final int accumulate;
  private final FirstWeights first;
  private final Validator validator;
  private final String what;

  /** Receives every step. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Is called after a step.
     *
     * @param steps how many were made
     * @param losses of the networks of the step, nats
     */
    void step(int steps, float[] losses);
  }

  /**
   * Makes a training.
   *
   * @param networks which learn
   * @param tokens the text
   * @param folder where the supernet goes, and on the way there checkpoints and the log
   * @throws io.github.hwgptbench.supernet.SupernetFileException if the text does not fit
   * @throws IllegalArgumentException if sequences are longer than the supernet takes
   */
  public SupernetTraining(
      SupernetShape shape,
      TrainingSettings settings,
      TrainedNetworks networks,
      TokenFile tokens,
      Path folder) {
    this(new Builder(shape, settings, networks, tokens, folder));
  }

  private SupernetTraining(Builder builder) {
    shape = builder.shape;
    layout = new FlatWeights(shape);
    settings = builder.settings;
    networks = builder.networks;
    folder = builder.folder;
    scheme = builder.scheme;
    accumulate = builder.accumulate;
    first = new FirstWeights(scheme, builder.from);
    first.requireFit(shape);
    text = new TrainingText(builder.tokens, shape, settings);
    validator = new Validator(builder.validation, networks.validated(), shape, settings);
    what = Text.format(
            "%s; %s; networks %s; %d tokens with SHA-256 %s",
            shapeText(), settings, networks.names(), builder.tokens.size(), text.sha256())
        + (accumulate == 1 ? "" : Text.format("; %d batches accumulated", accumulate))
        + (scheme == TrainingScheme.PAPER ? "; scheme of the paper" : "")
        + (builder.from == null
            ? ""
            : Text.format("; from weights with SHA-256 %s", builder.from.sha256()))
        + validator;
  }

  /** Returns the shape in the words of version 0.1.0, and the layout where it is another one. */
  private String shapeText() {
    return shape.toString().replace(", layout=" + SupernetLayout.AUTHORS, "");
  }

  /**
   * Begins a training with more options.
   *
   * @param networks which learn
   * @param tokens the text
   * @param folder where the supernet goes, and on the way there checkpoints and the log
   * @since 0.2.0
   */
  public static Builder builder(
      SupernetShape shape,
      TrainingSettings settings,
      TrainedNetworks networks,
      TokenFile tokens,
      Path folder) {
    return new Builder(shape, settings, networks, tokens, folder);
  }

  /**
   * Sets the inputs of a training besides its settings.
   *
   * @since 0.2.0
   */
  public static final class Builder {

    private final SupernetShape shape;
    private final TrainingSettings settings;
    private final TrainedNetworks networks;
    private final TokenFile tokens;
    private final Path folder;
    private TrainingScheme scheme = TrainingScheme.HWGPTBENCH;
    private int accumulate = 1;
    private @Nullable SupernetWeights from;
    private @Nullable Validation validation;

    private Builder(
        SupernetShape shape,
        TrainingSettings settings,
        TrainedNetworks networks,
        TokenFile tokens,
        Path folder) {
      this.shape = shape;
      this.settings = settings;
      this.networks = networks;
      this.tokens = tokens;
      this.folder = folder;
    }

    /** Sets the scheme, which should be that of the networks. */
    public Builder scheme(TrainingScheme scheme) {
      this.scheme = scheme;
      return this;
    }

    /**
     * Sets how many batches a step sees, one after another, in the memory of one; the step is that
     * of a batch of all their sequences, up to rounding. 1 without this call.
     *
     * @throws IllegalArgumentException if it is less than 1, or a step would see 2<sup>31</sup>
     *     sequences or more
     */
    public Builder accumulate(int batches) {
      if (batches < 1) {
        throw UsageException.of("Training: accumulate %d; allowed: 1 or more", batches);
      }
      // With the scheme of the paper each network sees other ones.
      long most = Integer.MAX_VALUE / settings.batch() / (settings.randomNetworks() + 2L);
      if (batches > Math.max(1, most)) {
        throw UsageException.of(
            "Training: accumulate %d with batch %d; allowed: up to %d",
            batches, settings.batch(), Math.max(1, most));
      }
      accumulate = batches;
      return this;
    }

    /** Sets the weights to begin with, those of a supernet of the same size. */
    public Builder from(SupernetWeights weights) {
      from = weights;
      return this;
    }

    /** Sets how the training is validated; not at all without this call. */
    public Builder validation(Validation validation) {
      this.validation = validation;
      return this;
    }

    /**
     * Returns the training; reads the texts.
     *
     * @throws io.github.hwgptbench.supernet.SupernetFileException if a text does not fit
     * @throws IllegalArgumentException if sequences are longer than the supernet takes, or the
     *     weights to begin with are of another size
     */
    public SupernetTraining build() {
      return new SupernetTraining(this);
    }
  }

  /** Returns whether a folder holds a training that was begun, and is not at its end. */
  public static boolean begun(Path folder) {
    return Files.exists(folder.resolve(Checkpoint.FILE));
  }

  /**
   * Trains to the end, from the last checkpoint if there is one.
   *
   * @param provenance further provenance of the weights
   * @return the supernet
   * @throws IllegalArgumentException if the checkpoint is of another training, or the folder holds
   *     a supernet already
   * @throws IOException if files can't be read or written; files written before are kept
   */
  public SupernetWeights run(Map<String, String> provenance, Listener listener) throws IOException {
    if (SupernetWeights.in(folder)) {
      throw UsageException.of("%s: already contains a supernet; name another folder", folder);
    }
    Files.createDirectories(folder);
    TrainingPage page = new TrainingPage(folder, shape.space().name(), settings.steps(), what);
    Checkpoint state = begin();
    BestWeights result;
    int made;
    try (TrainableSupernet supernet = new TrainableSupernet(shape, layout, settings.length())) {
      Run run = new Run(state, supernet, page);
      result = run.train(listener);
      made = run.step;
    }
    Map<String, String> all = new TreeMap<>(provenance);
    all.put(TRAINING, what);
    if (result.losses().length > 0) {
      all.put(VALIDATION, validator.describe(result, made));
    }
    SupernetWeights trained = finish(result.weights(), all);
    page.write();
    return trained;
  }

  /** A training from a checkpoint on. */
  private final class Run {

    private final TrainableSupernet supernet;
    private final TrainingPage page;
    private final Checkpoint state;
    private final AdamW optimizer;
    private final TrainingLog log;
    private final float[] weights;
    private final float[] gradient = new float[layout.size()];
    private final boolean[] decays = decays();
    private @Nullable BestWeights best;
    private double[] validation = NONE;
    private int step;

    Run(Checkpoint state, TrainableSupernet supernet, TrainingPage page) throws IOException {
      this.supernet = supernet;
      this.page = page;
      this.state = state;
      optimizer = new AdamW(state.means(), state.squares());
      log = new TrainingLog(folder, networks.names(), validator.names(), state.steps());
      weights = state.weights();
      best = state.best();
      step = state.steps();
    }

    /** Returns the weights to keep, with their losses if they were validated. */
    BestWeights train(Listener listener) throws IOException {
      if (step == 0 && validator.due(0, false)) {
        validate();
        log.line(0, validation);
      }
      while (step < settings.steps() && !validator.stops(best, step)) {
        float[] losses = step();
        boolean last = step == settings.steps();
        validation = NONE;
        if (validator.due(step, last)) {
          validate();
        }
        if (validation.length > 0 || step % LINE_STEPS == 0 || last) {
          log.line(step, validation);
        }
        if (step % CHECKPOINT_STEPS == 0 && !last) {
          new Checkpoint(what, step, weights, state.means(), state.squares(), best).write(folder);
          page.write();
        }
        listener.step(step, losses);
      }
      return best == null ? new BestWeights(step, validation, weights) : best;
    }

    private void validate() {
      validation = validator.losses(supernet, weights);
      best = validator.better(best, step, validation, weights);
    }

    /** Makes a step, and returns the losses of its networks. */
    private float[] step() {
      supernet.load(weights);
      float[] losses = learn(supernet, step);
      supernet.gradient(gradient);
      AdamW.scale(gradient, scheme.gradientScale(losses.length) / accumulate);
      double norm = AdamW.clip(gradient, settings.clip());
      if (!Double.isFinite(norm)) {
        throw new IllegalStateException(Text.format(
            "Training: the gradient of step %d is not finite; a lower learning rate may help",
            step));
      }
      double rate = scheme.learningRate(settings, step);
      optimizer.update(weights, gradient, step, rate, i -> decays[i] ? settings.weightDecay() : 0);
      log.add(rate, norm, losses);
      step++;
      return losses;
    }
  }

  private float[] learn(TrainableSupernet supernet, int step) {
    List<Architecture> learning = networks.of(step);
    int batch = settings.batch();
    int count = batch * accumulate;
    boolean apart = scheme.textPerNetwork();
    int[][] sequences = text.sequences(step, apart ? count * learning.size() : count);
    float[] losses = new float[learning.size()];
    for (int i = 0; i < losses.length; i++) {
      int from = apart ? i * count : 0;
      for (int end = from + count; from < end; from += batch) {
        int[][] some = Arrays.copyOfRange(sequences, from, from + batch);
        losses[i] += supernet.learn(learning.get(i), some);
      }
      losses[i] /= accumulate;
    }
    return losses;
  }

  private Checkpoint begin() throws IOException {
    if (begun(folder)) {
      Checkpoint checkpoint = Checkpoint.read(folder, layout.size());
      if (!checkpoint.what().equals(what)) {
        throw UsageException.of(
            "%s: the checkpoint is of another training: %s; this one is: %s",
            folder.resolve(Checkpoint.FILE), checkpoint.what(), what);
      }
      return checkpoint;
    }
    return new Checkpoint(
        what,
        0,
        first.of(shape, layout, settings.seed(), folder),
        new float[layout.size()],
        new float[layout.size()],
        null);
  }

  private boolean[] decays() {
    boolean[] decays = new boolean[layout.size()];
    for (FlatWeights.Part part : layout.parts()) {
      Arrays.fill(decays, part.from(), part.from() + part.size(), part.matrix());
    }
    return decays;
  }

  private SupernetWeights finish(float[] weights, Map<String, String> provenance)
      throws IOException {
    SupernetWeights supernet;
    try (SupernetWriter writer = SupernetWriter.create(folder, shape)) {
      for (FlatWeights.Part part : layout.parts()) {
        writer.write(part.tensor().name(), FloatBuffer.wrap(weights, part.from(), part.size()));
      }
      supernet = writer.finish(provenance);
    } catch (IOException e) {
      throw new IOException(
          Text.format(
              "%s: the weights can't be written: %s; the last checkpoint, if any, is kept",
              folder, e.getMessage()),
          e);
    }
    Files.deleteIfExists(folder.resolve(Checkpoint.FILE));
    return supernet;
  }
}
