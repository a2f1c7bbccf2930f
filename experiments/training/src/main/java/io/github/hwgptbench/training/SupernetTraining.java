package io.github.hwgptbench.training;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
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
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Trains a supernet: in each step some of its networks see the same sequences, their gradients are
 * added, and the weights that they share are updated once. A training that was stopped or killed
 * goes on from its last checkpoint, and ends with bit-identical weights.
 */
public final class SupernetTraining {

  /** The folder of the weights that a training began with, within that of the training. */
  private static final String FIRST = "first";

  private static final int LINE_STEPS = 20;
  private static final int CHECKPOINT_STEPS = 10 * LINE_STEPS;

  private final SupernetShape shape;
  private final FlatWeights layout;
  private final TrainingSettings settings;
  private final TrainedNetworks networks;
  private final TrainingText text;
  private final Path folder;
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
    this.shape = shape;
    this.layout = new FlatWeights(shape);
    this.settings = settings;
    this.networks = networks;
    this.text = new TrainingText(tokens, shape, settings);
    this.folder = folder;
    this.what = Text.format(
        "%s; %s; networks %s; %d tokens with SHA-256 %s",
        shape, settings, networks.names(), tokens.size(), text.sha256());
  }

  /** Returns whether a folder holds a training that was begun, and is not at its end. */
  public static boolean begun(Path folder) {
    return Files.exists(folder.resolve(Checkpoint.FILE));
  }

  /**
   * Trains to the end, from the last checkpoint if there is one.
   *
   * @param provenance what else to say of the weights
   * @return the supernet
   * @throws IllegalArgumentException if the checkpoint is of another training, or the folder holds
   *     a supernet already
   * @throws IOException if files can't be read or written; what was written before is kept
   */
  public SupernetWeights run(Map<String, String> provenance, Listener listener) throws IOException {
    if (SupernetWeights.in(folder)) {
      throw UsageException.of("%s: holds a supernet already; name another folder", folder);
    }
    Files.createDirectories(folder);
    Checkpoint state = begin();
    AdamW optimizer = new AdamW(state.means(), state.squares());
    TrainingLog log = new TrainingLog(folder, LINE_STEPS, networks.names(), state.steps());
    float[] weights = state.weights();
    float[] gradient = new float[layout.size()];
    boolean[] decays = decays();
    try (TrainableSupernet supernet = new TrainableSupernet(shape, layout, settings.length())) {
      for (int step = state.steps(); step < settings.steps(); step++) {
        supernet.load(weights);
        List<Architecture> learning = networks.of(step);
        int[][] sequences = text.batch(step);
        float[] losses = new float[learning.size()];
        for (int i = 0; i < losses.length; i++) {
          losses[i] = supernet.learn(learning.get(i), sequences);
        }
        supernet.gradient(gradient);
        double norm = AdamW.clip(gradient, settings.clip());
        if (!Double.isFinite(norm)) {
          throw new IllegalStateException(Text.format(
              "Training: the gradient of step %d is not finite; a lower learning rate may help",
              step));
        }
        double rate = settings.learningRate(step);
        optimizer.update(
            weights, gradient, step, rate, i -> decays[i] ? settings.weightDecay() : 0);
        log.add(step, rate, norm, losses);
        if ((step + 1) % CHECKPOINT_STEPS == 0 && step + 1 < settings.steps()) {
          new Checkpoint(what, step + 1, weights, state.means(), state.squares()).write(folder);
        }
        listener.step(step + 1, losses);
      }
      log.flush(settings.steps());
    }
    return finish(weights, provenance);
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
    Path first = folder.resolve(FIRST);
    if (Files.exists(first)) {
      MoreFiles.deleteRecursively(first, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    SupernetWeights untrained =
        SupernetWriter.writeUntrained(first, shape, new SplittableRandom(settings.seed()));
    float[] weights = new float[layout.size()];
    for (FlatWeights.Part part : layout.parts()) {
      untrained.values(part.tensor().name()).get(weights, part.from(), part.size());
    }
    MoreFiles.deleteRecursively(first, RecursiveDeleteOption.ALLOW_INSECURE);
    return new Checkpoint(what, 0, weights, new float[layout.size()], new float[layout.size()]);
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
    Map<String, String> all = new TreeMap<>(provenance);
    all.put("training", what);
    SupernetWeights supernet;
    try (SupernetWriter writer = SupernetWriter.create(folder, shape)) {
      for (FlatWeights.Part part : layout.parts()) {
        writer.write(part.tensor().name(), FloatBuffer.wrap(weights, part.from(), part.size()));
      }
      supernet = writer.finish(all);
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
