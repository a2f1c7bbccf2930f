package io.github.hwgptbench.algorithm;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Brings algorithms that are more than an {@link Optimizer}, such as those of another framework.
 * Found with {@link ServiceLoader}: an implementation is a public class with a public constructor
 * without parameters, named in
 * {@code META-INF/services/io.github.hwgptbench.algorithm.AlgorithmProvider}.
 */
public interface AlgorithmProvider {

  /** Returns the algorithms, in any order. */
  List<AlgorithmFactory> algorithms();
}
