package io.github.hwgptbench.analysis;

/** The comparison of an algorithm with the best one of a problem, which has the best median. */
public enum Mark {
  /** It has the best median; several algorithms if they tie. */
  BEST,
  /** Its median is worse, but not significantly. */
  NOT_WORSE,
  /** It is significantly worse than the best. */
  WORSE,
  /** Its median is worse, and there are too few shared seeds for a significant difference. */
  UNDECIDED,
  /** No run found anything feasible and no front is known, so that there is no best. */
  UNMEASURED
}
