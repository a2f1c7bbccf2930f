/** Optimizers that search a benchmark problem through ask and tell. */
package io.github.hwgptbench.algorithm;
