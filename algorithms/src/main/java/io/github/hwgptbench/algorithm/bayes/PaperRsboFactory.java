package io.github.hwgptbench.algorithm.bayes;

/** Makes the {@link PaperRsbo} baseline, by the name {@code rsbo@paper}. */
public final class PaperRsboFactory extends PaperFactory {

  private static final int AUTHORS_INITIAL = 3;

  /** Creates the factory. */
  public PaperRsboFactory() {
    super(
        "rsbo@paper",
        "the authors' RSBO, whose random weights never change",
        (task, settings, random) ->
            new PaperRsbo(task, initial(settings, AUTHORS_INITIAL), growth(settings), random));
  }
}
