package io.github.hwgptbench.algorithm.bayes;

/** Makes the {@link PaperLsbo} baseline, by the name {@code lsbo@paper}. */
public final class PaperLsboFactory extends PaperFactory {

  /** Creates the factory. */
  public PaperLsboFactory() {
    super(
        "lsbo@paper",
        "the authors' LSBO, which models the sum of the objectives",
        (task, settings, random) ->
            new PaperLsbo(task, initial(settings, usualInitial(task)), growth(settings), random));
  }
}
