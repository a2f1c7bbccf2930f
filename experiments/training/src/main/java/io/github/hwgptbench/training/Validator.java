package io.github.hwgptbench.training;

import com.google.common.collect.ImmutableMap;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.supernet.SupernetShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates the weights of a training, and decides when it stops and which weights it keeps. */
final class Validator {

  private final @Nullable Validation validation;
  private final ImmutableMap<String, Architecture> networks;
  private final int[][] sequences;
  private final int batch;

  /**
   * Makes a validator.
   *
   * @param validation null for a training without one
   * @param networks by name
   * @throws io.github.hwgptbench.supernet.SupernetFileException if the text does not fit
   */
  Validator(
      @Nullable Validation validation,
      ImmutableMap<String, Architecture> networks,
      SupernetShape shape,
      TrainingSettings settings) {
    this.validation = validation;
    this.networks = validation == null ? ImmutableMap.of() : networks;
    this.batch = settings.batch();
    this.sequences = validation == null
        ? new int[0][]
        : TrainingText.evenly(validation.text(), validation.tokens(), shape, settings.length());
  }

  /** Returns what the validated networks are called; none without validation. */
  List<String> names() {
    return networks.keySet().asList();
  }

  /** Returns whether weights are validated after some steps. */
  boolean due(int steps, boolean last) {
    return validation != null && (last || steps % validation.every() == 0);
  }

  /** Returns the loss of each network, nats per token. */
  double[] losses(TrainableSupernet supernet, float[] weights) {
    supernet.load(weights);
    List<Double> losses = new ArrayList<>();
    for (Architecture network : networks.values()) {
      double sum = 0;
      for (int from = 0; from < sequences.length; from += batch) {
        int[][] some =
            Arrays.copyOfRange(sequences, from, Math.min(sequences.length, from + batch));
        sum += (double) supernet.loss(network, some) * some.length;
      }
      losses.add(sum / sequences.length);
    }
    return losses.stream().mapToDouble(loss -> loss).toArray();
  }

  /**
   * Returns the better weights: those that were best before, or a copy of these.
   *
   * @param best null if there was none
   * @return null if no weights are kept, or none had a loss that is a number
   */
  @Nullable
  BestWeights better(@Nullable BestWeights best, int steps, double[] losses, float[] weights) {
    if (validation == null || validation.patience() == 0) {
      return null;
    }
    double before = best == null ? Double.POSITIVE_INFINITY : mean(best.losses());
    return mean(losses) < before ? new BestWeights(steps, losses, weights.clone()) : best;
  }

  /** Returns whether the training stops here, because too many validations were no better. */
  boolean stops(@Nullable BestWeights best, int steps) {
    return validation != null
        && best != null
        && (steps - best.steps()) / validation.every() >= validation.patience();
  }

  /**
   * Returns a description of the losses of weights.
   *
   * @param made steps of the training
   */
  String describe(BestWeights kept, int made) {
    StringBuilder text = new StringBuilder(Text.format(
        "weights of step %d of %d; perplexity on %d tokens:",
        kept.steps(), made, (long) sequences.length * (sequences[0].length - 1)));
    for (int i = 0; i < kept.losses().length; i++) {
      text.append(Text.format(
          "%s %.4f of %s",
          i == 0 ? "" : ",", StrictMath.exp(kept.losses()[i]), names().get(i)));
    }
    return text.toString();
  }

  /** Returns a description of the options and the corpus; empty without validation. */
  @Override
  public String toString() {
    return validation == null
        ? ""
        : Text.format(
            "; validation every %d steps on %d sequences with SHA-256 %s, patience %d",
            validation.every(),
            sequences.length,
            TrainingText.sha256(sequences),
            validation.patience());
  }

  private static double mean(double[] losses) {
    return Arrays.stream(losses).sum() / losses.length;
  }
}
