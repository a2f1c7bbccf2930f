package io.github.hwgptbench.training;

import io.github.hwgptbench.supernet.TokenFile;
import io.github.hwgptbench.usage.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@link Validation}. */
final class ValidationOptions {

  private static final int EVERY = 200;
  private static final int TOKENS = 16_384;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "Tokenized corpus to predict during the training: losses and perplexities of the"
              + " largest, the smallest and a middle sub-network are logged. Without --patience it does"
              + " not change the weights.")
  private @Nullable Path text;

  @Option(
      names = "--validate-every",
      paramLabel = "N",
      description = "Steps between validations (default: 200).")
  private @Nullable Integer every;

  @Option(
      names = "--validation-tokens",
      paramLabel = "N",
      description = "Number of tokens to predict, spread over the corpus (default: 16384, or all if"
          + " it has fewer).")
  private @Nullable Integer tokens;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop after N validations in a row without a lower mean loss, and keep the"
          + " weights of the lowest one (default: do all steps and keep the last weights).")
  private @Nullable Integer patience;

  /**
   * Returns how to validate.
   *
   * @param length of sequences
   * @throws IllegalArgumentException if a number is out of range, or nothing is to be validated
   *     that the others are about
   */
  Optional<Validation> validation(int length) {
    if (text == null) {
      if (every != null || tokens != null || patience != null) {
        throw UsageException.of(
            "%s requires --validation, a file that 'hwgpt supernet tokens' wrote",
            patience != null
                ? "--patience"
                : every != null ? "--validate-every" : "--validation-tokens");
      }
      return Optional.empty();
    }
    if (patience != null && patience < 1) {
      throw UsageException.of("--patience %d; allowed: 1 or more", patience);
    }
    TokenFile file = TokenFile.open(text);
    long there = Math.max(1, file.size() / (length + 1)) * length;
    return Optional.of(new Validation(
        file,
        every == null ? EVERY : every,
        tokens == null ? Math.min(TOKENS, there) : tokens,
        patience == null ? 0 : patience));
  }
}
