/**
 * Discrete search spaces: their genes, the architectures that genes stand for, sampling and
 * neighbours.
 */
package io.github.hwgptbench.space;
