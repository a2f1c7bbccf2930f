package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.internal.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Hyperband: brackets of successive halving that begin at later and later steps. Which bracket a
 * trial is in follows from its number and the name of the study.
 */
final class HyperbandPruner implements Pruner {

  private final long minResource;
  /** The highest step; if it is null, that of the first complete trials is taken for it. */
  private @Nullable Long maxResource;

  private final int reduction;

  /** What is known once the highest step is. */
  private record Brackets(List<SuccessiveHalvingPruner> pruners, long[] shares) {

    int of(Study study, FrozenTrial trial) {
      CRC32 hash = new CRC32();
      hash.update(
          Text.format("%s_%d", study.studyName(), trial.number()).getBytes(StandardCharsets.UTF_8));
      long rest = hash.getValue() % LongStream.of(shares).sum();
      int bracket = 0;
      for (; rest >= shares[bracket]; bracket++) {
        rest -= shares[bracket];
      }
      return bracket;
    }
  }

  HyperbandPruner(long minResource, @Nullable Long maxResource, int reduction) {
    if (minResource < 1 || reduction < 2 || maxResource != null && maxResource < minResource) {
      throw new IllegalArgumentException(Text.format(
          "Hyperband with minimum resource %d%s and reduction factor %d; allowed: 1 or more, no"
              + " less than the minimum, 2 or more",
          minResource,
          maxResource == null ? "" : Text.format(", maximum resource %d", maxResource),
          reduction));
    }
    this.minResource = minResource;
    this.maxResource = maxResource;
    this.reduction = reduction;
  }

  @Override
  public boolean prune(Study study, FrozenTrial trial) {
    return brackets(study)
        .map(brackets -> {
          int bracket = brackets.of(study, trial);
          return brackets
              .pruners()
              .get(bracket)
              .prune(study, trial, other -> brackets.of(study, other) == bracket);
        })
        .orElse(false);
  }

  private synchronized Optional<Brackets> brackets(Study study) {
    if (maxResource == null) {
      OptionalLong last = SuccessiveHalvingPruner.lastStepOfComplete(study.trials());
      if (last.isEmpty()) {
        return Optional.empty();
      }
      maxResource = last.getAsLong() + 1;
    }
    double ratio = maxResource / (double) minResource;
    // One where the highest step that was found is below the least resource.
    int brackets = Math.max(1, (int) Math.floor(Math.log(ratio) / Math.log(reduction)) + 1);
    List<SuccessiveHalvingPruner> pruners = new ArrayList<>();
    for (int bracket = 0; bracket < brackets; bracket++) {
      pruners.add(new SuccessiveHalvingPruner(minResource, reduction, bracket, 0));
    }
    return Optional.of(new Brackets(
        pruners,
        IntStream.range(0, brackets)
            .mapToLong(bracket -> share(brackets, brackets - 1 - bracket))
            .toArray()));
  }

  private long share(int brackets, int s) {
    return (long) Math.ceil(brackets * Math.pow(reduction, s) / (s + 1));
  }
}
