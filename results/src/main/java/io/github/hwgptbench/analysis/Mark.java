package io.github.hwgptbench.analysis;

/** What an algorithm is beside the best one of a problem, the one with the best median. */
public enum Mark {
  /** It has the best median; several algorithms if they tie. */
  BEST,
  /** Its median is worse, and the test does not tell it from the best. */
  NOT_WORSE,
  /** It is significantly worse than the best. */
  WORSE,
  /** There are too few shared seeds for the test to tell it from the best, whatever they say. */
  UNDECIDED,
  /** No run found anything feasible and no front is known, so that there is no best. */
  UNMEASURED
}
