package io.github.hwgptbench.algorithm;

import java.util.List;

/**
 * A search that is driven from outside: it is asked for candidates, and receives their values.
 *
 * <p>An optimizer proposes at a time what it would propose without knowing more: the rest of a
 * generation, or a single candidate if each depends on the value of the one before. So a driver
 * that evaluates everything it was given before it asks again gets the same candidates however many
 * it asks for at a time. One that asks again before it has returned all values is given what can be
 * proposed without, which may be nothing.
 *
 * <p>All randomness comes from the generator that the optimizer was made with. Not safe for use by
 * several threads at a time; one run is one thread.
 */
public interface Optimizer {

  /**
   * Proposes candidates. They are numbered from 0 in the order of proposing.
   *
   * @param atMost how many at most, positive
   * @return new candidates; none if the search needs the values of earlier ones first or, if the
   *     values of all are known, if it is over
   * @throws IllegalArgumentException if {@code atMost} is not positive
   */
  List<Candidate> ask(int atMost);

  /**
   * Learns what candidates are worth, in any order and any portions. Values may be infinite or NaN.
   * An optimizer may insist on the very genes that it proposed; one that does not ignores those
   * that are inert.
   *
   * @param evaluations of candidates that were asked for, each once
   */
  void tell(List<Evaluation> evaluations);

  /**
   * Learns what a genotype is worth that somebody else proposed: an earlier search, another
   * process, or a user. It counts as proposed and evaluated from here on; candidates go on being
   * numbered behind it. The default implementation ignores it, for optimizers that have no use for
   * it.
   *
   * @param genes a genotype of the space, canonical or not
   * @param objectives its values, all minimised, which may be infinite or NaN
   * @param margins by how much each constraint is violated; where it holds, the negated distance to
   *     the bound, or 0 if that is not known
   */
  default void learn(int[] genes, double[] objectives, double[] margins) {}
}
