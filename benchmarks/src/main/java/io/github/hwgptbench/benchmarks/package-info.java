/** Speed of the hot paths, measured with JMH. */
package io.github.hwgptbench.benchmarks;
