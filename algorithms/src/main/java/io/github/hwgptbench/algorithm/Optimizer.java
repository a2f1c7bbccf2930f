package io.github.hwgptbench.algorithm;

import java.util.List;

/**
 * A search with an ask-and-tell interface: it proposes candidates, and observes their values.
 *
 * <p>An optimizer proposes at once all candidates that do not depend on pending values: the rest of
 * a generation, or a single candidate if each depends on the previous value. So a driver that
 * evaluates all candidates before it asks again gets the same candidates, whatever number it asks
 * for at a time. A driver that asks while values are pending gets the candidates that do not depend
 * on them, possibly none.
 *
 * <p>All random numbers come from the generator that was passed to the factory. Not safe for use by
 * several threads; a run uses one thread.
 */
public interface Optimizer {

  /**
   * Proposes candidates, which are numbered from 0 in this order.
   *
   * @param atMost the maximum number of candidates, positive
   * @return new candidates; none if the search waits for values of earlier ones or, if all values
   *     are known, is complete
   * @throws IllegalArgumentException if {@code atMost} is not positive
   */
  List<Candidate> ask(int atMost);

  /**
   * Observes the values of candidates, in any order and in batches of any size. Values may be
   * infinite or NaN. An optimizer may require exactly the proposed genes; otherwise it ignores
   * inactive genes.
   *
   * @param evaluations of proposed candidates, each once
   */
  void tell(List<Evaluation> evaluations);

  /**
   * Observes the values of a genotype from elsewhere: an earlier search, another process, or a
   * user. It counts as proposed and evaluated; the numbers of later candidates continue after it.
   * The default implementation ignores it.
   *
   * @param genes a genotype of the space, canonical or not
   * @param objectives its values, all minimised, which may be infinite or NaN
   * @param margins the violation of each constraint; if it holds, the negated distance to the
   *     bound, or 0 if the distance is unknown
   */
  default void learn(int[] genes, double[] objectives, double[] margins) {}
}
