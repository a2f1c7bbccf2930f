/** Random search, the baseline of all others. */
package io.github.hwgptbench.algorithm.random;
