package io.github.hwgptbench.algorithm.bayes;

import java.util.Optional;

/** Makes the {@link PaperEhvi} baseline, by the name {@code ehvi@paper}. */
public final class PaperEhviFactory extends PaperFactory {

  /** Creates the factory. */
  public PaperEhviFactory() {
    super(
        "ehvi@paper",
        "the authors' EHVI, which its sign and reference point turn into random search",
        (task, settings, random) ->
            new PaperEhvi(task, initial(settings, usualInitial(task)), growth(settings), random));
  }

  @Override
  public Optional<String> refusal(int objectives, int constraints) {
    return EhviFactory.tooManyObjectives(objectives)
        .or(() -> super.refusal(objectives, constraints));
  }
}
